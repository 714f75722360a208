### The page Replay: what a network learned and forgot from epoch to epoch.

page-replay = Replay
replay-title = How it learned

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
