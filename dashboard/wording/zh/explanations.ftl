### Explanations of one image, and What if.

## Occlusion sensitivity and nearest neighbours

closer-more = 解释：关键笔画与相似样本
closer-heat = 关键笔画（遮挡敏感度）
closer-heat-alt = 图片中着色之处，遮住后模型的把握最小
closer-without = 去掉关键笔画：读成 { $digit }
closer-without-alt = 去掉最关键笔画的图片，读成 { $digit }
closer-similar-lead = 在训练数字中，模型认为下面这些最为相似。距离越短越相似。
closer-similar = 数字 { digit-plural }
closer-similar-alt = 训练数字中最相似的 { $count } 张 { digit-name }
closer-distance = 最近距离 { NUMBER($distance, maximumFractionDigits: 1) }
closer-no-training = 这个模型的训练数字不在这台电脑上，无法显示相似样本。“数据”页说明了如何获取。

## What if

what-if-title = 如果写法稍有不同？
what-if-paper = 在上面画，或擦掉
what-if-paper-name = 可以涂改的数字。方向键移动，空格键画或擦。
what-if-seen = 模型随后看到的
what-if-pen = 画笔
what-if-rubber = 橡皮
what-if-again = 恢复原样
what-if-turn = 旋转（度）
what-if-stroke = 加粗或变细（像素）
what-if-right = 右移（像素）
what-if-down = 下移（像素）
what-if-inverted = 明暗对调
what-if-read = 那么模型会读成 **{ $digit }**，把握 { $sure }。
