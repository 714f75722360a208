### Exported files: tables, pictures and the network.

## Columns of tables

export-column-source = 来源
export-column-number = 序号
export-column-name = 名称
export-column-label = 标签
export-column-prediction = 读成
export-column-confidence = 置信度
export-column-mistake = 读错
export-column-probability = { $digit } 的概率

## Instructions for using a network

export-model-title = 一个识别手写数字的模型
export-model-what = 模型 { $run }，预设“{ $preset }”，由 Misread 于 { $date } 训练。model.keras 和 model.tflite 是同一个网络：前者用于 Keras；后者用于 LiteRT，体积小，不需要 TensorFlow。
export-model-learned = 训练数据：{ $data }的 { NUMBER($n) } 张图片，每张看了 { $epochs } 遍。
export-model-accuracy = { $title }：{ NUMBER($n) } 张中读对 { PERCENT($share, digits: 2) }（95% 置信区间 { PERCENT($low, digits: 2) } 至 { PERCENT($high, digits: 2) }），读错 { NUMBER($mistakes) } 张。
export-model-few = { $title }：{ $n ->
    [0] 都没有标签，无法统计错例。
   *[other] { $n } 张中读错 { $mistakes } 张。张数太少，不算百分比。
}
export-model-known = 模型学过这些数字，读别的数字不会这么好。
export-model-input-heading = 输入
export-model-input = 一张数字的灰度图，28×28 像素，深底浅字：0 是纸，255 是最浓的墨。除以 255 之后是形状为 (n, 28, 28, 1) 的 float32，取值 0 到 1。数字要像 MNIST 那样整理好：较长的一边 20 像素，重心在正中。
export-model-output-heading = 输出
export-model-output = “probabilities”：形状为 (n, 10) 的 float32，0 到 9 每个数字一个数，合计为 1，最大的就是答案。model.tflite 还给出“features”：形状为 (n, k) 的 float32，网络由这些数值算出判断。model.keras 只给出概率。
export-model-script-heading = 用 LiteRT
export-model-script = 需要 Python 3.11 或更高版本：
export-model-script-more = use.py 直接读取 28×28 像素的图片，例如 Misread 导出的那些。其他图片，它会用最简单的办法从素净的纸上裁出数字。带阴影、格线或桌面的照片，要用 Misread 本身。
export-model-keras-heading = 用 Keras
export-model-keras = 对一张 28×28 像素的图片：
export-model-limits-heading = 局限
export-model-limits = 无论给模型看什么，哪怕是字母或墨点，它都会说出十个数字中的一个，还可能很有把握地读错。只有与测试所用相似的数字，它才可信；换成别的，先测一测。如果读错会伤害到人，不要让它单独作决定。
