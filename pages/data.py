"""Data: the digit sets, how their digits look, and how to get MNIST."""

import streamlit as st

from dashboard import access
from dashboard.blocks import common, data, deletion
from dashboard.text import say
from dashboard.views.view import current_view

view = current_view()
records = view.digit_sets
st.title(say("data-title"), anchor=False)
deletion.deletion_notice()
data.digit_sets_lead(records)

st.header(say("data-counts"), anchor=False)
data.class_counts(records)

data.get_mnist()

data.upload_counts(view.run, access.uploads())
deletion.deleted_uploads()

st.header(say("data-samples"), anchor=False)
record = data.set_choice(records)
data.samples(record)

st.header(say("data-average"), anchor=False)
common.caption(say("data-average-caption"))
data.average_digits(record)
