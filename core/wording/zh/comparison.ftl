### Findings about two models on the same digits.

## Two models

finding-verdict-unlabelled = 没有标签，无法比较两个模型。
finding-verdict-same = 错例与之前完全相同。
finding-verdict-few = 只有 { $n } 张图片，太少，看不出哪个模型更好。
finding-verdict-better = 更好：错例比之前少 { $difference } 个。
finding-verdict-worse = 更差：错例比之前多 { $difference } 个。
finding-verdict-chance = { $difference ->
    [0] 不比之前好，也不比之前差。
   *[other] 分不出好坏：只差 { $difference } 个错例，可能只是偶然。
}

## In the report

finding-change-none = 在这 { $n } 张图片上，两个模型的错例完全相同。
finding-change = { $n } 张图片中，{ $fixed ->
    [0] 原来读错的，现在没有一张读对
   *[other] 原来读错、现在读对的有 { $fixed } 张
}；{ $broke ->
    [0] 原来读对的，现在没有一张读错。
   *[other] 原来读对、现在读错的有 { $broke } 张。
}{ $both ->
    [0] 没有两次都读错的。
   *[other] 两次都读错的有 { $both } 张。
}
finding-change-significant = 错例{ $better ->
    [yes] 少了
   *[no] 多了
} { $difference } 个。单凭偶然，只有 { PERCENT($chance, digits: 1) } 的情况会差这么多，所以多半是真有差别。
finding-change-chance = { $difference ->
    [0] 变对和变错的一样多：没有差别。
    [1] 只差 1 张，可能只是偶然。
   *[other] 相差 { $difference } 张，可能只是偶然：单凭偶然，也有 { PERCENT($chance, digits: 0) } 的情况会差这么多。
}
