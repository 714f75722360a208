"""Your digits: any pictures in, how each was prepared, and why some are misread."""

import streamlit as st

from dashboard import components, state
from dashboard.language import say
from dashboard.upload_view import known_uploads, upload_view
from dashboard.view import current_view

view = current_view().as_labelled
uploads = known_uploads(view)
if components.is_importing():
    st.title(say("digits-title"), anchor=False)
    components.import_progress()
elif not uploads and not view.run.has_network:
    components.import_outcome()
    components.deletion_notice()
    components.needs_network(view)
elif not uploads:
    components.import_outcome()
    components.deletion_notice()
    st.title(say("digits-title"), anchor=False)
    components.plain_lead(say("digits-lead"))
    components.ways_in(view.run)
else:
    components.import_outcome()
    components.deletion_notice()
    upload = upload_view(view, uploads)
    components.look_at_one(upload)
    components.upload_headline(upload)
    components.upload_lead(upload)
    components.counted_as_labelled(upload.view)
    components.upload_line(upload)
    components.upload_choice(uploads, upload)
    components.refusals(upload)
    components.add_more(view.run)
    if state.labels_shown():
        components.labels_step(upload)
    components.rescued(upload)
    components.why_misread(upload)
    components.strips(upload)
    components.case_drawer(upload.view, upload.by_doubt(), "doubt")
