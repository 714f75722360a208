### The page Training.

training-title = Training
training-lead = A model learns from thousands of labelled digits and then reads digits that it never saw. This takes seconds to minutes, and continues when you close the page.
training-new = Train a model
training-data = Learn from
training-data-option = { $name ->
    [mnist] MNIST (60,000)
    [built-in] Built-in digits (1,797)
   *[other] { $name }
}
training-preset = Preset
training-preset-option = { $preset ->
    [balanced] Balanced: few mistakes, in about a minute
    [fast] Fast: the notebook’s accuracy, many times faster
    [accurate] Accurate: fewer mistakes, in a few minutes
    [ensemble] Ensemble: five networks vote, and take five times as long
    [distilled] Distilled: a small network that learned from three large ones, in half an hour or more
    [notebook] Notebook: the classic network, layer for layer
   *[other] { $preset }
}
training-settings = Settings
training-epochs = Epochs
training-epochs-help = How often the model sees every image.
training-seed = Seed
training-seed-help = Start of all randomness. Another seed gives another model with the same settings.
training-seeds = Models with different seeds
training-seeds-help = Train several models that differ in the seed alone, one after the other. Their spread shows how much of a difference is luck.
training-start = Train
training-already = This model was trained before, on { $created }. The same settings, data and seed give the same model, so it was not trained again.
training-small = { $n } digits are too few to hold some out, so { $kept ->
    [1] six networks are trained: one to keep, and five that each read the digits they never saw.
   *[other] all networks are trained six times: once to keep, and five times to read digits they never saw.
}
training-mnist-needed = MNIST is not on this computer yet. Get it on the Data page, or learn from the built-in digits.
training-off = Training is switched off on this server.
training-running = { $runs ->
    [0] {""}
   *[other] Model { $run } of { $runs }.{" "}
}{ $phase ->
    [starting] Starting TensorFlow
    [waiting] Waiting for a machine of the cluster
    [cluster] { $done } of { $networks } networks trained, on { $machines ->
        [one] { $machines } machine
       *[other] { $machines } machines
    }
    [training] { $kept ->
        [1] Epoch { $epoch } of { $epochs }
       *[other] Network { $network }, epoch { $epoch } of { $epochs }
    }
    [cross-validating] Reading the digits with networks trained without them, { $network } of { $networks }
   *[other] Saving the model
}{ $left ->
    [none] {""}
   *[other] , about { $left } left
}
training-of = { $preset ->
    [jury] Training a jury of six networks
   *[other] Training “{ $preset }” on { $data }
}
training-jury-done = The jury is ready: Suspect labels now asks it.
training-cancel = Cancel
training-cancelling = Stopping …
training-cancelled = The training was cancelled, and nothing was kept.
training-done = { $n ->
    [one] The new model is ready. Every page shows it now.
   *[other] { $n } new models are ready. Every page shows the first of them now.
}
training-waiting = The curves start after the first epoch.
training-curves = How “{ $preset }” learned from { $data }
training-rate = Learning rate
training-epoch = Epoch
training-line-training = training
training-line-validation = validation
training-best = best epoch
training-rate-alt = Learning rate after each epoch
training-validation-held-out = Validation: { $n } digits held out of the training set.
training-validation-out-of-fold = Validation: the mean of five networks, each on the fifth of the digits it never saw.
training-members = The curves are the mean of { $members } networks that vote.
training-kept = { $keep ->
    [best] The model was kept as it was after the epoch with the lowest validation loss.
   *[last] The model was kept as it was after the last epoch.
}
training-how-text = { $n } digits, seen { $epochs } times in batches of { $batch }: { $seconds }, and { $start } more to start TensorFlow. Trained on { $created }.
training-drawn = It also learned from { $drawn } drawn digits, in styles that MNIST lacks, such as a 1 with a long flag, and from { $marks } letters and scribbles, which are no digits. { $teachers ->
    [0] {""}
   *[other] For all other digits it learned what { $teachers } large networks read, not the labels.
}
training-softened = Its confidence was lowered (by a temperature of { $value }) so that it holds on other people’s digits, too. On MNIST it is therefore less sure than it could be.
training-versions = Trained with { $versions }.
training-network = The network
training-network-lead = The network learned { $parameters } numbers, in these layers.
training-network-layer = Layer
training-network-kind = Kind
training-network-output = Output
training-network-parameters = Numbers learned
training-download-keras = Download .keras
training-download-tflite = Download .tflite
training-runs = All models
training-runs-preset = Preset
training-runs-data = Data
training-runs-epochs = Epochs
training-runs-seed = Seed
training-runs-validation = Validation accuracy
training-runs-seconds = Seconds
training-runs-created = Created
training-runs-id = Id
training-groups = The same settings with different seeds
training-groups-preset = Preset
training-groups-data = Data
training-groups-changed = Changed settings
training-groups-n = Models
training-groups-on = Test set
training-groups-mean = Mean accuracy
training-groups-sd = Standard deviation, points
training-groups-low = Lowest
training-groups-high = Highest
training-groups-note = Models in one line differ in the seed alone. Two settings differ for certain only if they differ by clearly more than these spreads.
training-runs-shown = Every page shows the model { $id }. Select a row to show another.
