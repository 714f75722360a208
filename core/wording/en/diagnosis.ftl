### Causes of misread digits, and findings of the diagnosis.

## Causes

cause = { $kind ->
    [inverted] Light and dark exchanged
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
    [inverted] light and dark being exchanged
    [speckled] specks on the paper
    [blurred] blur
    [faint] faint ink
    [large] digits that fill their frame
    [small] digits that are too small
    [off-centre] digits that lie off centre
    [pieces] something that lies beside the digit
    [broken] strokes with gaps
    [narrow] digits that are too narrow
    [flat] digits that are too flat
    [thin] thin strokes
    [thick] thick strokes
   *[tilted] digits that are tilted
}: undo that and { $count ->
    [one] it is read right.
   *[other] they are read right.
}
finding-misread-cut = { $mistakes ->
    [one] The only misread digit seems
   *[other] { $count } of { $mistakes } misread digits { $count ->
        [one] seems
       *[other] seem
    }
} to be cut off, and nothing can put back what is missing.
finding-misread-unexplained = { $mistakes ->
    [one] Nothing that was tried changes the only wrong answer
   *[other] Nothing that was tried changes { $count } of { $mistakes } wrong answers
}{ $unlike ->
    [0] .
   *[other] ; { $unlike } of these digits { $unlike ->
        [one] is
       *[other] are
    } unlike MNIST’s in size, strokes or place.
}
finding-cured = Read as { $label } instead of { $predicted }, { CERTAINTY($sure) } sure, once { $first ->
    [inverted] light and dark are exchanged and {""}
    [faint] the ink is darkened and {""}
   *[none] {""}
}{ $cause ->
    [inverted] light and dark are exchanged
    [speckled] the specks are taken away
    [blurred] it is sharpened
    [faint] the ink is darkened
    [large] it is fitted to the frame
    [small] it is fitted to the frame
    [off-centre] it is centred
    [pieces] the other pieces are taken away
    [broken] the gaps in its strokes are closed
    [narrow] it is made wider
    [flat] it is made taller
    [thin] its strokes are made thicker
    [thick] its strokes are made thinner
   *[tilted] it is set upright by { NUMBER($amount, maximumFractionDigits: 0) }°
}.
finding-cut-off = The digit seems to be cut off, and nothing can put back what is missing.
finding-not-cured = Nothing that was tried changes the answer{ $unlike ->
    [yes] , though the digit is unlike MNIST’s in size, strokes or place.
   *[no] .
}

## In the report

finding-rescued = Of { $n } pictures with a label, { $came } would have been read right as they came; prepared, { $right } are.
finding-rescued-nothing = Prepared or not, { $right } of { $n } pictures with a label are read right.
