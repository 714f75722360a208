### Text in charts: the confusion matrix and the learning curves.

## Learning curves

overview-curve-training = 训练
overview-curve-validation = 验证
overview-curve-epoch = 轮次

## Confusion matrix

matrix-locale = zh
matrix-caption = 行是人写的数字，列是模型读成的数字
matrix-columns = 模型读成
matrix-rows = 人写的
matrix-misread = 读错
matrix-wrong = 读错
# The browser replaces the names in braces.
matrix-percent = {"{"}number{"}"}%
matrix-cell = {"{"}true{"}"} 读成 {"{"}predicted{"}"}：{"{"}count{"}"} 张
matrix-cell-one = {"{"}true{"}"} 读成 {"{"}predicted{"}"}：{"{"}count{"}"} 张
matrix-cell-none = {"{"}true{"}"} 读成 {"{"}predicted{"}"}：没有
matrix-row = 人写的 {"{"}digit{"}"}：{"{"}total{"}"} 张中读错 {"{"}count{"}"} 张
matrix-row-none = 人写的 {"{"}digit{"}"}：{"{"}total{"}"} 张，没有读错的
matrix-column = 读成 {"{"}digit{"}"}：{"{"}total{"}"} 张中读错 {"{"}count{"}"} 张
matrix-column-none = 读成 {"{"}digit{"}"}：{"{"}total{"}"} 张，没有读错的
matrix-of-row = 人写的 {"{"}true{"}"} 共 {"{"}total{"}"} 张，占 {"{"}share{"}"}
matrix-of-column = 读成 {"{"}predicted{"}"} 的共 {"{"}total{"}"} 张，占 {"{"}share{"}"}
matrix-legend = 颜色越浓，错例越多；灰色是读对的；虚线框是所选格子的对称格。最下面一行：读成每个数字的图片里，有多少张读错。
matrix-legend-narrow = 行：人写的数字。灰色：读对的。

## Learning curves of a training

training-loss = 损失
training-accuracy = 准确率
training-loss-alt = 每一轮之后训练集和验证集的损失
training-accuracy-alt = 每一轮之后训练集和验证集的准确率
