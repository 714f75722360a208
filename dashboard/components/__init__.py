"""Building blocks of pages: functions that draw a block."""

from dashboard.components.case_drawer import case_drawer
from dashboard.components.confusion import cell_panel, matrix, mode_choice
from dashboard.components.digits import (
    average_digits,
    class_counts,
    digit_sets_lead,
    samples,
    set_choice,
)
from dashboard.components.findings import (
    caption,
    headline,
    lead,
    plain_lead,
    problem,
)
from dashboard.components.frame import frame, house_style, navigation
from dashboard.components.get_mnist import get_mnist
from dashboard.components.mistakes import filters, mistake_grid, summary
from dashboard.components.new_training import new_training
from dashboard.components.overview import (
    accuracy_intervals,
    confused_pair_strips,
    look_at_next,
    mistakes_by_digit,
    small_curves,
    way_to_matrix,
)
from dashboard.components.run_details import (
    all_runs,
    curves,
    how_it_was_made,
    network,
    run_heading,
)

__all__ = [
    "accuracy_intervals",
    "all_runs",
    "average_digits",
    "caption",
    "case_drawer",
    "cell_panel",
    "class_counts",
    "confused_pair_strips",
    "curves",
    "digit_sets_lead",
    "filters",
    "frame",
    "get_mnist",
    "headline",
    "house_style",
    "how_it_was_made",
    "lead",
    "look_at_next",
    "matrix",
    "mistake_grid",
    "mistakes_by_digit",
    "mode_choice",
    "navigation",
    "network",
    "new_training",
    "plain_lead",
    "problem",
    "run_heading",
    "samples",
    "set_choice",
    "small_curves",
    "summary",
    "way_to_matrix",
]
