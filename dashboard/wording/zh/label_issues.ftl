### The page Suspect labels.

page-suspects = 可疑标签
suspects-headline = { $kind ->
    [least] { $n } 个标签中，至少有 { $count } 个像是错的。
    [some] { $n } 个标签中，有 { $count } 个像是错的。
    [none] 没有标签像是错的（检查了 { $n } 个）。
   *[unlabelled] 这里没有带标签的图片，也就没有可能出错的标签。
}
suspects-lead = 如果几个模型给某个标签的概率都很低，而且最相似的训练数字又是别的数字，这个标签就可疑（标签问题）。它到底错没错，只有人能判断。
suspects-unknown = 要找出可疑标签，需要模型给每个标签的概率，而这里只知道它读成了哪个数字。
suspects-network-alone = 查找相似训练数字所需的图片不在这台电脑上，因此只用概率。
suspects-out-of-fold = 模型学过这些数字，所以每一张都由没学过它的网络来识别。查找相似数字的网络知道标签，因此这里不用相似数字。
suspects-jury = 概率由 { $members } 个没学过这些数字的网络组成的评审团给出，与当前显示哪个模型无关。图片下方是其中有几个读成了另一个数字。
suspects-ask = 请评审团判断
suspects-ask-why = { $kind ->
    [busy] 另一个训练正在进行。等它结束，可以让六个小网络一起判断“{ $title }”的标签。
   *[free] 训练六个小网络，一起判断“{ $title }”的标签，约需 { $time }。
}
suspects-asking = { $phase ->
    [starting] 正在启动 TensorFlow
    [waiting] 正在等待集群里的电脑
    [cluster] 评审团：{ $networks } 个网络已训练 { $done } 个，共用 { $machines } 台电脑
    [training] 评审团：第 { $network } 个网络，共 { $networks } 个
   *[other] 正在保存评审团的判断
}{ $left ->
    [none] {""}
   *[other] ，还需约 { $left }
}
suspects-caption = 最可疑的在前，从第 { $first } 个开始：标签、可能的正确数字，以及反对这个标签的程度。选中一张可以细看。
suspects-decided = { $description }已裁定。
suspects-undecided = 只看还没有裁定的
suspects-all-decided = 这些都已有裁定。
suspects-grid = { $shown } 张标签可疑的图片
suspects-image = { $name }：标签为 { $true }，更像 { $instead }。{ $members ->
    [0] 模型给标签的概率为 { $given }
   *[other] { $members } 个网络中有 { $reading } 个读成 { $instead }，合起来给标签的概率为 { $given }
}{ $neighbours ->
    [0] 。
   *[other] ，{ $neighbours } 张相似的训练数字中有 { $agreeing } 张与标签相同。
}
suspects-votes = { $reading }/{ $members } 读成 { $instead }
