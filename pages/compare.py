"""Compare: whether a new network is really better, image by image."""

from dashboard import components
from dashboard.comparison_view import OtherRun, OtherSet, current_comparison
from dashboard.view import current_view

view = current_view()
other = current_comparison(view)
if other is None:
    components.no_comparison_notice()
    components.comparison_choice(view, None)
elif isinstance(other, OtherSet):
    components.other_set_lead()
    components.comparison_choice(view, other.record.source)
    components.accuracy_on_both_sets(view, other)
elif isinstance(other, OtherRun):
    components.change_headline(view, other)
    components.comparison_choice(view, other.run.id)
    components.before_and_now(view)
    if other.change.n:
        bucket = components.buckets(view, other)
        moved = components.differences(view, other)
        components.accuracy_of_both_runs(view, other)
        rows = components.rows_for_drawer(view, [*moved, bucket])
        components.case_drawer(view, rows, "sure")
    components.other_settings(view, other)
