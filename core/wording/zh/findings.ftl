### Findings about a model: one sentence each.
### Digits are passed as numbers; $digit chooses their nouns.

## Digits as nouns

digit-name = { $digit }
digit-one = 一个 { $digit }
digit-plural = { $digit }
digit-counted = { $n ->
   *[other] { digit-plural }
}
# At the end of a label, where a bare figure would look like a number.
digit-plural-start = 数字 { $digit }
# A second digit in a sentence.
predicted-one = { $predicted }
times = { $count } 次

## Headlines

finding-headline = { $n } 张图片中，模型读错 { $mistakes } 张，占 { $decimals ->
    [2] { PERCENT($share, digits: 2) }，误差 ±{ POINTS($margin, digits: 2) } 个百分点。
   *[other] { PERCENT($share, digits: 1) }，误差 ±{ POINTS($margin, digits: 1) } 个百分点。
}
finding-headline-none = 模型把 { $n } 张图片全部读对了。换成更多类似的图片，读错的比例仍可能达到 { PERCENT($limit, digits: 2) }。
finding-headline-few = { $mistakes ->
    [0] { $n ->
        [1] 只有一张图片，模型读对了。
       *[other] 模型把 { $n } 张图片全部读对了。
    }
   *[other] { $n ->
        [1] 只有一张图片，模型读错了。
       *[other] { $n } 张图片中，模型读错 { $mistakes } 张。
    }
}
finding-headline-unlabelled = { $n ->
    [0] 这里没有图片。
    [1] 只有一张图片，没有标签，无法统计错例。
   *[other] 这 { $n } 张图片都没有标签，无法统计错例。
}
finding-some-unlabelled = 另有 { $n } 张没有标签，不计在内。

## Overview

finding-most-common = 模型最常见的错是把 { $true } 读成 { $predicted }，共 { times }，{ $mirror ->
    [0] 反过来一次也没有。
   *[other] 反过来 { $mirror } 次。
}
finding-no-lead = { $count ->
    [1] { $mistakes } 个错例各不相同。
   *[other] 没有哪一种错特别突出：最常见的 { $pairs } 种各出现 { times }。
}
finding-all-right = 数字 { digit-plural } 共 { $n } 张，全部读对。
finding-all-right-several = { $digits } 和 { $last } 全部读对，共 { $n } 张。
finding-check-unsure = { $unsure ->
    [1] 只要复查把握不到 { PERCENT($threshold, digits: 0) } 的那一张
   *[other] 只要复查把握不到 { PERCENT($threshold, digits: 0) } 的 { $unsure } 张
}，就能找出{ $mistakes ->
    [1] 唯一的错例。
   *[other] {" "}{ $mistakes } 个错例中的 { $caught } 个。
}
finding-worst-digit = 最容易读错的是 { digit-plural }：{ $n } 张中读错 { $mistakes } 张，占 { PERCENT($share, digits: 1) }；全部数字合计只有 { PERCENT($overall, digits: 1) }。
finding-sure-and-wrong = { $mistakes ->
    [1] 唯一的错例，模型的把握却超过 { PERCENT($threshold, digits: 0) }。
   *[other] { $mistakes } 个错例中有 { $count } 个，模型的把握超过 { PERCENT($threshold, digits: 0) }。
}
finding-close-calls = { $mistakes ->
    [1] 唯一的错例难分高下：首选领先次选不到 { $points } 个百分点。
   *[other] { $mistakes } 个错例中有 { $count } 个难分高下：首选领先次选不到 { $points } 个百分点。
}

## Confusion

finding-diagonal = { $mistakes ->
    [0] { $n ->
        [0] 这里的图片都没有标签，无从比较。
        [1] 唯一的一张图片落在灰色的对角线上。
       *[other] { $n } 张图片全部落在灰色的对角线上。
    }
    [1] { $n } 张图片中，有 { $correct } 张落在灰色的对角线上。选中另外那一格，就能看到剩下的一张。
   *[other] { $n } 张图片中，有 { $correct } 张落在灰色的对角线上，其余 { $mistakes } 张{ $cells ->
        [1] 都在同一格里。选中这一格
       *[other] 分布在 { $cells } 格里。选中一格
    }，就能看到其中的图片。
}
finding-pair = { $n ->
    [1] 唯一的一张 { digit-counted }
   *[other] 标签为 { digit-counted } 的 { $n } 张中有 { $count } 张
}{ $enough ->
    [yes] ，占 { PERCENT($share, digits: 1) }
   *[no] {""}
}{ $most_common ->
    [yes] ，是模型最常见的错。
   *[no] 。
}{ $sure_of ->
    [unknown] {""}
    [none] { $count ->
        [1] 把握不到 { PERCENT($threshold, digits: 0) }。
       *[other] 每张的把握都不到 { PERCENT($threshold, digits: 0) }。
    }
    [all] { $count ->
        [1] 把握超过 { PERCENT($threshold, digits: 0) }。
       *[other] 每张的把握都超过 { PERCENT($threshold, digits: 0) }。
    }
   *[some] 其中 { $sure } 张的把握超过 { PERCENT($threshold, digits: 0) }。
}
finding-pair-none = 没有。没有一张 { digit-name } 读成 { predicted-one }{ $misread ->
    [0] ，也没有读成别的数字。
   *[other] 。
}
finding-right = { $n ->
    [1] { $count ->
        [0] 唯一的一张 { digit-counted } 没有读对
       *[other] 唯一的一张 { digit-counted } 读对了
    }
   *[other] { $count ->
        [0] 标签为 { digit-counted } 的 { $n } 张一张也没有读对
       *[other] 标签为 { digit-counted } 的 { $n } 张中读对 { $count } 张
    }
}{ $enough ->
    [yes] ，占 { PERCENT($share, digits: 1) }。
   *[no] 。
}
finding-row = { $count ->
    [0] { $n ->
        [1] 唯一的一张 { digit-counted } 读对了。
       *[other] 标签为 { digit-counted } 的 { $n } 张全部读对。
    }
   *[other] { $n ->
        [1] 唯一的一张 { digit-counted } 读错了
       *[other] 标签为 { digit-counted } 的 { $n } 张中读错 { $count } 张
    }{ $enough ->
        [yes] ，占 { PERCENT($share, digits: 1) }。
       *[no] 。
    }
}
finding-column = { $count ->
    [0] { $n ->
        [1] 唯一读成 { $digit } 的一张确实是 { $digit }。
       *[other] 读成 { $digit } 的 { $n } 张确实都是 { $digit }。
    }
   *[other] { $n ->
        [1] 唯一读成 { $digit } 的一张其实是别的数字
       *[other] 读成 { $digit } 的 { $n } 张中，有 { $count } 张其实是别的数字
    }{ $enough ->
        [yes] ，占 { PERCENT($share, digits: 1) }。
       *[no] 。
    }
}
finding-column-none = 没有。没有一张读成 { digit-name }。
finding-absent = 没有。这里没有标签为 { digit-plural } 的图片。

## In the report

finding-source = { $source }：{ $n } 张中读错 { $mistakes } 张，占 { $decimals ->
    [2] { PERCENT($share, digits: 2) }，误差 ±{ POINTS($margin, digits: 2) } 个百分点。
   *[other] { PERCENT($share, digits: 1) }，误差 ±{ POINTS($margin, digits: 1) } 个百分点。
}
finding-source-none = { $source }：{ $n } 张全部读对。
finding-source-few = { $source }：{ $n } 张中读错 { $mistakes } 张。
finding-source-unlabelled = { $source }：{ $n ->
    [1] 1 张图片，没有标签。
   *[other] { $n } 张图片，都没有标签。
}
finding-best-digit = 读得最准的是 { digit-plural }：{ $n } 张中读错 { $mistakes } 张，占 { PERCENT($share, digits: 1) }；全部数字合计为 { PERCENT($overall, digits: 1) }。
