### Findings about one image, and about slices.

## Occlusion sensitivity

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
finding-occlusion-changes = 若没有{ occlusion-place }这一笔，模型会读成 **{ $then }**，把握 { CERTAINTY($sure) }。
finding-occlusion-weakens = 最关键的是{ occlusion-place }这一笔：没有它，模型对 { $predicted } 的把握会从 { CERTAINTY($confidence) } 降到 { CERTAINTY($left) }。
finding-occlusion-none = 没有哪一小块能单独决定结果：无论遮住哪里，模型仍然读成 { $predicted }。

## Slices

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
