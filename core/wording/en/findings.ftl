### Findings about a model: one sentence each.
### Digits arrive as numbers; their nouns are chosen by $digit.

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

finding-headline = Out of { $n } digits this model misread { $mistakes }: { $decimals ->
    [2] { PERCENT($share, digits: 2) }, give or take { POINTS($margin, digits: 2) }.
   *[other] { PERCENT($share, digits: 1) }, give or take { POINTS($margin, digits: 1) }.
}
finding-headline-none = This model read all { $n } digits correctly. On more digits like these it may still misread up to { PERCENT($limit, digits: 2) }.
finding-headline-few = { $mistakes ->
    [0] { $n ->
        [1] This model read the only digit correctly.
       *[other] This model read all { $n } digits correctly.
    }
   *[other] { $n ->
        [1] This model misread the only digit.
       *[other] Out of { $n } digits this model misread { $mistakes }.
    }
}
finding-headline-unlabelled = { $n ->
    [0] There are no digits here.
    [1] The only digit has no label, so nobody can say whether it was misread.
   *[other] None of these { $n } digits has a label, so nobody can say which were misread.
}
finding-some-unlabelled = { $n ->
    [one] One more has no label and is not counted.
   *[other] { $n } more have no label and are not counted.
}

## Overview

finding-most-common = Its most common slip is reading { $true } as { $predicted }: { times }, and { $mirror ->
    [0] never the other way round.
    [1] once the other way round.
    [2] twice the other way round.
   *[other] { $mirror } times the other way round.
}
finding-no-lead = { $count ->
    [1] No two of its { $mistakes } mistakes are alike.
   *[other] No slip stands out: the { $pairs } most common ones occurred { times } each.
}
finding-all-right = All { $n } { digit-plural } were read correctly.
finding-all-right-several = Every { $digits } and { $last } was read correctly, { $n } in all.
finding-check-unsure = { $unsure ->
    [one] Checking only the one digit it was less than { PERCENT($threshold, digits: 0) } sure of
   *[other] Checking only the { $unsure } digits it was less than { PERCENT($threshold, digits: 0) } sure of
} would catch { $mistakes ->
    [one] its only mistake.
   *[other] { $caught } of its { $mistakes } mistakes.
}
finding-worst-digit = It has most trouble with { digit-plural }: { $mistakes } of { $n } were misread, { PERCENT($share, digits: 1) }, against { PERCENT($overall, digits: 1) } of all digits.
finding-sure-and-wrong = It was more than { PERCENT($threshold, digits: 0) } sure of { $mistakes ->
    [one] its only mistake.
   *[other] { $count } of its { $mistakes } mistakes.
}
finding-close-calls = { $mistakes ->
    [one] Its only mistake was a close call: less than { $points } points between first and second choice.
   *[other] { $count ->
        [one] { $count } of its { $mistakes } mistakes was a close call: less than { $points } points between first and second choice.
       *[other] { $count } of its { $mistakes } mistakes were close calls: less than { $points } points between first and second choice.
    }
}

## Confusion

finding-diagonal = { $mistakes ->
    [0] { $n ->
        [0] No digit here has a label, so there is nothing to compare.
       *[other] { $n ->
            [one] The only digit lies on the grey diagonal.
           *[other] All { $n } digits lie on the grey diagonal.
        }
    }
    [one] { $correct } of { $n } digits lie on the grey diagonal. Choose the other one to see its image.
   *[other] { $correct } of { $n } digits lie on the grey diagonal. The other { $mistakes } fall into { $cells ->
        [one] one cell. Choose it
       *[other] { $cells } cells. Choose one
    } to see its images.
}
finding-pair = { $count } of { $n } { digit-counted }{ $enough ->
    [yes] , { PERCENT($share, digits: 1) }
   *[no] { "" }
}{ $most_common ->
    [yes] : the most common slip of this model.
   *[no] .
} { $sure_of ->
    [none] { $count ->
        [one] It was less than { PERCENT($threshold, digits: 0) } sure of it.
       *[other] It was less than { PERCENT($threshold, digits: 0) } sure of each of them.
    }
    [all] { $count ->
        [one] It was more than { PERCENT($threshold, digits: 0) } sure of it.
       *[other] It was more than { PERCENT($threshold, digits: 0) } sure of each of them.
    }
   *[some] It was more than { PERCENT($threshold, digits: 0) } sure of { $sure } of them.
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
        [1] The only digit it read as { $digit } is { digit-one }.
       *[other] All { $n } digits it read as { $digit } are { digit-plural }.
    }
   *[other] { $count } of the { $n } digits it read as { $digit } { $count ->
        [one] is
       *[other] are
    } something else{ $enough ->
        [yes] , { PERCENT($share, digits: 1) }.
       *[no] .
    }
}
finding-column-none = None. Nothing was read as { digit-one }.
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
finding-best-digit = It reads { digit-plural } best: { $mistakes ->
    [one] one of { $n } was misread,
   *[other] { $mistakes } of { $n } were misread,
} { PERCENT($share, digits: 1) }, against { PERCENT($overall, digits: 1) } of all digits.
