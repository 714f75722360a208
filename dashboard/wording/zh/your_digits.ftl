### The page Your digits.

page-your_digits = 你的数字

## Adding pictures

digits-title = 你的数字
digits-lead = 添加你或别人写的数字，照片、扫描件、手绘图都行，也可以直接在这里画一个。你会看到模型把每个数字读成什么，又为什么读错其中一些。
digits-files = 一个 ZIP，或一些图片
digits-folder = 选择文件夹，或拖到这里
digits-folder-hint = 文件夹不超过 12 MB 和 20,000 个文件时，可以一次添加。更大的文件夹先打包成 ZIP，再从上面添加。
digits-folder-reading = 正在读取……
digits-folder-empty = 里面没有文件。
digits-folder-unreadable = 文件夹没能读完。把它打包成 ZIP，再添加这个 ZIP。
digits-folder-too-large = { "{" }count{ "}" } 个文件共 { "{" }size{ "}" } MB，一次传不完。把文件夹打包成 ZIP，从上面添加。
digits-path = 或填写这台电脑上的文件夹、ZIP 或图片的路径
digits-several = { $name } 等
digits-labels-hint = 以数字命名的文件夹、scan_12_7.png 这样的文件名，以及写有图片名称和标签的表格，都能提供标签。Misread 会说明标签取自哪里，也可以改选别处。
digits-add = 添加图片
digits-add-close = 关闭
digits-importing = { $phase ->
    [starting] 正在启动
    [waiting] 正在等待另一批图片添加完
    [saving] 正在保存
   *[other] 已读取 { $done } 个文件，共 { $total } 个
}{ $left ->
    [none] {""}
   *[other] ，大约还需 { $left }
}
digits-import-cancel = 取消
digits-import-stopping = 正在停止……
digits-import-dismiss = 知道了
digits-import-cancelled = 导入已取消，什么也没有添加。

## Drawing

digits-draw = 或者画一个
digits-pad = 画数字的画板
digits-pad-hint = 在这里画一个数字，用鼠标、手指或笔都可以。
digits-pad-undo = 撤销上一笔
digits-pad-clear = 清空
digits-pad-read = 读成 { $predicted }{ image-sure }
digits-doubt = { $kind ->
    [page] 这看起来是一整页，不是一个数字。
    [frames] 这个文件有多页或多帧，只读了第一页。请把每一页另存为一张图片。
    [unsure] 模型没有把握，这可能根本不是数字。
   *[several] 里面可能有好几个数字。
}

## The upload

digits-choice = 看哪一批数字
digits-choice-option = { $title }（{ $n } 张），{ $created }
digits-headline = { $kind ->
    [all] { $n } 张图片，读对 { $right } 张。
    [some] { $n } 张图片，其中 { $labelled } 张有标签，读对 { $right } 张。
   *[none] { $n ->
        [1] 1 张图片，还没有标签。
       *[other] { $n } 张图片，都还没有标签。
    }
}
digits-lead-came = 不整理的话，模型能读对 { $right } 张。
digits-lead-one = 唯一仍然读错的是{ digit-one }，读成了 { predicted-one }。
digits-lead-doubted = 有 { $n } 张可能不是一个数字，而是好几个数字、字母或污渍，已标出。
digits-lead-unlabelled = 给数字加上标签，Misread 就能算出模型读对了多少。在此之前，只能看到模型读成了什么。
digits-files-line = { $title }：{ $refused ->
    [0] { $n } 张图片，全部可用
   *[other] { $total } 个文件，{ $n } 个可用，{ $refused } 个无法使用
}；{ $labels ->
    [none] 没有标签
   *[some] 标签来自{ $origins }
}。
digits-table = { $name } 给 { $total } 张图片中的 { $labelled } 张加了标签。
digits-table-names = 有 { $count } 个名称没有采用，因为没有唯一对应的图片或标签：{ $names }
digits-twin = 同样的图片已经在这里：{ $title }，添加于 { $created }。两组都会保留，除非删除其中一组。
digits-see-labels = 查看标签
digits-add-more = 再加一些
digits-delete = 删除
digits-deleted = 已删除“{ $title }”。一天之内可以恢复：现在在这里，离开后在“数据”页。
digits-undo-delete = 恢复
digits-shared-before = 添加后会得到一个网址，只有知道它的人才能看到你的图片。七天后自动删除。
digits-shared = 只有知道本页网址的人才能看到这些数字。七天后自动删除。
digits-refused = { $count } 个文件无法使用
digits-refused-more = 另外 { $count } 个
digits-ignored = 跳过了 { $count } 个系统文件。

## Orientation

digits-turned = 所有图片看起来都{ $orientation ->
    [right] 向右转了 90 度
    [left] 向左转了 90 度
    [half] 上下颠倒（转了 180 度）
    [mirrored] 左右镜像了
    [flipped] 上下镜像了
    [transposed] 行列互换了（EMNIST 就是这样存的）
   *[antitransposed] 行列互换并颠倒了
}：{ $sample ->
    [yes] 抽查的
   *[no] 有标签的
} { $n } 张里，照原样模型读对 { $before } 张，摆正后读对 { $after } 张。
digits-turn = 把所有图片摆正
digits-turn-what = 会添加一份摆正的副本，这一份保留不动。
digits-turned-title = { $title }（已摆正）

## What preparation rescued

digits-rescued = 整理救回了什么
digits-rescued-legend = 每一步之后模型看到的图{ $kind ->
    [all] {""}
   *[some] （共 { $total } 张，显示 { $shown } 张，结果有变的在前）
}。
digits-rescued-nothing = 什么也没有救回：整理前后，模型读对的是同样几张。这些图片本来就接近训练数字。
digits-rescued-mark = 表示读错。
digits-step = { $step ->
    [came] 原样送入
    [inverted] 反色
    [cleaned] 清理
    [cropped] 裁剪
   *[centred] 居中
}
digits-step-alt = { $name }：{ $total } 张中读对 { $count } 张
digits-step-image = { $true } 读成 { $predicted }
digits-step-came = 拉伸到 28×28，别的什么都不做。
digits-step-inverted = 纸是浅色的，就把明暗对调，因为模型学的是深底浅字。从这一步起，笔迹都按墨色显示。{ $change }
digits-step-change = { $rescued ->
    [0] { $spoiled ->
        [0] 没有变化。
       *[other] 弄坏 { $spoiled } 张。
    }
   *[other] 救回 { $rescued } 张{ $spoiled ->
        [0] 。
       *[other] ，也弄坏 { $spoiled } 张。
    }
}

## How each picture was prepared

digits-strips = 每张图是怎样整理的
digits-strips-caption = { $kind ->
    [mistakes] 读错的在前，其次是把握最小的。
    [misread] 读错的在前。
    [file] 按文件中的顺序。
   *[doubt] 把握最小的在前。
}{ $pages ->
    [1] {""}
   *[other] 第 { $page } 页，共 { $pages } 页。
}
digits-original-alt = 原图，方框里是找到的数字
digits-found = 找到的数字
digits-seen = 模型看到的
digits-read-as = 读成
digits-unlabelled = { $confidence ->
    [unknown] 没有标签
   *[known] { $confidence }，没有标签
}
digits-size = 原图 { $width }×{ $height }，{ $kind ->
    [dark] 深色字
   *[light] 浅色字
}

## Labels

labels-title = 标签
# Where labels come from, in a list after "labels".
labels-origin = { $origin ->
    [table] 表格
    [folder] 文件夹名
    [name] 文件名
   *[hand] 手工标注
}
labels-place-question = 标签在哪里？
labels-place-ambiguous = 名称里不止一处有数字。请选择标签在哪里。
labels-place = { $place ->
    [table] 图片旁边的表格
    [folder] 文件夹名
    [above] 上一级文件夹名
    [class] “class”之类的词后面的数字
    [word] 写成文字的数字
    [first] 第一个数字
    [last] 最后一个数字
   *[none] 都不是：不用名称里的标签
}
labels-place-example = { $name } → { $digit }
labels-place-examples = { $examples }。共 { $count } 张，其中 { $agree } 张与模型读的一致。
labels-by-hand = 手工标注
labels-not-yours = 标签只能在添加这些数字的浏览器里修改。
labels-shown = 显示哪些图片
labels-shown-option = { $choice ->
    [all] 全部
    [unlabelled] 没有标签的
   *[disagreeing] 名称里各处不一致的
}
labels-none-here = 没有这样的图片。
labels-progress = { $total } 张中有 { $count } 张有标签。
labels-close = 完成
labels-grid = 要标注的图片
labels-give = 标为 { "{" }digit{ "}" }
labels-remove = 去掉标签
labels-undo = 撤销
labels-all-unlabelled = 选中所有没有标签的
labels-drop = 取消选择
labels-chosen = 已选 { "{" }count{ "}" } 张。按 0 到 9 标注，按退格键去掉标签。
labels-hint = 先选图片，再按 0 到 9。按住 Shift 可选中两张之间的全部图片；用方向键和 0 到 9 可以逐张标注。
labels-unlabelled = 没有标签

## Why the rest is still misread

doctor-title = 剩下的为什么仍读错
doctor-caption = 校正后答案会变，或者数字缺了一块，才算原因。每张图只算一次，归入最先成立的原因。
doctor-count = { $kind ->
    [some] { $count } 张，显示 { $shown } 张
   *[all] { $count } 张
}
doctor-more = 再显示 { $count } 张
doctor-then = 读成 { $true }，把握 { $sure }
cause-text = { $kind ->
    [inverted] 数字比纸的颜色浅，整理时却弄反了。
    [speckled] 纸上的斑点看起来像笔迹。
    [blurred] 笔画没有清晰的边缘。
    [cut] 笔迹像是被截断了，缺掉的部分无法补回。
    [large] 数字占满画面，而模型学过的数字四周都有空白。
    [small] 数字在画面里比训练数字都小。
    [off-centre] 数字不在画面中央。
    [edge] 笔迹伸出画面边缘，数字可能缺了一块，无法补回。
    [pieces] 笔迹分成几块，数字旁边的东西被当成了它的一部分。
    [broken] 笔画中间有断口。
    [narrow] 数字比几乎所有训练数字都窄。
    [flat] 数字比几乎所有训练数字都扁。
    [thin] 笔画比几乎所有训练数字都细。
    [thick] 笔画比几乎所有训练数字都粗。
    [faint] 笔迹和纸的颜色几乎分不开。
    [tilted] 比九成训练数字都斜，或者整个躺倒了。
   *[none] 任何校正都没有改变答案。其中有些可能人也难以辨认，或者标签有误。
}
cause-undone = { $kind ->
    [inverted] 反色
    [speckled] 去掉斑点
    [blurred] 锐化
    [large] 缩放到合适大小
    [small] 缩放到合适大小
    [off-centre] 移到中央
    [pieces] 去掉旁边的东西
    [broken] 补上断口
    [narrow] 拉宽
    [flat] 拉高
    [thin] 把笔画加粗
    [thick] 把笔画变细
    [faint] 加深
   *[tilted] 转正 { NUMBER($amount, maximumFractionDigits: 0) }°
}

## Errors

error-path-missing = “{ $path }”处什么也没有。那里应有这台电脑上的文件夹、ZIP 或图片。检查路径有没有写错，文件夹有没有写漏。
