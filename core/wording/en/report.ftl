### The report.

## Images

digits-original = Original

## Pairs and accuracy

overview-pairs = What the model confuses most
overview-pairs-caption = What a person wrote → what the model read. Most confidently wrong first.
overview-pair-count = of { $n }
overview-more = +{ $count }
overview-accuracy = Accuracy with its 95 % interval
overview-accuracy-note = { $mistakes } of { $n } misread
overview-learned = How the model learned

## Confusion matrix

confusion-title = What was read as what

## Counts

data-counts = How many of each digit

## Other sections

html-lang = en
report-line = { $sources }, read by “{ $name }”, { $date }
report-about = { $made ->
    [elsewhere] A model
   *[here] A model, a small neural network,
} read { $n ->
    [one] one picture of a handwritten digit
   *[other] { $n } pictures of handwritten digits
} ({ $sources }). { $labelled ->
    [0] No picture has a label yet, so mistakes cannot be counted.{ $made ->
        [elsewhere] {""}
       *[here] {" "}This report shows how the model was made.
    }
   *[other] A mistake is a picture in which the model read a different digit from the one that a person says it is. This report shows the mistakes, the pictures behind every number, and how far the numbers can be trusted.
}
report-note = From the sender
report-matrix-caption = Rows: what a person wrote. Columns: what the model read. Grey: read correctly.
report-matrix-choose = Select a cell to show only its images below.
report-mistakes = { $mistakes ->
    [0] No mistakes
    [one] The only mistake
   *[other] { $hidden ->
        [0] All { $mistakes } mistakes
       *[other] { $mistakes } mistakes
    }
}
report-no-pictures = The pictures were not on the computer that wrote this report.
report-mistakes-caption = Most confidently wrong first. The percentage is how sure the model was of its wrong answer.
report-mistakes-order = In the order of the digits; how sure the model was is not known.
report-mistakes-hidden = Of each kind of mistake, { $sure ->
    [unknown] the first 40
   *[known] the 40 most confident
} are shown; { $hidden } { $hidden ->
    [one] is
   *[other] are
} left out.
report-show-all = Show all mistakes
report-cell-part = { "{" }pair{ "}" }: { "{" }count{ "}" } misread, { "{" }shown{ "}" } shown.
report-cell-none = { "{" }pair{ "}" }: none was misread.
report-cell-none-right = { "{" }pair{ "}" }: none was read correctly.
report-cell-right = { "{" }pair{ "}" }: { "{" }count{ "}" } read correctly. { $sure ->
    [unknown] The first { "{" }shown{ "}" }
   *[known] The { "{" }shown{ "}" } that the model was least sure of
} are shown.
report-image = { $true } read as { $predicted }{ $sure ->
    [unknown] {""}
   *[known] , { $sure } sure
}
report-image-right = { $true } read correctly{ $sure ->
    [unknown] {""}
   *[known] , { $sure } sure
}
report-prepared = What preparation rescued, and what is left
report-change = Compared with { $against }
report-interval-caption = The line is the 95 % interval: the range that probably contains the true accuracy for digits like these.
report-own = Own digits{ $number ->
    [1] {""}
   *[other] {" "}{ $number }
}
report-digit = Digit
report-images = Images
report-curves-caption = After each epoch: on the training digits, and on digits held out of the training.
report-made = How the model was made
report-fact-result = Accuracy
report-fact-result-is = { $accuracy }, 95 % interval { $low } to { $high }: { $mistakes } of { $n } misread.
report-fact-tested = Tested on
report-fact-tested-is = { $sources }: { $n } { $n ->
    [one] digit
   *[other] digits
}{ $unlabelled ->
    [0] {""}
   *[other] , { $unlabelled } of them without a label, which are not counted
}.
report-fact-learned = Learned from
report-fact-learned-is = { $n } digits of { $data }.
report-fact-recipe = Settings
report-fact-recipe-is = “{ $preset }”: { $epochs } epochs in batches of { $batch }, seed { $seed }{ $members ->
    [1] .
   *[other] , { $members } networks that vote.
}
report-fact-network = Network
report-fact-network-is = A convolutional network that learned { $parameters } numbers.
report-fact-judged = Evaluated
report-fact-judged-is = { $fold ->
    [yes] Each digit of the training set was read by a network trained without it.
   *[no] The model did not see the digits of a test set while it learned.
}
report-fact-when = Trained
report-fact-when-is = On { $created }, in { $seconds }.
report-fact-elsewhere = Imported
report-fact-elsewhere-is = On { $created } as “{ $title }”, predictions only; how the model learned is not known.
report-fact-versions = Versions
report-fact-versions-is = { $versions }.
version-name = { $name ->
    [processor] processor
   *[other] { $name }
}
report-fact-id = This file
report-fact-id-is = Run { $id }, report of { $date }{ $version ->
    [unknown] {""}
   *[other] , written by Misread { $version }
}.
report-footer = Made with Misread. This file is complete and loads nothing from any server. { $holds ->
    [names] It contains file names, which may reveal who wrote a digit: share it with care.
    [originals] It contains the original pictures, which may reveal who wrote a digit: share it with care.
    [names-originals] It contains file names and the original pictures, which may reveal who wrote a digit: share it with care.
   *[nothing] It contains no file names and no original pictures.
}
