### Findings about two networks on the same digits.

## Two networks

finding-verdict-unlabelled = Without labels, neither network is better.
finding-verdict-same = The very same mistakes as before.
finding-verdict-few = { $n } { $n ->
    [one] digit is
   *[other] digits are
} too few to say which network is better.
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
    [one] Neither better nor worse: one mistake makes no difference.
   *[other] Neither better nor worse: { $difference } mistakes are no telling difference.
}

## In the report

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
