### The page How sure: coverage and calibration.

## Coverage

sure-title = 什么时候该由人来看？
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

## Calibration

sure-reliability = 它说有 90% 的把握，真的能对 90% 吗？
sure-bins-caption = 点一行，查看其中的图片。

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
