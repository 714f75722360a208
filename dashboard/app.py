"""Entry script: the frame around every page. Start with `python -m dashboard`."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    # `streamlit run dashboard/app.py` puts only dashboard/ on the path.
    sys.path.insert(0, str(ROOT))

import streamlit as st

from core import log
from core.errors import MisreadError
from dashboard import address, blocks, memory, session
from dashboard.text import say

ICON = ROOT / "dashboard" / "widgets" / "icon.png"
st.set_page_config(page_title="Misread", page_icon=ICON, layout="wide")
blocks.page_style()
language = session.resolve_language()
page = blocks.navigation()
address.read(page.url_path)
if session.resolve_language() != language:
    st.rerun()  # The menu was drawn before the address was read.
blocks.reader()
try:
    blocks.frame()
    page.run()
    blocks.tour()
except MisreadError as error:
    blocks.show_error(error)
except Exception as error:
    log.unexpected(error)
    st.error(say("unexpected-error"))
address.write(page.url_path)
memory.freeze_loaded_objects()
