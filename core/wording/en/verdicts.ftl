### What verdicts change.

verdicts-rate = People gave verdicts on { $images ->
    [one] one image
   *[other] { NUMBER($images) } images
}: { $before } read correctly as labelled; { $after } of { NUMBER($n_after) } (95 % interval { $low } to { $high }) with { $corrected ->
    [0] no label corrected
    [one] one label corrected
   *[other] { NUMBER($corrected) } labels corrected
}{ $left_out ->
    [0] .
    [one] {" "}and one unreadable image left out.
   *[other] {" "}and { NUMBER($left_out) } unreadable images left out.
}
verdicts-few = People gave verdicts on { $images ->
    [one] one image
   *[other] { NUMBER($images) } images
}: { NUMBER($right) } of { NUMBER($n) } read correctly as labelled; { NUMBER($right_after) } of { NUMBER($n_after) } with { $corrected ->
    [0] no label corrected
    [one] one label corrected
   *[other] { NUMBER($corrected) } labels corrected
}{ $left_out ->
    [0] .
    [one] {" "}and one unreadable image left out.
   *[other] {" "}and { NUMBER($left_out) } unreadable images left out.
}
verdicts-none = People gave verdicts on { $images ->
    [one] one image
   *[other] { NUMBER($images) } images
} and corrected no label.
verdicts-disputed = {" "}{ $count ->
    [one] One image is disputed and keeps its label.
   *[other] { NUMBER($count) } images are disputed and keep their labels.
}
