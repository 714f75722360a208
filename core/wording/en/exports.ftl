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

export-model-title = A model that reads handwritten digits
export-model-what = Run { $run } of the preset “{ $preset }”, trained with Misread on { $date }. model.keras and model.tflite contain the same network: one for Keras, one for LiteRT, which is small and needs no TensorFlow.
export-model-learned = The model learned from { NUMBER($n) } digits of { $data } and saw each { $epochs ->
    [one] once
   *[other] { $epochs } times
}.
export-model-accuracy = { $title }: { PERCENT($share, digits: 2) } of { NUMBER($n) } digits read correctly (95 % interval { PERCENT($low, digits: 2) } to { PERCENT($high, digits: 2) }), { NUMBER($mistakes) } misread.
export-model-few = { $title }: { $n ->
    [0] no digit has a label, so mistakes cannot be counted.
   *[other] { $mistakes } of { $n } misread. Too few for a percentage.
}
export-model-known = The model learned from these digits. It reads others less well.
export-model-input-heading = Input
export-model-input = A grey picture of one digit, 28 by 28 pixels, light ink on dark paper: 0 is paper, 255 is full ink. Divide it by 255 for a float32 array of shape (n, 28, 28, 1) with values from 0 to 1. The digit must be framed as in MNIST: 20 pixels along its longer side, its centre of mass in the middle.
export-model-output-heading = Output
export-model-output = “probabilities”, float32 of shape (n, 10): one number for each digit from 0 to 9; they sum to 1, and the largest is the answer. model.tflite also gives “features”, float32 of shape (n, k): the values from which the network computes its decision. model.keras gives only the probabilities.
export-model-script-heading = With LiteRT
export-model-script = With Python 3.11 or later:
export-model-script-more = use.py reads a picture of 28 by 28 pixels as it is, such as those that Misread exports. From any other picture, it crops a digit on plain paper by the simplest method. Photos with shadows, lines or a desk need Misread itself.
export-model-keras-heading = With Keras
export-model-keras = For a picture of 28 by 28 pixels:
export-model-limits-heading = Limits
export-model-limits = The model names one of ten digits for any picture, even for a letter or a blot, and can be sure and wrong. Trust it only on digits like those that it was evaluated on; evaluate it on others first. Do not let it decide alone where a mistake could hurt people.
