### A closer look: one image, suspect labels, weak spots.

page-suspects = Suspect labels
page-weak_spots = Weak spots

## More of a case

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
occlusion-place = { $row ->
    [top] { $column ->
        [left] at the top left
        [right] at the top right
       *[centre] at the top
    }
    [bottom] { $column ->
        [left] at the bottom left
        [right] at the bottom right
       *[centre] at the bottom
    }
   *[middle] { $column ->
        [left] on the left
        [right] on the right
       *[centre] in the middle
    }
}
finding-occlusion-changes = Without the stroke { occlusion-place } it would be read as **{ $then }**, { CERTAINTY($sure) }.
finding-occlusion-weakens = The stroke { occlusion-place } matters most: without it the network is { CERTAINTY($left) } instead of { CERTAINTY($confidence) } sure of the { $predicted }.
finding-occlusion-none = No small part decides: whichever is covered, it is still read as { $predicted }.

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

## Suspect labels

suspects-headline = { $kind ->
    [least] At least { $count } of { $n } labels have more against them than for them.
    [some] { $count ->
        [one] One of { $n } labels has more against it than for it.
       *[other] { $count } of { $n } labels have more against them than for them.
    }
    [none] None of { $n } labels has more against it than for it.
   *[unlabelled] No image here has a label that could be wrong.
}
suspects-lead = A label is doubtful if the network gives it little, and if the training digits that look most alike are others. Whether it is wrong, only a person can say.
suspects-network-alone = The pictures needed to look for similar training digits are not on this computer, so the network alone has a say.
suspects-out-of-fold = The network learned from these digits, each of which was read by one that had not seen it. Similar digits have no say here, since this network, which looks for them, knows the labels.
suspects-caption = The most doubtful first, from number { $first } on: the label, what it may be instead, and how much speaks against the label. Choose one to look closer.
suspects-decided = { $description } Decided.
suspects-undecided = Only those that nobody decided about
suspects-all-decided = Somebody decided about all of these.
suspects-grid = { $shown } images with doubtful labels
suspects-image = { $name }: labelled { $true }, rather { $instead }. The network gives { $given } to the label{ $neighbours ->
    [0] .
   *[other] , and { $agreeing } of { $neighbours } similar training digits have it.
}

## Weak spots

spots-headline = { $kind ->
    [telling] { $count ->
        [one] One weak spot is more than chance.
       *[other] { $count } weak spots are more than chance.
    }
    [chance] No weak spot is more than chance would make.
    [few] There are too few labelled images to look for weak spots.
    [no-pictures] Weak spots are looked for in the pictures, which are not on this computer.
   *[none] No kind of handwriting has enough mistakes to stand out.
}
spots-lead = Every digit is measured: its stroke, slant, height, ink, loops, pieces, and how far it is from what the network learned from. Here stand the kinds of handwriting that are misread more often than the rest.
spots-clearest = The { $shown } clearest are listed.
spots-interval = 95 % interval: { $low } to { $high }.
spots-chance = { $kind ->
    [telling] Chance hardly makes such a difference, even counting all that was looked at.
   *[chance] This may be chance: so many kinds were looked at that some always stand out.
}
spots-show = { $n ->
    [one] Show the misread one
   *[other] Show the { $n } misread ones
}
spots-hide = Hide them
spots-images = { $kind ->
    [wrong] { $shown } of { $n } misread
   *[right] { $shown } of { $n } that are just so, and read right
}
spot-of = { $digit ->
    [-1] digits
   *[other] { digit-plural }
}
finding-weak-spot = **{ $kind ->
    [stroke-low] Thin { spot-of }
    [stroke-high] Thick { spot-of }
    [slant-low] { digit-plural-or-digits } that lean to the left
    [slant-high] { digit-plural-or-digits } that lean to the right
    [height-low] Wide { spot-of }
    [height-high] Narrow { spot-of }
    [ink-low] { digit-plural-or-digits } with little ink
    [ink-high] { digit-plural-or-digits } with much ink
    [offset-low] Well centred { spot-of }
    [offset-high] { digit-plural-or-digits } off the centre
    [pieces-2] { digit-plural-or-digits } in several pieces
    [loops-0] { digit-plural-or-digits } without a closed loop
    [loops-1] { digit-plural-or-digits } with one loop
    [loops-2] { digit-plural-or-digits } with two loops or more
    [strangeness-low] { digit-plural-or-digits } much like those it learned from
   *[strangeness-high] { digit-plural-or-digits } unlike those it learned from
}**: { $mistakes } of { $n } misread, { PERCENT($share, digits: 1) }, { NUMBER($times, maximumFractionDigits: 1) } times the average of all { spot-of }.
digit-plural-or-digits = { $digit ->
    [-1] Digits
   *[other] { digit-plural-start }
}
