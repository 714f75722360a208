### The page Compare: two models, or one model on two test sets.

page-compare = 对比

## What is compared

compare-with = 与什么对比
compare-with-set = 换一组数字：{ $source }
compare-choose = 选择一个模型，或另一组数字
compare-roles = “之前”是这里选的，“现在”是页面上方选的模型：{ $now }。
compare-missing = 链接里要对比的 { $name } 不在这里，或者没有读过这些数字，显示的是别的。它可能已被删除，也可能链接来自另一台电脑。
compare-alone-title = 还没有可以对比的模型
compare-alone = 读过这些数字的模型只有一个。换一些设置或换一个随机种子，再训练一个；这一页就会显示哪些图片读得更好，哪些读得更差。
compare-alone-link = 再训练一个模型

## What changed

compare-changed = 哪些变了
compare-test = 只有恰好被其中一个模型读错的图片，才显出差别。如果两个模型一样好，这些图片落在哪一边就像抛硬币。上面说的就是单凭偶然出现这样差别的概率（McNemar 精确检验的 p 值）。
compare-accepted = 采纳裁定后：{ $n } 张中，之前读错 { $before } 张，现在读错 { $now } 张。
compare-buckets = 显示哪些图片
compare-bucket = { $bucket ->
    [fixed] 变对 **{ $count }** 张
    [broke] 变错 **{ $count }** 张
    [both_wrong] 都错 **{ $count }** 张
   *[both_right] 都对 **{ $count }** 张
}
compare-bucket-what = { $bucket ->
    [fixed] { $count ->
        [0] 之前读错的，现在没有一张读对。
       *[other] 之前读错、现在读对的图片。
    }
    [broke] { $count ->
        [0] 之前读对的，现在没有一张读错。
       *[other] 之前读对、现在读错的图片。
    }
    [both_wrong] { $count ->
        [0] 没有两次都读错的图片。
       *[other] 之前和现在都读错的图片。
    }
   *[both_right] { $count ->
        [0] 没有两次都读对的图片。
       *[other] 之前和现在都读对的图片。
    }
}{ $count ->
    [0] {""}
   *[other] { $bucket ->
        [both_wrong] 图片下方依次是：标签，之前 → 现在读成的数字。
       *[other] 图片下方是之前 → 现在读成的数字。
    }
}
compare-image = { $name }：{ a-true }，之前读成 { $before }，现在读成 { $now }

## Where it changed

compare-matrix = 在哪里变了
compare-matrix-choose = 选中一个有颜色的格子、一行或一列，就能看到新进来的图片和离开的图片。也可以用键盘：按 Tab 进入矩阵，再用方向键和回车键。
compare-cell = { $of ->
    [mistakes] { $sense ->
        [more] 错例比之前多 { $count } 个
        [fewer] 错例比之前少 { $count } 个
       *[same] 错例与之前一样多
    }
   *[images] { $sense ->
        [more] 比之前多 { $count } 张
        [fewer] 比之前少 { $count } 张
       *[same] 与之前一样多
    }
}
compare-came = { $count ->
    [0] 没有新进来的。
   *[other] 新进来 **{ $count }** 张：
}
compare-left = { $count ->
    [0] 没有离开的。
   *[other] 离开 **{ $count }** 张：
}
matrix-change-caption = 比之前多或少的张数：行是人写的数字，列是模型读成的数字
# The browser replaces the names in braces.
matrix-change-cell = {"{"}true{"}"} 读成 {"{"}predicted{"}"}：比之前多 {"{"}count{"}"} 张
matrix-change-cell-one = {"{"}true{"}"} 读成 {"{"}predicted{"}"}：比之前多 {"{"}count{"}"} 张
matrix-change-cell-fewer = {"{"}true{"}"} 读成 {"{"}predicted{"}"}：比之前少 {"{"}count{"}"} 张
matrix-change-cell-fewer-one = {"{"}true{"}"} 读成 {"{"}predicted{"}"}：比之前少 {"{"}count{"}"} 张
matrix-change-cell-none = {"{"}true{"}"} 读成 {"{"}predicted{"}"}：与之前一样多
matrix-change-row = 人写的 {"{"}digit{"}"}：读错的比之前多 {"{"}count{"}"} 张
matrix-change-row-fewer = 人写的 {"{"}digit{"}"}：读错的比之前少 {"{"}count{"}"} 张
matrix-change-row-none = 人写的 {"{"}digit{"}"}：读错的与之前一样多
matrix-change-column = 读成 {"{"}digit{"}"}：读错的比之前多 {"{"}count{"}"} 张
matrix-change-column-fewer = 读成 {"{"}digit{"}"}：读错的比之前少 {"{"}count{"}"} 张
matrix-change-column-none = 读成 {"{"}digit{"}"}：读错的与之前一样多
matrix-change-legend = 每格是比之前多或少的张数。蓝色是变好，红色是变差：对角线上是读对的，多了才好；别处少了才好。最右一列和最下一行：读错的多了或少了多少张。
matrix-change-legend-narrow = 行：人写的数字。蓝色是变好，红色是变差。

## Both models

compare-accuracy = 两个模型的准确率
compare-before = 之前
compare-now = 现在
compare-line = { $role }：{ $run }
compare-settings = 训练有什么不同
compare-settings-same = 两个模型的训练数据和设置都相同。
compare-settings-name = 设置
compare-setting = { $name ->
    [data] 训练数据
    [preset] 预设
    [network] 网络
    [epochs] 轮数
    [batch_size] 每批张数
    [optimizer] 优化方法
    [learning_rate] 学习率
    [schedule] 学习率的变化
    [validation] 留出来验证的
    [stratified] 每个数字按比例留出
    [split_seed] 留出部分的随机种子
    [keep] 保留哪一轮之后的模型
    [seed] 随机种子
    [members] 投票的网络个数
    [drawn] 每张图片另加的手绘数字
    [marks] 每张图片另加的非数字符号
    [teachers] 教它的网络个数
    [rotation] 图片最多转
    [zoom] 图片最多缩放
    [shift] 图片最多平移
    [shear] 图片最多倾斜
    [thickness] 笔画最多变粗或变细
   *[other] { $name }
}
compare-value = { $name ->
    [data] { $value ->
        [mnist] MNIST
        [built-in] 内置数字
       *[other] { $value }
    }
    [network] { $value ->
        [notebook] 与 notebook 相同
        [strided] 小而快
        [accurate] 较大
       *[other] { $value }
    }
    [optimizer] { $value ->
        [rmsprop] RMSprop
        [adam] Adam
       *[other] { $value }
    }
    [schedule] { $value ->
        [plateau] 停滞时减半
       *[triangular] 先升后降一次
    }
    [keep] { $value ->
        [best] 最佳一轮
       *[last] 最后一轮
    }
    [stratified] { $value ->
        [yes] 是
       *[no] 否
    }
    [learning_rate] { NUMBER($value, maximumFractionDigits: 6) }
    [validation] { PERCENT($value) }
    [rotation] { $value }°
    [zoom] { PERCENT($value) }
    [shift] 宽度的 { PERCENT($value) }
    [shear] { $value }°
    [thickness] { $value } 像素
   *[other] { $value }
}

## The same model on other digits

compare-digits-title = 同一个模型读另一组数字
compare-digits = 这是另一些图片，可能更好读，也可能更难读。没有哪张图片能前后对照，所以这里不做检验；横线表示每个数值有多可信。
