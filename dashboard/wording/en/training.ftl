### The page Training.

training-title = Training
training-lead = A network learns from thousands of labelled digits and is then shown digits it never saw. This takes seconds to minutes, and goes on when you close the page.
training-new = Train a network
training-data = Learn from
training-data-option = { $name ->
    [mnist] MNIST (60,000)
    [built-in] Built-in digits (1,797)
   *[other] { $name }
}
training-preset = Preset
training-preset-option = { $preset ->
    [balanced] Balanced: few mistakes, in about a minute
    [fast] Fast: the notebook’s accuracy, many times sooner
    [accurate] Accurate: fewer mistakes, in a few minutes
    [ensemble] Ensemble: five networks vote, for five times the wait
    [notebook] Notebook: the classic network, layer for layer
   *[other] { $preset }
}
training-settings = Settings
training-epochs = Epochs
training-epochs-help = How often every image is seen.
training-seed = Seed
training-seed-help = Start of all randomness. Another seed makes another network with the same recipe.
training-start = Train
training-already = This network was trained before, on { $created }. The same recipe, data and seed make the same run, so it was not trained again.
training-small = { $n } digits are too few to set some aside, so { $member ->
    [one] six networks are trained: one to keep, and five that each read the digits they never saw.
   *[several] all is trained six times: once to keep, and five times to read digits that were not seen before.
}
training-mnist-needed = MNIST is not on this computer yet. Get it on the Data page, or learn from the built-in digits.
training-off = Training is switched off on this server.
training-running = { $phase ->
    [starting] Starting TensorFlow
    [training] { $member ->
        [one] Epoch { $epoch } of { $epochs }
       *[several] Network { $network }, epoch { $epoch } of { $epochs }
    }
    [cross-validating] Reading with networks that never saw the digits, { $network } of { $networks }
   *[other] Saving the run
}{ $left ->
    [none] {""}
   *[other] , about { $left } left
}
training-of = Training “{ $preset }” on { $data }
training-cancel = Cancel
training-cancelling = Stopping …
training-cancelled = The training was cancelled. Nothing was kept of it.
training-done = The new run is ready. Every page shows it now.
training-waiting = The curves begin after the first epoch.
training-curves = How “{ $preset }” learned from { $data }
training-rate = Learning rate
training-epoch = Epoch
training-line-training = training
training-line-validation = validation
training-best = best epoch
training-rate-alt = Learning rate after each epoch
training-validation-held-out = Validation: { $n } digits held out of the training set.
training-validation-out-of-fold = Validation: the mean of five networks, each on the fifth of the digits it never saw.
training-members = The curves are the mean of { $members } networks, which vote.
training-kept = { $keep ->
    [best] The weights of the epoch with the lowest validation loss were kept.
   *[last] The weights after the last epoch were kept.
}
training-how-text = { $n } digits, seen { $epochs } times in batches of { $batch }: { $seconds }, and { $start } more to start TensorFlow. Made on { $created }.
training-versions = Made with { $versions }.
training-network = The network
training-network-lead = { $parameters } numbers were learned, in these layers.
training-network-layer = Layer
training-network-kind = Kind
training-network-output = Output
training-network-parameters = Numbers learned
training-download-keras = Download .keras
training-download-tflite = Download .tflite
training-runs = All runs
training-runs-preset = Preset
training-runs-data = Data
training-runs-epochs = Epochs
training-runs-validation = Validation accuracy
training-runs-seconds = Seconds
training-runs-created = Made
training-runs-id = Id
training-runs-shown = Run { $id } is shown on every page. Choose a row to show another.
