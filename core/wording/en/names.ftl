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
