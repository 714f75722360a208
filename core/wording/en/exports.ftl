### Exported files: tables, pictures and the network.

## Columns of tables

export-column-source = Digits
export-column-number = Number
export-column-name = Name
export-column-label = Label
export-column-prediction = Read as
export-column-confidence = Confidence
export-column-mistake = Mistake
export-column-probability = Probability of { $digit }

## Instructions for using a network

export-model-title = A network that reads handwritten digits
export-model-what = The run { $run } of the preset “{ $preset }”, made with Misread on { $date }. model.keras and model.tflite hold the same network: one for Keras, one for LiteRT, which is small and needs no TensorFlow.
export-model-learned = It learned from { NUMBER($n) } digits of { $data }, each seen { $epochs ->
    [one] once
   *[other] { $epochs } times
}.
export-model-accuracy = { $title }: { PERCENT($share, digits: 2) } of { NUMBER($n) } digits read correctly (95 % interval { PERCENT($low, digits: 2) } to { PERCENT($high, digits: 2) }), { NUMBER($mistakes) } misread.
export-model-few = { $title }: { $n ->
    [0] no digit has a label, so nobody can say which were misread.
   *[other] { $mistakes } of { $n } misread. So few digits are counted; they make no percentage.
}
export-model-known = These are digits that it learned from. It reads others less well.
export-model-input-heading = What goes in
export-model-input = A grey picture of one digit, 28 by 28 pixels, light ink on dark paper: 0 is paper, 255 is full ink. Divided by 255, this is float32 of the shape (n, 28, 28, 1), 0 to 1. The digit has to be framed as MNIST’s are: 20 pixels along its longer side, its centre of mass in the middle.
export-model-output-heading = What comes out
export-model-output = “probabilities”, float32 of the shape (n, 10): one number for each digit from 0 to 9; they sum to 1, and the largest is the answer. model.tflite also gives “features”, float32 of the shape (n, k): what the network saw before it decided. model.keras gives the probabilities only.
export-model-script-heading = With LiteRT
export-model-script = With Python 3.11 or later:
export-model-script-more = use.py takes a picture of 28 by 28 pixels as it is, such as those Misread exports. From any other it cuts a digit on plain paper, in the simplest way. Photos with shadows, lines or a desk need Misread itself.
export-model-keras-heading = With Keras
export-model-keras = For a picture of 28 by 28 pixels:
export-model-limits-heading = What it cannot do
export-model-limits = It names one of ten digits whatever it is shown, a letter or a blotch as well, and may be sure and wrong. It can be trusted on digits like those it was measured on; on others, measure it first. Do not let it decide alone where a mistake would hurt somebody.
