### The page Weak spots.

page-weak_spots = Weak spots
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
