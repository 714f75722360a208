"""Your digits: any pictures in, how each was prepared, and why some are misread."""

import streamlit as st

from dashboard import components, state
from dashboard.language import say
from dashboard.upload_view import available_uploads, upload_view
from dashboard.view import current_view

view = current_view().with_original_labels
uploads = available_uploads(view)
if components.is_importing():
    st.title(say("digits-title"), anchor=False)
    components.import_progress()
elif not uploads and not view.run.has_network:
    components.import_outcome()
    components.deletion_notice()
    components.network_required(view)
elif not uploads:
    components.import_outcome()
    components.deletion_notice()
    st.title(say("digits-title"), anchor=False)
    components.lead_text(say("digits-lead"))
    components.add_digits(view.run)
else:
    components.import_outcome()
    components.deletion_notice()
    upload = upload_view(view, uploads)
    components.select_by_default(upload)
    components.upload_headline(upload)
    components.upload_lead(upload)
    components.original_labels_notice(upload.view)
    components.upload_summary(upload)
    components.upload_choice(uploads, upload)
    components.refusals(upload)
    components.add_more_digits(view.run)
    if state.labels_shown():
        components.labels_step(upload)
    components.preparation_panels(upload)
    components.misread_causes(upload)
    components.prepared_pictures(upload)
    components.case_drawer(upload.view, upload.review_order(), "doubt")
