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
    [marked] An unnamed user, from another computer ({ $author }):
   *[no] Verdict:
} { $kind ->
    [model] the model is wrong.
    [ambiguous] it can be read both ways.
    [unreadable] the label is wrong, and the digit is unreadable.
   *[label] the label is wrong, the digit is **{ $digit }**.
}
verdict-note-quoted = “{ $note }”
verdict-more-lines = and { NUMBER($count) } more, in the file that the page Share saves.
verdict-disputed = These verdicts differ, so the label is kept.
verdict-undo = Undo
verdict-more = Your name and a note
verdict-author = Your name, if you like
verdict-note = Note
verdict-note-later = You can add a note after your verdict.
verdict-former = Earlier ({ $time }):
verdict-not-yours = On this server you can give verdicts only on digits that your browser added.
verdicts-title = Verdicts
verdicts-what = Verdicts on single images, from here or from another computer. An imported file is merged: nothing is duplicated, a person’s later verdict replaces the earlier one, and where two unnamed verdicts differ, both are kept.
verdicts-save = Save the verdicts (CSV)
verdicts-none-yet = There are no verdicts on these digits yet. Open an image on the page Mistakes and choose who is wrong.
verdicts-bring = Import verdicts
verdicts-taken = { $taken ->
    [0] No new verdict was imported
    [one] One verdict was imported
   *[other] { NUMBER($taken) } verdicts were imported
}{ $known ->
    [0] .
    [one] ; one was already here, or has a later version here.
   *[other] ; { NUMBER($known) } were already here, or have a later version here.
}{ $bad ->
    [0] {""}
    [one] {" "}One line was refused:
   *[other] {" "}{ NUMBER($bad) } lines were refused:
}
verdicts-bad-line = Line { $line }: { $reason ->
    [columns] its cells do not match the heading.
    [set] its digits are not on this computer, or you cannot see them.
    [theirs] you cannot give verdicts on its digits.
    [position] there is no such image.
    [image] its image differs from the one here.
    [full] its image already has 50 verdicts, the most there may be.
    [kind] its kind is not model, ambiguous or label.
    [digit] its digit does not match its kind.
   *[time] its time cannot be read.
}
verdicts-more-lines = and { NUMBER($count) } more.
meaning-verdict = Anyone who opens an image can decide that the model is wrong, that the image can be read both ways, or that the label is wrong. Labels are never overwritten: corrections are applied on top and can be undone. Where people differ, the label is kept. People look mostly at mistakes, so their corrections mostly help the model; labels that hide a mistake stay unseen.
