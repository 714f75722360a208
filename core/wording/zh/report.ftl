### The report.

## Images

digits-original = 原图

## Pairs and accuracy

overview-pairs = 模型最容易混淆什么
overview-pairs-caption = 人写的 → 模型读成的。错得最有把握的在前。
overview-pair-count = / { $n }
overview-more = +{ $count }
overview-accuracy = 准确率与 95% 置信区间
overview-accuracy-note = { $n } 张中读错 { $mistakes } 张
overview-learned = 模型的学习过程

## Confusion matrix

confusion-title = 把什么读成了什么

## Counts

data-counts = 每个数字有多少张

## Other sections

html-lang = zh-CN
report-line = { $sources }，由“{ $name }”识别，{ $date }
report-about = { $made ->
    [elsewhere] 一个模型
   *[here] 一个模型（小型神经网络）
}读了 { $n } 张手写数字图片（{ $sources }）。{ $labelled ->
    [0] 图片都还没有标签，无法统计错例。{ $made ->
        [elsewhere] {""}
       *[here] 这份报告介绍模型的制作过程。
    }
   *[other] 如果模型读出的数字与人标明的不同，就是一个错例。这份报告列出这些错例、每个数值背后的图片，以及这些数值有多可信。
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
report-no-pictures = 生成这份报告的电脑上没有这些图片。
report-mistakes-caption = 错得最有把握的在前。百分比是模型对错误答案的把握。
report-mistakes-order = 按这组数字的顺序；模型有多大把握不得而知。
report-mistakes-hidden = 每一种错只列出{ $sure ->
    [unknown] 最前面的
   *[known] 把握最大的
} 40 个；另有 { $hidden } 个没有列出。
report-show-all = 显示全部错例
report-cell-part = { "{" }pair{ "}" }：读错 { "{" }count{ "}" } 张，显示 { "{" }shown{ "}" } 张。
report-cell-none = { "{" }pair{ "}" }：没有读错的。
report-cell-none-right = { "{" }pair{ "}" }：没有读对的。
report-cell-right = { "{" }pair{ "}" }：读对 { "{" }count{ "}" } 张，显示{ $sure ->
    [unknown] 最前面的
   *[known] 把握最小的
} { "{" }shown{ "}" } 张。
report-image = { $true } 读成 { $predicted }{ $sure ->
    [unknown] {""}
   *[known] ，把握 { $sure }
}
report-image-right = { $true }，读对{ $sure ->
    [unknown] {""}
   *[known] ，把握 { $sure }
}
report-prepared = 整理救回了什么，还剩下什么
report-change = 与{ $against }相比
report-interval-caption = 横线是 95% 置信区间：对这一类数字，真正的准确率很可能就在这个范围里。
report-own = 自己写的数字{ $number ->
    [1] {""}
   *[other] {" "}{ $number }
}
report-digit = 数字
report-images = 图片
report-curves-caption = 每一轮之后：一条是学过的数字，一条是留出来没有学的数字。
report-made = 模型的制作过程
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
    [yes] 训练集的每张图片，都由没学过它的网络来读。
   *[no] 模型学习时没有见过测试集的数字。
}
report-fact-when = 训练时间
report-fact-when-is = { $created }，用时 { $seconds }。
report-fact-elsewhere = 导入
report-fact-elsewhere-is = 于 { $created } 以“{ $title }”为名导入，只有预测结果；模型的训练过程不详。
report-fact-versions = 版本
report-fact-versions-is = { $versions }。
version-name = { $name ->
    [processor] 处理器
   *[other] { $name }
}
report-fact-id = 这份文件
report-fact-id-is = 模型 { $id }，报告日期 { $date }{ $version ->
    [unknown] {""}
   *[other] ，由 Misread { $version } 生成
}。
report-footer = 由 Misread 制作。这份文件自成一体，不从任何服务器加载内容。{ $holds ->
    [names] 其中有文件名，可能看出数字是谁写的，转发时请留意。
    [originals] 其中有原图，可能看出数字是谁写的，转发时请留意。
    [names-originals] 其中有文件名和原图，可能看出数字是谁写的，转发时请留意。
   *[nothing] 其中没有文件名，也没有原图。
}
