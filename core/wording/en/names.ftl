### Names of digit sets, data sets and runs.

## Digit sets and data sets

source = { $source ->
    [built-in] Built-in digits
    [mnist-train] MNIST training
    [mnist-test] MNIST test
   *[other] { $source }
}
data-name = { $name ->
    [mnist] MNIST
    [built-in] the built-in digits
   *[other] { $name }
}

## Runs

run-name = “{ $preset }” on { $data }, { $created }
run-name-elsewhere = “{ $title }”, imported { $created }

## Arrays of images

array-summary = { $name }: { NUMBER($n) } { $n ->
    [one] image
   *[other] images
}{ $kind ->
    [pictures] {"."}
    [levels] {" "}of { $size } pixels.
   *[scaled] {" "}of { $size } pixels; values from { $low } to { $high } were scaled to 0 to 255.
}

## Imported predictions

predictions-repeat-labels = In every row, the label equals the prediction. If the file’s labels were copied from its predictions, the accuracy of 100 % means nothing.
predictions-no-confidence = This run has only the digit that was read, so its confidence is not known.
