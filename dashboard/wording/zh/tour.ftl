### The tour.

tour = 入门三步
tour-place = 第 { "{" }number{ "}" } 步，共 { $total } 步
tour-next = 去看看
tour-done = 开始
tour-end = 不用引导
tour-overview = 它读错了什么，一句话说清
tour-overview-text = 一个小型网络读了几千张手写数字，最上面那句话说的是它读错了多少。每张图片都可以打开，点一张试试。
tour-confusion = 每个数值背后都有图片
tour-confusion-text = 每一行是人写的数字，每一列是网络读成的数字。点一个有颜色的格子，旁边就出现其中的图片。
tour-your_digits = 换成你自己写的
tour-your_digits-text = 画一个数字，或者放入手写数字的照片，看看网络把每一张读成什么，又为什么读错。
