### The command line.

cli = Train a digit classifier, and look at what it misreads.
cli-train = Train a network and measure it on its test set.
cli-evaluate = Measure a run on a digit set.
cli-report = Write what a run misread into one HTML file, for whoever may open it.
cli-import = Take in digits of your own: folders, ZIPs and pictures.
cli-import-predictions = Take in predictions of any other classifier, as a run.
cli-predictions = CSV, NPZ or Parquet file; docs/predictions.md says what has to be in it
cli-predictions-on = digits that the rows are about, as with evaluate; left out if the images are in the file
cli-predictions-name = what to call the run, instead of the name of the file
cli-predictions-fold = each digit was read by a network that had not learned from it, as in cross-validation; needed for mnist-train
cli-predictions-taken = Run { $id }, “{ $title }”: predictions for { $n } { $n ->
    [one] digit
   *[other] digits
} of { $name }.
cli-predictions-labels = For { $count ->
    [one] one image
   *[other] { $count } images
} the file has a label that the digits do not have; they stay as they are.
cli-elsewhere = made elsewhere
cli-runs = List the runs at hand.
cli-data = List the digits at hand, add MNIST, or delete an upload.
cli-export = Write what a run read on a digit set into a file, its mistakes as pictures, or its network.
cli-json = print one JSON object instead of sentences
cli-preset = “balanced” (the default), “fast”, “accurate”, “ensemble” or “notebook”
cli-data-name = “mnist” (the default) or “built-in”
cli-epochs = how often every image is seen, instead of the preset’s number
cli-seed = start of all randomness, instead of 0
cli-run = id of the run; the one made last if left out
cli-on = “built-in” (the default), “mnist-test”, “mnist-train”, or the id of an upload
cli-report-on = a test set to report on, as with evaluate; may be given several times
cli-against = id of a run to compare with
cli-lang = language of the report, instead of the terminal’s
cli-note = what you want to say to whoever reads it
cli-names = put file names and titles in; they may say who wrote a digit
cli-originals = put the pictures in as they came, small and grey
cli-report-output = where to write it, instead of report.html
cli-add = take MNIST from mnist.npz or the four original files
cli-fetch = download MNIST (11 MB)
cli-title = what to call the upload, instead of the name of the first path
cli-delete = delete the upload with this id, for good
cli-what = “table” (CSV) or “excel” with every digit, “zip” with the misread pictures, or “model”; if left out, the ending of the file decides: .csv, .xlsx or .zip
cli-output = file to write
cli-force = replace the file if it is there already
cli-exported = { $what ->
    [zip] { $n ->
        [one] { $n } misread digit
       *[other] { $n } misread digits
    }
    [model] The network and how to use it
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
cli-result-few = Run { $id } was tried on { $on }: { $n ->
    [0] none of the { $unlabelled } digits has a label, so nobody can say which were misread.
   *[other] { $mistakes } of { $n } misread. So few digits are counted; they make no percentage.
}
cli-imported = Upload { $id }, “{ $title }”: { $n } { $n ->
    [one] digit
   *[other] digits
}, { $labelled } of them with a label{ $refused ->
    [0] {""}
   *[other] ; { $refused } refused
}.
cli-reported = The report is in { $path } ({ $size } MB). It opens in any browser, without a network.
cli-progress-import = { $done } of { $total }
cli-progress-training = { $phase ->
    [starting] Starting TensorFlow …
    [training] Epoch { $epoch } of { $epochs }, { PERCENT($share) } done, { $left } left
    [cross-validating] Judging with networks that never saw the digits, { PERCENT($share) } done, { $left } left
   *[other] Saving …
}
cli-progress-download = { $phase ->
    [loading] Downloading, { PERCENT($share) } done, { $left } left
   *[other] Checking and saving …
}
