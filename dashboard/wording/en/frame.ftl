### The frame of every page, and names of images.

finding-some-left-out = { $n ->
    [one] One more is not counted: it has no label, or the verdicts leave it out.
   *[other] { $n } more are not counted: they have no label, or the verdicts leave them out.
}

## Frame

page-overview = Overview
page-confusion = Confusion
page-mistakes = Mistakes
page-data = Data
page-training = Training
section-workbench = Workbench
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
