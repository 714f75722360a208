### The page Overview.

overview-pair-open = Show the { $count ->
    [one] image
   *[other] { $count } images
} of { a-true } read as { an-article } { $predicted }
overview-all-pairs = All { $pairs } kinds of mistake in the matrix
overview-no-mistakes = No mistakes to show. Choose another test set above, or train a model with fewer epochs on the Training page.
overview-unlabelled = No image here has a label yet, so mistakes cannot be counted. Label the images on the page Your digits.
overview-accuracy-few = { $source }: { $mistakes } of { $n } misread
overview-accuracy-caption = The line is the 95 % interval. A hollow point is not shown now.
overview-by-digit = Mistakes by digit
overview-by-digit-note = { $mistakes } of { $n }
overview-by-digit-none = none
overview-by-digit-none-note = of { $n }
overview-next = Look at next
overview-sure = { $count } that the model was almost sure of
overview-sure-note = Over 95 % sure, and wrong.
overview-close = { $count } close { $count ->
    [one] call
   *[other] calls
}
overview-close-note = Less than 10 points between first and second choice.
overview-learned-caption = Accuracy in percent after each epoch.
overview-curve-alt = Accuracy over { $epochs } epochs: training ended at { $training }, validation at { $validation }.
