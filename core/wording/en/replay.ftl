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
