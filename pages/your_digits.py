"""Your digits: any pictures in, how each was prepared, and why some are misread."""

import streamlit as st

from dashboard import blocks, session
from dashboard.text import say
from dashboard.views.upload import available_uploads, upload_view
from dashboard.views.view import current_view

view = current_view().with_original_labels
uploads = available_uploads(view)
if blocks.is_importing():
    st.title(say("digits-title"), anchor=False)
    blocks.import_progress()
elif not uploads and not view.run.has_network:
    blocks.import_outcome()
    blocks.deletion_notice()
    blocks.network_required(view)
elif not uploads:
    blocks.import_outcome()
    blocks.deletion_notice()
    st.title(say("digits-title"), anchor=False)
    blocks.lead_text(say("digits-lead"))
    blocks.add_digits(view.run)
else:
    blocks.import_outcome()
    blocks.deletion_notice()
    upload = upload_view(view, uploads)
    blocks.select_by_default(upload)
    blocks.upload_headline(upload)
    blocks.upload_lead(upload)
    blocks.original_labels_notice(upload.view)
    blocks.upload_summary(upload)
    blocks.upload_choice(uploads, upload)
    blocks.refusals(upload)
    blocks.add_more_digits(view.run)
    if session.labels_shown():
        blocks.labels_step(upload)
    blocks.preparation_panels(upload)
    blocks.misread_causes(upload)
    blocks.prepared_pictures(upload)
    blocks.case_drawer(upload.view, upload.review_order(), "doubt")
