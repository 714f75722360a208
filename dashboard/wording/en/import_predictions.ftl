### Imported models: predictions without a network.

frame-run-label-elsewhere = **{ $title }**, imported
frame-run-elsewhere = { $title }, imported { $created }
frame-only-unseen = A model is shown on { $name } only if each digit was read by a network trained without it, so other digits are shown.
frame-only-brought = “{ $title }” is imported, and its predictions do not cover { $name }, so other digits are shown. Choose a model trained here to read { $name }.
elsewhere-title = “{ $title }” is imported
elsewhere-what = Its predictions were imported on { $created }. The model was trained outside Misread, so there are no settings, no curves and no network to show.
elsewhere-learned = The model is imported; how it learned is not known.
elsewhere-preset = imported
elsewhere-settings = At least one of the two models is imported, and its settings are not known: there is nothing to compare.
elsewhere-closer = To cover parts of an image, find similar digits or read a changed image, Misread needs the network itself. “{ $title }” is imported, and only its predictions are here.
elsewhere-suspects = This model is imported, so Misread cannot find similar training digits: only probabilities are used.
elsewhere-overlap = The model is imported, so its training digits are not known.
elsewhere-digits-title = “{ $title }” cannot read new digits
elsewhere-digits = It is imported: only its predictions are here, not its network. Choose a model trained here to read digits of your own.
elsewhere-digits-known = The predictions for these digits are imported. To show what preparation rescued, and why the rest is misread, Misread needs the network itself.
elsewhere-pad = “{ $title }” is imported and cannot read drawings. Choose a model trained here, at the top, to draw.
elsewhere-switch = Choose “{ $preset }”
elsewhere-digit-set = Imported with predictions
elsewhere-bring = Imported predictions
elsewhere-bring-what = Misread can show any model: from scikit-learn, PyTorch, Keras, or any program that writes ten probabilities for each image, or only the digit that it read. Misread runs none of its code. The file, as CSV, NPZ or Parquet, has a row for each image: its number, from 0, and `p0` to `p9` or `prediction`; or the image itself. `docs/predictions.md` shows how to write it.
elsewhere-bring-file = File of predictions
elsewhere-bring-on = Digits that its rows are about
elsewhere-bring-training = MNIST training, each read by a model trained without it
elsewhere-bring-images = the images in the file
elsewhere-bring-name = Title
elsewhere-bring-button = Import
elsewhere-brought = “{ $title }” is imported. Every page shows it now.
elsewhere-brought-differing = “{ $title }” is imported. For { $count ->
    [one] one image
   *[other] { $count } images
} the file has a label that differs from the label of the digits, or that they lack; the digits are unchanged.
elsewhere-order = The columns of this file may be in another order than the digits. With the first column as 0, the second as 1 and so on, { PERCENT($as_file, digits: 1) } of the labels are read correctly; with the columns as { $classes }, { PERCENT($reordered, digits: 1) }. Classes sorted as text, or counted from 1, have such an order.
elsewhere-order-exchange = The columns are { $classes }
elsewhere-order-keep = Keep the order of the file
