### The page Suspect labels.

page-suspects = Suspect labels
suspects-headline = { $kind ->
    [least] At least { $count } of { $n } labels have more against them than for them.
    [some] { $count ->
        [one] One of { $n } labels has more against it than for it.
       *[other] { $count } of { $n } labels have more against them than for them.
    }
    [none] None of { $n } labels has more against it than for it.
   *[unlabelled] No image here has a label that could be wrong.
}
suspects-lead = A label is doubtful if the network gives it little, and if the training digits that look most alike are others. Whether it is wrong, only a person can say.
suspects-network-alone = The pictures needed to look for similar training digits are not on this computer, so the network alone has a say.
suspects-out-of-fold = The network learned from these digits, each of which was read by one that had not seen it. Similar digits have no say here, since this network, which looks for them, knows the labels.
suspects-caption = The most doubtful first, from number { $first } on: the label, what it may be instead, and how much speaks against the label. Choose one to look closer.
suspects-decided = { $description } Decided.
suspects-undecided = Only those that nobody decided about
suspects-all-decided = Somebody decided about all of these.
suspects-grid = { $shown } images with doubtful labels
suspects-image = { $name }: labelled { $true }, rather { $instead }. The network gives { $given } to the label{ $neighbours ->
    [0] .
   *[other] , and { $agreeing } of { $neighbours } similar training digits have it.
}
