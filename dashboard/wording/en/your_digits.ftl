### The page Your digits.

page-your_digits = Your digits

## Adding pictures

digits-title = Your digits
digits-lead = Add digits that you or others wrote, as photos, scans or drawings, or draw one here. You see how the model reads each one, and why it misreads some.
digits-files = A ZIP, or pictures
digits-folder = Choose a folder, or drop one here
digits-folder-hint = A folder of up to 12 MB and 20,000 files can be added in one go. Pack a larger one as a ZIP and add that above.
digits-folder-reading = Reading …
digits-folder-empty = The folder contains no file.
digits-folder-unreadable = The folder could not be read completely. Pack it as a ZIP and add that.
digits-folder-too-large = { "{" }count{ "}" } files with { "{" }size{ "}" } MB are too large to send at once. Pack the folder as a ZIP and add that above.
digits-path = Or the path of a folder, a ZIP or a picture on this computer
digits-several = { $name } and others
digits-labels-hint = Folders named after digits label their pictures; so do file names such as scan_12_7.png, and a table of names and labels. Misread shows where it found the labels, and you can choose another place.
digits-add = Add pictures
digits-add-close = Close
digits-importing = { $phase ->
    [starting] Starting
    [waiting] Waiting for another import to end
    [saving] Saving
   *[other] { $done } of { $total } files read
}{ $left ->
    [none] {""}
   *[other] , about { $left } left
}
digits-import-cancel = Cancel
digits-import-stopping = Stopping …
digits-import-dismiss = Dismiss
digits-import-cancelled = The import was cancelled, and nothing was added.

## Drawing

digits-draw = Or draw one
digits-pad = Pad to draw a digit on
digits-pad-hint = Draw a digit here, with mouse, finger or pen.
digits-pad-undo = Undo last stroke
digits-pad-clear = Clear
digits-pad-read = Read as { $predicted }{ image-sure }
digits-doubt = { $kind ->
    [page] This looks like a whole page, not one digit.
    [frames] Only the first page or frame of this file was read. Save each as a picture of its own.
    [unsure] The model is not sure. This may not be a digit at all.
   *[several] This may show several digits.
}

## The upload

digits-choice = Which of your digits
digits-choice-option = { $title } ({ $n }), { $created }
digits-headline = { $kind ->
    [all] { $n ->
        [one] { $n } picture
       *[other] { $n } pictures
    }, { $right } read correctly.
    [some] { $n } pictures; of the { $labelled } with a label, { $right } { $right ->
        [one] is
       *[other] are
    } read correctly.
   *[none] { $n ->
        [one] { $n } picture, without a label yet.
       *[other] { $n } pictures, none with a label yet.
    }
}
digits-lead-came = Without preparation, the model would have read { $right } correctly.
digits-lead-one = The only one still misread is { digit-one }, read as { predicted-one }.
digits-lead-doubted = { $n ->
    [one] { $n } picture may not show one digit, but several, a letter or a blot, and is marked.
   *[other] { $n } pictures may not show one digit, but several, a letter or a blot, and are marked.
}
digits-lead-unlabelled = Label the digits, and Misread counts how many the model reads correctly. Until then, you see only what it reads.
digits-files-line = { $title }: { $refused ->
    [0] { $n ->
        [one] { $n } picture
       *[other] { $n } pictures
    } added
   *[other] { $n } of { $total } files added, { $refused } refused
}; { $labels ->
    [none] no labels
   *[some] labels { $origins }
}.
digits-table = { $name } labels { $labelled } of { $total } { $total ->
    [one] picture
   *[other] pictures
}.
digits-table-names = { $count } { $count ->
    [one] name was
   *[other] names were
} left out, because no single picture or label belongs to them: { $names }
digits-twin = The same pictures are here already: { $title }, added on { $created }. Both stay until you delete one.
digits-see-labels = See the labels
digits-add-more = Add other pictures
digits-delete = Delete them
digits-deleted = Deleted: { $title }. You can restore it for a day: here, and later on the Data page.
digits-undo-delete = Restore
digits-shared-before = You get a page with an address of its own. Only people with that address can see your pictures. Misread deletes them after seven days.
digits-shared = Only people with this page’s address can see these digits. Misread deletes them after seven days.
digits-refused = { $count ->
    [one] One file was refused
   *[other] { $count } files were refused
}
digits-refused-more = { $count } more
digits-ignored = { $count ->
    [one] One system file was
   *[other] { $count } system files were
} skipped.

## Orientation

digits-turned = All pictures seem to be { $orientation ->
    [right] turned by 90° to the right
    [left] turned by 90° to the left
    [half] upside down
    [mirrored] mirrored
    [flipped] mirrored top to bottom
    [transposed] transposed, with rows and columns exchanged, as EMNIST stores them
   *[antitransposed] transposed and upside down
}: of { $n } { $sample ->
    [yes] that were tried
   *[no] with a label
}, the model reads { $before } correctly as they are, and { $after } the right way round.
digits-turn = Correct all pictures
digits-turn-what = This adds a corrected copy; this upload stays.
digits-turned-title = { $title }, corrected

## What preparation rescued

digits-rescued = What preparation rescued
digits-rescued-legend = What the model saw after each step{ $kind ->
    [all] {""}
   *[some] , { $shown } of { $total } pictures, beginning with those whose reading changed
}.
digits-rescued-nothing = Nothing: with or without preparation, the model reads the same ones correctly. The pictures already looked much like its training digits.
digits-rescued-mark = means misread.
digits-step = { $step ->
    [came] As uploaded
    [inverted] Inverted
    [cleaned] Cleaned
    [cropped] Cropped
   *[centred] Centred
}
digits-step-alt = { $name }: { $count } of { $total } read correctly
digits-step-image = { $true } read as { $predicted }
digits-step-came = Stretched to 28 × 28, nothing else.
digits-step-inverted = Light and dark swapped where the paper is light: the model learned light ink on dark paper. From here on, ink is drawn as ink. { $change }
digits-step-change = { $rescued ->
    [0] { $spoiled ->
        [0] No change.
       *[other] Spoiled { $spoiled }.
    }
   *[other] Rescued { $rescued }{ $spoiled ->
        [0] .
       *[other] {" "}and spoiled { $spoiled }.
    }
}

## How each picture was prepared

digits-strips = How each picture was prepared
digits-strips-caption = { $kind ->
    [mistakes] Misread ones first, then the least sure.
    [misread] Misread ones first.
    [file] In the order of the file.
   *[doubt] The least sure first.
}{ $pages ->
    [1] {""}
   *[other] {" "}Page { $page } of { $pages }.
}
digits-original-alt = The picture as uploaded, with a box around the digit that was found
digits-found = Found digit
digits-seen = Model sees
digits-read-as = Read as
digits-unlabelled = { $confidence ->
    [unknown] no label
   *[known] { $confidence }, no label
}
digits-size = { $width } × { $height }, { $kind ->
    [dark] dark on light
   *[light] light on dark
}

## Labels

labels-title = Labels
# Where labels come from, in a list after "labels".
labels-origin = { $origin ->
    [table] from a table
    [folder] from folder names
    [name] from file names
   *[hand] by hand
}
labels-place-question = Where is the label?
labels-place-ambiguous = The names have digits in more than one place. Choose where the label is.
labels-place = { $place ->
    [table] A table beside the pictures
    [folder] The folder
    [above] The folder above
    [class] The number after a word such as “class”
    [word] The digit as a word
    [first] The first number
    [last] The last number
   *[none] Nowhere: use no labels from names
}
labels-place-example = { $name } → { $digit }
labels-place-examples = { $examples }. { $count } { $count ->
    [one] picture
   *[other] pictures
}; the model reads { $agree } the same.
labels-by-hand = Label by hand
labels-not-yours = Only the browser that added these digits can change their labels.
labels-shown = Which pictures
labels-shown-option = { $choice ->
    [all] All
    [unlabelled] Without a label
   *[disagreeing] Places in the name disagree
}
labels-none-here = None.
labels-progress = { $count } of { $total } have a label.
labels-close = Done
labels-grid = Pictures to label
labels-give = Label { "{" }digit{ "}" }
labels-remove = No label
labels-undo = Undo
labels-all-unlabelled = Select all without a label
labels-drop = Select none
labels-chosen = { "{" }count{ "}" } selected. Press 0 to 9, or Backspace for no label.
labels-hint = Select pictures, then press 0 to 9. Shift selects all between; with the arrow keys and 0 to 9, you label picture by picture.
labels-unlabelled = no label

## Why the rest is still misread

doctor-title = Why the rest is still misread
doctor-caption = A cause counts only if correcting it changes the answer, or if a part is missing. Each picture counts once, under the first cause that applies.
doctor-count = { $kind ->
    [some] { $count }, of which { $shown } are shown
   *[all] { $count }
}
doctor-more = Show { $count } more
doctor-then = Then read as { $true }, { $sure }
cause-text = { $kind ->
    [inverted] The digit is lighter than its paper, and the preparation confused the two.
    [speckled] Dots on the paper look like ink.
    [blurred] The strokes have no clear edge.
    [cut] The ink ends as if cut off, and the missing part cannot be restored.
    [large] The digit fills the frame, but the model learned digits with a margin.
    [small] The digit is smaller in its frame than any training digit.
    [off-centre] The digit is not in the middle of its frame.
    [edge] Ink runs off the edge of the frame, so part of the digit may be missing. It cannot be restored.
    [pieces] The ink is in several pieces, and the preparation took something beside the digit for a part of it.
    [broken] The strokes have gaps.
    [narrow] The digit is narrower than nearly all training digits.
    [flat] The digit is flatter than nearly all training digits.
    [thin] The strokes are thinner than those of nearly all training digits.
    [thick] The strokes are thicker than those of nearly all training digits.
    [faint] The ink hardly differs from the paper.
    [tilted] The digit leans more than nine of ten training digits, or is on its side.
   *[none] No correction changes the answer. Some of these may be hard for people, too, or have a wrong label.
}
cause-undone = { $kind ->
    [inverted] Inverted
    [speckled] Specks removed
    [blurred] Sharpened
    [large] Fitted to the frame
    [small] Fitted to the frame
    [off-centre] Centred
    [pieces] Other pieces removed
    [broken] Gaps closed
    [narrow] Made wider
    [flat] Made taller
    [thin] Made thicker
    [thick] Made thinner
    [faint] Darkened
   *[tilted] Turned upright by { NUMBER($amount, maximumFractionDigits: 0) }°
}

## Errors

error-path-missing = There is nothing at { $path }. A folder, a ZIP or a picture on this computer was expected there. Check the path for typing mistakes and missing folders.
