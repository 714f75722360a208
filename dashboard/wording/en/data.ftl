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
data-open-help = Numbers start at 0, as in the file.
data-open-none = { $source } has no image “{ $text }”. Numbers range from 0 to { $last }.
data-samples-caption = { $shown } of { $count }, shuffled.
data-average = The average digit
data-average-caption = The mean of all images of a digit: dark where nearly every image has ink.
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
data-no-labels = None of them has a label yet. Label them on the page Your digits.
data-uploads = Added digits
data-deleted = Deleted in the last 24 hours
data-overlap = { $count ->
    [0] The model learned from none of them.
   *[other] The model learned from { $count } of them.
}
data-overlap-unknown = The model may have learned from some of them: its training digits are not on this computer, so they cannot be compared.
data-get = Get MNIST
data-get-lead = MNIST is 70,000 digits by 500 writers, the set that most digit classifiers learn from. It is not part of Misread (11 MB).
data-shared = The operator of this server can add it: “python -m core data --fetch” or “python -m core data --add mnist.npz”.
data-fetch = Download it
data-fetch-lead = From { $host }. Misread requests and sends nothing else.
data-hand-over = Or upload it: mnist.npz, or the four original files
data-hand-over-lead = For a computer without that connection. Misread checks the content, whatever the files are called.
data-handed-over = what you uploaded
data-hand-over-button = Add these files
data-here = MNIST is here: all 70,000 digits are identical to the original.
data-fetching = Downloading MNIST: { $phase ->
    [loading] { PERCENT($share) } of 11 MB
    [saving] checking and saving
   *[other] starting
}
data-fetch-cancel = Cancel
data-no-pictures = Its pictures are not on this computer.
