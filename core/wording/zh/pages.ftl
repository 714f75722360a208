### The dashboard: its frame and its pages.

## Frame

page-overview = 概览
page-confusion = 混淆
page-mistakes = 错例
page-data = 数据
page-training = 训练
section-workbench = 工作台

source = { $source ->
    [built-in] 内置数字
    [mnist-train] MNIST 训练集
    [mnist-test] MNIST 测试集
   *[other] { $source }
}
data-name = { $name ->
    [mnist] MNIST
    [built-in] 内置数字
   *[other] { $name }
}
frame-sets = 正在查看的数字
frame-looking-at = { $sources } { $n } 张
frame-set-option = { $source }（{ $n } 张）
frame-most-sets = 最多同时合看 { $most } 个测试集。
frame-run = 由哪个模型识别
frame-run-label = 由 **{ $preset }** 识别，训练数据：{ $data }
frame-run-option = { $preset }，训练数据：{ $data }，{ $epochs } 轮，{ $created }
frame-reference = { $preset }，训练数据：{ $data }，{ $epochs } 轮，Misread 自带
# The other language calls itself by its own name.
frame-other-language = English
counting = 错例怎样计数
counting-label = { $by ->
    [verdicts] **采纳裁定**来算
   *[labels] 按**标签**来算
}
counting-option = { $by ->
    [verdicts] 采纳裁定
   *[labels] 按标签
}
counting-what = 这个选择用于“概览”、“混淆”、“错例”、“训练回放”、“对比”、“有多大把握”和“薄弱之处”。其余都按原来的标签：打开的图片、“你的数字”、“可疑标签”，以及分享的每个文件。
counting-not-here = { $page ->
    [share] 这里的每个文件都按标签来算。报告会说明裁定改变了什么；裁定本身在下面有单独的文件。
   *[other] 本页按标签来算。
}
counting-none = 采纳裁定后，这里没有一张图片计数：它们都被裁定为两可或看不出是哪个数字。
frame-out-of-fold = 这里的每张图片，都由没见过它的网络来读。
frame-unknown-run = 这里没有模型 { $id }，显示的是另一个。它可能已被删除，也可能链接来自另一台电脑。
frame-unknown-set = 这里没有名为“{ $name }”的数字，显示的是别的。链接可能来自另一台电脑。
frame-unknown-upload = { $where ->
    [shared] 链接里的数字不在这里，显示的是别的。它们已被删除，或已超过七天。到“你的数字”页重新添加。
   *[personal] 链接里的数字不在这里，显示的是别的。它们已被删除，或在另一台电脑上。到“你的数字”页添加。
}
frame-being-read = 链接里的数字还在读取，进度见“你的数字”页。
frame-overlap = “{ $source }”的 { $n } 张图片中，有 { $count } 张与这个网络学过的完全相同。用它们看不出网络读新图片的水平。
frame-no-pictures = 这台电脑上没有“{ $source }”的图片，只有标签和预测。到“数据”页添加 MNIST，就能看到图片。
frame-mnist-trouble = 没能添加 MNIST。{ $reason }
unexpected-error = 出现了 Misread 没有料到的问题。你的内容都没有丢失。重新加载页面；如果再次出现，可以在运行 Misread 的终端里查看原因。

error-no-runs = 没有可以显示的模型。Misread 自带一个，这里却找不到。到“训练”页训练一个，或重新获取一份 Misread。

## Digits and images

# A digit as a figure, without an article.
a-true = { $true }
an-article = { $predicted ->
   *[other] {""}
}
image-name = { $source }，序号 { $number }
image-name-file = { $source }，序号 { $number }：{ $file }
image-mistake = { $name }：{ a-true } 读成 { $predicted }，把握 { $confidence }
image-right = { $name }：{ a-true }，读对，把握 { $confidence }
image-unlabelled = { $name }：读成 { $predicted }，把握 { $confidence }

## Overview

overview-pairs = 它最容易混淆什么
overview-pairs-caption = 人写的 → 模型读成的。错得最有把握的在前。
overview-pair-count = / { $n }
overview-pair-open = 查看把 { a-true } 读成 { $predicted } 的 { $count } 张图片
overview-more = +{ $count }
overview-all-pairs = 在混淆矩阵中查看全部 { $pairs } 种错
overview-no-mistakes = 没有错例可看。在上面换一个测试集，或到“训练”页用更少的轮数训练一个网络。
overview-unlabelled = 这里的图片都还没有标签，没有对错可言。到“你的数字”页标明它们是什么数字。
overview-accuracy-few = { $source }：{ $n } 张中读错 { $mistakes } 张
overview-accuracy = 准确率有多可信
overview-accuracy-caption = 横线是 95% 置信区间。空心点：当前没有查看的测试集。
overview-accuracy-note = { $n } 张中读错 { $mistakes } 张
overview-by-digit = 各个数字的错例
overview-by-digit-note = { $mistakes } / { $n }
overview-by-digit-none = 没有
overview-by-digit-none-note = 0 / { $n }
overview-next = 接下来看看
overview-sure = { $count } 张错得很有把握
overview-sure-note = 把握超过 95%，却读错了。
overview-close = { $count } 张难分高下
overview-close-note = 首选领先次选不到 10 个百分点。
overview-learned = 学习过程
overview-learned-caption = 每一轮之后的准确率（%）。
overview-curve-training = 训练
overview-curve-validation = 验证
overview-curve-epoch = 轮次
overview-curve-alt = { $epochs } 轮中的准确率：最后，训练为 { $training }，验证为 { $validation }。

## Confusion

confusion-title = 把什么读成了什么
confusion-heading = { $of ->
    [row] 人写的 { $true }
    [column] 读成 { $predicted }
   *[cell] { $true } 读成 { $predicted }
}，{ $words }
confusion-mode = 格子里显示什么
confusion-count = 张数
confusion-row = 行百分比
confusion-column = 列百分比
confusion-images = { $count } 张图片
confusion-open = 到“错例”页查看这 { $count } 张
confusion-mirror = 对称格
confusion-choose = 选中一格、一行或一列，就能看到其中的图片。也可以用键盘：按 Tab 进入矩阵，再用方向键和回车键。
confusion-reads-well = 读得准的{ $digit }
confusion-shown-part = { $count } 张中的前 { $shown } 张。

matrix-locale = zh
matrix-caption = 行是人写的数字，列是模型读成的数字
matrix-columns = 模型读成
matrix-rows = 人写的
matrix-misread = 读错
matrix-wrong = 读错
# In these templates the browser fills in what stands in braces.
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

## Mistakes

mistakes-title = 错例
mistakes-true = 人写的
mistakes-predicted = 模型读成
mistakes-sort = 排序
mistakes-sort-option = { $sort ->
    [confident] 错得最有把握的在前
    [close] 难分高下的在前
    [shuffled] 打乱顺序
   *[file] 按文件中的顺序
}
mistakes-confidence = 把握（%）
mistakes-source = 来源
mistakes-name = 名称包含
mistakes-verdict = 裁定
mistakes-verdict-option = { $verdict ->
    [any] 不限
    [none] 未裁定
    [model] 模型错了
    [ambiguous] 两可
    [label] 标签错了
   *[disputed] 意见不一
}
mistakes-more = 更多筛选
mistakes-shuffle = 重新打乱
mistakes-shown = 显示 **{ $shown }** 个错例，共 { $mistakes } 个
mistakes-shown-correct = 显示 **{ $shown }** 张读对的图片，共 { $correct } 张
mistakes-shown-all = 显示 **{ $shown }** 张图片，共 { $n } 张
mistakes-clear = 清除筛选
mistakes-page = 页
mistakes-grid = 读错的数字，本页 { $shown } 张
mistakes-empty = 没有符合这些筛选条件的图片。
mistakes-emptied = 没有符合这些筛选条件的图片。去掉“{ $filter ->
    [true] 人写的数字
    [predicted] 模型读成的数字
    [confidence] 把握的范围
    [sources] 来源
    [name] 名称
    [verdict] 裁定
   *[outcome] 结果的种类
}”这一条，就有 { $count } 张。
mistakes-remove = 去掉“{ $filter ->
    [true] 人写的数字
    [predicted] 模型读成的数字
    [confidence] 把握的范围
    [sources] 来源
    [name] 名称
    [verdict] 裁定
   *[outcome] 结果的种类
}”
mistakes-unlabelled = 这些数字都还没有标签，所以没有错例。到“你的数字”页标明它们是什么数字，或者查看全部。
mistakes-show-all = 显示全部数字
mistakes-none = 这个模型没有读错这些数字。在上面换一些数字，看看它在哪里出错。

## Case

case-mistake = { $true } 读成 { $predicted }
case-right = { $true }，读对
case-unlabelled = 读成 { $predicted }
case-where = 个案 { $number } / { $total }，{ $order }。{ $name }。
case-order = { $sort ->
    [sure] 最有把握的在前
    [confident] 错得最有把握的在前
    [close] 难分高下的在前
    [doubt] 读错的在前，其次是把握最小的
    [doubtful] 最可疑的在前
    [replay] 依次为刚学会、又忘掉、一直没学会
    [unsure] 把握最小的在前
    [shuffled] 顺序已打乱
   *[file] 按文件中的顺序
}
case-alone = { $name }。
case-previous = 上一个
case-next = 下一个
case-sentence-mistake = 模型有 **{ $confidence }** 的把握认为这是 :red[**{ $predicted }**]，留给标签 :blue[**{ $true }**] 的是 { $given }。
case-sentence-right = 模型有 **{ $confidence }** 的把握认为这是 **{ $predicted }**，与标签一致。次选是 { $second }，把握 { $given }。
case-sentence-unlabelled = 模型有 **{ $confidence }** 的把握认为这是 **{ $predicted }**。还没有人标明它是什么数字。
case-saw = 模型看到的
case-no-picture = 这张图片不在这台电脑上。
case-read = 读成
case-label = 标签
case-alt = 模型看到的数字，已放大
case-gone = 这张图片不在正在查看的数字里。选择它所属的测试集。

## Verdicts

verdict-question = 错在哪一方？
verdict-button = { $kind ->
    [model] 模型
    [ambiguous] 两可
   *[label] 标签
}
verdict-which = 它实际上是哪个数字？
verdict-no-digit = 不是数字
verdict-sentence = { $named ->
    [yes] { $author }：
    [marked] 另一台电脑上未署名的人（{ $author }）：
   *[no] 已裁定：
}{ $kind ->
    [model] 模型错了。
    [ambiguous] 两种读法都说得通。
    [untold] 标签错了，看不出是哪个数字。
   *[label] 标签错了，实际上是 **{ $digit }**。
}
verdict-note-quoted = “{ $note }”
verdict-disputed = 意见不一，所以仍以标签为准。
verdict-undo = 撤销
verdict-more = 署名和备注
verdict-author = 署名（可不填）
verdict-note = 备注
verdict-note-later = 先作出裁定，之后可以加备注。
verdict-former = 先前（{ $time }）：
verdict-not-yours = 只有添加这些数字的浏览器可以裁定它们；共享服务器上，其余数字谁都不能裁定。
verdicts-rate = 已裁定 { NUMBER($images) } 张图片：按原标签，准确率为 { $before }；采纳裁定后（更正 { NUMBER($corrected) } 个标签，剔除 { NUMBER($left_out) } 张无法辨认的图片），{ NUMBER($n_after) } 张中为 { $after }（95% 置信区间 { $low } 至 { $high }）。
verdicts-few = 已裁定 { NUMBER($images) } 张图片：按原标签，{ NUMBER($n) } 张中读对 { NUMBER($right) } 张；采纳裁定后（更正 { NUMBER($corrected) } 个标签，剔除 { NUMBER($left_out) } 张无法辨认的图片），{ NUMBER($n_after) } 张中读对 { NUMBER($right_after) } 张。
verdicts-none = 已裁定 { NUMBER($images) } 张图片，没有更正任何标签。
verdicts-disputed = 另有 { NUMBER($count) } 张意见不一，仍以标签为准。
verdicts-title = 裁定
verdicts-what = 对单张图片的裁定，可以来自这台或另一台电脑。导入时会合并：不会重复，同一个人以后来的说法为准，两个未署名的人说法不同时都保留。
verdicts-save = 保存裁定（CSV）
verdicts-none-yet = 这些数字还没有裁定。到“错例”页打开一张图片，说明错在哪一方。
verdicts-bring = 导入裁定
verdicts-taken = { $taken ->
    [0] 没有新的裁定
   *[other] 导入 { NUMBER($taken) } 条裁定
}{ $known ->
    [0] 。
   *[other] ；{ NUMBER($known) } 条已经在这里，或这里有更新的说法。
}{ $bad ->
    [0] {""}
   *[other] 有 { NUMBER($bad) } 行没有导入：
}
verdicts-bad-line = 第 { $line } 行：{ $reason ->
    [columns] 单元格与表头不符。
    [set] 它的数字不在这台电脑上，或者你看不到。
    [theirs] 你不能裁定它的数字。
    [position] 没有这张图片。
    [image] 它的图片与这里的不同。
    [kind] 类别应为 model、ambiguous 或 label。
    [digit] 数字与类别不符。
   *[time] 时间无法读取。
}
verdicts-more-lines = 还有 { NUMBER($count) } 行。
meaning-verdict = 打开一张图片，就可以裁定是模型错了、两种读法都说得通，还是标签错了。标签不会被改写：更正只是叠加在上面，可以撤销。意见不一时，仍以标签为准。人们多半只看错例，所以更正大多对模型有利；掩盖了错误的标签不容易被发现。

## Data

data-title = 有哪些数字
data-lead = 这台电脑上有 { $sets } 组数字，共 { $n } 张图片。
data-counts = 每个数字有多少张
data-counts-alt = “{ $name }”中每个数字的图片张数
data-samples = 它们长什么样
data-set = 哪一组数字
data-samples-digit = 数字
data-open = 按序号或名称打开图片
data-open-help = 序号从 0 开始，与文件中的相同。
data-open-none = “{ $source }”里没有图片“{ $text }”。序号从 0 到 { $last }。
data-samples-caption = { $count } 张中的 { $shown } 张，顺序已打乱。
data-average = 每个数字的平均图
data-average-caption = 同一个数字的所有图片取平均：颜色浓的地方，几乎人人都会落笔。
data-from = { $source ->
    [built-in] scikit-learn（UCI，8×8 像素，放大后按 MNIST 的方式整理）
    [mnist-train] Y. LeCun、C. Cortes、C. Burges；CC BY-SA 3.0
    [mnist-test] Y. LeCun、C. Cortes、C. Burges；CC BY-SA 3.0
   *[other] { $source }
}
data-from-upload = 添加于 { $created }{ $unlabelled ->
    [0] {""}
   *[other] ，{ $unlabelled } 张没有标签
}{ $refused ->
    [0] {""}
   *[other] ，{ $refused } 个文件无法使用
}
data-no-labels = 它们都还没有标签。到“你的数字”页标明它们是什么数字。
data-uploads = 添加的数字
data-deleted = 最近一天内删除的
data-overlap = { $count ->
    [0] 网络没有学过其中任何一张。
   *[other] 其中 { $count } 张与网络学过的完全相同。
}
data-overlap-unknown = 无法判断网络是否学过其中的图片：它学过的图片不在这台电脑上。
data-get = 获取 MNIST
data-get-lead = MNIST 收有 500 人写的 70,000 张数字图片，多数数字分类器都从它学起。Misread 不自带 MNIST（11 MB）。
data-shared = 运行这台服务器的人可以添加它：“python -m core data --fetch”或“python -m core data --add mnist.npz”。
data-fetch = 下载
data-fetch-lead = 来自 { $host }。此外不请求、也不发送任何内容。
data-hand-over = 或自己提供：mnist.npz，或四个原始文件
data-hand-over-lead = 适合连不上那个网址的电脑。不管文件叫什么名字，都会核对内容。
data-handed-over = 你提供的文件
data-hand-over-button = 使用这些文件
data-here = MNIST 已在这台电脑上：70,000 张都与原版核对过。
data-fetching = 正在下载 MNIST：{ $phase ->
    [loading] 11 MB 的 { PERCENT($share) }
    [saving] 正在核对并保存
   *[other] 正在启动
}
data-fetch-cancel = 取消
data-no-pictures = 它的图片不在这台电脑上。

## Training

training-title = 训练
training-lead = 网络先从成千上万张有标签的数字中学习，再去读从没见过的数字。这需要几秒到几分钟，关掉页面也会继续。
training-new = 训练一个网络
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
    [notebook] notebook：经典网络，每一层都照原样
   *[other] { $preset }
}
training-settings = 设置
training-epochs = 轮数
training-epochs-help = 每张图片看多少遍。
training-seed = 随机种子
training-seed-help = 一切随机性的起点。设置不变、换一个种子，会得到另一个网络。
training-start = 开始训练
training-already = 这个网络在 { $created } 训练过。设置、数据和种子都相同，得到的模型也相同，所以没有重新训练。
training-small = { $n } 张太少，留不出一部分来验证，所以{ $member ->
    [one] 要训练六个网络：一个保留下来，另外五个各自去读没见过的那部分。
   *[several] 全部要训练六遍：一遍保留下来，另外五遍各自去读没见过的那部分。
}
training-mnist-needed = 这台电脑上还没有 MNIST。到“数据”页获取，或改用内置数字训练。
training-off = 这台服务器关闭了训练功能。
training-running = { $phase ->
    [starting] 正在启动 TensorFlow
    [training] { $member ->
        [one] 第 { $epoch } 轮，共 { $epochs } 轮
       *[several] 第 { $network } 个网络，第 { $epoch } 轮，共 { $epochs } 轮
    }
    [cross-validating] 由没见过这些数字的网络来读，第 { $network } 个，共 { $networks } 个
   *[other] 正在保存模型
}{ $left ->
    [none] {""}
   *[other] ，大约还需 { $left }
}
training-of = 正在训练“{ $preset }”，训练数据：{ $data }
training-cancel = 取消
training-cancelling = 正在停止……
training-cancelled = 训练已取消，什么也没有保留。
training-done = 新的模型已就绪，所有页面都改用它。
training-waiting = 第一轮结束后开始画曲线。
training-curves = “{ $preset }”的学习过程，训练数据：{ $data }
training-loss = 损失
training-accuracy = 准确率
training-rate = 学习率
training-epoch = 轮次
training-line-training = 训练
training-line-validation = 验证
training-best = 最佳轮次
training-loss-alt = 每一轮之后训练集和验证集的损失
training-accuracy-alt = 每一轮之后训练集和验证集的准确率
training-rate-alt = 每一轮之后的学习率
training-validation-held-out = 验证集：从训练集中留出的 { $n } 张图片。
training-validation-out-of-fold = 验证：取五个网络的平均，每个网络读自己没见过的那五分之一图片。
training-members = 曲线是 { $members } 个投票网络的平均。
training-kept = { $keep ->
    [best] 保留的是验证损失最低那一轮的权重。
   *[last] 保留的是最后一轮的权重。
}
training-how-text = { $n } 张图片，每批 { $batch } 张，看了 { $epochs } 遍：用时 { $seconds }，启动 TensorFlow 另用 { $start }。完成于 { $created }。
training-versions = 所用版本：{ $versions }。
training-network = 网络
training-network-lead = 这些层一共学到了 { $parameters } 个参数。
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
training-runs-validation = 验证准确率
training-runs-seconds = 秒
training-runs-created = 完成时间
training-runs-id = 编号
training-runs-shown = 所有页面现在显示的是模型 { $id }。选择一行，可以换成另一个。
