### The page Your digits.

page-your_digits = Your digits

## Getting in

digits-title = Your digits
digits-lead = Add digits that you or others wrote, as photos, scans or drawings, or draw one here. You see what the network makes of each, and why it misreads some.
digits-files = A ZIP, or pictures
digits-folder = Choose a folder, or drop one here
digits-folder-hint = A folder of up to 12 MB and 20,000 files comes in one go. Pack a larger one as a ZIP and add that above.
digits-folder-reading = Reading …
digits-folder-empty = There is no file in it.
digits-folder-unreadable = The folder could not be read to its end. Pack it as a ZIP and add that.
digits-folder-too-large = { "{" }count{ "}" } files with { "{" }size{ "}" } MB are too much for one message. Pack the folder as a ZIP and add that above.
digits-path = Or the path of a folder, a ZIP or a picture on this computer
digits-several = { $name } and others
digits-labels-hint = A folder named by a digit gives its pictures that label, and so does a name such as scan_7.png. You can change all labels afterwards.
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
digits-import-cancelled = Nothing was added: it was cancelled.

## Drawing

digits-draw = Or draw one
digits-pad = Pad to draw a digit on
digits-pad-hint = Draw a digit here, with mouse, finger or pen.
digits-pad-undo = Undo last stroke
digits-pad-clear = Clear
digits-pad-read = Read as { $predicted }, { $confidence } sure
digits-doubt = { $kind ->
    [page] This looks like a whole page, not one digit.
    [unsure] The network is not sure. It may be no digit at all.
   *[several] There may be several digits in it.
}

## What an upload is

digits-choice = Which of your digits
digits-choice-option = { $title } ({ $n }), { $created }
digits-headline = { $kind ->
    [all] { $n ->
        [one] { $n } picture
       *[other] { $n } pictures
    }, { $right } read right.
    [some] { $n } pictures; of the { $labelled } with a label, { $right } { $right ->
        [one] is
       *[other] are
    } read right.
   *[none] { $n ->
        [one] { $n } picture, without a label yet.
       *[other] { $n } pictures, none with a label yet.
    }
}
digits-lead-came = Without preparation it would have been { $right }.
digits-lead-one = The only one still misread is { digit-one }, read as { predicted-one }.
digits-lead-unlabelled = Say which digits they are, and Misread can count what it reads right. Until then you see what it reads.
digits-files-line = { $title }: { $refused ->
    [0] { $n ->
        [one] { $n } picture
       *[other] { $n } pictures
    } taken
   *[other] { $n } of { $total } files taken, { $refused } refused
}; { $labels ->
    [folder] labels from folder names
    [name] labels from file names
    [hand] labels by hand
    [folder-name] labels from folder and file names
    [folder-hand] labels from folder names and by hand
    [name-hand] labels from file names and by hand
    [folder-name-hand] labels from folder and file names, and by hand
   *[none] no labels
}.
digits-see-labels = See the labels
digits-add-more = Add other pictures
digits-delete = Delete them
digits-deleted = Deleted: { $title }. For a day it can be brought back, later on the Data page.
digits-undo-delete = Bring them back
digits-shared-before = Only whoever has the address of the page they get can see your pictures. They are removed after seven days.
digits-shared = Only whoever has this page’s address sees these digits. They are removed after seven days.
digits-refused = { $count ->
    [one] One file was not taken
   *[other] { $count } files were not taken
}
digits-refused-more = { $count } more
digits-ignored = { $count ->
    [one] One system file was
   *[other] { $count } system files were
} passed over.

## What preparation rescued

digits-rescued = What preparation rescued
digits-rescued-legend = What the network saw after each step{ $kind ->
    [all] {""}
   *[some] , { $shown } of { $total } pictures, those whose reading changed first
}.
digits-rescued-nothing = Nothing: with or without it, the same ones are read right. They came much as the network knows digits.
digits-rescued-mark = means misread.
digits-step = { $step ->
    [came] As it came
    [inverted] Inverted
    [cleaned] Cleaned
    [cropped] Cropped
   *[centred] Centred
}
digits-step-alt = { $name }: { $count } of { $total } read right
digits-step-image = { $true } read as { $predicted }
digits-step-came = Stretched to 28 × 28, nothing else.
digits-step-inverted = Light and dark exchanged where the paper is light: the network knows light ink on dark. From here on ink is drawn as ink. { $change }
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
   *[doubt] The least sure first.
}{ $pages ->
    [1] {""}
   *[other] {" "}Page { $page } of { $pages }.
}
digits-original-alt = The picture as it came, with a box around the digit that was found
digits-found = Found digit
digits-seen = Network sees
digits-read-as = Read as
digits-unlabelled = { $confidence }, no label
digits-size = { $width } × { $height }, { $kind ->
    [dark] dark on light
   *[light] light on dark
}

## Labels

labels-title = Labels
labels-read = { $count } { $rule ->
    [folder] by their folder, such as { $examples }
    [name] by their name, such as { $examples }
   *[none] without a label, such as { $examples }
}
labels-disagree = In { $count } of them folder and name disagree, and the folder wins: { $name } counts as { $folder }, not as { $file }
labels-use-question = What the names say
labels-use = { $choice ->
    [use] Use as labels
   *[ignore] Ignore
}
labels-by-hand = Label by hand
labels-not-yours = Only the browser that added these digits can change their labels.
labels-shown = Which pictures
labels-shown-option = { $choice ->
    [all] All
    [unlabelled] Without a label
   *[disagreeing] Folder and name disagree
}
labels-none-here = None.
labels-progress = { $count } of { $total } have a label.
labels-close = Done
labels-grid = Pictures to label
labels-give = Label { "{" }digit{ "}" }
labels-remove = No label
labels-undo = Undo
labels-all-unlabelled = Choose all without a label
labels-drop = Choose none
labels-chosen = { "{" }count{ "}" } chosen. Press 0 to 9, or Backspace for no label.
labels-hint = Choose pictures, then press 0 to 9. Shift takes all between; with arrows and 0 to 9 it goes picture by picture.
labels-unlabelled = no label

## Why the rest is still misread

doctor-title = Why the rest is still misread
doctor-caption = A cause counts only where undoing it changes the answer, or where a part is missing. Each picture counts once, under the first cause that holds.
doctor-count = { $kind ->
    [some] { $count }, of which { $shown } are shown
   *[all] { $count }
}
doctor-more = Show { $count } more
doctor-then = Then read as { $true }, { $sure }
cause-text = { $kind ->
    [inverted] The digit is lighter than its paper, and the preparation took it the other way round.
    [speckled] Dots on the paper look like ink.
    [blurred] The strokes have no clear edge.
    [cut] The ink ends as if cut off, and nothing can put back what is missing.
    [large] The digit fills the frame, while the network learned digits with a margin.
    [small] The digit is smaller in its frame than any the network learned from.
    [off-centre] The digit does not lie in the middle of its frame.
    [edge] Ink runs off the edge of the frame, so that part of the digit may be missing. Nothing can put it back.
    [pieces] There is ink in several pieces, and what lies beside the digit was taken for a part of it.
    [broken] The strokes have gaps.
    [narrow] The digit is narrower than nearly all that the network learned from.
    [flat] The digit is flatter than nearly all that the network learned from.
    [thin] The strokes are thinner than nearly all that the network learned from.
    [thick] The strokes are thicker than nearly all that the network learned from.
    [faint] The ink hardly stands out from the paper.
    [tilted] The digit leans more than nine of ten that the network learned from, or lies on its side.
   *[none] Nothing that was tried changes the answer. Some of these may be hard for people, too, or labelled wrongly.
}
cause-undone = { $kind ->
    [inverted] Inverted
    [speckled] Without the specks
    [blurred] Sharpened
    [large] Fitted to the frame
    [small] Fitted to the frame
    [off-centre] Centred
    [pieces] Without the other pieces
    [broken] Gaps closed
    [narrow] Made wider
    [flat] Made taller
    [thin] Made thicker
    [thick] Made thinner
    [faint] Darkened
   *[tilted] Set upright by { NUMBER($amount, maximumFractionDigits: 0) }°
}

## Errors

error-path-missing = There is nothing at { $path }. A folder, a ZIP or a picture on this computer was expected there. Check the path for slips and for missing folders.
