### The tour.

tour = First steps
tour-place = Step { "{" }number{ "}" } of { $total }
tour-next = Show me
tour-done = Begin
tour-end = No tour
tour-overview = What it gets wrong, in words
tour-overview-text = A small network has read thousands of handwritten digits. The sentence at the top says how many it misread. Each picture opens: choose one.
tour-confusion = Every number has pictures
tour-confusion-text = Rows are what a person wrote, columns what the network read. Choose a coloured cell, and its images appear beside it.
tour-your_digits = Now your own
tour-your_digits-text = Draw a digit, or drop photos of handwriting. You see what the network makes of each, and why it misreads some.
