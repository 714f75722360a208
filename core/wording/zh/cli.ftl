### The command line.

cli = 训练一个读数字的模型，看看它读错了什么。
cli-train = 训练一个模型，并用它的测试集检验。
cli-evaluate = 用一组数字检验一个模型。
cli-export = 把一个模型读一组数字的结果写成文件，或者导出错例的图片，或者导出模型本身。
cli-what = “table”（CSV）或“excel”：全部数字；“zip”：错例的图片；“model”：网络。不写则由文件名的结尾决定：.csv、.xlsx 或 .zip
cli-output = 写到哪个文件
cli-force = 文件已存在时也替换
cli-exported = { $what ->
    [zip] { $n } 个错例
    [model] 模型和使用说明
   *[other] { $n } 张图片的结果
}已写入 { $path }。
cli-report = 把一个模型读错的数字写成一个 HTML 文件，谁都能打开。
cli-import = 添加自己的数字：文件夹、ZIP 和图片。
cli-import-predictions = 导入任何其他模型的预测结果，作为一个模型。
cli-predictions = CSV、NPZ 或 Parquet 文件；内容要求见 docs/predictions.md
cli-predictions-on = 各行对应的数字，写法与“evaluate”命令相同；文件里有图片时不写
cli-predictions-name = 模型的名称，代替文件名
cli-predictions-fold = 每张图片都由没学过它的模型识别，如交叉验证；mnist-train 需要这个选项
cli-predictions-taken = 模型 { $id }“{ $title }”：{ $name } 的 { $n } 张图片的预测结果。
cli-predictions-classes = 十列依次是哪个数字，例如 1234567890；不写就当作 0123456789，并与标签核对
cli-predictions-labels = 有 { $count } 张图片在文件里的标签与这组数字不同，或这组数字没有标签；这组数字保持原样。
cli-elsewhere = 导入的
cli-runs = 列出全部模型。
cli-data = 列出全部数字，添加 MNIST，或删除一次上传。
cli-json = 不输出句子，改为输出一个 JSON 对象
cli-preset = “balanced”（默认）、“fast”、“accurate”、“ensemble”、“distilled”或“notebook”
cli-data-name = “mnist”（默认）或“built-in”；加上 --jury 时也可以是“mnist-train”或一次上传的编号
cli-train-jury = 改为训练评审团：六个小网络各有自己的配方，一起判断 --data 的标签，供“可疑标签”页面使用
cli-jury = { $members } 个网络组成的评审团读过了“{ $title }”的 { $n } 个数字，没有从中学习。“可疑标签”页面会听取它的意见。
cli-epochs = 每张图片看多少遍，代替预设的轮数
cli-seed = 随机种子，代替 0
cli-seeds = 用这些种子各训练一个模型，并给出平均值和离散程度
cli-vary = 一个设置和它的几个取值，例如 learning_rate 4e-3 8e-3；可以重复使用，所有组合都会训练
cli-cluster = 在多台电脑上训练：启动调度器或工作进程，或列出工作进程。见 docs/cluster.md。
cli-cluster-action = “schedule”启动调度器，“work”为 MISREAD_CLUSTER 指定的集群启动一个工作进程，“check”列出它的工作进程
cli-cluster-host = 调度器监听的本机地址
cli-cluster-port = 调度器监听的端口
cli-cluster-workers = { $count ->
    [0] 集群里没有可以训练的电脑。
   *[other] 集群里有 { $count } 台电脑可以训练：{ $hosts }。
}
cli-cluster-left-out = 版本不同，没有使用：{ $worker }。请在那里安装相同版本的 Misread 和依赖。
cli-seeds-result = { $n } 个种子{ $changes ->
    [none] {""}
   *[other] （{ $changes }）
}在 { $on } 上：平均 { $mean }，标准差 { $sd } 个百分点，从 { $low } 到 { $high }。
cli-run = 模型的编号；不写就用最新的一个
cli-on = “built-in”（默认）、“mnist-test”、“mnist-train”，或一次上传的编号
cli-report-on = 报告所用的测试集，写法与“evaluate”命令相同，可以写多次
cli-against = 用来对比的模型的编号
cli-lang = 报告的语言，代替终端的语言
cli-note = 想对读报告的人说的话
cli-names = 写入文件名和名称；从中可能看出数字是谁写的
cli-originals = 放入原图，缩小并转成灰度
cli-report-output = 写到哪里，代替 report.html
cli-add = 从 mnist.npz 或四个原始文件添加 MNIST
cli-fetch = 下载 MNIST（11 MB）
cli-title = 这次上传的名称，代替第一个路径的名称
cli-delete = 删除这个编号的上传，不能恢复
cli-result = 模型 { $id } 读了 { $on } 的 { $n } 张图片，读对 { $accuracy }（95% 置信区间：{ $low } 到 { $high }），{ $mistakes ->
    [0] 没有读错的
   *[other] 读错 { $mistakes } 张
}。
cli-result-few = 用 { $on } 检验了模型 { $id }：{ $n ->
    [0] { $unlabelled } 张图片都没有标签，无法统计错例。
   *[other] { $n } 张中读错 { $mistakes } 张。图片太少，不算百分比。
}
cli-imported = 已添加“{ $title }”，编号 { $id }：{ $n } 张图片，其中 { $labelled } 张有标签{ $refused ->
    [0] {""}
   *[other] ；{ $refused } 个文件无法使用
}。
cli-import-exists = 这些文件已经在这里：“{ $title }”，编号 { $id }，共 { $n } 张图片。没有添加任何内容。要再导入一次，请加上 --again。
cli-again = 文件已经在这里时也再导入一次，成为另一组
cli-reported = 报告在“{ $path }”（{ $size } MB）。任何浏览器都能打开，不需要联网。
cli-progress-import = { $done } / { $total }
cli-progress-training = { $phase ->
    [starting] 正在启动 TensorFlow……
    [waiting] 正在等待集群里的电脑……
    [cluster] { $networks } 个网络已训练 { $done } 个，共用 { $machines } 台电脑，已完成 { PERCENT($share) }，还需 { $left }
    [training] { $runs ->
        [0] {""}
       *[other] 第 { $run } 个模型，共 { $runs } 个：
    }第 { $epoch } 轮，共 { $epochs } 轮，已完成 { PERCENT($share) }，还需 { $left }
    [cross-validating] { $runs ->
        [0] {""}
       *[other] 第 { $run } 个模型，共 { $runs } 个：
    }正在用没见过这些数字的网络检验，已完成 { PERCENT($share) }，还需 { $left }
   *[other] 正在保存……
}
cli-progress-download = { $phase ->
    [loading] 正在下载，已完成 { PERCENT($share) }，还需 { $left }
   *[other] 正在核对并保存……
}

cli-labels = 标签在名称的哪里；默认取唯一可能的那一处
cli-labels-taken = 标签：{ $line }
cli-labels-others = { $kind ->
    [ambiguous] 名称里不止一处有数字，所以还没有标签。请选一种方式重新导入：
   *[other] 其他可能是标签的地方：
}
cli-labels-place = { $place ->
    [table] 取自图片旁边的表格
    [folder] 取自文件夹名
    [above] 取自上一级文件夹名
    [class] 取自某个词后面的数字
    [word] 取自写成文字的数字
    [first] 取自第一个数字
   *[last] 取自最后一个数字
}（{ $examples }）

# A table of labels beside the pictures.
cli-table = { $name } 给 { $total } 张图片中的 { $labelled } 张加了标签{ $unknown ->
    [0] {""}
   *[other] ；其中 { $unknown } 个名称没有对应的图片
}{ $ambiguous ->
    [0] {""}
   *[other] ；{ $ambiguous } 个名称对应多张图片，或有不同的标签
}。
cli-table-unmatched = 没有采用的名称：{ $names }

# What may be wrong with some pictures.
cli-doubt = { $count } 张图片{ $kind ->
    [page] 可能是一整页，不是一个数字
    [frames] 可能有多页或多帧，只读了第一页
    [unsure] 可能根本不是数字：模型没有把握
   *[several] 里可能有好几个数字
}：{ $names }

cli-learned = 这 { NUMBER($n) } 张里，模型学过 { NUMBER($count) } 张，所以对它们的准确率说明不了新数字的情况。
