### The page Compare: two networks, or one network on two test sets.

page-compare = Compare

## What is compared

compare-with = Compare with
compare-with-set = Other digits: { $source }
compare-choose = Choose a network or other digits
compare-roles = “Before” is what is chosen here. “Now” is the network chosen at the top: { $now }.
compare-missing = What this link compares with, { $name }, is not here, or has not read these digits; something else is shown. It may have been deleted, or the link comes from another computer.
compare-alone-title = There is nothing to compare yet
compare-alone = Only one network has read these digits. Train another one, with other settings or from another seed. Then this page shows what it reads better and what it reads worse, image by image.
compare-alone-link = Train another network

## What changed

compare-changed = What changed
compare-test = Only images that one of the two misreads can tell them apart. If both networks were equally good, each of these would fall to either side as a coin does. How likely coins make such a difference is said above (McNemar’s exact test).
compare-accepted = With the verdicts accepted: { $before } misread before, { $now } now, of { $n }.
compare-buckets = Which images to show
compare-bucket = { $bucket ->
    [fixed] **{ $count }** fixed
    [broke] **{ $count }** broke
    [both_wrong] **{ $count }** both wrong
   *[both_right] **{ $count }** both right
}
compare-bucket-what = { $bucket ->
    [fixed] { $count ->
        [0] Nothing that was misread before is read right now.
       *[other] Misread before, read right now.
    }
    [broke] { $count ->
        [0] Nothing that was read right before is misread now.
       *[other] Read right before, misread now.
    }
    [both_wrong] { $count ->
        [0] Nothing is misread by both.
       *[other] Misread before and now.
    }
   *[both_right] { $count ->
        [0] Nothing is read right by both.
       *[other] Read right before and now.
    }
} { $count ->
    [0] {""}
   *[other] { $bucket ->
        [both_wrong] Under each image: its label, and what was read before → now.
       *[other] Under each image: what was read before → now.
    }
}
compare-image = { $name }: { a-true }, read as { $before } before and as { $now } now

## Where it changed

compare-matrix = Where it changed
compare-matrix-choose = Choose a coloured cell, a row or a column to see the images that came into it and those that left it. With the keyboard: Tab into the matrix, then arrows and Enter.
compare-cell = { $of ->
    [mistakes] { $sense ->
        [more] { $count } { $count ->
            [one] mistake
           *[other] mistakes
        } more than before
        [fewer] { $count } { $count ->
            [one] mistake
           *[other] mistakes
        } fewer than before
       *[same] as many mistakes as before
    }
   *[images] { $sense ->
        [more] { $count } more than before
        [fewer] { $count } fewer than before
       *[same] as many as before
    }
}
compare-came = { $count ->
    [0] None came in.
    [one] **One** came in:
   *[other] **{ $count }** came in:
}
compare-left = { $count ->
    [0] None left.
    [one] **One** left:
   *[other] **{ $count }** left:
}
matrix-change-caption = How many images more or fewer than before: by row what a person wrote, by column what the model read
# In these templates the browser fills in what stands in braces.
matrix-change-cell = {"{"}true{"}"} read as {"{"}predicted{"}"}: {"{"}count{"}"} images more than before
matrix-change-cell-one = {"{"}true{"}"} read as {"{"}predicted{"}"}: {"{"}count{"}"} image more than before
matrix-change-cell-fewer = {"{"}true{"}"} read as {"{"}predicted{"}"}: {"{"}count{"}"} images fewer than before
matrix-change-cell-fewer-one = {"{"}true{"}"} read as {"{"}predicted{"}"}: {"{"}count{"}"} image fewer than before
matrix-change-cell-none = {"{"}true{"}"} read as {"{"}predicted{"}"}: as many as before
matrix-change-row = Written {"{"}digit{"}"}: {"{"}count{"}"} more misread than before
matrix-change-row-fewer = Written {"{"}digit{"}"}: {"{"}count{"}"} fewer misread than before
matrix-change-row-none = Written {"{"}digit{"}"}: as many misread as before
matrix-change-column = Read as {"{"}digit{"}"}: {"{"}count{"}"} more wrongly than before
matrix-change-column-fewer = Read as {"{"}digit{"}"}: {"{"}count{"}"} fewer wrongly than before
matrix-change-column-none = Read as {"{"}digit{"}"}: as many wrongly as before
matrix-change-legend = How many images more or fewer than before. Blue is better, red is worse: on the diagonal, where images are read right, more is better; elsewhere fewer is. Right and below: mistakes more or fewer.
matrix-change-legend-narrow = Rows: what a person wrote. Blue is better, red is worse.

## Both networks

compare-accuracy = Accuracy of both
compare-before = Before
compare-now = Now
compare-line = { $role }: { $run }
compare-settings = What was different in training
compare-settings-same = Both were trained with the same settings on the same data.
compare-settings-name = Setting
compare-setting = { $name ->
    [data] Learned from
    [preset] Preset
    [network] Network
    [epochs] How often every image was seen
    [batch_size] Images per step
    [optimizer] Way of learning
    [learning_rate] Learning rate
    [schedule] Its course
    [validation] Held out to watch
    [stratified] Of every digit equally many held out
    [split_seed] Seed of what was held out
    [keep] Kept from
    [seed] Seed
    [members] Networks that vote
    [rotation] Images turned by up to
    [zoom] Stretched by up to
    [shift] Moved by up to
    [shear] Leaned by up to
    [thickness] Strokes thicker or thinner by up to
   *[other] { $name }
}
compare-value = { $name ->
    [data] { $value ->
        [mnist] MNIST
        [built-in] the built-in digits
       *[other] { $value }
    }
    [network] { $value ->
        [notebook] the notebook’s
        [strided] small and fast
        [accurate] larger
       *[other] { $value }
    }
    [optimizer] { $value ->
        [rmsprop] RMSprop
        [adam] Adam
       *[other] { $value }
    }
    [schedule] { $value ->
        [plateau] halved when progress stalls
       *[triangular] rises and falls once
    }
    [keep] { $value ->
        [best] the best epoch
       *[last] the last epoch
    }
    [stratified] { $value ->
        [yes] yes
       *[no] no
    }
    [learning_rate] { NUMBER($value, maximumFractionDigits: 6) }
    [validation] { PERCENT($value) }
    [rotation] { $value }°
    [zoom] { PERCENT($value) }
    [shift] { PERCENT($value) } of the width
    [shear] { $value }°
    [thickness] { $value } pixels
   *[other] { $value }
}

## The same network on other digits

compare-digits-title = The same network on other digits
compare-digits = These are other images, which may be easier or harder to read. None can be held against itself, so nothing is tested: the lines show how far each number can be trusted.
