### Findings about the epochs of a training.

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
finding-epoch = After epoch { $epoch } the model misreads { $mistakes } of { $n } digits ({ $decimals ->
    [2] { PERCENT($share, digits: 2) }, give or take { POINTS($margin, digits: 2) }
   *[other] { PERCENT($share, digits: 1) }, give or take { POINTS($margin, digits: 1) }
}){ epoch-changed }
finding-epoch-few = After epoch { $epoch } the model misreads { $n ->
    [1] the only digit
   *[other] { $mistakes } of { $n } digits
}{ epoch-changed }
finding-epoch-none = After epoch { $epoch } the model reads { $n ->
    [1] the only digit
   *[other] all { $n } digits
} correctly{ epoch-changed }
finding-epoch-unlabelled = Epoch { $epoch } is over. { $n ->
    [0] There are no digits here.
    [1] The only digit has no label, so it cannot count as learned.
   *[other] None of these { $n } digits has a label, so none can count as learned.
}

## All epochs

finding-best-epoch = The model misread fewest digits after epoch { $epoch }: { $mistakes } of { $n }, against { $last } after the last. This is for information only: choosing an epoch by its test result would make the result look better than it is.
finding-best-epoch-last = The model misread fewest digits after the last epoch: { $mistakes } of { $n }.
finding-over-fitting = The validation loss was lowest after epoch { $epoch } and has risen by { PERCENT($rise, digits: 0) } since, while the training loss kept falling: from that epoch on, the model over-fits and learns its training digits by heart.
finding-lowest-loss = The validation loss was lowest after epoch { $epoch } and has hardly risen since: no sign of over-fitting.
finding-lowest-loss-both = The validation loss was lowest after epoch { $epoch } and has risen since, but so has the training loss: the training was unsteady, which is not over-fitting.
finding-lowest-loss-last = The validation loss was lowest after the last epoch: no sign of over-fitting.
finding-kept-last = The training kept the model as it was after the last epoch.
finding-kept-lowest = The training kept the model as it was after epoch { $epoch }, when the validation loss was lowest; every other page shows that one.
finding-kept-each = Each of the { $members } networks was kept as it was after its own epoch with the lowest validation loss; every other page shows these.
