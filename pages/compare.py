"""Compare: whether a new network is really better, image by image."""

from dashboard import components
from dashboard.comparison_view import OtherRun, OtherSet, compared
from dashboard.view import current_view

view = current_view()
other = compared(view)
if other is None:
    components.nothing_to_compare()
    components.compared_choice(view, None)
elif isinstance(other, OtherSet):
    components.other_digits_lead()
    components.compared_choice(view, other.record.source)
    components.accuracy_on_both(view, other)
elif isinstance(other, OtherRun):
    components.change_headline(view, other)
    components.compared_choice(view, other.run.id)
    components.roles(view)
    if other.change.n:
        bucket = components.buckets(view, other)
        moved = components.differences(view, other)
        components.accuracy_of_both(view, other)
        rows = components.rows_around(view, [*moved, bucket])
        components.case_drawer(view, rows, "sure")
    components.other_settings(view, other)
