### The dashboard: its frame and its pages.

## Frame

page-overview = Overview
page-confusion = Confusion
page-mistakes = Mistakes
page-data = Data
page-training = Training
section-workbench = Workbench

source = { $source ->
    [built-in] Built-in digits
    [mnist-train] MNIST training
    [mnist-test] MNIST test
   *[other] { $source }
}
data-name = { $name ->
    [mnist] MNIST
    [built-in] the built-in digits
   *[other] { $name }
}
frame-sets = Looking at
frame-looking-at = { $sources } { $n }
frame-set-option = { $source } ({ $n })
frame-most-sets = At most { $most } test sets can be joined at once.
frame-run = Read by
frame-run-label = **{ $preset }**, trained on { $data }
frame-run-option = { $preset } on { $data }, { $epochs } epochs, { $created }
frame-reference = { $preset } on { $data }, { $epochs } epochs, ships with Misread
# The other language calls itself by its own name.
frame-other-language = 中文
counting = How mistakes are counted
counting-label = { $by ->
    [verdicts] counted with **verdicts accepted**
   *[labels] counted as **labelled**
}
counting-option = { $by ->
    [verdicts] With the verdicts accepted
   *[labels] As labelled
}
counting-what = The choice holds on Overview, Confusion, Mistakes, Replay, Compare, How sure and Weak spots. All else goes by the labels as they are: an image that is open, your digits, suspect labels, and every file that you share.
counting-not-here = { $page ->
    [share] Every file here counts as labelled. A report says what the verdicts change, and the verdicts have a file of their own below.
   *[other] This page counts as labelled.
}
counting-none = With the verdicts accepted, no image here counts: people call all of them ambiguous, or no digit.
frame-out-of-fold = Each of these digits was read by a network that never saw it.
frame-unknown-run = There is no run { $id } here; this is another one. It may have been deleted, or the link comes from another computer.
frame-unknown-set = There are no digits called { $name } here; these are others. The link may come from another computer.
frame-unknown-upload = { $where ->
    [shared] The digits of this link are not here, so others are shown. They were deleted, or are older than seven days. Add them again on the page Your digits.
   *[personal] The digits of this link are not here, so others are shown. They were deleted, or lie on another computer. Add them on the page Your digits.
}
frame-being-read = The digits of this link are still being read. The page Your digits shows how far.
frame-overlap = { $count } of the { $n } images of { $source } { $count ->
    [one] is
   *[other] are
} bit for bit among those this network learned from. They say nothing about how well it reads new ones.
frame-no-pictures = The pictures of { $source } are not on this computer, only the numbers. Add MNIST on the Data page to see them.
frame-mnist-trouble = MNIST could not be taken in. { $reason }
unexpected-error = Something went wrong that Misread did not expect. Nothing you made is lost. Reload the page; if it happens again, the terminal that runs Misread shows why.

error-no-runs = There is no run to show. Misread ships with one, which is missing here. Train one on the Training page, or fetch a fresh copy of Misread.

## Digits and images

# A digit as a figure, with its article: it has to arrive as a number.
a-true = { $true ->
    [8] an 8
   *[other] a { $true }
}
an-article = { $predicted ->
    [8] an
   *[other] a
}
image-name = { $source }, image { $number }
image-name-file = { $source }, image { $number }: { $file }
image-mistake = { $name }: { a-true } read as { $predicted }, { $confidence } sure
image-right = { $name }: { a-true } read correctly, { $confidence } sure
image-unlabelled = { $name }: read as { $predicted }, { $confidence } sure

## Overview

overview-pairs = What it confuses most
overview-pairs-caption = What a person wrote → what the model read. Most confidently wrong first.
overview-pair-count = of { $n }
overview-pair-open = Show the { $count ->
    [one] image
   *[other] { $count } images
} of { a-true } read as { an-article } { $predicted }
overview-more = +{ $count }
overview-all-pairs = All { $pairs } kinds of mistake in the matrix
overview-no-mistakes = No mistakes to show. Choose another test set above, or train a network with fewer epochs on the Training page.
overview-unlabelled = Nothing here has a label yet, so nothing is right or wrong. Say on the page Your digits which digits they are.
overview-accuracy-few = { $source }: { $mistakes } of { $n } misread
overview-accuracy = Accuracy, and how far to trust it
overview-accuracy-caption = The line is the 95 % interval. Hollow: not in view now.
overview-accuracy-note = { $mistakes } of { $n } misread
overview-by-digit = Mistakes by digit
overview-by-digit-note = { $mistakes } of { $n }
overview-by-digit-none = none
overview-by-digit-none-note = of { $n }
overview-next = Look at next
overview-sure = { $count } it was almost sure of
overview-sure-note = Over 95 % sure, and wrong.
overview-close = { $count } close { $count ->
    [one] call
   *[other] calls
}
overview-close-note = Less than 10 points between first and second choice.
overview-learned = How it learned
overview-learned-caption = Accuracy in percent after each epoch.
overview-curve-training = training
overview-curve-validation = validation
overview-curve-epoch = epoch
overview-curve-alt = Accuracy over { $epochs } epochs: training ended at { $training }, validation at { $validation }.

## Confusion

confusion-title = What was read as what
confusion-mode = What the cells show
confusion-count = Count
confusion-row = % of row
confusion-column = % of column
confusion-images = { $count ->
    [one] { $count } image
   *[other] { $count } images
}
# For readers' ears, where the eye sees 9 → 4 and a note.
confusion-heading = { $of ->
    [row] Written { $true }
    [column] Read as { $predicted }
   *[cell] { $true } read as { $predicted }
}, { $words }
confusion-open = Open { $count ->
    [one] this one
   *[other] these { $count }
} in Mistakes
confusion-mirror = the mirror cell
confusion-choose = Choose a cell, a row or a column to see its images. With the keyboard: Tab into the matrix, then arrows and Enter.
confusion-reads-well = { $digit } it reads well
confusion-shown-part = The first { $shown } of { $count }.

matrix-locale = en
matrix-caption = What a person wrote, by row, and what the model read, by column
matrix-columns = The model read it as
matrix-rows = A person wrote
matrix-misread = misread
matrix-wrong = Read wrongly
# In these templates the browser fills in what stands in braces.
matrix-percent = {"{"}number{"}"} %
matrix-cell = {"{"}true{"}"} read as {"{"}predicted{"}"}: {"{"}count{"}"} images
matrix-cell-one = {"{"}true{"}"} read as {"{"}predicted{"}"}: {"{"}count{"}"} image
matrix-cell-none = {"{"}true{"}"} read as {"{"}predicted{"}"}: no image
matrix-row = Written {"{"}digit{"}"}: {"{"}count{"}"} of {"{"}total{"}"} misread
matrix-row-none = Written {"{"}digit{"}"}: none of {"{"}total{"}"} misread
matrix-column = Read as {"{"}digit{"}"}: {"{"}count{"}"} of {"{"}total{"}"} wrongly
matrix-column-none = Read as {"{"}digit{"}"}: none of {"{"}total{"}"} wrongly
matrix-of-row = {"{"}share{"}"} of the {"{"}total{"}"} written {"{"}true{"}"}
matrix-of-column = {"{"}share{"}"} of the {"{"}total{"}"} read as {"{"}predicted{"}"}
matrix-legend = Stronger colour means more mistakes; grey was read correctly; dashed is the mirror of the chosen cell. Bottom row: how often each digit was read wrongly.
matrix-legend-narrow = Rows: what a person wrote. Grey: read correctly.

## Mistakes

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
mistakes-confidence = How sure it was, in percent
mistakes-source = From
mistakes-name = Name contains
mistakes-verdict = Verdict
mistakes-verdict-option = { $verdict ->
    [any] Any
    [none] Nobody decided
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
mistakes-unlabelled = None of these digits has a label yet, so none is a mistake. Say on the page Your digits which digits they are, or look at all of them.
mistakes-show-all = Show all digits
mistakes-none = This model misread none of these digits. Choose other digits above to see where it fails.

## Case

case-mistake = { $true } read as { $predicted }
case-right = { $true }, read correctly
case-unlabelled = Read as { $predicted }
case-where = Case { $number } of { $total }, { $order }. { $name }.
case-order = { $sort ->
    [sure] surest first
    [confident] most confidently wrong first
    [close] closest call first
    [doubt] misread ones first, then the least sure
    [doubtful] most doubtful first
    [replay] learned, forgotten, then never learned
    [unsure] least sure first
    [shuffled] shuffled
   *[file] in the order of the file
}
case-alone = { $name }.
case-previous = Previous
case-next = Next
case-sentence-mistake = The model was **{ $confidence }** sure this is { an-article } :red[**{ $predicted }**]. It gave { $given } to :blue[**{ $true }**], the label.
case-sentence-right = The model was **{ $confidence }** sure this is { an-article } **{ $predicted }**, and so says the label. Its second choice was { $second }, { $given }.
case-sentence-unlabelled = The model was **{ $confidence }** sure this is { an-article } **{ $predicted }**. Nobody has said which digit it is.
case-saw = What the model saw
case-no-picture = This picture is not on this computer.
case-read = read
case-label = label
case-alt = The digit as the model saw it, enlarged
case-gone = This image is not among the digits being looked at. Choose the test set it belongs to.

## Verdicts

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
verdicts-rate = People decided about { $images ->
    [one] one image
   *[other] { NUMBER($images) } images
}: { $before } read correctly as labelled; { $after } of { NUMBER($n_after) } (95 % interval { $low } to { $high }) with { $corrected ->
    [0] no label corrected
    [one] one label corrected
   *[other] { NUMBER($corrected) } labels corrected
}{ $left_out ->
    [0] .
    [one] {" "}and one unreadable image left out.
   *[other] {" "}and { NUMBER($left_out) } unreadable images left out.
}
verdicts-few = People decided about { $images ->
    [one] one image
   *[other] { NUMBER($images) } images
}: { NUMBER($right) } of { NUMBER($n) } read correctly as labelled; { NUMBER($right_after) } of { NUMBER($n_after) } with { $corrected ->
    [0] no label corrected
    [one] one label corrected
   *[other] { NUMBER($corrected) } labels corrected
}{ $left_out ->
    [0] .
    [one] {" "}and one unreadable image left out.
   *[other] {" "}and { NUMBER($left_out) } unreadable images left out.
}
verdicts-none = People decided about { $images ->
    [one] one image
   *[other] { NUMBER($images) } images
} and corrected no label.
verdicts-disputed = {" "}{ $count ->
    [one] One image is disputed and keeps its label.
   *[other] { NUMBER($count) } images are disputed and keep their labels.
}
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

## Data

data-title = The digits
data-lead = { $n } digits { $sets ->
    [one] of one set
   *[other] of { $sets } sets
} are on this computer.
data-counts = How many of each digit
data-counts-alt = Number of images of each digit in { $name }
data-samples = What they look like
data-set = Digit set
data-samples-digit = Digit
data-open = Open an image by number or name
data-open-help = A number counts from 0, as in the file.
data-open-none = { $source } has no image “{ $text }”. Numbers go from 0 to { $last }.
data-samples-caption = { $shown } of { $count }, shuffled.
data-average = The average digit
data-average-caption = The mean of all images of a digit: where it is dark, nearly everybody has ink.
data-from = { $source ->
    [built-in] scikit-learn (UCI, 8 × 8 pixels, enlarged and framed as MNIST was)
    [mnist-train] Y. LeCun, C. Cortes, C. Burges; CC BY-SA 3.0
    [mnist-test] Y. LeCun, C. Cortes, C. Burges; CC BY-SA 3.0
   *[other] { $source }
}
data-from-upload = Added on { $created }{ $unlabelled ->
    [0] {""}
    [one] , { $unlabelled } without a label
   *[other] , { $unlabelled } without a label
}{ $refused ->
    [0] {""}
    [one] , { $refused } file refused
   *[other] , { $refused } files refused
}
data-no-labels = None of them has a label yet. Say on the page Your digits which digits they are.
data-uploads = What was added
data-deleted = Deleted within the last day
data-overlap = { $count ->
    [0] The network learned from none of them.
   *[other] The network learned from { $count } of them, bit for bit.
}
data-overlap-unknown = Whether the network learned from any of them cannot be told: the pictures it learned from are not on this computer.
data-get = Get MNIST
data-get-lead = MNIST is 70,000 digits written by 500 people, the set most digit classifiers learn from. It is not part of Misread (11 MB).
data-shared = Whoever runs this server can add it: “python -m core data --fetch” or “python -m core data --add mnist.npz”.
data-fetch = Fetch it
data-fetch-lead = From { $host }. Nothing else is asked for or sent.
data-hand-over = Or hand it over: mnist.npz, or the four original files
data-hand-over-lead = For a computer without that connection. The content is checked, whatever the files are called.
data-handed-over = what you handed over
data-hand-over-button = Take these files
data-here = MNIST is here: all 70,000 digits, checked against the original.
data-fetching = Fetching MNIST: { $phase ->
    [loading] { PERCENT($share) } of 11 MB
    [saving] checking and saving
   *[other] starting
}
data-fetch-cancel = Cancel
data-no-pictures = Its pictures are not on this computer.

## Training

training-title = Training
training-lead = A network learns from thousands of labelled digits and is then shown digits it never saw. This takes seconds to minutes, and goes on when you close the page.
training-new = Train a network
training-data = Learn from
training-data-option = { $name ->
    [mnist] MNIST (60,000)
    [built-in] Built-in digits (1,797)
   *[other] { $name }
}
training-preset = Preset
training-preset-option = { $preset ->
    [balanced] Balanced: few mistakes, in about a minute
    [fast] Fast: the notebook’s accuracy, many times sooner
    [accurate] Accurate: fewer mistakes, in a few minutes
    [ensemble] Ensemble: five networks vote, for five times the wait
    [notebook] Notebook: the classic network, layer for layer
   *[other] { $preset }
}
training-settings = Settings
training-epochs = Epochs
training-epochs-help = How often every image is seen.
training-seed = Seed
training-seed-help = Start of all randomness. Another seed makes another network with the same recipe.
training-start = Train
training-already = This network was trained before, on { $created }. The same recipe, data and seed make the same run, so it was not trained again.
training-small = { $n } digits are too few to set some aside, so { $member ->
    [one] six networks are trained: one to keep, and five that each read the digits they never saw.
   *[several] all is trained six times: once to keep, and five times to read digits that were not seen before.
}
training-mnist-needed = MNIST is not on this computer yet. Get it on the Data page, or learn from the built-in digits.
training-off = Training is switched off on this server.
training-running = { $phase ->
    [starting] Starting TensorFlow
    [training] { $member ->
        [one] Epoch { $epoch } of { $epochs }
       *[several] Network { $network }, epoch { $epoch } of { $epochs }
    }
    [cross-validating] Reading with networks that never saw the digits, { $network } of { $networks }
   *[other] Saving the run
}{ $left ->
    [none] {""}
   *[other] , about { $left } left
}
training-of = Training “{ $preset }” on { $data }
training-cancel = Cancel
training-cancelling = Stopping …
training-cancelled = The training was cancelled. Nothing was kept of it.
training-done = The new run is ready. Every page shows it now.
training-waiting = The curves begin after the first epoch.
training-curves = How “{ $preset }” learned from { $data }
training-loss = Loss
training-accuracy = Accuracy
training-rate = Learning rate
training-epoch = Epoch
training-line-training = training
training-line-validation = validation
training-best = best epoch
training-loss-alt = Loss after each epoch, for training and validation digits
training-accuracy-alt = Accuracy after each epoch, for training and validation digits
training-rate-alt = Learning rate after each epoch
training-validation-held-out = Validation: { $n } digits held out of the training set.
training-validation-out-of-fold = Validation: the mean of five networks, each on the fifth of the digits it never saw.
training-members = The curves are the mean of { $members } networks, which vote.
training-kept = { $keep ->
    [best] The weights of the epoch with the lowest validation loss were kept.
   *[last] The weights after the last epoch were kept.
}
training-how-text = { $n } digits, seen { $epochs } times in batches of { $batch }: { $seconds }, and { $start } more to start TensorFlow. Made on { $created }.
training-versions = Made with { $versions }.
training-network = The network
training-network-lead = { $parameters } numbers were learned, in these layers.
training-network-layer = Layer
training-network-kind = Kind
training-network-output = Output
training-network-parameters = Numbers learned
training-download-keras = Download .keras
training-download-tflite = Download .tflite
training-runs = All runs
training-runs-preset = Preset
training-runs-data = Data
training-runs-epochs = Epochs
training-runs-validation = Validation accuracy
training-runs-seconds = Seconds
training-runs-created = Made
training-runs-id = Id
training-runs-shown = Run { $id } is shown on every page. Choose a row to show another.
