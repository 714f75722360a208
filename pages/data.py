"""Data: which digits there are, what they look like, and how to get MNIST."""

import streamlit as st

from dashboard import blocks, reading
from dashboard.text import say
from dashboard.views.view import current_view

records = reading.list_digit_sets()
st.title(say("data-title"), anchor=False)
blocks.deletion_notice()
blocks.digit_sets_lead(records)

st.header(say("data-counts"), anchor=False)
blocks.class_counts(records)

blocks.get_mnist()

blocks.upload_counts(current_view().run, reading.uploads())
blocks.deleted_uploads()

st.header(say("data-samples"), anchor=False)
record = blocks.set_choice(records)
blocks.samples(record)

st.header(say("data-average"), anchor=False)
blocks.caption(say("data-average-caption"))
blocks.average_digits(record)
