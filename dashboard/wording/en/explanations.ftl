### Explanations of one image, and What if.

## Occlusion sensitivity and nearest neighbours

closer-more = More: what it hangs on, and what it looks like
closer-heat = What the reading hangs on
closer-heat-alt = The digit, coloured where covering it takes most from the reading
closer-without = Without it: read as { $digit }
closer-without-alt = The digit without its most important part, read as { $digit }
closer-similar-lead = Of the digits it learned from, these look most alike to the network. A shorter distance means more alike.
closer-similar = { digit-plural-start }
closer-similar-alt = The { $count } most similar { digit-plural } among the training digits
closer-distance = nearest at { NUMBER($distance, maximumFractionDigits: 1) }
closer-no-training = The digits that this network learned from are not on this computer, so none can be shown that look alike. The Data page says how to get them.

## What if

what-if-title = What if it had been written differently?
what-if-paper = Draw on it, or rub out
what-if-paper-name = The digit, to draw on. Arrow keys move, space draws or rubs out.
what-if-seen = What the network then sees
what-if-pen = Pen
what-if-rubber = Rubber
what-if-again = As it was
what-if-turn = Turned, degrees
what-if-stroke = Thicker or thinner, pixels
what-if-right = To the right, pixels
what-if-down = Down, pixels
what-if-inverted = Light and dark exchanged
what-if-read = Then it is read as **{ $digit }**, { $sure }.
