### The page Compare: two models, or one model on two test sets.

page-compare = Compare

## What is compared

compare-with = Compare with
compare-with-set = Other digits: { $source }
compare-choose = Choose a model or other digits
compare-roles = “Before” is the choice here. “Now” is the model chosen at the top: { $now }.
compare-missing = This link compares with { $name }, which is not here or has not read these digits; something else is shown. It may have been deleted, or the link comes from another computer.
compare-alone-title = There is nothing to compare yet
compare-alone = Only one model has read these digits. Train another one, with other settings or another seed. This page then shows which images it reads better and which it reads worse.
compare-alone-link = Train another model

## What changed

compare-changed = What changed
compare-test = Only images that exactly one of the two models misreads show a difference. If both models were equally good, each of these images would fall to either side like a tossed coin. The sentence above gives the probability of such a difference by chance (the p-value of McNemar’s exact test).
compare-accepted = With the verdicts accepted: { $before } misread before, { $now } now, of { $n }.
compare-buckets = Which images to show
compare-bucket = { $bucket ->
    [fixed] **{ $count }** became right
    [broke] **{ $count }** became wrong
    [both_wrong] **{ $count }** both wrong
   *[both_right] **{ $count }** both right
}
compare-bucket-what = { $bucket ->
    [fixed] { $count ->
        [0] Nothing that was misread before is read correctly now.
       *[other] Misread before, read correctly now.
    }
    [broke] { $count ->
        [0] Nothing that was read correctly before is misread now.
       *[other] Read correctly before, misread now.
    }
    [both_wrong] { $count ->
        [0] Nothing is misread by both.
       *[other] Misread before and now.
    }
   *[both_right] { $count ->
        [0] Nothing is read correctly by both.
       *[other] Read correctly before and now.
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
compare-matrix-choose = Select a coloured cell, a row or a column to see the images that entered or left it. With the keyboard: press Tab to enter the matrix, then use the arrow keys and Enter.
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
    [0] None entered.
    [one] **One** entered:
   *[other] **{ $count }** entered:
}
compare-left = { $count ->
    [0] None left.
    [one] **One** left:
   *[other] **{ $count }** left:
}
matrix-change-caption = How many images more or fewer than before: by row what a person wrote, by column what the model read
# The browser replaces the names in braces.
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
matrix-change-legend = How many images more or fewer than before. Blue is better, red is worse. On the diagonal, where images are read correctly, more is better; elsewhere, fewer is better. Right column and bottom row: mistakes more or fewer.
matrix-change-legend-narrow = Rows: what a person wrote. Blue is better, red is worse.

## Both models

compare-accuracy = Accuracy of both
compare-before = Before
compare-now = Now
compare-line = { $role }: { $run }
compare-settings = Differences in training
compare-settings-same = Both were trained with the same settings on the same data.
compare-settings-name = Setting
compare-setting = { $name ->
    [data] Learned from
    [preset] Preset
    [network] Network
    [epochs] Epochs
    [batch_size] Images per step
    [optimizer] Optimiser
    [learning_rate] Learning rate
    [schedule] Schedule of the learning rate
    [validation] Held out for validation
    [stratified] Held out equally from every digit
    [split_seed] Seed of the held-out digits
    [keep] Kept as it was after
    [seed] Seed
    [members] Networks that vote
    [drawn] Drawn digits for each image
    [marks] Drawn marks that are no digits, for each image
    [teachers] Networks that taught it
    [rotation] Images rotated by up to
    [zoom] Images stretched by up to
    [shift] Images moved by up to
    [shear] Images slanted by up to
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

## The same model on other digits

compare-digits-title = The same model on other digits
compare-digits = These are other images, which may be easier or harder to read. They cannot be compared one by one, so nothing is tested: the lines show how far each number can be trusted.
