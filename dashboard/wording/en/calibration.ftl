### The page How sure: coverage and calibration.

## Coverage

sure-title = When should a person look?
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

## Calibration

sure-reliability = When it says 90 %, is it right in 90 %?
sure-bins-caption = Choose a line to see its digits.

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
