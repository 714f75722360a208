### Verdicts, in the drawer and on the page Share.

verdict-question = Who is wrong?
verdict-button = { $kind ->
    [model] The model
    [ambiguous] Ambiguous
   *[label] The label
}
verdict-which = Which digit is it really?
verdict-no-digit = No digit
verdict-sentence = { $named ->
    [yes] { $author }:
    [marked] Somebody without a name, from another computer ({ $author }):
   *[no] Decided:
} { $kind ->
    [model] the model is wrong.
    [ambiguous] it can be read both ways.
    [untold] the label is wrong, and no digit can be told.
   *[label] the label is wrong, the digit is **{ $digit }**.
}
verdict-note-quoted = “{ $note }”
verdict-disputed = These verdicts differ, so the label stands.
verdict-undo = Undo
verdict-more = Your name and a note
verdict-author = Your name, if you like
verdict-note = Note
verdict-note-later = A note can be added once you have decided.
verdict-former = Before ({ $time }):
verdict-not-yours = Only the browser that added these digits can decide about them, and on a shared server nobody about the others.
verdicts-title = Verdicts
verdicts-what = What people decided about single images, here or on another computer. A file that is brought in is merged: nothing is doubled, of one person the later word counts, and where two without a name differ both are kept.
verdicts-save = Save the verdicts (CSV)
verdicts-none-yet = There are none yet on these digits. Open an image on the page Mistakes and say who is wrong.
verdicts-bring = Bring in verdicts
verdicts-taken = { $taken ->
    [0] Nothing new was taken in
    [one] One verdict was taken in
   *[other] { NUMBER($taken) } verdicts were taken in
}{ $known ->
    [0] .
    [one] ; one was here already, or a later word is.
   *[other] ; { NUMBER($known) } were here already, or a later word is.
}{ $bad ->
    [0] {""}
    [one] {" "}One line was not:
   *[other] {" "}{ NUMBER($bad) } lines were not:
}
verdicts-bad-line = Line { $line }: { $reason ->
    [columns] its cells do not fit the heading.
    [set] its digits are not on this computer, or not among those you can see.
    [theirs] you cannot decide about its digits.
    [position] there is no such image.
    [image] its image is not the one that is here.
    [kind] its kind is none of model, ambiguous and label.
    [digit] its digit does not go with its kind.
   *[time] its time cannot be read.
}
verdicts-more-lines = and { NUMBER($count) } more.
meaning-verdict = Whoever opens an image can say that the model is wrong, that it can be read both ways, or that the label is wrong. Labels are never overwritten: corrections are laid over them and can be taken back. Where people differ, the label stands. People look at mistakes above all, so what they correct mostly helps the model; labels that hide a mistake stay unseen.
