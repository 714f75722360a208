### One sentence group per error: what happened, what was expected, what to do.

## Digits

error-picture-empty = Misread found no digit in this picture. A digit must be clearly darker or lighter than the paper around it. Take the picture again with more light or a thicker pen, or crop it closely around the digit.
error-file-missing = There is no file at { $path }. Digits were expected there. Check the name, or upload the file on the Data page.
error-file-unreadable = { $path } cannot be read: { $reason }. Misread needs permission to open it. Check the permissions of the file and the disk that holds it.
error-file-too-large = { $path } is { $found } MB. MNIST is smaller than { $limit } MB in any file format. Use mnist.npz or the four IDX files.
error-npz-unknown = { $path } is not a NumPy archive, whatever its name suggests. An archive of arrays (.npz) was expected. Use mnist.npz or the four IDX files, or download MNIST again.
error-npz-damaged = { $path } is incomplete or damaged. A complete NumPy archive was expected. Delete it, then copy or download it again.
error-npz-arrays-missing = { $path } lacks { $missing }. MNIST has x_train, y_train, x_test and y_test. Use the mnist.npz that Keras downloads.
error-npz-wrong-type = { $name } in { $path } holds values of the type { $found }. Numbers were expected. Use the mnist.npz that Keras downloads.
error-idx-damaged = { $path } is damaged or incomplete. A complete IDX file was expected, plain or gzipped. Delete it, then copy or download it again.
error-idx-unknown = { $path } begins with the bytes { $found }. Unpacked, MNIST’s files begin with 00 00 08 01 (labels) or 00 00 08 03 (images). Use mnist.npz or the four IDX files.
error-mnist-files-missing = { $path } lacks { $missing }. MNIST is either one archive, mnist.npz, or four IDX files, plain or gzipped. Put all four into one folder or upload them together, or use mnist.npz.
error-mnist-web-page = { $path } is a web page, not MNIST: the server sent a page, perhaps about an error or a login. Open it in a browser to see why, then download the file again.
error-not-mnist = { $path } is not MNIST: { $found } differs. MNIST has 60,000 training and 10,000 test images of 28 × 28 pixels (uint8), each with a label from 0 to 9. Use the mnist.npz that Keras downloads, or the four IDX files as published.
error-download-insecure = Misread does not download from { $url }. Only an address that begins with https protects the file from changes on the way. Use such an address, or upload the file on the Data page.
error-download-offline = { $host } cannot be reached. Downloading MNIST needs an internet connection. Check the connection, or upload mnist.npz on the Data page, or set MISREAD_MNIST to its path.
error-download-untrusted = { $host } could not prove its identity. A secure connection was expected, but some schools and companies intercept connections. Download mnist.npz with a browser and upload it on the Data page.
error-download-timeout = { $host } sent nothing for { $seconds } s. An answer was expected; the server may be busy, or the connection slow. Try again, or upload mnist.npz on the Data page, or set MISREAD_MNIST to its path.
error-download-refused = { $host } answered with the error { $status }. A file was expected. Try again later, or upload mnist.npz on the Data page.
error-download-too-large = { $host } sent more than { $limit } MB. MNIST is far smaller, so Misread stopped the download. Upload mnist.npz on the Data page.
error-download-cut-short = { $host } stopped before the file was complete. Misread kept none of it. Try again, or upload mnist.npz on the Data page.
error-download-not-saved = { $path } could not be written: { $reason }. The download needs about 12 MB there. Free some space or make the folder writable, then try again.

## Store

error-home-gone = The data folder { $path } is no longer there, or another disk has taken its place. Nothing was read or written. Connect the disk or put the folder back; or restart Misread, which then creates a new one.
error-home-unwritable = Misread cannot write to { $path }: { $reason }. It stores its models and digits there. Make the folder writable, or set MISREAD_HOME to another folder.
error-cannot-write = Nothing could be saved in { $path }: { $reason }. Everything saved earlier is unchanged. Free some space or make the folder writable, then try again.
error-cannot-write-file = “{ $path }” could not be written: { $reason }. Everything saved earlier is unchanged. Name another file, or free some space there.
error-system-refused = The system refused to read or write { $place ->
    [unknown] a file
   *[known] { $path }
}: { $reason }. Everything saved earlier is unchanged. Check who owns it and its permissions, and the free space of the disk, then try again.
error-missing = “{ $name }” is not in the data folder. It may have been deleted. Choose another one.
error-damaged = “{ $name }” is damaged: its file { $file } differs from what was saved. Misread moved it to { $path } and does not show it. Train it again, or restore the folder from a backup.
error-damaged-example = The example “{ $name }” that ships with Misread is damaged: its file { $file } differs from the original. Misread does not show it. Download Misread again.
error-unreadable = “{ $name }” cannot be read: { $reason }. It may be in use, or the disk may be faulty, so Misread left it unchanged and does not show it. Check the disk and its permissions, then try again.
error-unknown-fields = Another version of Misread wrote “{ $name }”, without something that this version needs. Misread left it unchanged and does not show it. Update Misread to see it.
error-unknown-schema = A newer version of Misread wrote “{ $name }” (format { $schema }). This version cannot read it and leaves it unchanged. Update Misread to see it.
error-no-images = The pictures of { $source } are not on this computer. Only its labels and predictions are here. Add MNIST on the Data page to see them.

## Work

error-training-running = Another training is running on this computer. Only one training can run at a time. Wait until it ends, or cancel it first.
error-import-unfinished = Another import of yours has not ended. On a shared server each browser has one at a time. Wait until it ends, or cancel it, then add these digits again.
error-imports-full = { $waiting } other imports are waiting, and this server accepts no more at present. Your files were not stored. Try again in a few minutes.
error-import-too-slow = After { NUMBER($count) } files, decoding had taken as much processor time as one import may take here. This file was not read. Add the remaining files in a separate import.
error-import-too-large = The pictures of this import take { NUMBER($limit) } MB of disk, the most that one import may take here. This file was not read. Add the remaining files in a separate import.
error-disk-nearly-full = Less than 5 % of the disk of this server is free, and Misread keeps that part free. Nothing more is stored. Tell the person who runs the server, or try again later.
error-people-replaced = The file of verdicts and labels, people.sqlite, was damaged. { $day ->
    [none] No intact copy was found, so verdicts and labels begin anew.
   *[other] Misread now uses its copy of { $day }; later verdicts and labels are missing.
} The damaged file is kept in { $path }. Import verdicts that you exported, and check the disk.
error-people-damaged = The file of verdicts and labels, people.sqlite, was damaged while Misread was running. Nothing of it is shown now. Restart Misread, which then uses the latest intact copy.
error-job-damaged = The disk damaged { $path }: what Misread knows about this job is incomplete. If the job is running, let it finish; otherwise start it again. Check the disk.
error-job-died = The job stopped before it finished. Misread kept no partial results. The log is in { $path }; start the job again.
error-tensorflow-missing = Training needs TensorFlow, which cannot be used here ({ $reason }). Everything else works without it. Install the requirements with Python 3.11 to 3.13 on a system that TensorFlow supports.
error-mnist-needed = MNIST is not on this computer. This action needs it. Download it or upload mnist.npz on the Data page, or run “python -m core data --fetch” or “python -m core data --add mnist.npz”.
error-unknown-digits = There are no digits called “{ $name }”. “python -m core data” lists all digits. Use one of their names or ids.
error-unknown-data = There is no data set called “{ $name }”. Misread trains on: { $known }. Use one of these names.
error-data-uploaded = “{ $name }” is an upload. Uploads are for testing: a model that learned from them would read them well, which proves nothing. Train on “mnist” or “built-in”, then evaluate on your upload.
error-unknown-run = There is no run called “{ $name }”. “python -m core runs” lists all runs. Use one of their ids.
error-unknown-preset = There is no preset called “{ $name }”. Misread knows: { $known }. Use one of these names.
error-file-exists = { $path } already exists. Misread replaces a file only if you ask for it. Name another file, or add --force to replace it.
error-no-mistakes = Run { $run } misread none of the labelled digits of { $name }. A ZIP of mistakes needs at least one. Choose other digits, or export a table.
error-cancelled = The job was cancelled. Misread kept no partial results. You can start it again at any time.
error-cluster-missing = Training on a cluster needs Dask, which is not installed here. Install requirements-cluster.lock (docs/cluster.md says how), or unset MISREAD_CLUSTER to train on this computer.
error-cluster-address = “{ $address }” is not the address of a cluster. Set MISREAD_CLUSTER to tls://HOST:PORT, or to local:2 for two workers on this computer.
error-cluster-unencrypted = { $address } is another computer, and nothing is encrypted on the way there. Use a tls:// address with certificates; docs/cluster.md says how.
error-cluster-certificate = MISREAD_CLUSTER_{ $name } names no file: { $path }. A cluster on other computers needs certificates; docs/cluster.md says how to make them.
error-cluster-unreachable = The cluster at { $address } cannot be reached: there is no scheduler, or it refuses this certificate. Check MISREAD_CLUSTER, start the scheduler, and compare the certificates.
error-cluster-versions = No machine of the cluster has the same version of Misread and its libraries as this computer: { $workers }. Install the same version there.
error-part-died = Network { $number } ended three processes, the last one on { $worker }; it may need more memory than there is. What is finished is kept. Train again to go on.
error-part-failed = Network { $number } failed on { $worker }: { $reason }. What is finished is kept. Train again to go on.
error-bad-setting = This setting does not work: { $reason }. The presets show values that work. Change the setting and train again.

## Command line

error-verdicts-unknown = This file is not a table of verdicts. A CSV file in UTF-8 with the columns digit_set, position, kind, digit, author, note and time was expected. Choose a file that Misread saved.
error-verdicts-too-large = This file is larger than { $limit } MB. A table of verdicts is never that large. Choose a file that Misread saved.
error-verdicts-too-many = This file has more than { NUMBER($limit) } lines, the most that one file of verdicts may have. Nothing was imported. Split the file, keep the heading in each part, and import the parts.
error-verdicts-full = This image has { $limit } verdicts, the most that one image may have. Yours was not saved. Change one of your own, or ask their authors to take one back.

## Uploads: pictures and archives

error-picture-blank-file = This file is empty. A picture was expected. Copy or export it again.
error-picture-unknown = Misread does not recognise this file as a picture. It reads PNG, JPEG, BMP, GIF, WebP, TIFF and PGM, whatever the file is called. Open it in the program that made it and save it as PNG or JPEG.
error-picture-other-kind = This file has the format { $found }. Misread reads PNG, JPEG, BMP, GIF, WebP, TIFF and PGM. Save the picture as PNG or JPEG and add that file.
error-picture-heic = This picture has the format HEIC, in which iPhones and some other phones save photos. Misread reads PNG, JPEG, BMP, GIF, WebP, TIFF and PGM. On an iPhone, choose Settings, Camera, Formats, Most Compatible and take it again, or export the photo as JPEG.
error-picture-avif = This picture has the format AVIF. Misread reads PNG, JPEG, BMP, GIF, WebP, TIFF and PGM. Open it in a browser or an image editor and save it as PNG or JPEG.
error-picture-damaged = This { $format } picture is incomplete or damaged. A complete picture was expected. Copy, scan or export it again.
error-picture-too-large = This picture has more than { $limit } million pixels. A photo of one digit needs far fewer, so Misread did not read it. Shrink it, or crop it to the digit.
error-picture-file-too-large = This file is { $found } MB. A picture may be up to { $limit } MB. Shrink it, or save it as JPEG.
error-picture-memory = Reading this picture takes more memory than one picture may use. It may be damaged, or designed to take too much. Open it in an image editor and save it again as PNG or JPEG.
error-picture-too-slow = Reading this picture takes more than { $limit } s. It may be damaged, or designed to take too long. Open it in an image editor and save it again as PNG or JPEG.
error-picture-crashed = The process that read this picture crashed. The picture is probably damaged; all others were read. Open it in an image editor and save it again as PNG or JPEG.
error-picture-failed = Misread failed to read this picture. This is a defect of Misread, and the log describes it; all other pictures were read. Save the picture again as PNG, or leave it out.
error-decoder-missing = The process that reads pictures cannot be started. Misread opens untrusted pictures only in that process. Restart Misread; if that does not help, install its requirements again.
error-picture-link = This is a link that leads out of the folder. Misread reads only what is inside the folder. Copy the picture into it.
error-picture-no-file = This is neither a file nor a folder, but a device or something similar. Pictures were expected. Leave it out.
error-archive-nested = This ZIP is inside another ZIP or inside a folder. Misread opens only a ZIP that you add by itself. Add it by itself, or unpack it first.
error-archive-other-kind = This archive has the format { $found }. Misread opens only ZIP. Unpack it and add the folder, or pack it as ZIP.
error-archive-damaged = This ZIP is incomplete or damaged: its table of contents cannot be read. A complete ZIP was expected. Copy or pack it again.
error-archive-empty = This ZIP is empty. Pictures of digits were expected. Choose a ZIP that contains some.
error-folder-empty = This folder is empty. Pictures of digits were expected. Choose a folder that contains some.
error-archive-too-large = This ZIP is { $found } MB. Misread opens ZIPs of up to { $limit } MB. Add it in parts, or shrink the pictures.
error-archive-too-many = There are more than { NUMBER($limit) } files in it. Misread does not read that many at once. Add it in parts.
error-archive-budget = This ZIP unpacks to more than { $limit } MB, and this file is beyond that limit. Misread does not unpack that much at once. Add it in parts.
error-archive-encrypted = This file is protected by a password in its ZIP. Misread does not ask for passwords. Pack the pictures without a password.
error-archive-method = This file is packed with a method that Misread does not support (method { $found }). Misread supports stored and deflated files, which most programs write. Pack the pictures again as an ordinary ZIP.
error-archive-member-damaged = This file is damaged in its ZIP: its content differs from what was packed. All others were read. Copy or pack the ZIP again.
error-archive-overlap = This file overlaps another one in its ZIP. No ordinary program packs files that way, so Misread did not unpack it. Pack the ZIP again.

## Uploads

error-upload-empty = { $refused ->
    [0] You added no picture.
    [one] The only file found cannot be added; the reason is next to its name.
   *[other] None of the { $refused } files can be added; the reason is next to each name.
} Pictures of digits were expected, as PNG, JPEG, BMP, GIF, WebP, TIFF or PGM, or arrays as NPY, NPZ, IDX, CSV or Parquet: single files, in a folder or in a ZIP. Choose others.
error-upload-exists = The same files are here already, as the upload “{ $title }” ({ $id }). Nothing was added. Use that upload, or import the files again on purpose.
error-unknown-upload = There is no upload called “{ $name }”. “python -m core data” lists all uploads. Use one of their ids.

## Imported predictions

error-predictions-missing = There is no file at { $path }. A CSV, NPZ or Parquet file of predictions was expected there. Check the name.
error-predictions-too-large = { $path } is larger than { $limit } MB, or unpacks to more. Misread does not read that much at once. Leave out columns and arrays that are not needed, or leave out the images and import the predictions by image number.
error-predictions-too-many = { $path } has more than { NUMBER($limit) } rows. Misread does not read that many at once. Import fewer images, or refer to the images of a digit set by number.
error-predictions-empty = { $path } contains no predictions. A row of ten probabilities for each image was expected. Write the file again.
error-predictions-damaged = { $path } is damaged, or is not a CSV, NPZ or Parquet file. A complete file in one of these formats was expected. Write it again.
error-predictions-no-text = { $path } is not UTF-8 text. A CSV file in UTF-8 with commas was expected, or an NPZ or Parquet file. Save it as “CSV UTF-8”.
error-predictions-separator = The columns of { $path } are not separated by commas. A CSV file needs commas between columns, and a point in decimals. Save it again in that form.
error-predictions-line = Line { $line } of { $path } has more or fewer cells than the first line. Every line needs one cell for each column. Write the file again.
error-predictions-two-sets = { $path } has several sets of ten numbers for each image: { $columns }. One set of ten probabilities was expected. Call its columns p0 to p9, or its array probabilities.
error-predictions-transposed = { $name } in { $path } has the shape { $found }: ten rows, and a column for each image. A row for each image was expected. Save probabilities.T instead.
error-predictions-order = In { $path }, { PERCENT($as_file, digits: 1) } of the labels are read correctly with the columns in the order 0 1 2 3 4 5 6 7 8 9, and { PERCENT($reordered, digits: 1) } in the order { $classes }. Classes sorted as text, or counted from 1, have such an order. State the digit of each column: --classes { $classes }, or --classes 0123456789 if the file is right.
error-predictions-classes = “{ $found }” does not give each of the ten columns its digit. Ten different digits were expected, such as 1234567890. Write the digit of the first column first.
error-predictions-columns = { $path } lacks { $missing }. A table needs ten columns of probabilities, such as p0 to p9 (and pixel0 to pixel783 if it contains the images); an NPZ file needs an array of the shape (n, 10), or (n, 10) called probabilities among several. Name the columns so, or leave other columns of numbers out.
error-predictions-column-twice = { $path } has two columns called { $name }. Each column needs a name of its own. Leave one of the two out.
error-predictions-two-digits = { $path } has no probabilities, and several columns may be the digit that was read: { $columns }. One of them was expected, or ten probabilities for each image. Leave the others out.
error-predictions-no-digit = Row { $row } of { $path } has { $found } as the digit that was read. Without ten probabilities, every row needs a whole number from 0 to 9. Correct it, or save the output of predict_proba or of a softmax.
error-predictions-wrong-type = { $name } in { $path } has values of the type { $found }. Numbers were expected. Save it as numbers.
error-predictions-wrong-shape = { $name } in { $path } has the shape { $found }. For these predictions, { $expected } was expected. Save it in that shape.
error-predictions-no-number = Row { $row } of { $path } has no finite number in { $column }. Every row needs ten probabilities, or the digit that was read; only the label may be missing. Look for empty cells, text, nan and inf.
error-predictions-no-probabilities = Row { $row } of { $path } has ten numbers that sum to { $total } or include a negative one. Ten probabilities that sum to 1 were expected. { $what ->
    [logarithms] The numbers look like logarithms of probabilities: take the exponential first.
    [scores] The numbers look like scores (logits): apply softmax first.
    [percent] The numbers look like percentages: divide them by 100 first.
   *[other] Write at least four decimals: the sum may differ from 1 by at most 0.0006.
}
error-predictions-label = Row { $row } of { $path } has the label { $found }. A label is a digit from 0 to 9; it is empty or -1 if unknown. Correct it, or leave the labels out.
error-predictions-number = Row { $row } of { $path } has the number { $found }. The number of an image is its position in the digit set, 0 for the first. Correct it.
error-predictions-pixels = Row { $row } of { $path } has pixels that are not numbers (NaN or infinite). An image is 28 × 28 numbers, from 0 for paper. Correct the row, or leave the images out.
error-predictions-inverted = The images in { $path } are bright along their edges. As in MNIST, paper must be 0 and ink bright. Subtract the pixels from 255.
error-predictions-need-digits = { $path } contains no images, and the digits of its rows are not named. Each row must refer to a known image. Name the digits with --on: “mnist-test”, “built-in” or the id of an upload (“python -m core data” lists them), or put the images into the file.
error-predictions-of-training = { $path } is about MNIST’s training digits. Misread shows how a model reads digits that it did not learn from. Predict the test digits and import those; or, if each digit was read by a model trained without it, add --out-of-fold, or choose these digits on the page.
error-predictions-other-images = The images in { $path } are not those of “{ $name }”. The same images were expected, pixel for pixel and in the same order. Leave --on out to import them as a digit set of their own, or leave the images out to refer to them by number.
error-predictions-count = { $path } has { NUMBER($found) } rows, but there are { NUMBER($expected) } images. Without numbers, the rows must cover all images in order. Predict all of them, or add the number of its image to each row.
error-predictions-beyond = { $path } has image numbers that do not exist; the first is { $first }. The images are numbered from 0 to { $last }. Correct the numbers, or name other digits with --on.
error-predictions-twice = { $path } has { $count ->
    [one] one image
   *[other] { NUMBER($count) } images
} more than once; the first is { $first }. Every image needs exactly one row. Remove the duplicates.
error-predictions-names = In { $path }, the names of { NUMBER($count) } of { NUMBER($n) } rows match no image of “{ $name }”, or several; the first is { $first }. Names as in that digit set were expected, because the order of rows may differ. Correct the names, name the right digits, or replace the column by “number”, the position of each image.
error-predictions-lacking = { $path } lacks { NUMBER($count) } of { NUMBER($n) } images; the first is { $first }. Misread needs predictions for all images of a digit set; otherwise its rates would mislead. Predict the others too.
error-predictions-other-labels = { $path } has a different label from “{ $name }” for { NUMBER($count) } of { NUMBER($n) } images. The same labels were expected; the rows are probably in another order, and every result would be wrong. Correct the order, or leave the labels out to use those of the digits.
error-only-predictions = “{ $title }” (run { $id }) is imported: only its predictions are here, and they do not cover { $name }. Digits that they cover were expected. Choose the digits that it was imported with, or another run.
error-no-network = “{ $title }” is imported: its predictions are here, but the model itself is not. Only models that Misread trained can be exported. Export a table, the mistakes or a report.

## Examples

error-no-runs = There is no model to show. Misread ships with one, which is missing here. Train one on the Training page, or download Misread again.

error-table-no-names = This file is text or an Excel file, and names none of the pictures. Misread expected a picture, or a table with the names of pictures in one column and their labels in another. Add a table together with its pictures.
error-table-no-labels = This table names pictures, but no other column has a digit, 0 to 9, for each. Put the labels into a column named “label”.
error-table-two-labels = This table names pictures, and several columns have digits: { $columns }. Name the column of the labels “label”.
error-table-damaged = This table cannot be read. A text file or an Excel file without a password was expected. Save it as CSV and add that file.
error-table-too-many = This file is text or an Excel file. Beside the pictures of one upload, Misread reads at most { $limit } such files, together { $size } MB. Add only the table with the labels.
error-table-too-large = This table has more than { NUMBER($limit) } rows, or too many columns. Leave only the names of the pictures and their labels in it.
error-array-damaged = This file of arrays is incomplete or damaged. A complete NPY, NPZ, IDX, CSV or Parquet file was expected. Save or copy it again.
error-array-type = This array has values of the type { $found }. Numbers were expected. Save images as uint8 and labels as integers.
error-array-shape = This array has the shape { $found }. Images were expected as (n, 28, 28), (n, 784) or with one channel more, labels as (n,). Reshape it, or transpose it if images are columns.
error-array-labels = The values of this array, { $found }, are not labels of digits. Whole numbers from 0 to 9 were expected. Remove letters and other classes, or label the digits by hand.
error-array-values = This array is empty, or has values that are not numbers (NaN or infinite). Remove those rows and save it again.
error-array-columns = This table has columns of numbers ({ $found }) that form no square image. 784 columns of pixels were expected, or 64, 256, 400 or 1,024, and one column “label”. Leave only these in it.
error-array-too-many = This array has more than { NUMBER($limit) } images. Save it in smaller parts.
error-array-too-large = This file of arrays takes more than { $limit } MB. Save the images as uint8, or in smaller parts.
error-array-predictions = This array looks like ten probabilities for each image. Here, Misread expected images and their labels. Import predictions on the Training page.
error-array-labels-length = This file has { NUMBER($found) } labels, and no array beside it has as many images. Add the labels together with their images.
error-array-labels-several = This file has { NUMBER($found) } labels, and several arrays have as many images. Give images and labels names that match, such as test_images and test_labels.
error-array-other-kind = This file has the format { $found }. { $found ->
    [pickle] Opening it could run commands, so Misread never does.
   *[other] Misread reads arrays from NPY, NPZ, IDX, CSV and Parquet.
} In Python, save the digits with numpy.savez("digits.npz", x=images, y=labels) and add that file.
