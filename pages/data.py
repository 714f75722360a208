"""Data: which digits there are, what they look like, and how to get MNIST."""

import streamlit as st

from dashboard import components, loading
from dashboard.language import say
from dashboard.view import current_view

records = loading.list_digit_sets()
st.title(say("data-title"), anchor=False)
components.deletion_notice()
components.digit_sets_lead(records)

st.header(say("data-counts"), anchor=False)
components.class_counts(records)

components.get_mnist()

components.upload_counts(current_view().run, loading.uploads())
components.deleted_uploads()

st.header(say("data-samples"), anchor=False)
record = components.set_choice(records)
components.samples(record)

st.header(say("data-average"), anchor=False)
components.caption(say("data-average-caption"))
components.average_digits(record)
