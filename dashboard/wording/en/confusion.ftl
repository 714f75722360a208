### The page Confusion.

finding-also-read-as = { digit-plural-start } were also read as
finding-also-read-as-item = { $predicted }: { $count ->
    [1] once
   *[other] { $count } times
}
confusion-mode = What the cells show
confusion-count = Count
confusion-row = % of row
confusion-column = % of column
confusion-images = { $count ->
    [one] { $count } image
   *[other] { $count } images
}
# For screen readers; the screen shows 9 → 4 and a note.
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
confusion-choose = Select a cell, a row or a column to see its images. With the keyboard: press Tab to enter the matrix, then use the arrow keys and Enter.
confusion-reads-well = { $digit } that the model reads well
confusion-shown-part = The first { $shown } of { $count }.
