### The page Mistakes.

mistakes-title = Mistakes
mistakes-true = A person wrote
mistakes-predicted = The model read
mistakes-sort = Order
mistakes-sort-option = { $sort ->
    [confident] Most confidently wrong
    [close] Closest call
    [shuffled] Shuffled
   *[file] As in the file
}
mistakes-confidence = How sure the model was, in percent
mistakes-source = From
mistakes-name = Name contains
mistakes-verdict = Verdict
mistakes-verdict-option = { $verdict ->
    [any] Any
    [none] No verdict
    [model] The model is wrong
    [ambiguous] Ambiguous
    [label] The label is wrong
   *[disputed] Disputed
}
mistakes-more = More filters
mistakes-shuffle = Shuffle again
mistakes-shown = **{ $shown }** of { $mistakes } mistakes shown
mistakes-shown-correct = **{ $shown }** of { $correct } correctly read digits shown
mistakes-shown-all = **{ $shown }** of { $n } digits shown
mistakes-clear = Clear the filters
mistakes-page = Page
mistakes-grid = Misread digits, { $shown } on this page
mistakes-empty = Nothing matches these filters.
mistakes-emptied = Nothing matches these filters. Without { $filter ->
    [true] the digit a person wrote
    [predicted] the digit the model read
    [confidence] the range of confidence
    [sources] the source
    [name] the name
    [verdict] the verdict
   *[outcome] the kind of result
} there would be { $count }.
mistakes-remove = Remove { $filter ->
    [true] the digit a person wrote
    [predicted] the digit the model read
    [confidence] the range of confidence
    [sources] the source
    [name] the name
    [verdict] the verdict
   *[outcome] the kind of result
}
mistakes-unlabelled = None of these digits has a label yet, so none is a mistake. Label them on the page Your digits, or look at all of them.
mistakes-show-all = Show all digits
mistakes-none = The model misread none of these digits. Choose other digits above to see where it fails.
