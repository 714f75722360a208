### Findings about a model: one sentence each.
### Digits are passed as numbers; $digit chooses their nouns.
###
### In all messages, the subject that reads, answers and is sure is "the model", trained
### here or imported. "Network" names its parts: layers, networks that vote or were
### trained without some digits, and exported files. "Run" names a stored model by its
### id, in the terminal and in files. "Sure" is the plain word for confidence.

## Digits as nouns

digit-name = { $digit ->
    [0] zero
    [1] one
    [2] two
    [3] three
    [4] four
    [5] five
    [6] six
    [7] seven
    [8] eight
   *[9] nine
}
digit-one = { $digit ->
    [8] an eight
   *[other] a { digit-name }
}
digit-plural = { $digit ->
    [6] sixes
   *[other] { digit-name }s
}
digit-counted = { $n ->
    [1] { digit-name }
   *[other] { digit-plural }
}
digit-plural-start = { $digit ->
    [0] Zeros
    [1] Ones
    [2] Twos
    [3] Threes
    [4] Fours
    [5] Fives
    [6] Sixes
    [7] Sevens
    [8] Eights
   *[9] Nines
}
# The same as digit-one, for sentences with a second digit in them.
predicted-one = { $predicted ->
    [0] a zero
    [1] a one
    [2] a two
    [3] a three
    [4] a four
    [5] a five
    [6] a six
    [7] a seven
    [8] an eight
   *[9] a nine
}
times = { $count ->
    [1] once
    [2] twice
   *[other] { $count } times
}

## Headlines

finding-headline = Out of { $n } digits the model misread { $mistakes }: { $decimals ->
    [2] { PERCENT($share, digits: 2) }, give or take { POINTS($margin, digits: 2) }.
   *[other] { PERCENT($share, digits: 1) }, give or take { POINTS($margin, digits: 1) }.
}
finding-headline-none = The model read all { $n } digits correctly. On more digits like these it may still misread up to { PERCENT($limit, digits: 2) }.
finding-headline-few = { $mistakes ->
    [0] { $n ->
        [1] The model read the only digit correctly.
       *[other] The model read all { $n } digits correctly.
    }
   *[other] { $n ->
        [1] The model misread the only digit.
       *[other] Out of { $n } digits the model misread { $mistakes }.
    }
}
finding-headline-unlabelled = { $n ->
    [0] There are no digits here.
    [1] The only digit has no label, so mistakes cannot be counted.
   *[other] None of these { $n } digits has a label, so mistakes cannot be counted.
}
finding-some-unlabelled = { $n ->
    [one] One more has no label and is not counted.
   *[other] { $n } more have no label and are not counted.
}

## Overview

finding-most-common = The model’s most common mistake is to read { $true } as { $predicted }: { times }, and { $mirror ->
    [0] never the other way round.
    [1] once the other way round.
    [2] twice the other way round.
   *[other] { $mirror } times the other way round.
}
finding-no-lead = { $count ->
    [1] No two of the model’s { $mistakes } mistakes are alike.
   *[other] No kind of mistake dominates: the { $pairs } most common ones occurred { times } each.
}
finding-all-right = All { $n } { digit-plural } were read correctly.
finding-all-right-several = Every { $digits } and { $last } was read correctly, { $n } in all.
finding-check-unsure = { $unsure ->
    [one] A check of only the one digit that the model was less than { PERCENT($threshold, digits: 0) } sure of
   *[other] A check of only the { $unsure } digits that the model was less than { PERCENT($threshold, digits: 0) } sure of
} would catch { $mistakes ->
    [one] its only mistake.
   *[other] { $caught } of its { $mistakes } mistakes.
}
finding-worst-digit = The model has most trouble with { digit-plural }: { $mistakes } of { $n } were misread, { PERCENT($share, digits: 1) }, against { PERCENT($overall, digits: 1) } of all digits.
finding-sure-and-wrong = The model was more than { PERCENT($threshold, digits: 0) } sure of { $mistakes ->
    [one] its only mistake.
   *[other] { $count } of its { $mistakes } mistakes.
}
finding-close-calls = { $mistakes ->
    [one] The model’s only mistake was a close call: less than { $points } points between first and second choice.
   *[other] { $count ->
        [one] { $count } of the model’s { $mistakes } mistakes was a close call: less than { $points } points between first and second choice.
       *[other] { $count } of the model’s { $mistakes } mistakes were close calls: less than { $points } points between first and second choice.
    }
}

## Confusion

finding-diagonal = { $mistakes ->
    [0] { $n ->
        [0] No digit here has a label, so there is nothing to compare.
       *[other] { $n ->
            [one] The only digit is on the grey diagonal.
           *[other] All { $n } digits are on the grey diagonal.
        }
    }
    [one] { $correct } of { $n } digits are on the grey diagonal. Select the cell of the other one to see its image.
   *[other] { $correct } of { $n } digits are on the grey diagonal. The other { $mistakes } are in { $cells ->
        [one] one cell. Select it
       *[other] { $cells } cells. Select one
    } to see its images.
}
finding-pair = { $count } of { $n } { digit-counted }{ $enough ->
    [yes] , { PERCENT($share, digits: 1) }
   *[no] { "" }
}{ $most_common ->
    [yes] : the model’s most common mistake.
   *[no] .
}{ $sure_of ->
    [unknown] {""}
    [none] {" "}{ $count ->
        [one] The model was less than { PERCENT($threshold, digits: 0) } sure of it.
       *[other] The model was less than { PERCENT($threshold, digits: 0) } sure of each of them.
    }
    [all] {" "}{ $count ->
        [one] The model was more than { PERCENT($threshold, digits: 0) } sure of it.
       *[other] The model was more than { PERCENT($threshold, digits: 0) } sure of each of them.
    }
   *[some] {" "}The model was more than { PERCENT($threshold, digits: 0) } sure of { $sure } of them.
}
finding-pair-none = None. No { digit-name } was read as { predicted-one }{ $misread ->
    [0] , or as anything else.
   *[other] .
}
finding-right = { $count ->
    [0] None of { $n } { digit-counted } was read correctly
    [one] { $count } of { $n } { digit-counted } was read correctly
   *[other] { $count } of { $n } { digit-counted } were read correctly
}{ $enough ->
    [yes] , { PERCENT($share, digits: 1) }.
   *[no] .
}
finding-row = { $count ->
    [0] { $n ->
        [1] The only { digit-name } was read correctly.
       *[other] All { $n } { digit-plural } were read correctly.
    }
   *[other] { $count } of { $n } { digit-counted } { $count ->
        [one] was
       *[other] were
    } misread{ $enough ->
        [yes] , { PERCENT($share, digits: 1) }.
       *[no] .
    }
}
finding-column = { $count ->
    [0] { $n ->
        [1] The only digit that the model read as { $digit } is { digit-one }.
       *[other] All { $n } digits that the model read as { $digit } are { digit-plural }.
    }
   *[other] { $count } of the { $n } digits that the model read as { $digit } { $count ->
        [one] is
       *[other] are
    } something else{ $enough ->
        [yes] , { PERCENT($share, digits: 1) }.
       *[no] .
    }
}
finding-column-none = None. No digit was read as { digit-one }.
finding-absent = None. There are no { digit-plural } here.

## In the report

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
finding-best-digit = The model reads { digit-plural } best: { $mistakes ->
    [one] one of { $n } was misread,
   *[other] { $mistakes } of { $n } were misread,
} { PERCENT($share, digits: 1) }, against { PERCENT($overall, digits: 1) } of all digits.
