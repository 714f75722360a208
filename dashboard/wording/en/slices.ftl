### The page Weak spots.

page-weak_spots = Weak spots
spots-headline = { $kind ->
    [significant] { $count ->
        [one] One weak spot is more than chance.
       *[other] { $count } weak spots are more than chance.
    }
    [chance] No weak spot is more than chance.
    [few] There are too few labelled images to look for weak spots.
    [no-pictures] Weak spots need the pictures, which are not on this computer.
   *[none] No kind of handwriting has notably many mistakes.
}
spots-lead = Misread measures every digit: how thick its strokes are, its slant, proportions, ink, position, loops and pieces, and how unlike the training digits it is (out-of-distribution). These are the kinds of handwriting (slices) that the model misreads more often than the rest.
spots-clearest = The list shows the { $shown } clearest.
spots-interval = 95 % interval: { $low } to { $high }.
spots-chance = { $kind ->
    [significant] Chance hardly makes such a difference, even among all kinds that were tested (a low p-value).
   *[chance] This may be chance: of the many kinds that were tested, some always seem worse.
}
spots-show = { $n ->
    [one] Show the misread one
   *[other] Show the { $n } misread ones
}
spots-hide = Hide them
spots-images = { $kind ->
    [wrong] { $shown } of { $n } misread
   *[right] { $shown } of { $n } of the same kind, read correctly
}
