### The page Overview.

overview-pair-open = 查看把 { a-true } 读成 { $predicted } 的 { $count } 张图片
overview-all-pairs = 在混淆矩阵中查看全部 { $pairs } 种错
overview-no-mistakes = 没有错例可看。在上面换一个测试集，或到“训练”页用更少的轮数训练一个模型。
overview-unlabelled = 这里的图片都还没有标签，无法统计错例。到“你的数字”页给图片加上标签。
overview-accuracy-few = { $source }：{ $n } 张中读错 { $mistakes } 张
overview-accuracy-caption = 横线是 95% 置信区间。空心点：当前没有查看的测试集。
overview-by-digit = 各个数字的错例
overview-by-digit-note = { $mistakes } / { $n }
overview-by-digit-none = 没有
overview-by-digit-none-note = 0 / { $n }
overview-next = 接下来看看
overview-sure = { $count } 张错得很有把握
overview-sure-note = 把握超过 95%，却读错了。
overview-close = { $count } 张难分高下
overview-close-note = 首选领先次选不到 10 个百分点。
overview-learned-caption = 每一轮之后的准确率（%）。
overview-curve-alt = { $epochs } 轮中的准确率：最后，训练为 { $training }，验证为 { $validation }。
