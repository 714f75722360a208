### The page How sure: when a person should look, and whether confidence can be believed.

page-how_sure = 有多大把握

## When a person should look

sure-title = 什么时候该由人来看？
sure-answers = { $threshold ->
    [always] 一律作答时
   *[other] 把握不低于 { $threshold } 才作答时
}，模型回答 { $n } 张中的 { $answered } 张，其中{ $mistakes ->
    [0] 没有读错的
   *[other] 读错 { $mistakes } 张
}{ $rate ->
    [none] {""}
   *[other] （{ $rate }）
}；{ $asked ->
    [0] 没有要交给人看的
   *[other] { $asked } 张交给人看
}。
# Where some digits have no label.
sure-answers-some = { $threshold ->
    [always] 一律作答时
   *[other] 把握不低于 { $threshold } 才作答时
}，模型回答 { $n } 张中的 { $answered } 张；{ $asked ->
    [0] 没有要交给人看的
   *[other] { $asked } 张交给人看
}。{ $labelled ->
    [0] 它回答的都没有可用的标签
   *[other] 它回答的有 { $labelled } 张带可用的标签，其中{ $mistakes ->
        [0] 没有读错的
       *[other] 读错 { $mistakes } 张
    }{ $rate ->
        [none] {""}
       *[other] （{ $rate }）
    }
}。
sure-answers-nothing = 模型从没有 { $threshold } 的把握：{ $n } 张全部交给人看。
sure-rate = { $share }，误差 ±{ $margin } 个百分点
sure-rate-none = 仅凭运气，实际仍可能高达 { $high }
sure-asked-mistakes = 交给人看的有标签的 { $labelled } 张，模型自己会{ $mistakes ->
    [0] 全部读对
   *[other] 读错 { $mistakes } 张
}。
sure-slider = 至少有多大把握才作答
sure-slider-always = 一律作答
sure-budget = 作答中最多允许读错
sure-budget-option = 1/{ $count }
sure-suggest = 建议一个把握
sure-suggest-is = 在这些数字上，符合要求的最低一档是 { $threshold }。
sure-suggest-always = 在这些数字上，即使一律作答也符合要求。
sure-suggest-unproven = 图片太少，换成别的数字未必如此：仅凭运气，实际仍可能高达 { $high }。
sure-suggest-none = 在这些数字上，没有一档符合要求。把允许的比例放宽些，或者全部交给人看。
sure-accepted = 采纳裁定后，{ $n } 个回答中错 { $mistakes } 个。
sure-asked = 这些交给人看
sure-asked-caption = { $count } 张，把握最小的在前。
sure-asked-grid = 交给人看的数字，本页 { $shown } 张
sure-asked-none = 没有。把滑块向右移，把握最小的就会出现在这里。

## Whether its confidence can be believed

sure-reliability = 它说有 90% 的把握，真的能对 90% 吗？
sure-reliability-caption = 把握每十个百分点为一档，有图片的才画。灰色带：假如把握完全准确，100 次中有 95 次点会落在这里。橙色：落在灰色带之外。
sure-reliability-few = 只有线、没有点的，是不到 30 张图片的 95% 置信区间。
sure-reliability-alt = “{ $source }”上，不同把握时读对的比例
sure-axis-confidence = 模型说的把握
sure-axis-accuracy = 读对
sure-bin = 说有 { $low }% 到 { $high }% 的把握时，{ $n } 张读对 { $right } 张{ $share ->
    [none] {""}
   *[other] （{ $share }）
}{ $verdict ->
    [over] ：把握过大
    [under] ：比它说的更准
   *[fits] {""}
}。
sure-bins-caption = 点一行，查看其中的图片。
sure-hover = { $low }% 到 { $high }%：{ $n } 张读对 { $right } 张

## More numbers

sure-more = 更多数值
sure-more-none = 至少要有 30 张带标签的图片。
sure-number = { $name }：{ $value }
sure-points = { $points } 个百分点
sure-temperature = { $value }，训练时用留出的数字拟合
sure-temperature-none = { $why ->
    [elsewhere] 未拟合：这个分类器是在别处训练的。
    [fold] 没有拟合：这个网络学了全部数据，没有留出数字。
   *[other] 没有拟合：训练时没有留出数字，或留出的都读对了，或由旧版 Misread 训练。
}
