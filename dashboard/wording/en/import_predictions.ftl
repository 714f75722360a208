### Imported runs: predictions without a network.

frame-run-label-elsewhere = **{ $title }**, made elsewhere
frame-run-elsewhere = { $title }, made elsewhere, brought in { $created }
frame-only-unseen = A network is shown on { $name } only if each digit was read by one that had not learned from it. These are other digits.
frame-only-brought = “{ $title }” was made elsewhere, and only its predictions are here. They are not about { $name }, so other digits are shown. A network, chosen above, can read { $name }.
elsewhere-title = “{ $title }” was made elsewhere
elsewhere-what = Its predictions were brought in on { $created }. How it was trained is not known here: the training happened elsewhere, so there are no settings, no curves and no network to look at.
elsewhere-learned = It was made elsewhere; how it learned is not known here.
elsewhere-preset = made elsewhere
elsewhere-settings = At least one of the two was made elsewhere, and its settings are not known here: there is nothing to compare.
elsewhere-closer = This needs the network itself: to cover parts of the image, to find digits like it, and to change it and read it again. “{ $title }” was made elsewhere, and only its predictions are here.
elsewhere-suspects = This classifier was made elsewhere, so similar training digits cannot be looked for: only its probabilities have a say.
elsewhere-overlap = Whether it learned from any of them is not known: it was made elsewhere.
elsewhere-digits-title = “{ $title }” cannot read new digits
elsewhere-digits = It was made elsewhere: only the predictions that were brought in are here, not the network that made them. Choose a network to read digits of your own.
elsewhere-digits-known = These digits were read elsewhere. What preparation rescued, and why the rest is misread, needs the network itself.
elsewhere-pad = What is drawn is read by a network. “{ $title }” was made elsewhere; choose a network above to draw.
elsewhere-switch = Choose “{ $preset }”
elsewhere-digit-set = Came with predictions that were made elsewhere
elsewhere-bring = Predictions made elsewhere
elsewhere-bring-what = Any classifier can be looked at here: scikit-learn, PyTorch, Keras, or anything that writes ten probabilities for each image. Nothing of it is run. Its file, as CSV, NPZ or Parquet, has a row for each image: its number, from 0, and `p0` to `p9`; or the image itself. `docs/predictions.md` shows how to write it.
elsewhere-bring-file = File of predictions
elsewhere-bring-on = Its rows are about
elsewhere-bring-training = MNIST training, each read by a network that never saw it
elsewhere-bring-images = the images in the file
elsewhere-bring-name = What to call it
elsewhere-bring-button = Bring in
elsewhere-brought = “{ $title }” is here. Every page shows it now.
elsewhere-brought-differing = “{ $title }” is here. For { $count ->
    [one] one image
   *[other] { $count } images
} the file has a label that the digits do not have; they stay as they are.
