### What verdicts change.

verdicts-rate = 已裁定 { NUMBER($images) } 张图片：按原标签，准确率为 { $before }；采纳裁定后（更正 { NUMBER($corrected) } 个标签，剔除 { NUMBER($left_out) } 张无法辨认的图片），{ NUMBER($n_after) } 张中为 { $after }（95% 置信区间 { $low } 至 { $high }）。
verdicts-few = 已裁定 { NUMBER($images) } 张图片：按原标签，{ NUMBER($n) } 张中读对 { NUMBER($right) } 张；采纳裁定后（更正 { NUMBER($corrected) } 个标签，剔除 { NUMBER($left_out) } 张无法辨认的图片），{ NUMBER($n_after) } 张中读对 { NUMBER($right_after) } 张。
verdicts-none = 已裁定 { NUMBER($images) } 张图片，没有更正任何标签。
verdicts-disputed = 另有 { NUMBER($count) } 张意见不一，仍以标签为准。
