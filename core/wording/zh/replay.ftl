### Findings about the epochs of a training.

## After an epoch

# Ends the sentence about an epoch.
epoch-changed = { $changed ->
    [yes] ；与第 { $previous } 轮之后相比，{ $learned ->
        [0] 没有新学会的
       *[other] 新学会 { $learned } 张
    }，{ $forgotten ->
        [0] 没有又忘掉的
       *[other] 又忘掉 { $forgotten } 张
    }。
   *[no] 。
}
finding-epoch = 第 { $epoch } 轮之后，{ $n } 张图片中读错 { $mistakes } 张（{ $decimals ->
    [2] { PERCENT($share, digits: 2) }，误差 ±{ POINTS($margin, digits: 2) } 个百分点
   *[other] { PERCENT($share, digits: 1) }，误差 ±{ POINTS($margin, digits: 1) } 个百分点
}）{ epoch-changed }
finding-epoch-few = 第 { $epoch } 轮之后，{ $n ->
    [1] 唯一的一张图片读错了
   *[other] { $n } 张图片中读错 { $mistakes } 张
}{ epoch-changed }
finding-epoch-none = 第 { $epoch } 轮之后，{ $n ->
    [1] 唯一的一张图片读对了
   *[other] { $n } 张图片全部读对
}{ epoch-changed }
finding-epoch-unlabelled = 第 { $epoch } 轮结束。{ $n ->
    [0] 这里没有图片。
    [1] 只有一张图片，没有标签，不能算作学会。
   *[other] 这 { $n } 张图片都没有标签，都不能算作学会。
}

## All epochs

finding-best-epoch = 读错最少的是第 { $epoch } 轮之后：{ $n } 张中 { $mistakes } 张，最后一轮之后是 { $last } 张。仅供参考：若用测试结果来挑轮次，结果会显得比实际更好。
finding-best-epoch-last = 读错最少的是最后一轮之后：{ $n } 张中 { $mistakes } 张。
finding-over-fitting = 验证损失在第 { $epoch } 轮之后最低，此后上升了 { PERCENT($rise, digits: 0) }，而训练损失继续下降：从那时起模型过拟合了，也就是在死记训练图片。
finding-lowest-loss = 验证损失在第 { $epoch } 轮之后最低，此后几乎没有上升：没有过拟合的迹象。
finding-lowest-loss-both = 验证损失在第 { $epoch } 轮之后最低，此后上升了，但训练损失也在上升：这是训练不稳定，不是过拟合。
finding-lowest-loss-last = 验证损失在最后一轮之后最低：没有过拟合的迹象。
finding-kept-last = 保留的是最后一轮之后的模型。
finding-kept-lowest = 保留的是第 { $epoch } 轮之后的模型，那时验证损失最低；其他页面显示的都是它。
finding-kept-each = { $members } 个网络都保留自己验证损失最低那一轮之后的样子；其他页面显示的都是它们。
