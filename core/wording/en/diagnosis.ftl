### Causes of misread digits, and findings of the diagnosis.

## Causes

cause = { $kind ->
    [inverted] Light and dark swapped
    [speckled] Specks
    [blurred] Blurred
    [cut] Cut off
    [large] Too large
    [small] Too small
    [off-centre] Off centre
    [edge] Runs off the edge
    [pieces] Something beside it
    [broken] Broken strokes
    [narrow] Too narrow
    [flat] Too flat
    [thin] Thin strokes
    [thick] Thick strokes
    [faint] Faint
    [tilted] Tilted
   *[none] No cause found
}

## Findings

finding-misread-because = { $mistakes ->
    [one] The only wrong answer comes
   *[other] { $count } of { $mistakes } wrong answers { $count ->
        [one] comes
       *[other] come
    }
} from { $cause ->
    [inverted] swapped light and dark
    [speckled] specks on the paper
    [blurred] blur
    [faint] faint ink
    [large] digits that fill their frame
    [small] digits that are too small
    [off-centre] digits that are off centre
    [pieces] something beside the digit
    [broken] strokes with gaps
    [narrow] digits that are too narrow
    [flat] digits that are too flat
    [thin] thin strokes
    [thick] thick strokes
   *[tilted] digits that are tilted
}: once this is corrected, { $count ->
    [one] it is read correctly.
   *[other] they are read correctly.
}
finding-misread-cut = { $mistakes ->
    [one] The only misread digit seems
   *[other] { $count } of { $mistakes } misread digits { $count ->
        [one] seems
       *[other] seem
    }
} to be cut off, and the missing part cannot be restored.
finding-misread-unexplained = { $mistakes ->
    [one] No correction changes the only wrong answer
   *[other] No correction changes { $count } of { $mistakes } wrong answers
}{ $unlike ->
    [0] .
   *[other] ; { $unlike } of these digits { $unlike ->
        [one] is
       *[other] are
    } unlike MNIST’s in size, strokes or position.
}
finding-cured = Read as { $label } instead of { $predicted }, { CERTAINTY($sure) } sure, once { $first ->
    [inverted] light and dark are swapped and {""}
    [faint] the ink is darkened and {""}
   *[none] {""}
}{ $cause ->
    [inverted] light and dark are swapped
    [speckled] the specks are removed
    [blurred] the picture is sharpened
    [faint] the ink is darkened
    [large] the digit is fitted to the frame
    [small] the digit is fitted to the frame
    [off-centre] the digit is centred
    [pieces] the other pieces are removed
    [broken] the gaps in the strokes are closed
    [narrow] the digit is made wider
    [flat] the digit is made taller
    [thin] the strokes are made thicker
    [thick] the strokes are made thinner
   *[tilted] the digit is turned upright by { NUMBER($amount, maximumFractionDigits: 0) }°
}.
finding-cut-off = The digit seems to be cut off, and the missing part cannot be restored.
finding-not-cured = No correction changes the answer{ $unlike ->
    [yes] , though the digit is unlike MNIST’s in size, strokes or position.
   *[no] .
}

## In the report

finding-rescued = Of { $n } pictures with a label, the model would have read { $came } correctly without preparation; with it, the model reads { $right }.
finding-rescued-nothing = With or without preparation, the model reads { $right } of { $n } pictures with a label correctly.
