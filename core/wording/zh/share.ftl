### The report, and the words that readers may not know.

## The report

html-lang = zh-CN
report-line = { $sources }，由“{ $name }”识别，{ $date }
report-about = { $made ->
    [elsewhere] 一个分类器
   *[here] 一个小型神经网络
}看了 { $n } 张手写数字图片（{ $sources }），逐张说出看到的是哪个数字。{ $labelled ->
    [0] 还没有人标明这些是哪个数字，所以无从统计错例。{ $made ->
        [elsewhere] {""}
       *[here] 下面是这个网络的制作过程。
    }
   *[other] 如果它读出的数字与人标明的不同，就是一个错例。下面是这些错例、每个数值背后的图片，以及这些数值有多可信。
}
report-note = 发送者的话
report-matrix-caption = 行：人写的数字。列：模型读成的数字。灰色：读对的。
report-matrix-choose = 选中一格，下面就只留下其中的图片。
report-mistakes = { $mistakes ->
    [0] 没有错例
    [1] 唯一的错例
   *[other] { $hidden ->
        [0] 全部 { $mistakes } 个错例
       *[other] { $mistakes } 个错例
    }
}
report-no-pictures = 制作这份报告的电脑上没有这些图片。
report-mistakes-caption = 错得最有把握的在前。百分比是模型对错误答案的把握。
report-mistakes-hidden = 每一种错只列出把握最大的 40 个；另有 { $hidden } 个没有列出。
report-show-all = 显示全部错例
report-cell-part = { "{" }pair{ "}" }：读错 { "{" }count{ "}" } 张，显示 { "{" }shown{ "}" } 张。
report-cell-none = { "{" }pair{ "}" }：没有读错的。
report-cell-none-right = { "{" }pair{ "}" }：没有读对的。
report-cell-right = { "{" }pair{ "}" }：读对 { "{" }count{ "}" } 张，显示把握最小的 { "{" }shown{ "}" } 张。
report-image = { $true } 读成 { $predicted }，把握 { $sure }
report-image-right = { $true }，读对，把握 { $sure }
report-prepared = 整理救回了什么，还剩下什么
report-change = 与{ $against }相比
report-interval-caption = 横线是 95% 置信区间：对这一类数字，真正的准确率就在这个范围里。
run-name = “{ $preset }”（训练数据：{ $data }，{ $created }）
run-name-elsewhere = “{ $title }”（外部训练，{ $created }）
report-own = 自己写的数字{ $number ->
    [1] {""}
   *[other] {" "}{ $number }
}
report-digit = 数字
report-images = 图片
report-curves-caption = 每一轮之后：一条是学过的数字，一条是留出来没有学的数字。
report-made = 制作过程
report-fact-result = 准确率
report-fact-result-is = { $accuracy }，95% 置信区间 { $low } 至 { $high }：{ $n } 张中读错 { $mistakes } 张。
report-fact-tested = 测试所用
report-fact-tested-is = { $sources }：{ $n } 张图片{ $unlabelled ->
    [0] {""}
   *[other] ，其中 { $unlabelled } 张没有标签，不计在内
}。
report-fact-learned = 训练所用
report-fact-learned-is = { $data }，{ $n } 张图片。
report-fact-recipe = 设置
report-fact-recipe-is = “{ $preset }”：{ $epochs } 轮，每批 { $batch } 张，随机种子 { $seed }{ $members ->
    [1] 。
   *[other] ，由 { $members } 个网络投票。
}
report-fact-network = 网络
report-fact-network-is = 卷积神经网络，学到了 { $parameters } 个参数。
report-fact-judged = 检验方式
report-fact-judged-is = { $fold ->
    [yes] 与训练同一组的数字，每张都由没见过它的网络来读。
   *[no] 网络学习时没有见过测试集的数字。
}
report-fact-when = 训练时间
report-fact-when-is = { $created }，用时 { $seconds }。
report-fact-elsewhere = 来历
report-fact-elsewhere-is = 在别处训练。预测结果于 { $created } 以“{ $title }”为名导入；训练过程不详。
report-fact-versions = 版本
report-fact-versions-is = { $versions }。
version-name = { $name ->
    [processor] 处理器
   *[other] { $name }
}
report-fact-id = 这份文件
report-fact-id-is = 模型 { $id }，报告日期 { $date }。
report-footer = 由 Misread 制作。这份文件自成一体，不向任何服务器请求内容。{ $holds ->
    [names] 其中有文件名，可能看出数字是谁写的，转发时请留意。
    [originals] 其中有原图，可能看出数字是谁写的，转发时请留意。
    [names-originals] 其中有文件名和原图，可能看出数字是谁写的，转发时请留意。
   *[nothing] 其中没有文件名，也没有原图。
}

## The page Share

page-share = 分享
share-title = 给别人看看
share-lead = 一个文件，说清这个网络读错了什么，也把图片摆出来。手机和电脑都能打开，可以打印，不需要安装 Misread，也不需要联网。
share-note = 想对打开它的人说的话
share-note-example = 先看那几个 9。换作是你，会读成几？
share-language = 报告的语言
share-language-name = { $language ->
    [zh] 中文
   *[en] English
}
share-against = 与谁比较
share-against-none = 不比较
share-names = 写上文件名和标题
share-originals = 放入原图（缩小的灰度图）
share-private-warning = 文件名可能透露是谁写的，图片里也可能不只有数字。拿到或捡到这份报告的人都会看到。请先征得同意。
share-report-button = 保存报告
share-report-what = 一个 HTML 文件，一两秒就好：有文字说明、混淆矩阵、每个错例的图片，还有这些数值是怎么来的。
share-link = 链接
share-link-target = 打开后显示
share-link-here = 这个链接只在这台电脑上、Misread 运行时有效。要给别人看，请发报告。
share-link-all = 能访问这台服务器的人都能打开。
share-link-own = 能访问这台服务器、又有这个链接的人，就能看到这些数字。
share-link-no-name = 你搜索的名称没有写进链接：地址别人也看得到。
share-link-code = 链接的二维码
share-link-code-how = 投到屏幕上，用手机相机一扫就能打开。
share-tables = 表格和图片
share-selected = 选中 { $shown } 张，共 { $n } 张。筛选和顺序与“错例”页相同。
share-csv = 表格（CSV）
share-xlsx = Excel 表格
share-zip = { $count } 个错例的图片（ZIP）
share-zip-what = 每个标签一个文件夹：放进“你的数字”页，无论在这里还是别处，标签都会一起回来。
share-network = 网络
share-network-what = 训练好的网络，有 Keras 和 LiteRT 两种格式，附有说明和一小段读图片的代码。
share-network-button = 保存网络（ZIP）
share-figures = 用于幻灯片和文章的图
share-figure = { $kind ->
    [matrix] 混淆矩阵
    [accuracy] 各轮的准确率
   *[loss] 各轮的损失
}
share-figure-png = { "{" }name{ "}" }，PNG
share-figure-svg = { "{" }name{ "}" }，SVG
share-figure-title = { $sources }，由 { $run } 识别
share-curve-title = { $measure }：{ $run }

## Findings that stand in the report

finding-source = { $source }：{ $n } 张中读错 { $mistakes } 张，占 { $decimals ->
    [2] { PERCENT($share, digits: 2) }，误差 ±{ POINTS($margin, digits: 2) } 个百分点。
   *[other] { PERCENT($share, digits: 1) }，误差 ±{ POINTS($margin, digits: 1) } 个百分点。
}
finding-source-none = { $source }：{ $n } 张全部读对。
finding-source-few = { $source }：{ $n } 张中读错 { $mistakes } 张。
finding-source-unlabelled = { $source }：{ $n ->
    [1] 1 张图片，没有标签。
   *[other] { $n } 张图片，都没有标签。
}
finding-best-digit = 读得最准的是 { digit-plural }：{ $n } 张中读错 { $mistakes } 张，占 { PERCENT($share, digits: 1) }；全部数字合计为 { PERCENT($overall, digits: 1) }。
finding-rescued = 有标签的 { $n } 张图片，原样送进网络能读对 { $came } 张，整理之后读对 { $right } 张。
finding-rescued-nothing = 有标签的 { $n } 张图片，整理前后都读对 { $right } 张。
finding-change-none = 在这 { $n } 张图片上，两个网络的错例完全相同。
finding-change = { $n } 张图片中，{ $fixed ->
    [0] 原来读错的，现在没有一张读对
   *[other] 原来读错、现在读对的有 { $fixed } 张
}；{ $broke ->
    [0] 原来读对的，现在没有一张读错。
   *[other] 原来读对、现在读错的有 { $broke } 张。
}{ $both ->
    [0] 没有两次都读错的。
   *[other] 两次都读错的有 { $both } 张。
}
finding-change-telling = 错例{ $better ->
    [yes] 少了
   *[no] 多了
} { $difference } 个。单凭偶然，只有 { PERCENT($chance, digits: 1) } 的情况会差这么多，所以多半不是偶然。
finding-change-chance = { $difference ->
    [0] 变对和变错的一样多：没有差别。
    [1] 只差 1 张，与偶然分不开。
   *[other] 相差 { $difference } 张，与偶然分不开：单凭偶然，也有 { PERCENT($chance, digits: 0) } 的情况会差这么多。
}

## Words

glossary = 名词解释
term-accuracy = 准确率
meaning-accuracy = 有标签的数字中，读对的占多少。
term-interval = 误差与 95% 置信区间
meaning-interval = 只因运气，数值可能偏差多少：这样的测试做 100 次，有 95 次的区间会包含用无数张同类数字测得的准确率。
term-mistake = 错例
meaning-mistake = 模型读成的数字与标签不同的图片；标签本身也可能有误。
term-label = 标签
meaning-label = 人标明的数字。
term-confidence = 把握（置信度）
meaning-confidence = 网络自己给所读数字的概率，满分 100%；有把握也可能读错。
term-matrix = 混淆矩阵
meaning-matrix = 一张表：每一行是人写的数字，每一列是读成的数字，格子里是张数。
term-test-set = 测试集
meaning-test-set = 网络没有学过的数字，留着检验它读得怎么样。
term-framing = 整理
meaning-framing = 把图片变成网络熟悉的样子：深底浅字，28×28 像素，数字居中。
term-epoch = 轮
meaning-epoch = 训练时把要学的数字全部看一遍，就是一轮。
term-loss = 损失
meaning-loss = 训练要减小的量：网络给出的概率离标签有多远。
term-validation = 验证
meaning-validation = 训练时留出一部分数字不学，边训练边看网络读新数字读得怎么样。
term-calibration = 校准
meaning-calibration = 网络说有多大把握，是否就有多大比例读对：把握 90% 的数字，十张里该对九张。
term-calibration-error = 校准误差
meaning-calibration-error = 对所有数字取平均，把握与实际读对的比例相差多远，0 最好。
term-log-loss = 对数损失
meaning-log-loss = 网络留给标签的概率取负对数后的平均值，很有把握却读错时罚得最重，0 最好。
term-brier = 布里尔分数
meaning-brier = 十个概率与标签之间距离平方的平均值，从 0 到 2，0 最好。
term-temperature = 温度
meaning-temperature = 把概率的对数除以多少，才最符合训练时留出的数字：大于 1 说明把握过大，小于 1 说明把握过小。
