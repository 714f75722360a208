"""Compare: whether a new network is really better, image by image."""

from dashboard import blocks
from dashboard.views.comparison import OtherRun, OtherSet, current_comparison
from dashboard.views.view import current_view

view = current_view()
other = current_comparison(view)
if other is None:
    blocks.no_comparison_notice()
    blocks.comparison_choice(view, None)
elif isinstance(other, OtherSet):
    blocks.other_set_lead()
    blocks.comparison_choice(view, other.record.source)
    blocks.accuracy_on_both_sets(view, other)
elif isinstance(other, OtherRun):
    blocks.change_headline(view, other)
    blocks.comparison_choice(view, other.run.id)
    blocks.before_and_now(view)
    if other.change.n:
        bucket = blocks.buckets(view, other)
        moved = blocks.differences(view, other)
        blocks.accuracy_of_both_runs(view, other)
        rows = blocks.rows_for_drawer(view, [*moved, bucket])
        blocks.case_drawer(view, rows, "sure")
    blocks.other_settings(view, other)
