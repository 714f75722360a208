### The page How sure: when a person should look, and whether confidence can be believed.

page-how_sure = How sure

## When a person should look

sure-title = When should a person look?
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
sure-slider = It answers when it is at least this sure
sure-slider-always = always
sure-budget = Of its answers, this many may be wrong
sure-budget-option = 1 in { $count }
sure-suggest = Suggest how sure
sure-suggest-is = The lowest step that keeps to it on these digits is { $threshold }.
sure-suggest-always = It keeps to it on these digits even if it always answers.
sure-suggest-unproven = They are too few to show it for others: by chance it could be up to { $high }.
sure-suggest-none = At no step does it keep to this on these digits. Choose a larger share, or let a person look at all.
sure-accepted = With the verdicts accepted, { $mistakes } of { $n } answers are wrong.
sure-asked = These go to a person
sure-asked-caption = { $count ->
    [one] One digit.
   *[other] { $count } digits, the least sure first.
}
sure-asked-grid = Digits that go to a person, { $shown } on this page
sure-asked-none = None. Move the slider to the right, and the least sure ones appear here.

## Whether its confidence can be believed

sure-reliability = When it says 90 %, is it right in 90 %?
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
sure-bins-caption = Choose a line to see its digits.
sure-hover = { $low } to { $high } %: right in { $right } of { $n }

## More numbers

sure-more = More numbers
sure-more-none = These need at least 30 digits with a label.
sure-number = { $name }: { $value }
sure-points = { $points } points
sure-temperature = { $value }, fitted when it was trained, on digits held out of the training
sure-temperature-none = { $why ->
    [elsewhere] Not fitted: this classifier was trained elsewhere.
    [fold] Not fitted: this network learned from all of its data, so no digits were held out.
   *[other] Not fitted: no digits were held out of its training, none of them was misread, or it was trained by an older Misread.
}
