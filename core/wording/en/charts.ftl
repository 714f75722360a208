### Text in charts: the confusion matrix and the learning curves.

## Learning curves

overview-curve-training = training
overview-curve-validation = validation
overview-curve-epoch = epoch

## Confusion matrix

matrix-locale = en
matrix-caption = What a person wrote, by row, and what the model read, by column
matrix-columns = The model read it as
matrix-rows = A person wrote
matrix-misread = misread
matrix-wrong = Read wrongly
# The browser replaces the names in braces.
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
matrix-legend = Stronger colour means more mistakes; grey was read correctly; a dashed cell mirrors the selected one. Bottom row: how often each digit was read wrongly.
matrix-legend-narrow = Rows: what a person wrote. Grey: read correctly.

## Learning curves of a training

training-loss = Loss
training-accuracy = Accuracy
training-loss-alt = Loss after each epoch, for training and validation digits
training-accuracy-alt = Accuracy after each epoch, for training and validation digits
