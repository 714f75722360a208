### The frame of every page, and names of images.

finding-some-left-out = { $n ->
    [one] One more is not counted: it has no label, or the verdicts exclude it.
   *[other] { $n } more are not counted: they have no label, or the verdicts exclude them.
}

## Frame

page-overview = Overview
page-confusion = Confusion
page-mistakes = Mistakes
page-data = Data
page-training = Training
section-workbench = Workbench
frame-sets = Test set
frame-looking-at = { $sources } { $n }
frame-set-option = { $source } ({ $n })
frame-most-sets = You can join at most { $most } test sets.
frame-run = Model
frame-run-label = **{ $preset }**, trained on { $data }
frame-run-option = { $preset } on { $data }, { $epochs } epochs, { $created }
frame-reference = { $preset } on { $data }, { $epochs } epochs, ships with Misread
# The name of the other language in that language.
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
counting-what = This choice applies to Overview, Confusion, Mistakes, Replay, Compare, How sure and Weak spots. Everything else uses the labels as they are: an open image, Your digits, Suspect labels, and every file that you share.
counting-not-here = { $page ->
    [share] Every file here counts as labelled. A report states what the verdicts change, and the verdicts have a file of their own below.
   *[other] This page counts as labelled.
}
counting-none = With the verdicts accepted, no image here counts: all are ambiguous, or no digit.
frame-out-of-fold = Each of these digits was read by a network trained without it.
frame-unknown-run = There is no model { $id } here; another one is shown. It may have been deleted, or the link comes from another computer.
frame-unknown-set = There are no digits called { $name } here; others are shown. The link may come from another computer.
frame-unknown-upload = { $where ->
    [shared] The digits of this link are not here, so others are shown. They were deleted, or are older than seven days. Add them again on the page Your digits.
   *[personal] The digits of this link are not here, so others are shown. They were deleted, or are on another computer. Add them on the page Your digits.
}
frame-being-read = Misread is still importing the digits of this link. The page Your digits shows the progress.
frame-overlap = { $count } of the { $n } images of { $source } { $count ->
    [one] is
   *[other] are
} among the model’s training digits, pixel for pixel. Such images do not show how well it reads new ones.
frame-no-pictures = The pictures of { $source } are not on this computer, only the labels and predictions. Add MNIST on the Data page to see them.
frame-mnist-trouble = MNIST could not be added. { $reason }
unexpected-error = Something unexpected went wrong. Your saved work is safe. Reload the page; if it happens again, the terminal that runs Misread shows the cause.

## Digits and images

# A numeral with its article; $true must be a number.
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
image-mistake = { $name }: { a-true } read as { $predicted }{ image-sure }
image-right = { $name }: { a-true } read correctly{ image-sure }
image-unlabelled = { $name }: read as { $predicted }{ image-sure }
image-sure = { $confidence ->
    [unknown] {""}
   *[known] , { $confidence } sure
}

## The foot of every page

foot-version = Misread { $version }

## An upload that the server refused

upload-too-large = Not uploaded: one visitor may hold at most { $megabytes } MB of files. Remove files above, or send fewer or smaller ones.
upload-server-full = Not uploaded: all visitors together hold too many files. Try again in a few minutes.
upload-too-many = Not uploaded: more than { $files } files at once. Wait until the others have arrived, then try again.
upload-silent = Not uploaded: nothing arrived for { $seconds } seconds. Check the connection, then try again.
