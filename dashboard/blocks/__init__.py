"""Building blocks of pages: functions that draw a block."""

from dashboard.blocks.calibration import selective_prediction
from dashboard.blocks.case import case_drawer
from dashboard.blocks.common import caption, headline, lead, lead_text, show_error
from dashboard.blocks.compare import (
    before_and_now,
    buckets,
    change_headline,
    comparison_choice,
    no_comparison_notice,
    rows_for_drawer,
)
from dashboard.blocks.compare_details import (
    accuracy_of_both_runs,
    accuracy_on_both_sets,
    other_set_lead,
    other_settings,
)
from dashboard.blocks.compare_difference import differences
from dashboard.blocks.confusion import cell_panel, matrix, mode_choice
from dashboard.blocks.data import (
    average_digits,
    class_counts,
    digit_sets_lead,
    samples,
    set_choice,
    upload_counts,
)
from dashboard.blocks.export_block import export_block, network_block
from dashboard.blocks.figures_to_save import figures_to_save
from dashboard.blocks.frame import frame, page_style
from dashboard.blocks.get_mnist import get_mnist
from dashboard.blocks.import_predictions import import_predictions, network_required
from dashboard.blocks.label_basis import note_excluded, original_labels_notice
from dashboard.blocks.label_issues import (
    label_issue_grid,
    label_issue_rows,
    label_issues_headline,
)
from dashboard.blocks.link_block import link_block
from dashboard.blocks.mistakes import filters, mistake_grid, summary
from dashboard.blocks.overview import (
    accuracy_intervals,
    confused_pair_strips,
    matrix_link,
    mistakes_by_digit,
    small_curves,
    suggestions,
)
from dashboard.blocks.reliability import calibration_scores, reliability_block
from dashboard.blocks.replay import (
    missing_sets_note,
    never_learned,
    no_replay_notice,
    replay_block,
)
from dashboard.blocks.report_block import report_block
from dashboard.blocks.run_details import runs_table, training_details
from dashboard.blocks.slices import slice_list, slice_rows, slices_headline
from dashboard.blocks.training import new_training
from dashboard.blocks.uploads.add import add_digits, add_more_digits
from dashboard.blocks.uploads.deletion import deleted_uploads, deletion_notice
from dashboard.blocks.uploads.importing import (
    import_outcome,
    import_progress,
    is_importing,
)
from dashboard.blocks.uploads.labels import labels_step
from dashboard.blocks.uploads.preparation import preparation_panels
from dashboard.blocks.uploads.results import (
    prepared_pictures,
    refusals,
    select_by_default,
    upload_choice,
    upload_headline,
    upload_lead,
    upload_summary,
)
from dashboard.blocks.uploads.why_misread import misread_causes
from dashboard.blocks.verdicts import verdict_impact_text, verdicts_block

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
    "figures_to_save",
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
    "training_details",
    "upload_choice",
    "upload_counts",
    "upload_headline",
    "upload_lead",
    "upload_summary",
    "verdict_impact_text",
    "verdicts_block",
]
