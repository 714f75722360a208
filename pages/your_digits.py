"""Your digits: add pictures, and see how they are prepared and why some are misread."""

import streamlit as st

from dashboard import session
from dashboard.blocks import case, common, deletion
from dashboard.blocks.uploads import (
    add,
    diagnosis,
    importing,
    labels,
    orientation,
    results,
)
from dashboard.text import say
from dashboard.views.upload import available_uploads, upload_view
from dashboard.views.view import current_view

view = current_view().with_original_labels
uploads = available_uploads(view)
is_importing = importing.is_importing()
if not is_importing:
    importing.import_outcome()
    deletion.deletion_notice()
if is_importing:
    st.title(say("digits-title"), anchor=False)
    importing.import_progress()
elif not uploads and not view.run.has_network:
    add.network_required(view)
elif not uploads:
    st.title(say("digits-title"), anchor=False)
    common.lead_text(say("digits-lead"))
    add.add_digits(view.run)
else:
    upload = upload_view(view, uploads)
    results.select_by_default(upload)
    results.upload_headline(upload)
    results.upload_lead(upload)
    common.original_labels_notice(upload.view)
    results.upload_summary(upload)
    results.upload_contents(upload)
    results.twin_notice(uploads, upload)
    orientation.orientation_question(upload)
    results.upload_choice(uploads, upload)
    results.refusals(upload)
    add.add_more_digits(view.run)
    if session.labels_shown() or upload.needs_place():
        labels.labels_step(upload)
    diagnosis.preparation_panels(upload)
    diagnosis.misread_causes(upload)
    results.prepared_pictures(upload)
    case.case_drawer(upload.view, upload.review_order(), "doubt")
