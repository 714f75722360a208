### One image in the drawer.

case-mistake = { $true } 读成 { $predicted }
case-right = { $true }，读对
case-unlabelled = 读成 { $predicted }
case-where = 个案 { $number } / { $total }，{ $order }。{ $name }。
case-order = { $sort ->
    [sure] 最有把握的在前
    [confident] 错得最有把握的在前
    [close] 难分高下的在前
    [doubt] 读错的在前，其次是把握最小的
    [misread] 读错的在前
    [doubtful] 最可疑的在前
    [replay] 依次为刚学会、又忘掉、一直没学会
    [unsure] 把握最小的在前
    [shuffled] 顺序已打乱
   *[file] 按文件中的顺序
}
case-alone = { $name }。
case-previous = 上一个
case-next = 下一个
case-sentence-mistake = 模型有 **{ $confidence }** 的把握认为这是 :red[**{ $predicted }**]，留给标签 :blue[**{ $true }**] 的是 { $given }。
case-sentence-right = 模型有 **{ $confidence }** 的把握认为这是 **{ $predicted }**，与标签一致。次选是 { $second }，把握 { $given }。
case-sentence-unlabelled = 模型有 **{ $confidence }** 的把握认为这是 **{ $predicted }**。它还没有标签。
case-without-confidence = { $kind ->
    [mistake] 模型把它读成 :red[**{ $predicted }**]，标签是 :blue[**{ $true }**]。
    [right] 模型把它读成 **{ $predicted }**，与标签一致。
   *[unlabelled] 模型把它读成 **{ $predicted }**。它还没有标签。
}模型有多大把握不得而知。
case-jury = 没学过这张图片的 { $members } 个网络中，{ $readings }。
case-jury-part = **{ $count }** 个读成 { $digit }
case-saw = 模型看到的
case-no-picture = 这张图片不在这台电脑上。
case-read = 读成
case-label = 标签
case-alt = 模型看到的数字，已放大
case-gone = 这张图片不在正在查看的数字里。选择它所属的测试集。
