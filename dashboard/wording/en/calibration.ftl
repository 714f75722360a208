### The page How sure: coverage and calibration.

## Coverage

sure-title = When should a person look?
sure-slider = How sure the model must be to answer
meaning-coverage = Coverage: the share of digits that the model answers. The model abstains from the others, which go to a person.
sure-slider-always = no minimum
sure-budget = Wrong answers allowed
sure-budget-option = 1 in { $count }
sure-suggest = Suggest a minimum
sure-suggest-is = The lowest minimum that makes wrong answers as rare as you allow is { $threshold } on these digits.
sure-suggest-always = Wrong answers on these digits are as rare as you allow even without a minimum.
sure-suggest-unproven = There are too few digits to prove it for others: the true rate may still be up to { $high }.
sure-suggest-none = No minimum makes wrong answers on these digits as rare as you allow. Allow more wrong answers, or let a person read all of them.
sure-accepted = With the verdicts accepted, { $mistakes } of { $n } answers are wrong.
sure-asked = These go to a person
sure-asked-caption = { $count ->
    [one] One digit.
   *[other] { $count } digits, the least sure first.
}
sure-asked-grid = Digits that go to a person, { $shown } on this page
sure-asked-none = None. Move the slider to the right to send the least sure ones to a person.

## Calibration

sure-reliability = When the model is 90 % sure, is it right in 90 %?
sure-bins-caption = Select a row to see its digits.

## More numbers

sure-more = More numbers
sure-more-none = These need at least 30 labelled digits.
sure-number = { $name }: { $value }
sure-points = { POINTS($points) } percentage points
sure-temperature = { $value }, fitted in training, on digits held out of it
sure-temperature-none = { $why ->
    [elsewhere] Not fitted: the model is imported.
    [fold] Not fitted: the model learned from all of its data, so no digits were held out.
   *[other] Not fitted: no digits were held out of the training, none of them was misread, or an older Misread trained the model.
}
