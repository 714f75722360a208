### Runs made elsewhere: predictions without a network.

frame-run-label-elsewhere = 由 **{ $title }** 识别（外部训练）
frame-run-elsewhere = { $title }（外部训练，{ $created } 导入）
frame-only-brought = “{ $title }”是在别处训练的，这里只有它的预测结果，其中没有{ $name }，所以显示的是别的数字。要读{ $name }，请在上方选择一个网络。
elsewhere-title = “{ $title }”是在别处训练的
elsewhere-what = 预测结果于 { $created } 导入。训练在别处进行，这里不知道训练过程，所以没有设置、曲线和网络可看。
elsewhere-learned = 这个分类器是在别处训练的，这里不知道学习过程。
elsewhere-preset = 外部训练
elsewhere-settings = 两者中至少有一个是在别处训练的，这里不知道它的设置，无从比较。
elsewhere-closer = 遮住图片的一部分、查找相似样本、改动后重新识别，都需要网络本身。“{ $title }”是在别处训练的，这里只有它的预测结果。
elsewhere-suspects = 这个分类器是在别处训练的，无法查找相似的训练数字，因此只参考它给出的概率。
elsewhere-overlap = 这个分类器是在别处训练的，不知道它是否学过其中的图片。
elsewhere-digits-title = “{ $title }”不能读新的数字
elsewhere-digits = 它是在别处训练的：这里只有导入的预测结果，没有做出预测的网络。要读自己的数字，请选择一个网络。
elsewhere-digits-known = 这些数字是在别处识别的。要知道整理救回了什么、剩下的为什么仍读错，需要网络本身。
elsewhere-pad = 画出的数字要由网络来读。“{ $title }”是在别处训练的；请在上方选择一个网络再画。
elsewhere-switch = 选择“{ $preset }”
elsewhere-digit-set = 随外部预测结果一起导入
elsewhere-bring = 外部预测结果
elsewhere-bring-what = 任何分类器都可以在这里查看：scikit-learn、PyTorch、Keras，或者任何能为每张图片写出十个概率的程序。文件里的任何内容都不会被执行。文件格式为 CSV、NPZ 或 Parquet，每张图片一行：编号（从 0 开始）和 `p0` 到 `p9`，或者图片本身。写法见 `docs/predictions.md`。
elsewhere-bring-file = 预测结果文件
elsewhere-bring-on = 各行对应
elsewhere-bring-images = 文件里的图片
elsewhere-bring-name = 名称
elsewhere-bring-button = 导入
elsewhere-brought = “{ $title }”已导入，现在每一页显示的都是它。
elsewhere-brought-differing = “{ $title }”已导入。有 { $count } 张图片在文件里的标签与这组数字不同，或这组数字没有标签；这组数字保持原样。
