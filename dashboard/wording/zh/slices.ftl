### The page Weak spots.

page-weak_spots = 薄弱之处
spots-headline = { $kind ->
    [significant] 有 { $count } 处薄弱，并非偶然。
    [chance] 没有哪一处薄弱超出偶然的范围。
    [few] 带标签的图片太少，无法查找薄弱之处。
    [no-pictures] 查找薄弱之处需要图片，而图片不在这台电脑上。
   *[none] 没有哪一类笔迹的错例明显偏多。
}
spots-lead = Misread 测量每张数字：笔画粗细、倾斜、高宽比、墨量、位置、闭合圈、断开的部分，以及与训练数字的差别（分布外）。这里列出模型比其余更容易读错的笔迹（切片）。
spots-clearest = 下面列出最明显的 { $shown } 处。
spots-interval = 95% 置信区间：{ $low } 至 { $high }。
spots-chance = { $kind ->
    [significant] 即使算上所有检验过的类别，偶然也很难造成这样的差别（p 值很低）。
   *[chance] 这可能只是偶然：检验的类别很多，总会有一些显得更差。
}
spots-show = 显示读错的 { $n } 张
spots-hide = 收起
spots-images = { $kind ->
    [wrong] 读错的 { $n } 张中的 { $shown } 张
   *[right] 同类而读对的 { $n } 张中的 { $shown } 张
}
