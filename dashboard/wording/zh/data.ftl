### The page Data.

data-title = 有哪些数字
data-lead = 这台电脑上有 { $sets } 组数字，共 { $n } 张图片。
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
    [0] 模型没有学过其中任何一张。
   *[other] 其中 { $count } 张与模型学过的完全相同。
}
data-overlap-unknown = 无法判断模型是否学过其中的图片：它学过的图片不在这台电脑上。
data-get = 获取 MNIST
data-get-lead = MNIST 收有 500 人写的 70,000 张数字图片，多数数字分类器都从它学起。Misread 不自带 MNIST（11 MB）。
data-shared = 运行这台服务器的人可以添加它：“python -m core data --fetch”或“python -m core data --add mnist.npz”。
data-fetch = 下载
data-fetch-lead = 来自 { $host }。此外不请求、也不发送任何内容。
data-hand-over = 或自己上传：mnist.npz，或四个原始文件
data-hand-over-lead = 适合连不上那个网址的电脑。不管文件叫什么名字，都会核对内容。
data-handed-over = 你上传的文件
data-hand-over-button = 添加这些文件
data-here = MNIST 已在这台电脑上：70,000 张都与原版相同。
data-fetching = 正在下载 MNIST：{ $phase ->
    [loading] 11 MB 的 { PERCENT($share) }
    [saving] 正在核对并保存
   *[other] 正在启动
}
data-fetch-cancel = 取消
data-no-pictures = 它的图片不在这台电脑上。
