### Causes of misread digits, and findings of the diagnosis.

## Causes

cause = { $kind ->
    [inverted] 明暗颠倒
    [speckled] 有斑点
    [blurred] 模糊
    [cut] 被截断
    [large] 太大
    [small] 太小
    [off-centre] 偏离中心
    [edge] 伸出边缘
    [pieces] 旁边有东西
    [broken] 笔画断开
    [narrow] 太窄
    [flat] 太扁
    [thin] 笔画太细
    [thick] 笔画太粗
    [faint] 太淡
    [tilted] 倾斜
   *[none] 没有找到原因
}

## Findings

finding-misread-because = { $mistakes ->
    [1] 唯一的错例
   *[other] { $mistakes } 个错例中有 { $count } 个
}是因为{ $cause ->
    [inverted] 明暗颠倒
    [speckled] 纸上有斑点
    [blurred] 模糊
    [faint] 笔迹太淡
    [large] 数字占满画面
    [small] 数字太小
    [off-centre] 数字偏离中心
    [pieces] 数字旁边有东西
    [broken] 笔画断开
    [narrow] 数字太窄
    [flat] 数字太扁
    [thin] 笔画太细
    [thick] 笔画太粗
   *[tilted] 数字倾斜
}：校正后就能读对。
finding-misread-cut = { $mistakes ->
    [1] 唯一的错例
   *[other] { $mistakes } 个错例中有 { $count } 个
}似乎被截断了，缺掉的部分无法补回。
finding-misread-unexplained = { $mistakes ->
    [1] 唯一的错例，任何校正都没有改变它的答案
   *[other] { $mistakes } 个错例中有 { $count } 个，任何校正都没有改变答案
}{ $unlike ->
    [0] 。
   *[other] ；其中 { $unlike } 个在大小、笔画或位置上与 MNIST 的数字不同。
}
finding-cured = { $first ->
    [inverted] 把明暗对调，再{""}
    [faint] 把笔迹加深，再{""}
   *[none] {""}
}{ $cause ->
    [inverted] 把明暗对调
    [speckled] 去掉斑点
    [blurred] 锐化一下
    [faint] 把笔迹加深
    [large] 缩放到合适大小
    [small] 缩放到合适大小
    [off-centre] 移到中央
    [pieces] 去掉旁边的东西
    [broken] 补上笔画的断口
    [narrow] 把它拉宽
    [flat] 把它拉高
    [thin] 把笔画加粗
    [thick] 把笔画变细
   *[tilted] 把它转正 { NUMBER($amount, maximumFractionDigits: 0) }°
}，它就会被读成 { $label } 而不是 { $predicted }，把握 { CERTAINTY($sure) }。
finding-cut-off = 这个数字似乎被截断了，缺掉的部分无法补回。
finding-not-cured = 任何校正都没有改变答案{ $unlike ->
    [yes] ，尽管这个数字在大小、笔画或位置上与 MNIST 的不同。
   *[no] 。
}

## In the report

finding-rescued = 有标签的 { $n } 张图片，不整理时模型能读对 { $came } 张，整理之后读对 { $right } 张。
finding-rescued-nothing = 有标签的 { $n } 张图片，整理前后模型都读对 { $right } 张。
