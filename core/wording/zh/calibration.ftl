### Sentences about coverage and calibration, for page and report.

page-how_sure = 有多大把握
sure-unknown = 每张图片只知道模型读成了哪个数字，不知道它有多大把握，因此无法判断哪些答案该由人检查，也无法判断模型是否过于自信。

## Coverage

sure-answers = { $threshold ->
    [always] 不设下限时
   *[other] 把握不低于 { $threshold } 才作答时
}，模型回答 { $n } 张中的 { $answered } 张，其中{ $mistakes ->
    [0] 没有读错的
   *[other] 读错 { $mistakes } 张
}{ $rate ->
    [none] {""}
   *[other] （{ $rate }）
}；{ $asked ->
    [0] 没有要交给人看的
   *[other] { $asked } 张交给人看
}。
# Where some digits have no label.
sure-answers-some = { $threshold ->
    [always] 不设下限时
   *[other] 把握不低于 { $threshold } 才作答时
}，模型回答 { $n } 张中的 { $answered } 张；{ $asked ->
    [0] 没有要交给人看的
   *[other] { $asked } 张交给人看
}。{ $labelled ->
    [0] 它回答的都没有可用的标签
   *[other] 它回答的有 { $labelled } 张带可用的标签，其中{ $mistakes ->
        [0] 没有读错的
       *[other] 读错 { $mistakes } 张
    }{ $rate ->
        [none] {""}
       *[other] （{ $rate }）
    }
}。
sure-answers-nothing = 模型从没有 { $threshold } 的把握：{ $n } 张全部交给人看。
sure-rate = { $share }，误差 ±{ $margin } 个百分点
sure-rate-none = 实际比例仍可能高达 { $high }
sure-asked-mistakes = 交给人看的有标签的 { $labelled } 张，模型自己会{ $mistakes ->
    [0] 全部读对
   *[other] 读错 { $mistakes } 张
}。

## Calibration

sure-reliability-caption = 把握每十个百分点为一档，有图片的才画。灰色带：假如把握完全准确，100 次中有 95 次点会落在这里。橙色：落在灰色带之外。
sure-reliability-few = 只有线、没有点的，是不到 30 张图片的 95% 置信区间。
sure-reliability-alt = “{ $source }”上，不同把握时读对的比例
sure-axis-confidence = 模型的把握
sure-axis-accuracy = 读对
sure-bin = 有 { $low }% 到 { $high }% 的把握时，{ $n } 张读对 { $right } 张{ $share ->
    [none] {""}
   *[other] （{ $share }）
}{ $verdict ->
    [over] ：把握过大
    [under] ：把握过小
   *[fits] {""}
}。
