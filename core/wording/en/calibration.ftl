### Sentences about coverage and calibration, for page and report.

page-how_sure = How sure
sure-unknown = Only the digit that the model read is known for each image, not how sure it was. So Misread cannot tell which answers a person should check, or whether the model is too sure.

## Coverage

sure-answers = { $threshold ->
    [always] With no minimum
   *[other] When at least { $threshold } sure
}, the model answers { $answered } of { $n } digits and misreads { $mistakes ->
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
    [always] With no minimum
   *[other] When at least { $threshold } sure
}, the model answers { $answered } of { $n } digits; { $asked ->
    [0] none goes
    [one] { $asked } goes
   *[other] { $asked } go
} to a person. Of its answers { $labelled ->
    [0] none has
    [one] { $labelled } has
   *[other] { $labelled } have
} a label that counts{ $labelled ->
    [0] {""}
   *[other] , and the model misreads { $mistakes ->
        [0] none
       *[other] { $mistakes }
    } of these{ $rate ->
        [none] {""}
       *[other] {" "}({ $rate })
    }
}.
sure-answers-nothing = The model is never { $threshold } sure: all { $n } digits go to a person.
sure-rate = { $share }, give or take { $margin }
sure-rate-none = the true rate may still be up to { $high }
sure-asked-mistakes = Of { $labelled ->
    [one] that one
   *[other] those { $labelled }
} the model would have misread { $mistakes ->
    [0] none
   *[other] { $mistakes }
}.

## Calibration

sure-reliability-caption = Each range of ten percent that has digits gets a point or a line. Grey bands: where the point would be in 95 of 100 cases if the model were right exactly as often as it is sure. Orange: outside the band.
sure-reliability-few = Lines without a point are 95 % intervals of fewer than 30 digits.
sure-reliability-alt = How often the model is right, by how sure it is, on { $source }
sure-axis-confidence = how sure the model is
sure-axis-accuracy = right
sure-bin = When { $low } to { $high } % sure, the model is right in { $right } of { $n }{ $share ->
    [none] {""}
   *[other] {" "}({ $share })
}{ $verdict ->
    [over] : too sure
    [under] : not sure enough
   *[fits] {""}
}.
