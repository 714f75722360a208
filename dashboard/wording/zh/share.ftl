### The page Share.

page-share = 分享
share-title = 给别人看看
share-lead = 一个文件，展示模型读错了什么。手机和电脑都能打开，可以打印，不需要安装 Misread，也不需要联网。
share-note = 想对读者说的话
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
share-link-here = 这个链接只在这台电脑上、用打开过 Misread 的浏览器、在 Misread 运行时有效。要给别人看，请发报告。
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
share-zip-what = 每个标签一个文件夹。在这里或另一台电脑上，把 ZIP 添加到“你的数字”页，标签都会保留。
share-network = 模型
share-network-what = 训练好的模型，有 Keras 和 LiteRT 两种格式，附有说明和一小段读图片的代码。
share-network-button = 保存模型（ZIP）
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
