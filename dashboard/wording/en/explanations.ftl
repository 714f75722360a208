### Explanations of one image, and What if.

## Occlusion sensitivity and nearest neighbours

closer-more = Explain: which strokes mattered, and similar digits
closer-heat = The strokes that matter (occlusion sensitivity)
closer-heat-alt = The digit, coloured where covering it makes the model least sure
closer-without = Without the main stroke: read as { $digit }
closer-without-alt = The digit without the stroke that matters most, read as { $digit }
closer-similar-lead = Of the training digits, the model finds these most similar. A shorter distance means more similar.
closer-similar = { digit-plural-start }
closer-similar-alt = The { $count } most similar { digit-plural } among the training digits
closer-distance = nearest at a distance of { NUMBER($distance, maximumFractionDigits: 1) }
closer-no-training = The training digits of this model are not on this computer, so similar ones cannot be shown. The Data page explains how to get them.

## What if

what-if-title = What if it had been written differently?
what-if-paper = Draw on it, or erase
what-if-paper-name = The digit, to draw on. The arrow keys move, the space bar draws or erases.
what-if-seen = What the model then sees
what-if-pen = Pen
what-if-rubber = Eraser
what-if-again = Reset
what-if-turn = Turned, degrees
what-if-stroke = Thicker or thinner, pixels
what-if-right = To the right, pixels
what-if-down = Down, pixels
what-if-inverted = Light and dark swapped
what-if-read = The model then reads **{ $digit }**, { $sure }.
