### The report, and the words that readers may not know.

## The report

html-lang = en
report-line = { $sources }, read by “{ $name }”, { $date }
report-about = { $made ->
    [elsewhere] A classifier
   *[here] A small neural network
} was shown { $n ->
    [one] one picture of a handwritten digit
   *[other] { $n } pictures of handwritten digits
} ({ $sources }) and said which digit it sees. { $labelled ->
    [0] Nobody has said yet which digits they are, so there are no mistakes to count.{ $made ->
        [elsewhere] {""}
       *[here] {" "}Here is how the network was made.
    }
   *[other] Where it read another digit than the one a person says it is, that is a mistake. Here are the mistakes, the pictures behind every number, and how far the numbers can be trusted.
}
report-note = From the sender
report-matrix-caption = Rows: what a person wrote. Columns: what the model read. Grey: read correctly.
report-matrix-choose = Choose a cell to keep only its images below.
report-mistakes = { $mistakes ->
    [0] No mistakes
    [one] The only mistake
   *[other] { $hidden ->
        [0] All { $mistakes } mistakes
       *[other] { $mistakes } mistakes
    }
}
report-no-pictures = The pictures were not on the computer where this report was made.
report-mistakes-caption = Most confidently wrong first. The percentage is how sure the model was of its wrong answer.
report-mistakes-hidden = Of each kind of mistake the 40 most confident are here; { $hidden } { $hidden ->
    [one] is
   *[other] are
} left out.
report-show-all = Show all mistakes
report-cell-part = { "{" }pair{ "}" }: { "{" }count{ "}" } misread, { "{" }shown{ "}" } shown.
report-cell-none = { "{" }pair{ "}" }: none was misread.
report-cell-none-right = { "{" }pair{ "}" }: none was read correctly.
report-cell-right = { "{" }pair{ "}" }: { "{" }count{ "}" } read correctly. Shown are the { "{" }shown{ "}" } it was least sure of.
report-image = { $true } read as { $predicted }, { $sure } sure
report-image-right = { $true } read correctly, { $sure } sure
report-prepared = What preparation rescued, and what is left
report-change = Compared with { $against }
report-interval-caption = The line is the 95 % interval: where the true accuracy lies, for digits like these.
run-name = “{ $preset }” on { $data }, { $created }
run-name-elsewhere = “{ $title }”, made elsewhere, { $created }
report-own = Own digits{ $number ->
    [1] {""}
   *[other] {" "}{ $number }
}
report-digit = Digit
report-images = Images
report-curves-caption = After each epoch: on the digits it learned from, and on digits that were held out.
report-made = How it was made
report-fact-result = Accuracy
report-fact-result-is = { $accuracy }, 95 % interval { $low } to { $high }: { $mistakes } of { $n } misread.
report-fact-tested = Looked at
report-fact-tested-is = { $sources }: { $n } { $n ->
    [one] digit
   *[other] digits
}{ $unlabelled ->
    [0] {""}
   *[other] , { $unlabelled } of them without a label, which are not counted
}.
report-fact-learned = Learned from
report-fact-learned-is = { $n } digits of { $data }.
report-fact-recipe = Recipe
report-fact-recipe-is = “{ $preset }”: { $epochs } epochs in batches of { $batch }, seed { $seed }{ $members ->
    [1] .
   *[other] , { $members } networks that vote.
}
report-fact-network = Network
report-fact-network-is = A convolutional network; { $parameters } numbers were learned.
report-fact-judged = Judged by
report-fact-judged-is = { $fold ->
    [yes] Digits of the set it learned from were each read by a network that never saw them.
   *[no] It never saw the digits of a test set while it learned.
}
report-fact-when = Trained
report-fact-when-is = On { $created }, in { $seconds }.
report-fact-elsewhere = Made
report-fact-elsewhere-is = Elsewhere. Its predictions were brought in on { $created } as “{ $title }”; how it learned is not known.
report-fact-versions = Versions
report-fact-versions-is = { $versions }.
version-name = { $name ->
    [processor] processor
   *[other] { $name }
}
report-fact-id = This file
report-fact-id-is = Run { $id }, report of { $date }.
report-footer = Made with Misread. This file is complete in itself and asks no server for anything. { $holds ->
    [names] It contains file names, which may tell who wrote a digit: pass it on with care.
    [originals] It contains the pictures as they came, which may tell who wrote a digit: pass it on with care.
    [names-originals] It contains file names and the pictures as they came, which may tell who wrote a digit: pass it on with care.
   *[nothing] It contains no file names and no original pictures.
}

## The page Share

page-share = Share
share-title = Show it to somebody
share-lead = One file says what this network misreads, and shows it. It opens on any phone or computer, prints, and needs neither Misread nor a connection.
share-note = What you want to say to whoever opens it
share-note-example = Look at the nines first. Which would you have read?
share-language = Language of the report
share-language-name = { $language ->
    [zh] 中文
   *[en] English
}
share-against = Compare with
share-against-none = no other network
share-names = Put file names and titles in
share-originals = Put the original pictures in, small and grey
share-private-warning = A file’s name may say who wrote the digit, and a picture may show more than a digit. Whoever gets the report, or finds it, sees them. Ask first.
share-report-button = Save the report
share-report-what = An HTML file, in a second or two: sentences, the matrix, every mistake as a picture, and how the numbers came about.
share-link = The link
share-link-target = Opens on
share-link-here = This link works on this computer only, while Misread runs here. Send others the report instead.
share-link-all = Whoever can reach this server can open it.
share-link-own = Whoever can reach this server and has this link sees these digits.
share-link-no-name = The name you searched for is left out: others can read an address.
share-link-code = The link as a QR code
share-link-code-how = Show it on the board: a phone’s camera opens the link.
share-tables = Tables and pictures
share-selected = { $shown ->
    [one] One image of { $n } is
   *[other] { $shown } of { $n } images are
} selected. Filters and order are those of the page Mistakes.
share-csv = Table (CSV)
share-xlsx = Table for Excel
share-zip = { $count ->
    [one] The mistake
   *[other] { $count } mistakes
} as pictures (ZIP)
share-zip-what = One folder for each label: dropped on the page Your digits, here or elsewhere, they come back with their labels.
share-network = The network
share-network-what = The trained network for Keras and for LiteRT, with instructions and a short script that reads a picture.
share-network-button = Save the network (ZIP)
share-figures = Figures for slides and papers
share-figure = { $kind ->
    [matrix] Confusion matrix
    [accuracy] Accuracy over the epochs
   *[loss] Loss over the epochs
}
share-figure-png = { "{" }name{ "}" } as PNG
share-figure-svg = { "{" }name{ "}" } as SVG
share-figure-title = { $sources }, read by { $run }
share-curve-title = { $measure }: { $run }

## Findings that stand in the report

finding-source = { $source }: { $mistakes } of { $n } misread, { $decimals ->
    [2] { PERCENT($share, digits: 2) }, give or take { POINTS($margin, digits: 2) }.
   *[other] { PERCENT($share, digits: 1) }, give or take { POINTS($margin, digits: 1) }.
}
finding-source-none = { $source }: all { $n } were read correctly.
finding-source-few = { $source }: { $mistakes } of { $n } misread.
finding-source-unlabelled = { $source }: { $n ->
    [one] one digit without a label.
   *[other] { $n } digits, none with a label.
}
finding-best-digit = It reads { digit-plural } best: { $mistakes ->
    [one] one of { $n } was misread,
   *[other] { $mistakes } of { $n } were misread,
} { PERCENT($share, digits: 1) }, against { PERCENT($overall, digits: 1) } of all digits.
finding-rescued = Of { $n } pictures with a label, { $came } would have been read right as they came; prepared, { $right } are.
finding-rescued-nothing = Prepared or not, { $right } of { $n } pictures with a label are read right.
finding-change-none = On these { $n } digits both networks make the very same mistakes.
finding-change = Of { $n } digits { $fixed ->
    [0] none that was misread is read right now
    [one] one that was misread is read right now
   *[other] { $fixed } that were misread are read right now
}, and { $broke ->
    [0] none that was read right is misread now.
    [one] one that was read right is misread now.
   *[other] { $broke } that were read right are misread now.
} { $both ->
    [0] None is misread by both.
    [one] One is misread by both.
   *[other] { $both } are misread by both.
}
finding-change-telling = That is { $difference ->
    [one] one mistake
   *[other] { $difference } mistakes
} { $better ->
    [yes] fewer
   *[no] more
}. Chance alone makes such a difference in { PERCENT($chance, digits: 1) } of cases, so there is probably more to it.
finding-change-chance = { $difference ->
    [0] As many became right as became wrong: no difference.
    [one] A difference of one digit cannot be told from chance.
   *[other] A difference of { $difference } digits cannot be told from chance: that alone would make it in { PERCENT($chance, digits: 0) } of cases.
}

## Words

glossary = What the words mean
term-accuracy = Accuracy
meaning-accuracy = The share of digits with a label that were read correctly.
term-interval = Give or take, 95 % interval
meaning-interval = How far the number could be off by luck alone: in 95 of 100 such tests the interval holds the accuracy one would find with endless digits of this kind.
term-mistake = Mistake
meaning-mistake = A digit that the model read as another than its label says; the label can be wrong, too.
term-label = Label
meaning-label = The digit a person says it is.
term-confidence = How sure it was
meaning-confidence = The probability, out of 100 %, that the network itself gives to the digit it read; it can be sure and wrong.
term-matrix = Confusion matrix
meaning-matrix = A table that counts for every written digit, by row, as which digit it was read, by column.
term-test-set = Test set
meaning-test-set = Digits that the network did not learn from, kept to find out how well it reads.
term-framing = Preparation
meaning-framing = Turning a picture into what the network knows: light ink on dark, 28 × 28 pixels, the digit in the middle.
term-epoch = Epoch
meaning-epoch = One pass of the training through all digits it learns from.
term-loss = Loss
meaning-loss = What the training makes smaller: how far the network’s probabilities are from the labels.
term-validation = Validation
meaning-validation = Digits held out of the training to watch, while it learns, how well it reads new ones.
term-calibration = Calibration
meaning-calibration = Whether the network is right as often as it says it is sure: of all digits it is 90 % sure of, nine in ten.
term-calibration-error = Calibration error
meaning-calibration-error = How far, on average over all digits, how sure it is lies from how often it is right; 0 is best.
term-log-loss = Log loss
meaning-log-loss = The mean of −log of the probability it gave to the label, which punishes being sure and wrong hardest; 0 is best.
term-brier = Brier score
meaning-brier = The mean squared distance of its ten probabilities from the label, from 0, which is best, to 2.
term-temperature = Temperature
meaning-temperature = The number by which the logarithms of its probabilities would have to be divided so that they fit digits held out of the training: above 1 it is too sure, below 1 not sure enough.
