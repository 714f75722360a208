### Findings about two models on the same digits.

## Two models

finding-verdict-unlabelled = Without labels, the two models cannot be compared.
finding-verdict-same = Exactly the same mistakes as before.
finding-verdict-few = { $n } { $n ->
    [one] digit is
   *[other] digits are
} too few to say which model is better.
finding-verdict-better = Better: { $difference } { $difference ->
    [one] mistake
   *[other] mistakes
} fewer than before.
finding-verdict-worse = Worse: { $difference } { $difference ->
    [one] mistake
   *[other] mistakes
} more than before.
finding-verdict-chance = { $difference ->
    [0] Neither better nor worse.
    [one] Neither better nor worse: a difference of one mistake may be chance.
   *[other] Neither better nor worse: a difference of { $difference } mistakes may be chance.
}

## In the report

finding-change-none = On these { $n } digits, both models make exactly the same mistakes.
finding-change = Of { $n } digits { $fixed ->
    [0] none that was misread is read correctly now
    [one] one that was misread is read correctly now
   *[other] { $fixed } that were misread are read correctly now
}, and { $broke ->
    [0] none that was read correctly is misread now.
    [one] one that was read correctly is misread now.
   *[other] { $broke } that were read correctly are misread now.
} { $both ->
    [0] None is misread by both.
    [one] One is misread by both.
   *[other] { $both } are misread by both.
}
finding-change-significant = That is { $difference ->
    [one] one mistake
   *[other] { $difference } mistakes
} { $better ->
    [yes] fewer
   *[no] more
}. Chance alone makes such a difference in { PERCENT($chance, digits: 1) } of cases, so the difference is probably real.
finding-change-chance = { $difference ->
    [0] As many became right as became wrong: no difference.
    [one] A difference of one digit may be chance.
   *[other] A difference of { $difference } digits may be chance, which alone makes it in { PERCENT($chance, digits: 0) } of cases.
}
