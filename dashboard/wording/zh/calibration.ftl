### The page How sure: coverage and calibration.

## Coverage

sure-title = 什么时候该由人来看？
sure-slider = 模型至少有多大把握才作答
meaning-coverage = 覆盖率：模型作答的数字占多少。其余的模型弃答，交给人看。
sure-slider-always = 不设下限
sure-budget = 作答中最多允许读错
sure-budget-option = 1/{ $count }
sure-suggest = 建议一个下限
sure-suggest-is = 在这些数字上，符合要求的最低下限是 { $threshold }。
sure-suggest-always = 在这些数字上，即使不设下限也符合要求。
sure-suggest-unproven = 图片太少，换成别的数字未必如此：实际比例仍可能高达 { $high }。
sure-suggest-none = 在这些数字上，没有一个下限符合要求。允许多错一些，或者全部交给人看。
sure-accepted = 采纳裁定后，{ $n } 个回答中错 { $mistakes } 个。
sure-asked = 这些交给人看
sure-asked-caption = { $count } 张，把握最小的在前。
sure-asked-grid = 交给人看的数字，本页 { $shown } 张
sure-asked-none = 没有。把滑块向右移，把握最小的就会出现在这里。

## Calibration

sure-reliability = 模型有 90% 的把握时，真的能对 90% 吗？
sure-bins-caption = 选中一行，查看其中的图片。

## More numbers

sure-more = 更多数值
sure-more-none = 至少要有 30 张带标签的图片。
sure-number = { $name }：{ $value }
sure-points = { POINTS($points) } 个百分点
sure-temperature = { $value }，训练时用留出的数字拟合
sure-temperature-none = { $why ->
    [elsewhere] 没有拟合：这个模型是导入的。
    [fold] 没有拟合：模型学了全部数据，没有留出数字。
   *[other] 没有拟合：训练时没有留出数字，或留出的都读对了，或由旧版 Misread 训练。
}
