### 细看：单张图片、可疑标签、薄弱之处。

page-suspects = 可疑标签
page-weak_spots = 薄弱之处

## 单张图片的更多信息

closer-more = 更多：关键笔画与相似样本
closer-heat = 结果取决于哪里
closer-heat-alt = 图片中着色之处，遮住后对结果影响最大
closer-without = 去掉它：读成 { $digit }
closer-without-alt = 去掉最关键部分的图片，读成 { $digit }
closer-similar-lead = 在网络学过的训练数字中，下面这些在它看来最为相似。距离越短越相似。
closer-similar = 数字 { digit-plural }
closer-similar-alt = 训练数字中最相似的 { $count } 张 { digit-name }
closer-distance = 最近距离 { NUMBER($distance, maximumFractionDigits: 1) }
closer-no-training = 这个网络学过的训练数字不在这台电脑上，无法显示相似样本。“数据”页说明了如何获取。
occlusion-place = { $row ->
    [top] { $column ->
        [left] 左上方
        [right] 右上方
       *[centre] 上方
    }
    [bottom] { $column ->
        [left] 左下方
        [right] 右下方
       *[centre] 下方
    }
   *[middle] { $column ->
        [left] 左侧
        [right] 右侧
       *[centre] 中间
    }
}
finding-occlusion-changes = 若没有{ occlusion-place }这一笔，它会被读成 **{ $then }**，把握 { CERTAINTY($sure) }。
finding-occlusion-weakens = 最关键的是{ occlusion-place }这一笔：没有它，网络对 { $predicted } 的把握会从 { CERTAINTY($confidence) } 降到 { CERTAINTY($left) }。
finding-occlusion-none = 没有哪一小块能单独决定结果：无论遮住哪里，仍然读成 { $predicted }。

## 如果

what-if-title = 如果写法稍有不同？
what-if-paper = 在上面画，或擦掉
what-if-paper-name = 可以涂改的数字。方向键移动，空格键画或擦。
what-if-seen = 网络随后看到的
what-if-pen = 画笔
what-if-rubber = 橡皮
what-if-again = 恢复原样
what-if-turn = 旋转（度）
what-if-stroke = 加粗或变细（像素）
what-if-right = 右移（像素）
what-if-down = 下移（像素）
what-if-inverted = 明暗对调
what-if-read = 那么它会被读成 **{ $digit }**，把握 { $sure }。

## 可疑标签

suspects-headline = { $kind ->
    [least] { $n } 个标签中，至少有 { $count } 个反对的理由多于支持的理由。
    [some] { $n } 个标签中，有 { $count } 个反对的理由多于支持的理由。
    [none] { $n } 个标签中，没有一个反对的理由多于支持的理由。
   *[unlabelled] 这里没有带标签的图片，也就没有可能出错的标签。
}
suspects-lead = 如果网络给某个标签的概率很低，而且最相似的训练数字又是别的数字，这个标签就值得怀疑。它到底错没错，只有人能判断。
suspects-network-alone = 查找相似训练数字所需的图片不在这台电脑上，因此只参考网络的判断。
suspects-out-of-fold = 网络学过这些数字；每一张都由没见过它的网络来识别。查找相似数字的这个网络知道标签，因此这里不参考相似数字。
suspects-caption = 最可疑的在前，从第 { $first } 个开始：标签、可能的正确数字，以及反对这个标签的程度。选中一张可以细看。
suspects-decided = { $description }已裁定。
suspects-undecided = 只看还没有人裁定的
suspects-all-decided = 这些都已有人裁定。
suspects-grid = { $shown } 张标签可疑的图片
suspects-image = { $name }：标签为 { $true }，更像 { $instead }。网络给标签的概率为 { $given }{ $neighbours ->
    [0] 。
   *[other] ，{ $neighbours } 张相似的训练数字中有 { $agreeing } 张与标签相同。
}

## 薄弱之处

spots-headline = { $kind ->
    [telling] 有 { $count } 处薄弱，并非偶然。
    [chance] 没有哪一处薄弱超出偶然的范围。
    [few] 带标签的图片太少，无法查找薄弱之处。
    [no-pictures] 查找薄弱之处需要图片，而图片不在这台电脑上。
   *[none] 没有哪一类笔迹的错例多到足以突出。
}
spots-lead = 每张数字都经过测量：笔画粗细、倾斜、高宽比、墨量、闭合圈、断开的部分，以及与训练数字的差别。这里列出比其余更容易读错的笔迹。
spots-clearest = 下面列出最明显的 { $shown } 处。
spots-interval = 95% 置信区间：{ $low } 至 { $high }。
spots-chance = { $kind ->
    [telling] 即使算上所有查看过的类别，偶然也很难造成这样的差别。
   *[chance] 这可能只是偶然：查看的类别很多，总会有一些显得突出。
}
spots-show = 显示读错的 { $n } 张
spots-hide = 收起
spots-images = { $kind ->
    [wrong] 读错的 { $n } 张中的 { $shown } 张
   *[right] 同类而读对的 { $n } 张中的 { $shown } 张
}
spot-of = { $digit ->
    [-1] 数字
   *[other] {" "}{ digit-plural }
}
digit-plural-or-digits = { $digit ->
    [-1] 数字
   *[other] {" "}{ digit-plural }
}
finding-weak-spot = **{ $kind ->
    [stroke-low] 笔画细的{ spot-of }
    [stroke-high] 笔画粗的{ spot-of }
    [slant-low] 向左倾斜的{ digit-plural-or-digits }
    [slant-high] 向右倾斜的{ digit-plural-or-digits }
    [height-low] 偏宽的{ spot-of }
    [height-high] 偏窄的{ spot-of }
    [ink-low] 墨量少的{ digit-plural-or-digits }
    [ink-high] 墨量多的{ digit-plural-or-digits }
    [offset-low] 居中良好的{ spot-of }
    [offset-high] 偏离中心的{ digit-plural-or-digits }
    [pieces-2] 断成几块的{ digit-plural-or-digits }
    [loops-0] 没有闭合圈的{ digit-plural-or-digits }
    [loops-1] 有一个闭合圈的{ digit-plural-or-digits }
    [loops-2] 有两个以上闭合圈的{ digit-plural-or-digits }
    [strangeness-low] 与训练数字很像的{ digit-plural-or-digits }
   *[strangeness-high] 与训练数字不像的{ digit-plural-or-digits }
}**：{ $n } 张中读错 { $mistakes } 张，占 { PERCENT($share, digits: 1) }，是全部{ spot-of }的平均错误率的 { NUMBER($times, maximumFractionDigits: 1) } 倍。
