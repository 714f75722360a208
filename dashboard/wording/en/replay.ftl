### The page Replay: what a model learned and forgot from epoch to epoch.

page-replay = Replay
replay-title = How the model learned

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

## Images that changed

replay-change = { $kind ->
    [learned] Learned now: { $count }
   *[forgotten] Forgotten again: { $count }
}
replay-change-caption = { $kind ->
    [first] Before the first epoch, the model had read nothing.
    [learned] { $count ->
        [0] Nothing misread after epoch { $previous } is read correctly now.
       *[other] Misread after epoch { $previous }, read correctly now, surest first.
    }
   *[forgotten] { $count ->
        [0] Everything read correctly after epoch { $previous } still is.
       *[other] Read correctly after epoch { $previous }, misread now, surest first.
    }
}
replay-grid = { $shown ->
    [one] 1 digit
   *[other] { $shown } digits
}
replay-image = { $name }: { a-true }, read as { $was } after epoch { $previous } and as { $now } after epoch { $epoch }, { $sure } sure
replay-image-never = { $name }: { a-true }, never read correctly; as { $now } after the last epoch, { $sure } sure
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
    [0] Each of { $n } digits was read correctly after some epoch.
    [one] 1 of { $n } digits was misread after every epoch.
   *[other] { $count } of { $n } digits were misread after every epoch. The surest mistakes at the end come first.
}

## Nothing to replay

replay-none = This model has no predictions of its epochs: an older Misread trained it. Train a model to replay its epochs here. If the same settings were trained before, choose another seed.
replay-none-elsewhere = “{ $title }” is imported. Only its final predictions are here, not those of its epochs. Choose a model that was trained here.
replay-none-link = Train a model
replay-none-set = This model has predictions of its epochs only for the test sets that were available when it was trained. The chosen test set was not among them.
replay-none-choose = Show { $source }
replay-missing = Not replayed, because the training kept no epochs of it: { $sources }.
