### The command line.

cli = Train a model that reads digits, and see what it misreads.
cli-train = Train a model and evaluate it on its test set.
cli-evaluate = Evaluate a run on a digit set.
cli-report = Write one HTML file that shows what a run misread and that anyone can open.
cli-import = Import your own digits: folders, ZIPs and pictures.
cli-import-predictions = Import the predictions of any other model as a run.
cli-predictions = CSV, NPZ or Parquet file; docs/predictions.md describes its content
cli-predictions-on = digits that the rows are about, as with evaluate; leave out if the file contains the images
cli-predictions-name = title of the run, instead of the name of the file
cli-predictions-fold = each digit was read by a model trained without it, as in cross-validation; needed for mnist-train
cli-predictions-taken = Run { $id }, “{ $title }”: predictions for { $n } { $n ->
    [one] digit
   *[other] digits
} of { $name }.
cli-predictions-classes = the digit of each of the ten columns, in order, such as 1234567890; without it, Misread expects 0123456789 and compares it with the labels
cli-predictions-labels = For { $count ->
    [one] one image
   *[other] { $count } images
} the file has a label that differs from the label of the digits, or that they lack; the digits are unchanged.
cli-elsewhere = imported
cli-runs = List all runs.
cli-data = List all digits, add MNIST, or delete an upload.
cli-export = Write the predictions of a run on a digit set, its mistakes as pictures, or the model to a file.
cli-json = print one JSON object instead of sentences
cli-preset = “balanced” (the default), “fast”, “accurate”, “ensemble”, “distilled” or “notebook”
cli-data-name = “mnist” (the default) or “built-in”; with --jury also “mnist-train” or the id of an upload
cli-train-jury = train a jury instead: six small networks with recipes of their own that judge the labels of --data, for the page Suspect labels
cli-jury = A jury of { $members } networks has read the { $n } digits of { $title } without learning from them. The page Suspect labels asks it.
cli-epochs = number of epochs, instead of the preset’s
cli-seed = seed of all randomness, instead of 0
cli-seeds = train one run with each of these seeds, and show the mean and the spread
cli-vary = a setting and its values, such as: learning_rate 4e-3 8e-3; can be given several times, for all combinations
cli-cluster = Train on several machines: start a scheduler or a worker, or list the workers. See docs/cluster.md.
cli-cluster-action = “schedule” starts the scheduler, “work” a worker of the cluster that MISREAD_CLUSTER names, “check” lists its workers
cli-cluster-host = address of this computer that the scheduler listens at
cli-cluster-port = port that the scheduler listens at
cli-cluster-workers = { $count ->
    [0] No machine of the cluster trains.
    [one] { $count } machine of the cluster trains: { $hosts }.
   *[other] { $count } machines of the cluster train: { $hosts }.
}
cli-cluster-left-out = Left out, because it differs: { $worker }. Install the same version of Misread and of its requirements there.
cli-seeds-result = { $n } seeds { $changes ->
    [none] {""}
   *[other] with { $changes }{" "}
}on { $on }: { $mean } on average, standard deviation { $sd } points, from { $low } to { $high }.
cli-run = id of the run; the latest run if left out
cli-on = “built-in” (the default), “mnist-test”, “mnist-train”, or the id of an upload
cli-report-on = a test set to report on, as with evaluate; can be given several times
cli-against = id of a run to compare with
cli-lang = language of the report, instead of the terminal’s
cli-note = your message to the readers
cli-names = include file names and titles; they may reveal who wrote a digit
cli-originals = include the original pictures, small and grey
cli-report-output = file to write, instead of report.html
cli-add = add MNIST from mnist.npz or from the four original files
cli-fetch = download MNIST (11 MB)
cli-title = title of the upload, instead of the name of the first path
cli-delete = delete the upload with this id permanently
cli-what = “table” (CSV) or “excel” with every digit, “zip” with the misread pictures, or “model”; if left out, the file extension decides: .csv, .xlsx or .zip
cli-output = file to write
cli-force = replace the file if it exists
cli-exported = { $what ->
    [zip] { $n ->
        [one] { $n } misread digit
       *[other] { $n } misread digits
    }
    [model] The model and how to use it
   *[other] { $n ->
        [one] { $n } digit
       *[other] { $n } digits
    }
} written to { $path }.
cli-result = Run { $id } read { $accuracy } of { $n } digits of { $on } correctly (95 % interval { $low } to { $high }): { $mistakes ->
    [0] none misread
    [one] { $mistakes } misread
   *[other] { $mistakes } misread
}.
cli-result-few = Run { $id } was evaluated on { $on }: { $n ->
    [0] none of the { $unlabelled } digits has a label, so mistakes cannot be counted.
   *[other] { $mistakes } of { $n } misread. Too few for a percentage.
}
cli-imported = Upload { $id }, “{ $title }”: { $n } { $n ->
    [one] digit
   *[other] digits
}, { $labelled } of them with a label{ $refused ->
    [0] {""}
   *[other] ; { $refused } refused
}.
cli-import-exists = These files are here already, as upload { $id }, “{ $title }”, with { $n } { $n ->
    [one] digit
   *[other] digits
}. Nothing was added. Add --again to import them a second time.
cli-again = import also files that are here already, as another upload
cli-reported = The report is in { $path } ({ $size } MB). It opens in any browser, without an internet connection.
cli-progress-import = { $done } of { $total }
cli-progress-training = { $phase ->
    [starting] Starting TensorFlow …
    [waiting] Waiting for a machine of the cluster …
    [cluster] { $done } of { $networks } networks trained on { $machines ->
        [one] { $machines } machine
       *[other] { $machines } machines
    }, { PERCENT($share) } done, { $left } left
    [training] { $runs ->
        [0] {""}
       *[other] Model { $run } of { $runs },{" "}
    }Epoch { $epoch } of { $epochs }, { PERCENT($share) } done, { $left } left
    [cross-validating] { $runs ->
        [0] {""}
       *[other] Model { $run } of { $runs }:{" "}
    }Reading the digits with networks trained without them, { PERCENT($share) } done, { $left } left
   *[other] Saving …
}
cli-progress-download = { $phase ->
    [loading] Downloading, { PERCENT($share) } done, { $left } left
   *[other] Checking and saving …
}

cli-labels = where the label is in the names; by default, the only possible place
cli-labels-taken = Labels: { $line }
cli-labels-others = { $kind ->
    [ambiguous] The names have digits in more than one place, so they give no labels yet. Import again with one of these options:
   *[other] Other places that may be labels:
}
cli-labels-place = { $place ->
    [table] from a table beside the pictures
    [folder] from the folder
    [above] from the folder above
    [class] from the number after a word
    [word] from the digit as a word
    [first] from the first number
   *[last] from the last number
} ({ $examples })

# A table of labels beside the pictures.
cli-table = { $name } labels { $labelled } of { $total } pictures{ $unknown ->
    [0] {""}
   *[other] ; { $unknown } of its names match no picture
}{ $ambiguous ->
    [0] {""}
   *[other] ; { $ambiguous } match several, or have different labels
}.
cli-table-unmatched = These names were left out: { $names }

# What may be wrong with some pictures.
cli-doubt = { $count } { $count ->
    [one] picture
   *[other] pictures
} { $kind ->
    [page] may show a whole page, not one digit
    [frames] may have further pages or frames, of which only the first was read
    [unsure] may not be digits at all: the model is not sure
   *[several] may show several digits
}: { $names }

cli-learned = The model learned from { NUMBER($count) } of these { NUMBER($n) } digits, so their accuracy says little about new digits.
