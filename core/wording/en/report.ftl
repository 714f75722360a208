### The report.

## Images

digits-original = Original

## Pairs and accuracy

overview-pairs = What it confuses most
overview-pairs-caption = What a person wrote → what the model read. Most confidently wrong first.
overview-pair-count = of { $n }
overview-more = +{ $count }
overview-accuracy = Accuracy, and how far to trust it
overview-accuracy-note = { $mistakes } of { $n } misread
overview-learned = How it learned

## Confusion matrix

confusion-title = What was read as what

## Counts

data-counts = How many of each digit

## Other sections

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
report-fact-id-is = Run { $id }, report of { $date }{ $version ->
    [unknown] {""}
   *[other] , written by Misread { $version }
}.
report-footer = Made with Misread. This file is complete in itself and asks no server for anything. { $holds ->
    [names] It contains file names, which may tell who wrote a digit: pass it on with care.
    [originals] It contains the pictures as they came, which may tell who wrote a digit: pass it on with care.
    [names-originals] It contains file names and the pictures as they came, which may tell who wrote a digit: pass it on with care.
   *[nothing] It contains no file names and no original pictures.
}
