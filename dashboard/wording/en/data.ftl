### The page Data.

data-title = The digits
data-lead = { $n } digits { $sets ->
    [one] of one set
   *[other] of { $sets } sets
} are on this computer.
data-counts-alt = Number of images of each digit in { $name }
data-samples = What they look like
data-set = Digit set
data-samples-digit = Digit
data-open = Open an image by number or name
data-open-help = A number counts from 0, as in the file.
data-open-none = { $source } has no image “{ $text }”. Numbers go from 0 to { $last }.
data-samples-caption = { $shown } of { $count }, shuffled.
data-average = The average digit
data-average-caption = The mean of all images of a digit: where it is dark, nearly everybody has ink.
data-from = { $source ->
    [built-in] scikit-learn (UCI, 8 × 8 pixels, enlarged and framed as MNIST was)
    [mnist-train] Y. LeCun, C. Cortes, C. Burges; CC BY-SA 3.0
    [mnist-test] Y. LeCun, C. Cortes, C. Burges; CC BY-SA 3.0
   *[other] { $source }
}
data-from-upload = Added on { $created }{ $unlabelled ->
    [0] {""}
    [one] , { $unlabelled } without a label
   *[other] , { $unlabelled } without a label
}{ $refused ->
    [0] {""}
    [one] , { $refused } file refused
   *[other] , { $refused } files refused
}
data-no-labels = None of them has a label yet. Say on the page Your digits which digits they are.
data-uploads = What was added
data-deleted = Deleted within the last day
data-overlap = { $count ->
    [0] The network learned from none of them.
   *[other] The network learned from { $count } of them, bit for bit.
}
data-overlap-unknown = Whether the network learned from any of them cannot be told: the pictures it learned from are not on this computer.
data-get = Get MNIST
data-get-lead = MNIST is 70,000 digits written by 500 people, the set most digit classifiers learn from. It is not part of Misread (11 MB).
data-shared = Whoever runs this server can add it: “python -m core data --fetch” or “python -m core data --add mnist.npz”.
data-fetch = Fetch it
data-fetch-lead = From { $host }. Nothing else is asked for or sent.
data-hand-over = Or hand it over: mnist.npz, or the four original files
data-hand-over-lead = For a computer without that connection. The content is checked, whatever the files are called.
data-handed-over = what you handed over
data-hand-over-button = Take these files
data-here = MNIST is here: all 70,000 digits, checked against the original.
data-fetching = Fetching MNIST: { $phase ->
    [loading] { PERCENT($share) } of 11 MB
    [saving] checking and saving
   *[other] starting
}
data-fetch-cancel = Cancel
data-no-pictures = Its pictures are not on this computer.
