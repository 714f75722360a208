### The page Mistakes.

mistakes-title = 错例
mistakes-true = 人写的
mistakes-predicted = 模型读成
mistakes-sort = 排序
mistakes-sort-option = { $sort ->
    [confident] 错得最有把握的在前
    [close] 难分高下的在前
    [shuffled] 打乱顺序
   *[file] 按文件中的顺序
}
mistakes-confidence = 把握（%）
mistakes-source = 来源
mistakes-name = 名称包含
mistakes-verdict = 裁定
mistakes-verdict-option = { $verdict ->
    [any] 不限
    [none] 未裁定
    [model] 模型错了
    [ambiguous] 两可
    [label] 标签错了
   *[disputed] 意见不一
}
mistakes-more = 更多筛选
mistakes-shuffle = 重新打乱
mistakes-shown = 显示 **{ $shown }** 个错例，共 { $mistakes } 个
mistakes-shown-correct = 显示 **{ $shown }** 张读对的图片，共 { $correct } 张
mistakes-shown-all = 显示 **{ $shown }** 张图片，共 { $n } 张
mistakes-clear = 清除筛选
mistakes-page = 页
mistakes-grid = 读错的数字，本页 { $shown } 张
mistakes-empty = 没有符合这些筛选条件的图片。
mistakes-emptied = 没有符合这些筛选条件的图片。去掉“{ $filter ->
    [true] 人写的数字
    [predicted] 模型读成的数字
    [confidence] 把握的范围
    [sources] 来源
    [name] 名称
    [verdict] 裁定
   *[outcome] 结果的种类
}”这一条，就有 { $count } 张。
mistakes-remove = 去掉“{ $filter ->
    [true] 人写的数字
    [predicted] 模型读成的数字
    [confidence] 把握的范围
    [sources] 来源
    [name] 名称
    [verdict] 裁定
   *[outcome] 结果的种类
}”
mistakes-unlabelled = 这些数字都还没有标签，所以没有错例。到“你的数字”页标明它们是什么数字，或者查看全部。
mistakes-show-all = 显示全部数字
mistakes-none = 模型没有读错这些数字。在上面换一些数字，看看它在哪里出错。
