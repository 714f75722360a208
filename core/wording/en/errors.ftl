### One sentence group per error: what happened, what was expected, what to do.

## Digits

error-picture-empty = No digit was found that stands out from its paper. It has to be clearly darker or lighter than what is around it. Take the picture again with more light or a stronger pen, or cut it so that little more than the digit is in it.
error-file-missing = There is no file at { $path }. It was named as the place of the digits. Check the name, or hand over the file on the Data page.
error-file-unreadable = { $path } cannot be read: { $reason }. Misread has to be allowed to open it. Check its permissions and the disk it is on.
error-file-too-large = { $path } has { $found } MB. MNIST needs less than { $limit } MB in any packing. Hand over mnist.npz or the four IDX files.
error-npz-unknown = { $path } is not a NumPy archive, whatever its name says. An archive of arrays (.npz) was expected. Hand over mnist.npz or the four IDX files, or fetch MNIST again.
error-npz-damaged = { $path } is cut short or damaged. A whole NumPy archive was expected. Delete it, then copy or fetch it again.
error-npz-arrays-missing = { $path } lacks { $missing }. MNIST has x_train, y_train, x_test and y_test. Hand over the mnist.npz that Keras uses.
error-npz-wrong-type = { $name } in { $path } has values of the type { $found }. Numbers were expected. Use the mnist.npz that Keras downloads.
error-idx-damaged = { $path } is damaged or incomplete. A complete IDX file was expected, plain or gzipped. Delete it, then copy or download it again.
error-idx-unknown = { $path } begins with the bytes { $found }. MNIST’s files begin with 00 00 08 01 (labels) or 00 00 08 03 (images), after unpacking. Hand over mnist.npz or the four IDX files.
error-mnist-files-missing = { $path } lacks { $missing }. MNIST is either one archive, mnist.npz, or four IDX files, plain or gzipped. Put all four into one folder, or use mnist.npz.
error-not-mnist = { $path } is not MNIST: { $found } differs. MNIST has 60,000 training and 10,000 test images of 28 × 28 pixels (uint8), each with a label from 0 to 9. Use the mnist.npz that Keras downloads, or the four IDX files as published.
error-download-insecure = Misread does not fetch { $url }. Only addresses that begin with https are safe from being changed on the way. Use such an address, or hand over the file on the Data page.
error-download-offline = { $host } cannot be reached. Fetching MNIST needs a way to the internet. Check the connection, or hand over mnist.npz on the Data page, or set MISREAD_MNIST to its place.
error-download-untrusted = { $host } could not prove that it is { $host }. Something between here and there may be listening, as in some schools and companies. Fetch mnist.npz with a browser and hand it over on the Data page.
error-download-timeout = { $host } was silent for { $seconds } s. It may be busy, or the connection slow. Try again, or hand over mnist.npz on the Data page, or set MISREAD_MNIST to its place.
error-download-refused = { $host } answered with the error { $status }. A file was expected. Try again later, or hand over mnist.npz on the Data page.
error-download-too-large = { $host } sent more than { $limit } MB. MNIST is far smaller, so the download was stopped. Hand over mnist.npz on the Data page.
error-download-cut-short = { $host } stopped before the file was complete. Nothing of it was kept. Try again, or hand over mnist.npz on the Data page.
error-download-not-saved = { $path } could not be written: { $reason }. The download needs about 12 MB there. Free some space or make the folder writable, then try again.

## Store

error-home-unwritable = Misread cannot write to { $path }: { $reason }. It keeps its runs and digits there. Make the folder writable, or set MISREAD_HOME to another one.
error-cannot-write = Nothing could be saved in { $path }: { $reason }. What was there before is unchanged. Free some space or make the folder writable, then try again.
error-cannot-write-file = “{ $path }” could not be written: { $reason }. What was there before is unchanged. Name another file, or make room there.
error-missing = There is no “{ $name }” in the store. It may have been deleted. Choose another one.
error-damaged = “{ $name }” is damaged: its file { $file } is not what was saved. It was moved aside to { $path } and is not shown. Train it again, or restore the folder from a copy.
error-damaged-example = The example “{ $name }” that ships with Misread is damaged: its file { $file } is not what was shipped. It is not shown. Fetch a fresh copy of Misread.
error-unreadable = “{ $name }” cannot be read: { $reason }. It may be in use, or its disk in trouble, so it was left as it is and is not shown. Check the disk and its permissions, then try again.
error-unknown-schema = “{ $name }” was written by a newer Misread (format { $schema }). This one cannot read it and leaves it as it is. Update Misread to see it.
error-no-images = The pictures of { $source } are not on this computer. Only its labels and the predictions are. Add MNIST on the Data page to see them.

## Work

error-training-running = Another training is running on this computer. One at a time is as fast as it gets. Wait for it, or cancel it first.
error-job-died = The work stopped before it was finished. Nothing half done was kept. Its last words are in { $path }; start it again.
error-tensorflow-missing = Training needs TensorFlow, which cannot be used here ({ $reason }). Everything else works without it. Install the requirements with Python 3.11 to 3.13 on a system TensorFlow supports.
error-mnist-needed = MNIST is not on this computer. It is needed for this. Fetch it or hand over mnist.npz on the Data page, or with “python -m core data --fetch” or “python -m core data --add mnist.npz”.
error-unknown-digits = There are no digits called “{ $name }”. “python -m core data” lists those at hand. Use one of its names or ids.
error-unknown-data = There is no data set called “{ $name }”. Misread trains on: { $known }. Use one of these names.
error-data-uploaded = “{ $name }” is an upload. Uploads are for testing: a network that has learned from them would read them well and prove nothing. Train on “mnist” or “built-in”, then evaluate on your upload.
error-unknown-run = There is no run called “{ $name }”. “python -m core runs” lists those at hand. Use one of its ids.
error-unknown-preset = There is no preset called “{ $name }”. Misread knows: { $known }. Use one of these names.
error-file-exists = There is something at { $path } already. No file is replaced by itself. Name another file, or add --force to replace it.
error-no-mistakes = Run { $run } misread none of the labelled digits of { $name }. A ZIP of mistakes needs some. Choose other digits, or export a table.
error-cancelled = The work was cancelled. Nothing half done was kept. Start it again whenever you like.
error-bad-setting = This setting does not work: { $reason }. The presets show values that do. Change it and train again.

## Command line

error-verdicts-unknown = This file is no table of verdicts. A CSV file with the columns digit_set, position, kind, digit, author, note and time was expected, in UTF-8. Hand over one that Misread saved.
error-verdicts-too-large = This file has more than { $limit } MB. No table of verdicts needs that much. Hand over one that Misread saved.

## Uploads: pictures and archives

error-picture-blank-file = This file is empty: it has no bytes at all. A picture was expected. Copy or export it again.
error-picture-unknown = This file is not a picture that Misread knows. It reads PNG, JPEG, BMP, GIF, WebP and TIFF, whatever the file is called. Open it in the program it was made with and save it as PNG or JPEG.
error-picture-other-kind = This file is of the kind { $found }. Misread reads PNG, JPEG, BMP, GIF, WebP and TIFF. Save the picture as PNG or JPEG and hand that over.
error-picture-heic = This picture is HEIC, the form in which iPhones and some other phones keep photos. Misread reads PNG, JPEG, BMP, GIF, WebP and TIFF. On an iPhone, choose Settings, Camera, Formats, Most Compatible and take it again, or export the photo as JPEG.
error-picture-avif = This picture is AVIF. Misread reads PNG, JPEG, BMP, GIF, WebP and TIFF. Open it in a browser or a program for pictures and save it as PNG or JPEG.
error-picture-damaged = This { $format } picture is cut short or damaged. A whole picture was expected. Copy, scan or export it again.
error-picture-too-large = This picture has more than { $limit } million pixels. That is more than a camera takes of one digit, so it was not read. Shrink it, or cut the digit out.
error-picture-file-too-large = This file has { $found } MB. One picture may have { $limit } MB. Shrink it, or save it as JPEG.
error-picture-memory = Reading this picture takes more memory than one picture may. It may be damaged, or made to do so. Open it in a program for pictures and save it anew as PNG or JPEG.
error-picture-too-slow = Reading this picture takes more than { $limit } s. It may be damaged, or made to do so. Open it in a program for pictures and save it anew as PNG or JPEG.
error-picture-crashed = The process that read this picture broke off. The picture is probably damaged; all others were read. Open it in a program for pictures and save it anew as PNG or JPEG.
error-picture-failed = Misread could not make sense of this picture. That is a defect of Misread; it is described in the log, and all other pictures were read. Save the picture anew as PNG, or leave it out.
error-decoder-missing = The process that reads pictures cannot be started. Without it, no picture of a stranger is opened. Restart Misread; if that does not help, install its requirements again.
error-picture-link = This is a link that leads out of the folder. Misread reads only what lies in the folder itself. Copy the picture there.
error-picture-no-file = This is neither a file nor a folder, but a device or something like it. Pictures were expected. Leave it out.
error-archive-nested = This is a ZIP inside what was handed over. Misread opens a ZIP that is handed over by itself, but none inside another or inside a folder. Hand it over by itself, or unpack it first.
error-archive-other-kind = This is an archive of the kind { $found }. Misread opens ZIP only. Unpack it and hand over the folder, or pack it as ZIP.
error-archive-damaged = This ZIP is cut short or damaged: its table of contents cannot be read. A whole ZIP was expected. Copy or pack it again.
error-archive-empty = There is nothing in this ZIP. Pictures of digits were expected. Hand over one that has some.
error-folder-empty = There is nothing in this folder. Pictures of digits were expected. Hand over one that has some.
error-archive-too-large = This ZIP has { $found } MB. Misread opens ZIPs of up to { $limit } MB. Hand it over in parts, or shrink the pictures.
error-archive-too-many = There are more than { NUMBER($limit) } files in it. So many are not read at once. Hand it over in parts.
error-archive-budget = Unpacked, this ZIP has more than { $limit } MB; this file lies beyond them. So much is not unpacked at once. Hand it over in parts.
error-archive-encrypted = This file is locked with a password in its ZIP. Misread asks for none. Pack the pictures without a password.
error-archive-method = This file is packed in a way that Misread does not know (method { $found }). It knows files that are stored or deflated, as most programs pack them. Pack the pictures again as an ordinary ZIP.
error-archive-member-damaged = This file is damaged in its ZIP: what is there is not what was packed. All others were read. Copy or pack the ZIP again.
error-archive-overlap = This file claims the same place in its ZIP as another. No honest program packs like that, so it was not unpacked. Pack the ZIP again.

## Uploads

error-upload-empty = { $refused ->
    [0] There was no picture in what was handed over.
    [one] The only file that was found cannot be taken in; its reason stands with its name.
   *[other] None of the { $refused } files can be taken in; each has its reason with its name.
} Pictures of digits were expected, as PNG, JPEG, BMP, GIF, WebP or TIFF, loose, in a folder or in a ZIP. Choose others.
error-unknown-upload = There is no upload called “{ $name }”. “python -m core data” lists those at hand. Use the id of one of them.

## Imported predictions

error-predictions-missing = There is no file at { $path }. A CSV, NPZ or Parquet file of predictions was expected there. Check the name.
error-predictions-too-large = { $path } has more than { $limit } MB, or would unpack to more. So much is not read at once. Leave out columns and arrays that are not needed, or bring the predictions in without the images, by their numbers.
error-predictions-too-many = { $path } has more than { NUMBER($limit) } rows. So many are not read at once. Bring in fewer images, or refer to a digit set by its numbers.
error-predictions-empty = { $path } has no predictions in it. A row with ten probabilities for each image was expected. Write the file again.
error-predictions-damaged = { $path } is damaged, or neither CSV nor NPZ nor Parquet. A whole file of one of these kinds was expected. Write it again.
error-predictions-no-text = { $path } is no text in UTF-8. A CSV file in UTF-8 with commas was expected, or an NPZ or Parquet file. Save it as “CSV UTF-8”.
error-predictions-separator = In { $path } something else than commas stands between the columns. Columns are separated by commas, and decimals have a point. Save it again that way.
error-predictions-line = Line { $line } of { $path } has more or fewer cells than the first line. Every line needs one cell for each column. Write the file again.
error-predictions-columns = { $path } lacks { $missing }. A table has the columns p0 to p9 (and pixel0 to pixel783 if the images are in it), an NPZ file the array probabilities. Name them so.
error-predictions-column-twice = { $path } has the column { $name } twice. Which one counts cannot be known. Leave one out.
error-predictions-hard = { $path } says which digit was read, but not how probable each digit is. Ten probabilities for each image were expected. Save those of predict_proba or of a softmax; for a classifier without any, 1 for the digit that was read and 0 for the others, and every confidence is 100 %.
error-predictions-wrong-type = { $name } in { $path } holds values of the type { $found }. Numbers were expected. Save it as numbers.
error-predictions-wrong-shape = { $name } in { $path } has the shape { $found }. For these predictions { $expected } was expected. Save it in that shape.
error-predictions-no-number = Row { $row } of { $path } has no finite number in { $column }. Every row needs ten probabilities, and only a label may be left out. Look for empty cells, text, nan and inf.
error-predictions-no-probabilities = Row { $row } of { $path } has ten numbers that sum to { $total } or are below 0. { $what ->
    [logarithms] These seem to be logarithms of probabilities: take the exponential first.
    [scores] These seem to be scores (logits): apply softmax first.
    [percent] These seem to be percentages: divide by 100 first.
   *[other] Ten probabilities sum to 1, within 0.0006: write at least four decimals.
}
error-predictions-label = Row { $row } of { $path } has the label { $found }. A label is a digit from 0 to 9, or empty or -1 where nobody knows it. Correct it, or leave the labels out.
error-predictions-number = Row { $row } of { $path } has the number { $found }. The number of an image is its place in the digit set, 0 for the first. Correct it.
error-predictions-pixels = Row { $row } of { $path } has pixels that are not whole numbers from 0 to 255. Images are 28 × 28 such numbers, 0 for paper and 255 for ink. If yours go from 0 to 1, multiply by 255 and round.
error-predictions-faint = No pixel in { $path } is brighter than 1. Images are whole numbers from 0 to 255, 0 for paper and 255 for ink. If yours go from 0 to 1, multiply by 255 and round.
error-predictions-inverted = The images in { $path } are bright along their edges. In MNIST, paper is 0 and ink is bright. Subtract the pixels from 255.
error-predictions-need-digits = { $path } has no images in it, and nobody said which digits its rows are about. Name them with --on: “mnist-test”, “built-in” or the id of an upload (“python -m core data” lists them), or put the images into the file.
error-predictions-of-training = { $path } is about MNIST’s training digits. Misread looks at digits that a classifier did not learn from. Predict the test digits, and bring these in; or, if each was read by a network that had not learned from it, say so with --out-of-fold, or on the page by choosing these digits.
error-predictions-other-images = The images in { $path } are not those of “{ $name }”. They were expected to be the same, pixel for pixel and in the same order. Leave --on out to take them as a digit set of their own, or the images to go by numbers.
error-predictions-count = { $path } has { NUMBER($found) } rows, but there are { NUMBER($expected) } images. Without numbers, the rows go through all images in their order. Predict all of them, or name each by its number.
error-predictions-beyond = { $path } has numbers that there are not, the first of them { $first }: the images are numbered from 0 to { $last }. Correct them, or name other digits with --on.
error-predictions-twice = { $path } has { $count ->
    [one] one image
   *[other] { NUMBER($count) } images
} more than once, the first of them { $first }. Every image needs one row. Leave the others out.
error-predictions-lacking = { $path } lacks { NUMBER($count) } of { NUMBER($n) } images, the first of them { $first }. A run knows all images of its digits, so that rates mean what they say. Predict the others too.
error-predictions-other-labels = { $path } has another label than “{ $name }” for { NUMBER($count) } of { NUMBER($n) } images. Probably its rows are in another order, as after shuffling: then every number would be wrong. Correct the order, or leave the labels out; those of the digits count.
error-only-predictions = “{ $title }” (run { $id }) was made elsewhere: only its predictions are here, and they are not about { $name }. Choose the digits it was brought in with, or another run.
error-no-network = “{ $title }” was made elsewhere: its predictions are here, its network is not. Export a table, the mistakes or a report.

## Examples

error-no-runs = There is no run to show. Misread ships with one, which is missing here. Train one on the Training page, or fetch a fresh copy of Misread.
