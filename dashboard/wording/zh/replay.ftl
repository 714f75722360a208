### The page Replay: what a model learned and forgot from epoch to epoch.

page-replay = 训练回放
replay-title = 模型是怎样学会的

## Slider

replay-slider = 轮次
replay-play = 播放
replay-pause = 暂停
replay-epoch = 第 { $epoch } 轮，共 { $epochs } 轮
replay-value = 第 { $epoch } 轮，共 { $epochs } 轮{ $n ->
    [0] {""}
   *[other] ：{ $n } 张中读错 { $mistakes } 张
}
replay-mark = 第 { $epoch } 轮：{ $what ->
    [best] 读错最少
    [over] 开始过拟合
   *[lowest] 验证损失最低
}

## Images that changed

replay-change = { $kind ->
    [learned] 刚学会：{ $count }
   *[forgotten] 又忘掉：{ $count }
}
replay-change-caption = { $kind ->
    [first] 第一轮之前还没有读过任何图片。
    [learned] { $count ->
        [0] 第 { $previous } 轮之后读错的，现在没有一张读对。
       *[other] 第 { $previous } 轮之后读错、现在读对的图片，把握最大的在前。
    }
   *[forgotten] { $count ->
        [0] 第 { $previous } 轮之后读对的，现在仍然读对。
       *[other] 第 { $previous } 轮之后读对、现在读错的图片，把握最大的在前。
    }
}
replay-grid = { $shown } 张图片
replay-image = { $name }：{ a-true }，第 { $previous } 轮之后读成 { $was }，第 { $epoch } 轮之后读成 { $now }，把握 { $sure }
replay-image-never = { $name }：{ a-true }，从未读对；最后一轮之后读成 { $now }，把握 { $sure }
replay-matrix = 第 { $epoch } 轮之后，什么读成了什么
replay-matrix-legend = 颜色最深的，是所有轮次中最多的一种错；灰色为读对的。最下面一行：读成这个数字但读错的次数。
replay-matrix-legend-narrow = 颜色最深的，是所有轮次中最多的一种错；灰色为读对的。
replay-line-test = 测试
replay-line = { $what ->
    [best] 读错最少
    [over] 开始过拟合
   *[lowest] 最低
}
replay-curve-alt = 每一轮之后的{ $measure ->
    [loss] 损失
   *[accuracy] 准确率
}，标出了第 { $epoch } 轮
replay-never = 一直没学会
replay-never-caption = { $count ->
    [0] { $n } 张图片都至少在某一轮之后读对过。
   *[other] { $n } 张图片中，有 { $count } 张每一轮之后都读错，最后错得最有把握的在前。
}

## Nothing to replay

replay-none = 这个模型没有每一轮的预测：它是旧版 Misread 训练的。重新训练一个模型，就能在这里逐轮回放。如果同样的设置已经训练过，换一个随机种子。
replay-none-elsewhere = “{ $title }”是导入的，这里只有最后的预测，没有每一轮的预测。请选择一个在这里训练的模型。
replay-none-link = 训练一个模型
replay-none-set = 这个模型只有训练时已有的测试集每一轮的预测，所选的测试集不在其中。
replay-none-choose = 查看“{ $source }”
replay-missing = 没有保留每一轮的预测，因此不在回放中：{ $sources }。
