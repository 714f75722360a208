### The frame of every page, and names of images.

finding-some-left-out = 另有 { $n } 张没有标签或按裁定剔除，不计在内。

## Frame

page-overview = 概览
page-confusion = 混淆
page-mistakes = 错例
page-data = 数据
page-training = 训练
section-workbench = 工作台
frame-sets = 测试集
frame-looking-at = { $sources } { $n } 张
frame-set-option = { $source }（{ $n } 张）
frame-most-sets = 最多同时合看 { $most } 个测试集。
frame-run = 模型
frame-run-label = 由 **{ $preset }** 识别，训练数据：{ $data }
frame-run-option = { $preset }，训练数据：{ $data }，{ $epochs } 轮，{ $created }
frame-reference = { $preset }，训练数据：{ $data }，{ $epochs } 轮，Misread 自带
# The name of the other language in that language.
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
frame-out-of-fold = 这里的每张图片，都由没学过它的网络来读。
frame-unknown-run = 这里没有模型 { $id }，显示的是另一个。它可能已被删除，也可能链接来自另一台电脑。
frame-unknown-set = 这里没有名为“{ $name }”的数字，显示的是别的。链接可能来自另一台电脑。
frame-unknown-upload = { $where ->
    [shared] 链接里的数字不在这里，显示的是别的。它们已被删除，或已超过七天。到“你的数字”页重新添加。
   *[personal] 链接里的数字不在这里，显示的是别的。它们已被删除，或在另一台电脑上。到“你的数字”页添加。
}
frame-being-read = 正在导入链接里的数字，进度见“你的数字”页。
frame-overlap = “{ $source }”的 { $n } 张图片中，有 { $count } 张与模型学过的完全相同。用它们看不出模型读新图片的水平。
frame-no-pictures = 这台电脑上没有“{ $source }”的图片，只有标签和预测。到“数据”页添加 MNIST，就能看到图片。
frame-mnist-trouble = 没能添加 MNIST。{ $reason }
unexpected-error = 出现了没有料到的问题。你保存的内容都在。重新加载页面；如果再次出现，可以在运行 Misread 的终端里查看原因。

## Digits and images

# A digit as a figure, without an article.
a-true = { $true }
an-article = { $predicted ->
   *[other] {""}
}
image-name = { $source }，序号 { $number }
image-name-file = { $source }，序号 { $number }：{ $file }
image-mistake = { $name }：{ a-true } 读成 { $predicted }{ image-sure }
image-right = { $name }：{ a-true }，读对{ image-sure }
image-unlabelled = { $name }：读成 { $predicted }{ image-sure }
image-sure = { $confidence ->
    [unknown] {""}
   *[known] ，把握 { $confidence }
}

## The foot of every page

foot-version = Misread { $version }

## An upload that the server refused

upload-too-large = 没有上传：每位访客的文件最多 { $megabytes } MB。请先移除上面的文件，或者少传一些、传小一些的文件。
upload-server-full = 没有上传：所有访客的文件加起来太多了。请过几分钟再试。
upload-too-many = 没有上传：同时上传的文件超过 { $files } 个。请等其他文件传完再试。
upload-silent = 没有上传：{ $seconds } 秒没有收到数据。请检查网络后再试。
