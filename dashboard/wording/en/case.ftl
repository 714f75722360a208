### One image in the drawer.

case-mistake = { $true } read as { $predicted }
case-right = { $true }, read correctly
case-unlabelled = Read as { $predicted }
case-where = Case { $number } of { $total }, { $order }. { $name }.
case-order = { $sort ->
    [sure] surest first
    [confident] most confidently wrong first
    [close] closest call first
    [doubt] misread ones first, then the least sure
    [misread] misread ones first
    [doubtful] most suspect first
    [replay] learned, forgotten, then never learned
    [unsure] least sure first
    [shuffled] shuffled
   *[file] in the order of the file
}
case-alone = { $name }.
case-previous = Previous
case-next = Next
case-sentence-mistake = The model was **{ $confidence }** sure this is { an-article } :red[**{ $predicted }**]. It gave { $given } to :blue[**{ $true }**], the label.
case-sentence-right = The model was **{ $confidence }** sure this is { an-article } **{ $predicted }**, which is also its label. Its second choice was { $second }, { $given }.
case-sentence-unlabelled = The model was **{ $confidence }** sure this is { an-article } **{ $predicted }**. It has no label yet.
case-without-confidence = { $kind ->
    [mistake] The model read this as { an-article } :red[**{ $predicted }**]; its label is :blue[**{ $true }**].
    [right] The model read this as { an-article } **{ $predicted }**, which is also its label.
   *[unlabelled] The model read this as { an-article } **{ $predicted }**. It has no label yet.
} How sure it was is not known.
case-jury = Of { $members } networks that did not learn from this image, { $readings }.
case-jury-part = **{ $count }** read { $digit }
case-saw = What the model saw
case-no-picture = This picture is not on this computer.
case-read = read
case-label = label
case-alt = The digit as the model saw it, enlarged
case-gone = This image is not among the digits shown. Choose the test set that contains it.
