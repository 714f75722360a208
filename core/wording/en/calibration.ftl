### Sentences about coverage and calibration, for page and report.

page-how_sure = How sure

## Coverage

sure-answers = { $threshold ->
    [always] Always answering
   *[other] Sure of at least { $threshold }
}, it answers { $answered } of { $n } digits and misreads { $mistakes ->
    [0] none
   *[other] { $mistakes }
} of them{ $rate ->
    [none] {""}
   *[other] {" "}({ $rate })
}; { $asked ->
    [0] none goes
    [one] { $asked } goes
   *[other] { $asked } go
} to a person.
# Where some digits have no label.
sure-answers-some = { $threshold ->
    [always] Always answering
   *[other] Sure of at least { $threshold }
}, it answers { $answered } of { $n } digits; { $asked ->
    [0] none goes
    [one] { $asked } goes
   *[other] { $asked } go
} to a person. Of its answers { $labelled ->
    [0] none has
    [one] { $labelled } has
   *[other] { $labelled } have
} a label that counts{ $labelled ->
    [0] {""}
   *[other] , and it misreads { $mistakes ->
        [0] none
       *[other] { $mistakes }
    } of these{ $rate ->
        [none] {""}
       *[other] {" "}({ $rate })
    }
}.
sure-answers-nothing = It is never sure of { $threshold }: all { $n } digits go to a person.
sure-rate = { $share }, give or take { $margin }
sure-rate-none = by chance it could still be up to { $high }
sure-asked-mistakes = Of { $labelled ->
    [one] that one
   *[other] those { $labelled }
} it would have misread { $mistakes ->
    [0] none
   *[other] { $mistakes }
}.

## Calibration

sure-reliability-caption = A point or a line for each ten percent that has digits. Grey bands: where the point would lie in 95 of 100 cases, if how sure it is were exactly right. Orange: outside of that.
sure-reliability-few = Lines without a point are 95 % intervals of fewer than 30 digits.
sure-reliability-alt = How often it is right, by how sure it says it is, on { $source }
sure-axis-confidence = how sure it says it is
sure-axis-accuracy = right
sure-bin = When it says { $low } to { $high } %, it is right in { $right } of { $n }{ $share ->
    [none] {""}
   *[other] {" "}({ $share })
}{ $verdict ->
    [over] : too sure
    [under] : surer than it says
   *[fits] {""}
}.
