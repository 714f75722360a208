### The page Share.

page-share = Share
share-title = Show it to others
share-lead = One file shows what the model misreads. It opens on any phone or computer, prints, and needs neither Misread nor a connection.
share-note = Your message to the readers
share-note-example = Look at the nines first. Which would you have read?
share-language = Language of the report
share-language-name = { $language ->
    [zh] 中文
   *[en] English
}
share-against = Compare with
share-against-none = no other model
share-names = Include file names and titles
share-originals = Include the original pictures, small and grey
share-private-warning = A file name may reveal who wrote the digit, and a picture may show more than a digit. Everyone who gets or finds the report sees them. Ask first.
share-report-button = Save the report
share-report-what = An HTML file, ready in a second or two: sentences, the matrix, every mistake as a picture, and how the numbers were obtained.
share-link = The link
share-link-target = Opens on
share-link-here = This link works on this computer only, in a browser that has opened Misread, while Misread runs here. Send others the report instead.
share-link-all = Anyone who can reach this server can open it.
share-link-own = Anyone who can reach this server and has this link sees these digits.
share-link-no-name = The link leaves out the name that you searched for: others can read an address.
share-link-code = The link as a QR code
share-link-code-how = Show it on the board: a phone’s camera opens the link.
share-tables = Tables and pictures
share-selected = { $shown ->
    [one] One image of { $n } is
   *[other] { $shown } of { $n } images are
} selected. Filters and order are those of the page Mistakes.
share-csv = Table (CSV)
share-xlsx = Table for Excel
share-zip = { $count ->
    [one] The mistake
   *[other] { $count } mistakes
} as pictures (ZIP)
share-zip-what = One folder for each label. Add the ZIP on the page Your digits, here or on another computer, and the digits keep their labels.
share-network = The model
share-network-what = The trained model for Keras and for LiteRT, with instructions and a short script that reads a picture.
share-network-button = Save the model (ZIP)
share-figures = Figures for slides and papers
share-figure = { $kind ->
    [matrix] Confusion matrix
    [accuracy] Accuracy over the epochs
   *[loss] Loss over the epochs
}
share-figure-png = { "{" }name{ "}" } as PNG
share-figure-svg = { "{" }name{ "}" } as SVG
share-figure-title = { $sources }, read by { $run }
share-curve-title = { $measure }: { $run }
