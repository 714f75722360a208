### Names of digit sets, data sets and runs.

## Digit sets and data sets

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

## Runs

run-name = “{ $preset }”（训练数据：{ $data }，{ $created }）
run-name-elsewhere = “{ $title }”（{ $created } 导入）

## Arrays of images

array-summary = { $name }：{ NUMBER($n) } 张图像{ $kind ->
    [pictures] 。
    [levels] ，每张 { $size } 像素。
   *[scaled] ，每张 { $size } 像素；值原为 { $low } 到 { $high }，已换算为 0 到 255。
}

## Imported predictions

predictions-repeat-labels = 每一行的标签都等于预测。如果文件里的标签是从预测抄来的，100% 的准确率就没有意义。
predictions-no-confidence = 这次导入的只有读成的数字，模型有多大把握不得而知。
