### One sentence group per error: what happened, what was expected, what to do.

## Digits

error-picture-empty = 没有在这张图片里找到数字。数字要比周围的纸明显更深或更浅。光线亮些、笔粗些，重拍一张；或者裁剪图片，只留数字和少许空白。
error-file-missing = 找不到文件“{ $path }”，数字本应在那里。检查文件名，或在“数据”页提供这个文件。
error-file-unreadable = 无法读取“{ $path }”：{ $reason }。Misread 要有打开它的权限。检查文件权限和所在的磁盘。
error-file-too-large = “{ $path }”有 { $found } MB。无论什么格式，MNIST 都不到 { $limit } MB。改用 mnist.npz 或四个 IDX 文件。
error-npz-unknown = 不管叫什么名字，“{ $path }”都不是 NumPy 存档。这里需要数组存档（.npz）。改用 mnist.npz 或四个 IDX 文件，或重新下载 MNIST。
error-npz-damaged = “{ $path }”不完整或已损坏。这里需要完整的 NumPy 存档。删除它，再复制或下载一次。
error-npz-arrays-missing = “{ $path }”缺少 { $missing }。MNIST 包含 x_train、y_train、x_test 和 y_test。改用 Keras 所用的 mnist.npz。
error-npz-wrong-type = “{ $path }”中的 { $name } 存的是 { $found } 类型的值。这里需要数值。改用 Keras 所用的 mnist.npz。
error-idx-damaged = “{ $path }”不完整或已损坏。这里需要完整的 IDX 文件，压缩与否均可。删除它，再复制或下载一次。
error-idx-unknown = “{ $path }”开头的字节是 { $found }。MNIST 的文件解压后以 00 00 08 01（标签）或 00 00 08 03（图片）开头。改用 mnist.npz 或四个 IDX 文件。
error-mnist-files-missing = “{ $path }”缺少 { $missing }。MNIST 要么是一个存档 mnist.npz，要么是四个 IDX 文件，压缩与否均可。把四个文件放进同一个文件夹，或一次全部上传，或改用 mnist.npz。
error-mnist-web-page = { $path } 是一个网页，不是 MNIST：服务器发来的是网页，可能是报错或登录页。请用浏览器打开看看原因，再重新下载。
error-not-mnist = “{ $path }”不是 MNIST：{ $found } 与之不符。MNIST 有 60,000 张训练图片和 10,000 张测试图片，每张 28 × 28 像素（uint8），并带有 0 到 9 的标签。改用 Keras 所用的 mnist.npz，或当初发布的四个 IDX 文件。
error-download-insecure = Misread 不从 { $url } 下载。只有以 https 开头的网址，内容才不会在途中被篡改。换成这样的网址，或在“数据”页提供文件。
error-download-offline = 连不上 { $host }。下载 MNIST 需要联网。检查网络连接，或在“数据”页提供 mnist.npz，或把 MISREAD_MNIST 设为它的位置。
error-download-untrusted = { $host } 无法证明自己的身份。这里需要安全的连接，而有些学校和公司会拦截连接。用浏览器下载 mnist.npz，再到“数据”页提供。
error-download-timeout = { $host } 已有 { $seconds } 秒没有响应。这里应有回应；可能是它太忙，也可能是网络太慢。再试一次，或在“数据”页提供 mnist.npz，或把 MISREAD_MNIST 设为它的位置。
error-download-refused = { $host } 返回了错误 { $status }，而不是文件。稍后再试，或在“数据”页提供 mnist.npz。
error-download-too-large = { $host } 发来的内容超过了 { $limit } MB。MNIST 远没有这么大，所以停止了下载。在“数据”页提供 mnist.npz。
error-download-cut-short = { $host } 没有传完文件就中断了。收到的部分没有保留。再试一次，或在“数据”页提供 mnist.npz。
error-download-not-saved = 无法写入“{ $path }”：{ $reason }。下载需要那里有约 12 MB 空间。腾出一些空间，或把文件夹设为可写，再试一次。

## Store

error-home-gone = 数据文件夹“{ $path }”已不在那里，或那里换成了另一块磁盘。没有读取或写入任何内容。接好磁盘或放回文件夹；也可以重新启动 Misread，它会新建一个。
error-home-unwritable = Misread 无法写入“{ $path }”：{ $reason }。它把模型和数字保存在那里。把这个文件夹设为可写，或把 MISREAD_HOME 设为另一个文件夹。
error-cannot-write = 无法保存到“{ $path }”：{ $reason }。原有的内容没有变动。腾出一些空间，或把文件夹设为可写，再试一次。
error-cannot-write-file = “{ $path }”无法写入：{ $reason }。原有的内容没有改变。请换一个文件名，或者在那里腾出空间。
error-system-refused = 系统拒绝读写{ $place ->
    [unknown] 一个文件
   *[known] “{ $path }”
}：{ $reason }。原有的内容没有变动。检查它的所有者和权限，以及磁盘的剩余空间，再试一次。
error-missing = 数据文件夹里没有“{ $name }”。它可能已被删除。另选一个。
error-damaged = “{ $name }”已损坏：其中的文件 { $file } 与保存时不同。它已移到“{ $path }”，不再显示。重新训练，或用备份恢复这个文件夹。
error-damaged-example = Misread 自带的示例“{ $name }”已损坏：其中的文件 { $file } 与发布时不同。它不会显示。重新获取一份 Misread。
error-unreadable = 无法读取“{ $name }”：{ $reason }。它可能正被占用，也可能是磁盘有问题，所以保持原样，不予显示。检查磁盘和权限，再试一次。
error-unknown-fields = “{ $name }”由另一个版本的 Misread 写成，缺少当前版本需要的内容。它保持原样，不予显示。更新 Misread 后才能查看。
error-unknown-schema = “{ $name }”由更新版本的 Misread 写成（格式 { $schema }）。当前版本读不了，所以保持原样。更新 Misread 后才能查看。
error-no-images = 这台电脑上没有“{ $source }”的图片，只有标签和预测。到“数据”页添加 MNIST，就能看到图片。

## Work

error-file-exists = “{ $path }”已经存在。只有明确要求时才会替换文件。请换一个文件名，或者加上 --force 替换它。
error-no-mistakes = 模型 { $run } 把“{ $name }”中有标签的图片全部读对了。没有错例，就没有可以打包的图片。请换一组数字，或者导出表格。
error-training-running = 这台电脑上已有一个训练在进行。同一时间只能进行一个训练。等它结束，或先取消它。
error-import-unfinished = 你还有一个导入没有结束。在共享的服务器上，每个浏览器同一时间只能导入一次。等它结束或先取消它，再添加这些数字。
error-imports-full = 已有 { $waiting } 个导入在等待，这台服务器目前不再接收新的导入。你的文件没有保存。过几分钟再试。
error-import-too-slow = 读取 { NUMBER($count) } 个文件之后，解码所用的处理器时间已达到这里一次导入的上限。这个文件没有读取。把剩下的文件分另一次导入。
error-import-too-large = 这次导入的图片占用了 { NUMBER($limit) } MB 磁盘空间，已达到这里一次导入的上限。这个文件没有读取。把剩下的文件分另一次导入。
error-disk-nearly-full = 这台服务器的磁盘剩余空间不到 5%，Misread 会留出这部分空间。不再保存新的内容。请告诉管理服务器的人，或稍后再试。
error-people-replaced = 保存判断和标签的文件 people.sqlite 已损坏。{ $day ->
    [none] 没有找到完好的副本，判断和标签从头开始。
   *[other] 现在使用 { $day } 的副本；之后的判断和标签不在其中。
}损坏的文件保存在“{ $path }”。请导入以前导出的判断，并检查磁盘。
error-people-damaged = 保存判断和标签的文件 people.sqlite 在 Misread 运行时损坏了，现在不显示其中的内容。重新启动 Misread，它会使用最近一份完好的副本。
error-job-damaged = 磁盘损坏了“{ $path }”，这个任务的记录不完整。如果任务还在运行，等它完成；否则重新开始。请检查磁盘。
error-job-died = 任务没有完成就停了。没做完的部分没有保留。日志在“{ $path }”；重新开始即可。
error-tensorflow-missing = 训练需要 TensorFlow，而这里用不了它（{ $reason }）。其他功能不受影响。在 TensorFlow 支持的系统上，用 Python 3.11 到 3.13 安装所需的软件包。
error-mnist-needed = 这一步需要 MNIST，而这台电脑上没有。在“数据”页下载，或提供 mnist.npz；也可以运行“python -m core data --fetch”或“python -m core data --add mnist.npz”。
error-unknown-digits = 没有名为“{ $name }”的数字。“python -m core data”会列出全部数字。使用其中的名称或编号。
error-unknown-data = 没有名为“{ $name }”的数据集。Misread 可以用来训练的是：{ $known }。使用其中一个名称。
error-data-uploaded = “{ $name }”是上传的数字，只用来检验：模型学过它们，自然读得好，却证明不了什么。用“mnist”或“built-in”训练，再用上传的数字检验。
error-unknown-run = 没有编号为“{ $name }”的模型。“python -m core runs”会列出全部模型。使用其中的编号。
error-unknown-preset = 没有名为“{ $name }”的预设。Misread 的预设有：{ $known }。使用其中一个名称。
error-cancelled = 任务已取消。没做完的部分没有保留。随时可以重新开始。
error-cluster-missing = 在集群上训练需要 Dask，这台电脑没有安装。请安装 requirements-cluster.lock（做法见 docs/cluster.md）；或取消 MISREAD_CLUSTER，在本机训练。
error-cluster-address = “{ $address }”不是集群的地址。请把 MISREAD_CLUSTER 设为 tls://主机:端口，或设为 local:2，在本机启动两个工作进程。
error-cluster-unencrypted = { $address } 是另一台电脑，途中没有加密。请使用带证书的 tls:// 地址；做法见 docs/cluster.md。
error-cluster-certificate = MISREAD_CLUSTER_{ $name } 没有指向文件：{ $path }。使用其他电脑上的集群需要证书；做法见 docs/cluster.md。
error-cluster-unreachable = 连不上集群 { $address }：那里没有调度器，或它不接受这份证书。请检查 MISREAD_CLUSTER，启动调度器，并核对证书。
error-cluster-versions = 集群里没有一台电脑的 Misread 和依赖与本机版本相同：{ $workers }。请在那里安装相同的版本。
error-part-died = 第 { $number } 个网络让三个进程先后中止，最后一个在 { $worker }，可能是内存不够。已完成的部分保留着，重新训练即可继续。
error-part-failed = 第 { $number } 个网络在 { $worker } 上失败：{ $reason }。已完成的部分保留着，重新训练即可继续。
error-bad-setting = 这个设置行不通：{ $reason }。各个预设里有可行的值。改好后再训练。

## Command line

error-verdicts-unknown = 这个文件不是裁定表。应为 UTF-8 编码的 CSV 文件，含有 digit_set、position、kind、digit、author、note 和 time 各列。请选择由 Misread 保存的文件。
error-verdicts-too-large = 这个文件超过 { $limit } MB。裁定表用不了这么大。请选择由 Misread 保存的文件。
error-verdicts-too-many = 这个文件超过 { NUMBER($limit) } 行，这是一个裁定文件的上限。没有导入任何内容。请把文件拆开，每一份都保留表头，再分别导入。
error-verdicts-full = 这张图片已经有 { $limit } 条裁定，这是一张图片的上限。你的裁定没有保存。请修改自己的裁定，或者请别人撤销一条。

## Uploads: pictures and archives

error-picture-blank-file = 这个文件是空的，一个字节也没有。这里需要图片。重新复制或导出一次。
error-picture-unknown = 这个文件不是 Misread 认识的图片。不管文件叫什么名字，它只读 PNG、JPEG、BMP、GIF、WebP、TIFF 和 PGM。用制作它的程序打开，另存为 PNG 或 JPEG。
error-picture-other-kind = 这是 { $found } 文件。Misread 读取 PNG、JPEG、BMP、GIF、WebP、TIFF 和 PGM。把图片另存为 PNG 或 JPEG，再添加一次。
error-picture-heic = 这张图片是 HEIC 格式，iPhone 和一些手机用它保存照片。Misread 读取 PNG、JPEG、BMP、GIF、WebP、TIFF 和 PGM。在 iPhone 上依次打开“设置”“相机”“格式”，选择“兼容性最佳”后重拍，或把照片导出为 JPEG。
error-picture-avif = 这张图片是 AVIF 格式。Misread 读取 PNG、JPEG、BMP、GIF、WebP、TIFF 和 PGM。用浏览器或看图软件打开，另存为 PNG 或 JPEG。
error-picture-damaged = 这张 { $format } 图片不完整或已损坏。这里需要完整的图片。重新复制、扫描或导出一次。
# Two zeros turn millions into 万.
error-picture-too-large = 这张图片超过 { $limit }00 万像素。拍一个数字用不了这么多，所以没有读取。缩小图片，或把数字裁下来。
error-picture-file-too-large = 这个文件有 { $found } MB。一张图片最多 { $limit } MB。缩小图片，或另存为 JPEG。
error-picture-memory = 读取这张图片所需的内存超过了上限。它可能已损坏，也可能是有意做成这样。用看图软件打开，重新存为 PNG 或 JPEG。
error-picture-too-slow = 读取这张图片超过了 { $limit } 秒。它可能已损坏，也可能是有意做成这样。用看图软件打开，重新存为 PNG 或 JPEG。
error-picture-crashed = 读取这张图片的进程中断了。图片多半已损坏；其他图片都已读取。用看图软件打开，重新存为 PNG 或 JPEG。
error-picture-failed = Misread 没能读懂这张图片。这是 Misread 的缺陷，已记入日志；其他图片都已读取。把图片重新存为 PNG，或不添加它。
error-decoder-missing = 读取图片的进程无法启动。外来的图片只在这个进程里打开。重启 Misread；如果没有用，重新安装所需的软件包。
error-picture-link = 这是一个指向文件夹之外的链接。Misread 只读取文件夹里面的内容。把图片复制到文件夹里。
error-picture-no-file = 这既不是文件，也不是文件夹，而是设备之类的东西。这里需要图片。不要添加它。
error-archive-nested = 这个 ZIP 放在另一个 ZIP 或文件夹里。Misread 只打开单独添加的 ZIP。单独添加它，或先解压。
error-archive-other-kind = 这是 { $found } 压缩包。Misread 只打开 ZIP。解压后添加文件夹，或改用 ZIP 打包。
error-archive-damaged = 这个 ZIP 不完整或已损坏：读不出里面的文件列表。这里需要完整的 ZIP。重新复制或打包一次。
error-archive-empty = 这个 ZIP 是空的。这里需要数字的图片。换一个有图片的 ZIP。
error-folder-empty = 这个文件夹是空的。这里需要数字的图片。换一个有图片的文件夹。
error-archive-too-large = 这个 ZIP 有 { $found } MB。Misread 打开的 ZIP 最多 { $limit } MB。分成几份添加，或缩小图片。
error-archive-too-many = 里面的文件超过 { NUMBER($limit) } 个，一次读不了这么多。分成几份添加。
error-archive-budget = 这个 ZIP 解压后超过 { $limit } MB，这个文件在超出的部分里。一次不能解压这么多。分成几份添加。
error-archive-encrypted = 这个文件在 ZIP 里加了密码。Misread 不会询问密码。不设密码，重新打包图片。
error-archive-method = 这个文件的压缩方法 Misread 不认识（方法 { $found }）。它只认识多数程序所用的两种：不压缩，或普通的 ZIP 压缩。重新打包成普通的 ZIP。
error-archive-member-damaged = 这个文件在 ZIP 里已损坏：内容与打包时不同。其他文件都已读取。重新复制或打包这个 ZIP。
error-archive-overlap = 这个文件与另一个文件在 ZIP 里占用同一位置。正常的程序不会这样打包，所以没有解压。重新打包这个 ZIP。

## Uploads

error-upload-empty = { $refused ->
    [0] 你没有添加图片。
    [1] 找到的唯一一个文件无法添加，原因写在文件名旁边。
   *[other] { $refused } 个文件都无法添加，原因写在各自的文件名旁边。
}这里需要数字的图片（PNG、JPEG、BMP、GIF、WebP、TIFF 或 PGM）或数组（NPY、NPZ、IDX、CSV 或 Parquet），可以单独添加，也可以放在文件夹或 ZIP 里。另选一些。
error-upload-exists = 同样的文件已经在这里：“{ $title }”（{ $id }）。没有添加任何内容。直接使用它，或有意再导入一次。
error-unknown-upload = 没有编号为“{ $name }”的上传。“python -m core data”会列出全部上传。使用其中的编号。

## Imported predictions

error-predictions-missing = { $path } 没有文件。这里应有一个预测结果文件（CSV、NPZ 或 Parquet）。请检查文件名。
error-predictions-too-large = { $path } 超过 { $limit } MB，或者解压后超过。这么多不会一次读入。请去掉不需要的列和数组，或者不带图片，只用编号导入。
error-predictions-too-many = { $path } 超过 { NUMBER($limit) } 行。这么多不会一次读入。请减少图片，或者用编号指向一组数字。
error-predictions-empty = { $path } 里没有预测结果。每张图片应有一行十个概率。请重新写出文件。
error-predictions-damaged = { $path } 已损坏，或者既不是 CSV，也不是 NPZ 或 Parquet。这里应是其中一种的完整文件。请重新写出。
error-predictions-no-text = { $path } 不是 UTF-8 文本。这里应是 UTF-8 编码、用逗号分隔的 CSV，或者 NPZ、Parquet 文件。请另存为“CSV UTF-8”。
error-predictions-separator = { $path } 的各列之间不是逗号。列要用逗号分隔，小数用点。请照此重新保存。
error-predictions-line = { $path } 第 { $line } 行的单元格数与第一行不同。每行每列要有一个单元格。请重新写出文件。
error-predictions-two-sets = { $path } 对每张图片有好几组十个数：{ $columns }。应当只有一组十个概率。请把那组的列命名为 p0 到 p9，或把数组命名为 probabilities。
error-predictions-transposed = { $path } 中的 { $name } 形状是 { $found }：十行，每列一张图片。应当每行一张图片。请改存 probabilities.T。
error-predictions-order = 在 { $path } 中，列按 0 1 2 3 4 5 6 7 8 9 的顺序时读对 { PERCENT($as_file, digits: 1) }，按 { $classes } 的顺序时读对 { PERCENT($reordered, digits: 1) }。类别按文字排序、或从 1 数起，就会有这样的顺序。请说明每列是哪个数字：--classes { $classes }；如果文件没有错，用 --classes 0123456789。
error-predictions-classes = “{ $found }”没有给十列各指定一个数字。应当是十个不同的数字，例如 1234567890。请从第一列的数字写起。
error-predictions-columns = { $path } 缺少 { $missing }。表格需要十列概率，例如 p0 到 p9（如果带图片，还要 pixel0 到 pixel783）；NPZ 文件需要形状为 (n, 10) 的数组，有几个时其中一个要叫 probabilities。请这样命名，或去掉其他数值列。
error-predictions-column-twice = { $path } 有两列都叫 { $name }。每一列都要有自己的名称。请去掉一列。
error-predictions-two-digits = { $path } 里没有概率，而好几列都可能是读成的数字：{ $columns }。应当只有一列，或者每张图片有十个概率。请去掉多余的列。
error-predictions-no-digit = { $path } 第 { $row } 行读成的数字是 { $found }。没有十个概率时，每行要有一个 0 到 9 的整数。请改正，或者保存 predict_proba 或 softmax 的输出。
error-predictions-wrong-type = { $path } 里的 { $name } 是 { $found } 类型。这里应是数值。请保存为数值。
error-predictions-wrong-shape = { $path } 里的 { $name } 形状是 { $found }。按这些预测结果应是 { $expected }。请按这个形状保存。
error-predictions-no-number = { $path } 第 { $row } 行的 { $column } 不是有限的数。每行要有十个概率，或者读成的数字，只有标签可以空着。请检查空单元格、文字、nan 和 inf。
error-predictions-no-probabilities = { $path } 第 { $row } 行的十个数之和是 { $total }，或者有负数。这里应是合计为 1 的十个概率。{ $what ->
    [logarithms] 看来是概率的对数：请先取指数。
    [scores] 看来是得分（logits）：请先做 softmax。
    [percent] 看来是百分数：请先除以 100。
   *[other] 请至少写四位小数：合计与 1 的误差不能超过 0.0006。
}
error-predictions-label = { $path } 第 { $row } 行的标签是 { $found }。标签是 0 到 9 的数字，不知道时留空或写 -1。请改正，或者不带标签。
error-predictions-number = { $path } 第 { $row } 行的编号是 { $found }。编号是图片在这组数字里的位置，第一张是 0。请改正。
error-predictions-pixels = { $path } 的第 { $row } 行有不是数的像素（NaN 或无穷大）。一张图片是 28 × 28 个数，纸为 0。请更正这一行，或去掉图片。
error-predictions-inverted = { $path } 里的图片边缘是亮的。在 MNIST 里，纸为 0，墨迹是亮的。请用 255 减去像素。
error-predictions-need-digits = { $path } 里没有图片，也没有指明各行对应哪组数字。每一行都要对应一张已有的图片。请用 --on 指明：“mnist-test”、“built-in”或一次上传的编号（“python -m core data”会列出），或者把图片放进文件。
error-predictions-of-training = { $path } 是关于 MNIST 训练集的。Misread 只看模型怎样读没学过的数字。请预测测试集，再导入；如果每张都由没学过它的模型识别，请写上 --out-of-fold，或在页面上选这组数字。
error-predictions-other-images = { $path } 里的图片不是“{ $name }”的图片。两者应逐像素相同，顺序也相同。不写 --on 就作为一组新的数字导入，或者不带图片，改用编号。
error-predictions-count = { $path } 有 { NUMBER($found) } 行，而图片有 { NUMBER($expected) } 张。没有编号时，各行按顺序对应全部图片。请预测全部图片，或者写上每张的编号。
error-predictions-beyond = { $path } 里有不存在的编号，最前面的是 { $first }：图片的编号是 0 到 { $last }。请改正，或者用 --on 指明另一组数字。
error-predictions-twice = { $path } 里有 { NUMBER($count) } 张图片出现不止一次，最前面的是 { $first }。每张图片只要一行。请去掉多余的。
error-predictions-names = { $path } 的 { NUMBER($n) } 行里，有 { NUMBER($count) } 行的名称在“{ $name }”里没有对应的图片，或对应多张，最前面的是 { $first }。行的顺序可能不同，所以名称应当与那组数字一致。请改正名称，或指明正确的数字，或把这一列换成“number”（每张图片的位置）。
error-predictions-lacking = { $path } 缺少 { NUMBER($n) } 张图片中的 { NUMBER($count) } 张，最前面的是 { $first }。每个模型都要有这组数字全部图片的结果，比率才名副其实。请把其余的也预测出来。
error-predictions-other-labels = { $path } 里有 { NUMBER($count) } 张图片（共 { NUMBER($n) } 张）的标签与“{ $name }”不同。标签本应相同；很可能行的顺序不同，那样所有结果都会出错。请改正顺序，或者不带标签，改用这组数字自己的标签。
error-only-predictions = “{ $title }”（模型 { $id }）是导入的：这里只有它的预测结果，其中没有 { $name }。这里需要其中已有的数字。请选择导入时的那组数字，或者选择别的模型。
error-no-network = “{ $title }”是导入的：这里有它的预测结果，没有模型本身。只有 Misread 训练的模型才能导出。可以导出表格、错例或报告。

## Examples

error-no-runs = 没有可以显示的模型。Misread 自带一个，这里却找不到。到“训练”页训练一个，或重新获取一份 Misread。

error-table-no-names = 这是文本文件或 Excel 文件，里面没有这些图片的名称。这里应当是图片，或者一列图片名称、一列标签的表格。请把表格和图片一起添加。
error-table-no-labels = 这个表格里有图片名称，但没有一列是每张图片的数字（0 到 9）。请把标签放进名为“label”的一列。
error-table-two-labels = 这个表格里有图片名称，但有好几列都是数字：{ $columns }。请把标签那一列命名为“label”。
error-table-damaged = 无法读取这个表格。应当是文本文件，或没有密码的 Excel 文件。请另存为 CSV 后再添加。
error-table-too-many = 这是文本文件或 Excel 文件。和一批图片一起，Misread 最多读 { $limit } 个这样的文件，合计 { $size } MB。请只添加有标签的表格。
error-table-too-large = 这个表格超过 { NUMBER($limit) } 行，或者列太多。请只保留图片名称和标签。
error-array-damaged = 这个数组文件不完整或已损坏。应当是完整的 NPY、NPZ、IDX、CSV 或 Parquet 文件。请重新保存或复制。
error-array-type = 这个数组里是 { $found } 类型的值。应当是数值。图像请存为 uint8，标签存为整数。
error-array-shape = 这个数组的形状是 { $found }。图像应当是 (n, 28, 28)、(n, 784)，或再多一个通道维；标签应当是 (n,)。请改变形状；如果一列是一张图像，请转置。
error-array-labels = 这个数组的值（{ $found }）不是数字的标签。应当是 0 到 9 的整数。请去掉字母和其他类别，或手工标注。
error-array-values = 这个数组是空的，或含有不是数的值（NaN 或无穷大）。请去掉这些行，再保存一次。
error-array-columns = 这个表格的数值列（{ $found }）排不成正方形图像。应当有 784 列像素（或 64、256、400、1,024 列），外加一列“label”。请只保留这些列。
error-array-too-many = 这个数组的图像超过 { NUMBER($limit) } 张。请分成几份保存。
error-array-too-large = 这个数组文件超过 { $limit } MB。图像请存为 uint8，或分成几份保存。
error-array-predictions = 这个数组像是每张图像的十个概率。这里应当是图像和标签。预测请在“训练”页导入。
error-array-labels-length = 这个文件有 { NUMBER($found) } 个标签，旁边没有图像数量相同的数组。请把标签和它们的图像一起添加。
error-array-labels-several = 这个文件有 { NUMBER($found) } 个标签，而几个数组的图像数量都与它相同。请让图像和标签的名称对应，例如 test_images 和 test_labels。
error-array-other-kind = 这是 { $found } 文件。{ $found ->
    [pickle] 打开它可能会运行命令，所以 Misread 从不打开。
   *[other] Misread 从 NPY、NPZ、IDX、CSV 和 Parquet 读取数组。
}在 Python 中用 numpy.savez("digits.npz", x=images, y=labels) 保存数字，再添加那个文件。
