### The command line.

cli = Train a digit classifier, and look at what it misreads.
cli-train = Train a network and measure it on its test set.
cli-evaluate = Measure a run on a digit set.
cli-runs = List the runs at hand.
cli-data = List the digits at hand, and add MNIST.
cli-json = print one JSON object instead of sentences
cli-preset = “fast” (the default) or “notebook”
cli-data-name = “mnist” (the default) or “built-in”
cli-epochs = how often every image is seen, instead of the preset’s number
cli-seed = start of all randomness, instead of 0
cli-run = id of the run; the one made last if left out
cli-on = “built-in” (the default), “mnist-test”, “mnist-train”, or an id
cli-add = take MNIST from mnist.npz or the four original files
cli-fetch = download MNIST (11 MB)
cli-result = Run { $id } read { $accuracy } of { $n } digits of { $on } correctly (95 % interval { $low } to { $high }): { $mistakes ->
    [0] none misread
    [one] { $mistakes } misread
   *[other] { $mistakes } misread
}.
cli-progress-training = { $phase ->
    [starting] Starting TensorFlow …
    [training] Epoch { $epoch } of { $epochs }, { PERCENT($share) } done, { $left } left
    [judging] Judging with networks that never saw the digits, { PERCENT($share) } done, { $left } left
   *[other] Saving …
}
cli-progress-download = { $phase ->
    [loading] Downloading, { PERCENT($share) } done, { $left } left
   *[other] Checking and saving …
}
