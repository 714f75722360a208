### The page Training.

training-title = 训练
training-lead = 模型先从成千上万张有标签的数字中学习，再去读从没见过的数字。这需要几秒到几分钟，关掉页面也会继续。
training-new = 训练一个模型
training-data = 学习的数据
training-data-option = { $name ->
    [mnist] MNIST（60,000 张）
    [built-in] 内置数字（1,797 张）
   *[other] { $name }
}
training-preset = 预设
training-preset-option = { $preset ->
    [balanced] balanced：错例很少，大约一分钟
    [fast] fast：准确率与 notebook 相当，快好几倍
    [accurate] accurate：错例更少，需要几分钟
    [ensemble] ensemble：五个网络投票，要等五倍的时间
    [distilled] distilled：小网络向三个大网络学习，要半小时以上
    [notebook] notebook：经典网络，每一层都照原样
   *[other] { $preset }
}
training-settings = 设置
training-epochs = 轮数
training-epochs-help = 每张图片看多少遍。
training-seed = 随机种子
training-seed-help = 一切随机性的起点。设置不变、换一个种子，会得到另一个模型。
training-seeds = 不同种子的模型个数
training-seeds-help = 依次训练几个只有种子不同的模型。它们之间的差距说明结果里有多少是运气。
training-start = 开始训练
training-already = 这个模型在 { $created } 训练过。设置、数据和种子都相同，得到的模型也相同，所以没有重新训练。
training-small = { $n } 张太少，留不出一部分来验证，所以{ $kept ->
    [1] 要训练六个网络：一个保留下来，另外五个各自去读没见过的那部分。
   *[other] 全部要训练六遍：一遍保留下来，另外五遍各自去读没见过的那部分。
}
training-mnist-needed = 这台电脑上还没有 MNIST。到“数据”页获取，或改用内置数字训练。
training-off = 这台服务器关闭了训练功能。
training-running = { $runs ->
    [0] {""}
   *[other] 第 { $run } 个模型，共 { $runs } 个。
}{ $phase ->
    [starting] 正在启动 TensorFlow
    [waiting] 正在等待集群里的电脑
    [cluster] { $networks } 个网络已训练 { $done } 个，共用 { $machines } 台电脑
    [training] { $kept ->
        [1] 第 { $epoch } 轮，共 { $epochs } 轮
       *[other] 第 { $network } 个网络，第 { $epoch } 轮，共 { $epochs } 轮
    }
    [cross-validating] 由没见过这些数字的网络来读，第 { $network } 个，共 { $networks } 个
   *[other] 正在保存模型
}{ $left ->
    [none] {""}
   *[other] ，大约还需 { $left }
}
training-of = { $preset ->
    [jury] 正在训练由六个网络组成的评审团
   *[other] 正在训练“{ $preset }”，训练数据：{ $data }
}
training-jury-done = 评审团已经就绪，“可疑标签”页面现在会听取它的意见。
training-cancel = 取消
training-cancelling = 正在停止……
training-cancelled = 训练已取消，什么也没有保留。
training-done = { $n ->
    [one] 新的模型已就绪，所有页面都改用它。
   *[other] { $n } 个新模型已就绪，所有页面都改用其中第一个。
}
training-waiting = 第一轮结束后开始画曲线。
training-curves = “{ $preset }”的学习过程，训练数据：{ $data }
training-rate = 学习率
training-epoch = 轮次
training-line-training = 训练
training-line-validation = 验证
training-best = 最佳轮次
training-rate-alt = 每一轮之后的学习率
training-validation-held-out = 验证集：从训练集中留出的 { $n } 张图片。
training-validation-out-of-fold = 验证：取五个网络的平均，每个网络读自己没见过的那五分之一图片。
training-members = 曲线是 { $members } 个投票网络的平均。
training-kept = { $keep ->
    [best] 保留的是验证损失最低那一轮之后的模型。
   *[last] 保留的是最后一轮之后的模型。
}
training-how-text = { $n } 张图片，每批 { $batch } 张，看了 { $epochs } 遍：用时 { $seconds }，启动 TensorFlow 另用 { $start }。完成于 { $created }。
training-drawn = 另外还学了 { $drawn } 张手绘数字，都是 MNIST 缺少的写法，例如带长钩的 1；以及 { $marks } 个字母和涂鸦，它们不是数字。{ $teachers ->
    [0] {""}
   *[other] 其余的数字，它学的是 { $teachers } 个大网络的读法，而不是标签。
}
training-softened = 它的把握按温度 { $value } 调低过，这样在别人写的数字上也靠得住；因此在 MNIST 上比实际更保守。
training-versions = 所用版本：{ $versions }。
training-network = 网络
training-network-lead = 网络的这些层一共学到了 { $parameters } 个参数。
training-network-layer = 层
training-network-kind = 类型
training-network-output = 输出
training-network-parameters = 学到的参数
training-download-keras = 下载 .keras
training-download-tflite = 下载 .tflite
training-runs = 全部模型
training-runs-preset = 预设
training-runs-data = 数据
training-runs-epochs = 轮数
training-runs-seed = 随机种子
training-runs-validation = 验证准确率
training-runs-seconds = 秒
training-runs-created = 完成时间
training-runs-id = 编号
training-groups = 设置相同、种子不同的模型
training-groups-preset = 预设
training-groups-data = 数据
training-groups-changed = 改动的设置
training-groups-n = 模型数
training-groups-on = 测试集
training-groups-mean = 平均准确率
training-groups-sd = 标准差（百分点）
training-groups-low = 最低
training-groups-high = 最高
training-groups-note = 同一行的模型只有种子不同。两种设置的差距明显大于这里的离散程度，才算真的不同。
training-runs-shown = 所有页面现在显示的是模型 { $id }。选择一行，可以换成另一个。
