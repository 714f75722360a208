### Verdicts, in the drawer and on the page Share.

verdict-question = 错在哪一方？
verdict-button = { $kind ->
    [model] 模型
    [ambiguous] 两可
   *[label] 标签
}
verdict-which = 它实际上是哪个数字？
verdict-no-digit = 不是数字
verdict-sentence = { $named ->
    [yes] { $author }：
    [marked] 另一台电脑上未署名的人（{ $author }）：
   *[no] 已裁定：
}{ $kind ->
    [model] 模型错了。
    [ambiguous] 两种读法都说得通。
    [unreadable] 标签错了，看不出是哪个数字。
   *[label] 标签错了，实际上是 **{ $digit }**。
}
verdict-note-quoted = “{ $note }”
verdict-more-lines = 另有 { NUMBER($count) } 条，见“分享”页保存的文件。
verdict-disputed = 意见不一，所以仍以标签为准。
verdict-undo = 撤销
verdict-more = 署名和备注
verdict-author = 署名（可不填）
verdict-note = 备注
verdict-note-later = 先作出裁定，之后可以加备注。
verdict-former = 先前（{ $time }）：
verdict-not-yours = 在这台服务器上，你只能裁定自己的浏览器添加的数字。
verdicts-title = 裁定
verdicts-what = 对单张图片的裁定，可以来自这台或另一台电脑。导入时会合并：不会重复，同一个人以后来的裁定为准，两个未署名的裁定不同时都保留。
verdicts-save = 保存裁定（CSV）
verdicts-none-yet = 这些数字还没有裁定。到“错例”页打开一张图片，选择错在哪一方。
verdicts-bring = 导入裁定
verdicts-taken = { $taken ->
    [0] 没有导入新的裁定
   *[other] 导入 { NUMBER($taken) } 条裁定
}{ $known ->
    [0] 。
   *[other] ；{ NUMBER($known) } 条已经在这里，或这里有更新的。
}{ $bad ->
    [0] {""}
   *[other] 有 { NUMBER($bad) } 行没有导入：
}
verdicts-bad-line = 第 { $line } 行：{ $reason ->
    [columns] 单元格与表头不符。
    [set] 它的数字不在这台电脑上，或者你看不到。
    [theirs] 你不能裁定它的数字。
    [position] 没有这张图片。
    [image] 它的图片与这里的不同。
    [full] 它的图片已经有 50 条裁定，不能再多。
    [kind] 类别应为 model、ambiguous 或 label。
    [digit] 数字与类别不符。
   *[time] 时间无法读取。
}
verdicts-more-lines = 还有 { NUMBER($count) } 行。
meaning-verdict = 打开一张图片，就可以裁定是模型错了、两种读法都说得通，还是标签错了。标签不会被改写：更正只是叠加在上面，可以撤销。意见不一时，仍以标签为准。人们多半只看错例，所以更正大多对模型有利；掩盖了错误的标签不容易被发现。
