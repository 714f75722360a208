### Findings about one image, and about slices.

## Occlusion sensitivity

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
finding-occlusion-changes = Without the stroke { occlusion-place }, the model would read **{ $then }**, { CERTAINTY($sure) } sure.
finding-occlusion-weakens = The stroke { occlusion-place } matters most: without it, the model is { CERTAINTY($left) } instead of { CERTAINTY($confidence) } sure of the { $predicted }.
finding-occlusion-none = No small part decides: whichever part is covered, the model still reads { $predicted }.

## Slices

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
    [offset-high] { digit-plural-or-digits } off centre
    [pieces-2] { digit-plural-or-digits } in several pieces
    [loops-0] { digit-plural-or-digits } without a closed loop
    [loops-1] { digit-plural-or-digits } with one loop
    [loops-2] { digit-plural-or-digits } with two loops or more
    [strangeness-low] { digit-plural-or-digits } much like the training digits
   *[strangeness-high] { digit-plural-or-digits } unlike the training digits
}**: { $mistakes } of { $n } misread, { PERCENT($share, digits: 1) }, { NUMBER($times, maximumFractionDigits: 1) } times the average of all { spot-of }.
digit-plural-or-digits = { $digit ->
    [-1] Digits
   *[other] { digit-plural-start }
}
