### The page Replay: what a network learned from epoch to epoch, and what it forgot again.

page-replay = Replay
replay-title = How it learned

## After an epoch

# Ends the sentence about an epoch.
epoch-changed = { $changed ->
    [yes] ; { $learned ->
        [0] none
       *[other] { $learned }
    } learned, { $forgotten ->
        [0] none
       *[other] { $forgotten }
    } forgotten since epoch { $previous }.
   *[no] .
}
finding-epoch = After epoch { $epoch } it misreads { $mistakes } of { $n } digits ({ $decimals ->
    [2] { PERCENT($share, digits: 2) }, give or take { POINTS($margin, digits: 2) }
   *[other] { PERCENT($share, digits: 1) }, give or take { POINTS($margin, digits: 1) }
}){ epoch-changed }
finding-epoch-few = After epoch { $epoch } it misreads { $n ->
    [1] the only digit
   *[other] { $mistakes } of { $n } digits
}{ epoch-changed }
finding-epoch-none = After epoch { $epoch } it reads { $n ->
    [1] the only digit
   *[other] all { $n } digits
} correctly{ epoch-changed }
finding-epoch-unlabelled = Epoch { $epoch } is over. { $n ->
    [0] There are no digits here.
    [1] The only digit has no label, so nobody can say whether it was learned.
   *[other] None of these { $n } digits has a label, so nobody can say which were learned.
}

## What the epochs teach

finding-best-epoch = It misread fewest after epoch { $epoch }: { $mistakes } of { $n }, against { $last } after the last. That is only told: an epoch chosen by the digits that measure it would look better than it is.
finding-best-epoch-last = It misread fewest after the last epoch: { $mistakes } of { $n }.
finding-over-fitting = Its loss on validation digits was lowest after epoch { $epoch } and has risen by { PERCENT($rise, digits: 0) } since, while that on training digits fell on: from there it over-fits, learning its training digits by heart.
finding-lowest-loss = Its loss on validation digits was lowest after epoch { $epoch } and has hardly risen since: no sign of over-fitting.
finding-lowest-loss-both = Its loss on validation digits was lowest after epoch { $epoch } and has risen since, but so has that on training digits: the training was unsteady, which is not over-fitting.
finding-lowest-loss-last = Its loss on validation digits was lowest after the last epoch: no sign of over-fitting.
finding-kept-last = The run kept the weights after the last epoch.
finding-kept-lowest = The run kept the weights after epoch { $epoch }, by validation loss; every other page shows these.
finding-kept-each = Each of its { $members } networks kept the weights of its own epoch with the lowest validation loss; every other page shows these.

## Slider

replay-slider = Epoch
replay-play = Play
replay-pause = Pause
replay-epoch = Epoch { $epoch } of { $epochs }
replay-value = Epoch { $epoch } of { $epochs }{ $n ->
    [0] {""}
   *[other] : { $mistakes } of { $n } misread
}
replay-mark = Epoch { $epoch }: { $what ->
    [best] fewest misread
    [over] over-fitting begins
   *[lowest] lowest validation loss
}

## What moves with it

replay-change = { $kind ->
    [learned] Learned now: { $count }
   *[forgotten] Forgotten again: { $count }
}
replay-change-caption = { $kind ->
    [first] Before the first epoch nothing was read.
    [learned] { $count ->
        [0] Nothing misread after epoch { $previous } is read right now.
       *[other] Misread after epoch { $previous }, read right now, surest first.
    }
   *[forgotten] { $count ->
        [0] Everything read right after epoch { $previous } still is.
       *[other] Read right after epoch { $previous }, misread now, surest first.
    }
}
replay-grid = { $shown ->
    [one] 1 digit
   *[other] { $shown } digits
}
replay-image = { $name }: { a-true }, read as { $was } after epoch { $previous } and as { $now } after epoch { $epoch }, { $sure } sure
replay-image-never = { $name }: { a-true }, never read right; as { $now } after the last epoch, { $sure } sure
replay-matrix = What was read as what after epoch { $epoch }
replay-matrix-legend = The strongest colour is the most frequent mistake of any epoch; grey was read correctly. Bottom row: how often each digit was read wrongly.
replay-matrix-legend-narrow = The strongest colour is the most frequent mistake of any epoch; grey was read correctly.
replay-line-test = test
replay-line = { $what ->
    [best] fewest misread
    [over] over-fitting begins
   *[lowest] lowest
}
replay-curve-alt = { $measure ->
    [loss] Loss
   *[accuracy] Accuracy
} after each epoch, with epoch { $epoch } marked
replay-never = Never learned
replay-never-caption = { $count ->
    [0] Each of { $n } digits was read right after some epoch.
    [one] 1 of { $n } digits was misread after every epoch.
   *[other] { $count } of { $n } digits were misread after every epoch. The surest mistakes at the end come first.
}

## Where there is nothing to replay

replay-none = This run kept no predictions of its epochs: an older Misread made it. Train a network, and its epochs can be played here. Where a recipe has been trained before, choose another seed.
replay-none-elsewhere = “{ $title }” was made elsewhere. Only its predictions are here, not how they came about epoch by epoch. Choose a network that was trained here.
replay-none-link = Train a network
replay-none-set = This run kept predictions of its epochs for the test sets that were at hand when it was trained. What you are looking at was not among them.
replay-none-choose = Look at { $source }
replay-missing = Not replayed, since the run kept no epochs of it: { $sources }.
