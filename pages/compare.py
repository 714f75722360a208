"""Compare: two runs on the same images, or one run on two test sets."""

from dashboard.blocks import case, compare, compare_details
from dashboard.views.comparison import OtherRun, OtherSet, current_comparison
from dashboard.views.view import current_view

view = current_view()
other = current_comparison(view)
if other is None:
    compare.no_comparison_notice()
    compare.comparison_choice(view, None)
elif isinstance(other, OtherSet):
    compare_details.other_set_lead()
    compare.comparison_choice(view, other.record.source)
    compare_details.accuracy_on_both_sets(view, other)
elif isinstance(other, OtherRun):
    compare.change_headline(view, other)
    compare.comparison_choice(view, other.run.id)
    compare.before_and_now(view)
    if other.change.n:
        bucket = compare.buckets(view, other)
        moved = compare.differences(view, other)
        compare_details.accuracy_of_both_runs(view, other)
        rows = compare.rows_for_drawer(view, [*moved, bucket])
        case.case_drawer(view, rows, "sure")
    compare_details.other_settings(view, other)
