### The page Confusion.

finding-also-read-as = { digit-plural } 还被读成
finding-also-read-as-item = { $predicted }（{ $count } 次）
confusion-heading = { $of ->
    [row] 人写的 { $true }
    [column] 读成 { $predicted }
   *[cell] { $true } 读成 { $predicted }
}，{ $words }
confusion-mode = 格子里显示什么
confusion-count = 张数
confusion-row = 行百分比
confusion-column = 列百分比
confusion-images = { $count } 张图片
confusion-open = 到“错例”页查看这 { $count } 张
confusion-mirror = 对称格
confusion-choose = 选中一格、一行或一列，就能看到其中的图片。也可以用键盘：按 Tab 进入矩阵，再用方向键和回车键。
confusion-reads-well = 读得准的{ $digit }
confusion-shown-part = { $count } 张中的前 { $shown } 张。
