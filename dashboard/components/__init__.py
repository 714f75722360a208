"""Building blocks of pages: functions that draw a block."""

from dashboard.components.add_digits import add_digits, add_more_digits
from dashboard.components.case_drawer import case_drawer
from dashboard.components.comparison import (
    before_and_now,
    buckets,
    change_headline,
    comparison_choice,
    no_comparison_notice,
    rows_for_drawer,
)
from dashboard.components.comparison_details import (
    accuracy_of_both_runs,
    accuracy_on_both_sets,
    other_set_lead,
    other_settings,
)
from dashboard.components.confusion import cell_panel, matrix, mode_choice
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
from dashboard.components.export_block import export_block, network_block
from dashboard.components.figure_buttons import figure_buttons
from dashboard.components.findings import (
    caption,
    headline,
    lead,
    lead_text,
    show_error,
)
from dashboard.components.frame import frame, navigation, page_style
from dashboard.components.get_mnist import get_mnist
from dashboard.components.import_progress import (
    import_outcome,
    import_progress,
    is_importing,
)
from dashboard.components.imported_run import import_predictions, network_required
from dashboard.components.label_basis import note_excluded, original_labels_notice
from dashboard.components.label_issues import (
    label_issue_grid,
    label_issue_rows,
    label_issues_headline,
)
from dashboard.components.labels_step import labels_step
from dashboard.components.link_block import link_block
from dashboard.components.misread_causes import misread_causes
from dashboard.components.mistakes import filters, mistake_grid, summary
from dashboard.components.new_training import new_training
from dashboard.components.overview import (
    accuracy_intervals,
    confused_pair_strips,
    matrix_link,
    mistakes_by_digit,
    small_curves,
    suggestions,
)
from dashboard.components.preparation import preparation_panels
from dashboard.components.reader import reader
from dashboard.components.reliability import calibration_scores, reliability_block
from dashboard.components.replay import (
    missing_sets_note,
    never_learned,
    no_replay_notice,
    replay_block,
)
from dashboard.components.report_block import report_block
from dashboard.components.run_details import runs_table, training_details
from dashboard.components.selective_prediction import selective_prediction
from dashboard.components.slices import slice_list, slice_rows, slices_headline
from dashboard.components.tour import tour
from dashboard.components.verdicts import verdict_impact_text, verdicts_block
from dashboard.components.your_digits import (
    prepared_pictures,
    refusals,
    select_by_default,
    upload_choice,
    upload_headline,
    upload_lead,
    upload_summary,
)

__all__ = [
    "accuracy_intervals",
    "accuracy_of_both_runs",
    "accuracy_on_both_sets",
    "add_digits",
    "add_more_digits",
    "average_digits",
    "before_and_now",
    "buckets",
    "calibration_scores",
    "caption",
    "case_drawer",
    "cell_panel",
    "change_headline",
    "class_counts",
    "comparison_choice",
    "confused_pair_strips",
    "deleted_uploads",
    "deletion_notice",
    "differences",
    "digit_sets_lead",
    "export_block",
    "figure_buttons",
    "filters",
    "frame",
    "get_mnist",
    "headline",
    "import_outcome",
    "import_predictions",
    "import_progress",
    "is_importing",
    "label_issue_grid",
    "label_issue_rows",
    "label_issues_headline",
    "labels_step",
    "lead",
    "lead_text",
    "link_block",
    "matrix",
    "matrix_link",
    "misread_causes",
    "missing_sets_note",
    "mistake_grid",
    "mistakes_by_digit",
    "mode_choice",
    "navigation",
    "network_block",
    "network_required",
    "never_learned",
    "new_training",
    "no_comparison_notice",
    "no_replay_notice",
    "note_excluded",
    "original_labels_notice",
    "other_set_lead",
    "other_settings",
    "page_style",
    "preparation_panels",
    "prepared_pictures",
    "reader",
    "refusals",
    "reliability_block",
    "replay_block",
    "report_block",
    "rows_for_drawer",
    "runs_table",
    "samples",
    "select_by_default",
    "selective_prediction",
    "set_choice",
    "show_error",
    "slice_list",
    "slice_rows",
    "slices_headline",
    "small_curves",
    "suggestions",
    "summary",
    "tour",
    "training_details",
    "upload_choice",
    "upload_counts",
    "upload_headline",
    "upload_lead",
    "upload_summary",
    "verdict_impact_text",
    "verdicts_block",
]
