### The page Suspect labels.

page-suspects = Suspect labels
suspects-headline = { $kind ->
    [least] At least { $count } of { $n } labels look wrong.
    [some] { $count ->
        [one] One of { $n } labels looks wrong.
       *[other] { $count } of { $n } labels look wrong.
    }
    [none] No label looks wrong ({ $n } checked).
   *[unlabelled] No image here has a label that could be wrong.
}
suspects-lead = A label is suspect (a label issue) if models give it a low probability and the most similar training digits have other labels. Only a person can decide whether it is wrong.
suspects-unknown = To find suspect labels, Misread needs the probability that the model gives to each label. Only the digit that it read is known.
suspects-network-alone = The pictures needed to find similar training digits are not on this computer, so only probabilities are used.
suspects-out-of-fold = The model learned from these digits, so each was read by a network trained without it. Similar digits are not used here, because the network that finds them knows the labels.
suspects-jury = A jury of { $members } networks that did not learn from these digits gives the probabilities, whichever model is shown. Below each image: how many of them read the other digit.
suspects-ask = Ask a jury
suspects-ask-why = { $kind ->
    [busy] Another training is running. When it has ended, six small networks can judge the labels of “{ $title }” as well.
   *[free] Six small networks are trained and judge the labels of “{ $title }” as well, in about { $time }.
}
suspects-asking = { $phase ->
    [starting] Starting TensorFlow
    [waiting] Waiting for a machine of the cluster
    [cluster] Asking a jury: { $done } of { $networks } networks, on { $machines ->
        [one] { $machines } machine
       *[other] { $machines } machines
    }
    [training] Asking a jury: network { $network } of { $networks }
   *[other] Saving what the jury read
}{ $left ->
    [none] {""}
   *[other] , about { $left } left
}
suspects-caption = The most suspect first, from number { $first } on: the label, the digit it may be instead, and how strong the evidence against the label is. Select an image to look closer.
suspects-decided = { $description } It has a verdict.
suspects-undecided = Only those without a verdict
suspects-all-decided = All of these have a verdict.
suspects-grid = { $shown } images with suspect labels
suspects-image = { $name }: labelled { $true }, probably { $instead }. { $members ->
    [0] The model gives { $given } to the label
   *[other] { $reading } of { $members } networks read { $instead }, and together they give { $given } to the label
}{ $neighbours ->
    [0] .
   *[other] , and { $agreeing } of { $neighbours } similar training digits have it.
}
suspects-votes = { $reading } of { $members } read { $instead }
