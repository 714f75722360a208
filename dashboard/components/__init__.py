"""Building blocks of pages: functions that draw a block."""

from dashboard.components.case_drawer import case_drawer
from dashboard.components.comparison import (
    buckets,
    change_headline,
    compared_choice,
    nothing_to_compare,
    roles,
    rows_around,
)
from dashboard.components.comparison_details import (
    accuracy_of_both,
    accuracy_on_both,
    other_digits_lead,
    other_settings,
)
from dashboard.components.confusion import cell_panel, matrix, mode_choice
from dashboard.components.counting import counted_as_labelled, name_left_out
from dashboard.components.deletion import deleted_uploads, deletion_notice
from dashboard.components.difference import differences
from dashboard.components.digits import (
    average_digits,
    class_counts,
    digit_sets_lead,
    samples,
    set_choice,
    upload_counts,
)
from dashboard.components.elsewhere import bring_predictions, needs_network
from dashboard.components.export_block import export_block, network_block
from dashboard.components.figure_buttons import figure_buttons
from dashboard.components.findings import (
    caption,
    headline,
    lead,
    plain_lead,
    problem,
)
from dashboard.components.frame import frame, house_style, navigation
from dashboard.components.get_mnist import get_mnist
from dashboard.components.how_sure import who_answers
from dashboard.components.importing import (
    import_outcome,
    import_progress,
    is_importing,
)
from dashboard.components.labels_step import labels_step
from dashboard.components.link_block import link_block
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
from dashboard.components.preparation import rescued
from dashboard.components.reader import reader
from dashboard.components.reliability import more_numbers, reliability_block
from dashboard.components.replay import (
    epoch_by_epoch,
    never_learned,
    not_replayed,
    nothing_to_replay,
)
from dashboard.components.report_block import report_block
from dashboard.components.run_details import all_runs, how_it_learned
from dashboard.components.suspect_labels import (
    suspect_grid,
    suspect_rows,
    suspects_headline,
)
from dashboard.components.tour import tour
from dashboard.components.verdicts import verdicts_block, verdicts_sentence
from dashboard.components.ways_in import add_more, ways_in
from dashboard.components.weak_spots import spot_list, spot_rows, spots_headline
from dashboard.components.why_misread import why_misread
from dashboard.components.your_digits import (
    look_at_one,
    refusals,
    strips,
    upload_choice,
    upload_headline,
    upload_lead,
    upload_line,
)

__all__ = [
    "accuracy_intervals",
    "accuracy_of_both",
    "accuracy_on_both",
    "add_more",
    "all_runs",
    "average_digits",
    "bring_predictions",
    "buckets",
    "caption",
    "case_drawer",
    "cell_panel",
    "change_headline",
    "class_counts",
    "compared_choice",
    "confused_pair_strips",
    "counted_as_labelled",
    "deleted_uploads",
    "deletion_notice",
    "differences",
    "digit_sets_lead",
    "epoch_by_epoch",
    "export_block",
    "figure_buttons",
    "filters",
    "frame",
    "get_mnist",
    "headline",
    "house_style",
    "how_it_learned",
    "import_outcome",
    "import_progress",
    "is_importing",
    "labels_step",
    "lead",
    "link_block",
    "look_at_next",
    "look_at_one",
    "matrix",
    "mistake_grid",
    "mistakes_by_digit",
    "mode_choice",
    "more_numbers",
    "name_left_out",
    "navigation",
    "needs_network",
    "network_block",
    "never_learned",
    "new_training",
    "not_replayed",
    "nothing_to_compare",
    "nothing_to_replay",
    "other_digits_lead",
    "other_settings",
    "plain_lead",
    "problem",
    "reader",
    "refusals",
    "reliability_block",
    "report_block",
    "rescued",
    "roles",
    "rows_around",
    "samples",
    "set_choice",
    "small_curves",
    "spot_list",
    "spot_rows",
    "spots_headline",
    "strips",
    "summary",
    "suspect_grid",
    "suspect_rows",
    "suspects_headline",
    "tour",
    "upload_choice",
    "upload_counts",
    "upload_headline",
    "upload_lead",
    "upload_line",
    "verdicts_block",
    "verdicts_sentence",
    "way_to_matrix",
    "ways_in",
    "who_answers",
    "why_misread",
]
