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
from core.store.data_folder import data_folder, system_error
from dashboard import (
    address,
    cache,
    middleware,
    navigation,
    streamlit_patches,
)
from dashboard.blocks import common, frame
from dashboard.server_mode import is_shared_server
from dashboard.text import resolve_language, say
from dashboard.widgets.browser_patches import browser_patches

ICON = ROOT / "dashboard" / "widgets" / "icon.png"
st.set_page_config(page_title="Misread", page_icon=ICON, layout="wide")
frame.page_style()
language = resolve_language()
page = navigation.menu()
address.read(page.url_path)
if resolve_language() != language:
    st.rerun()  # The menu was drawn before the address was read.
browser_patches(middleware.UPLOAD_REFUSALS if is_shared_server() else {})
try:
    if is_shared_server():
        cache.keep_verdicts_separate(data_folder())
    frame.frame()
    page.run()
except MisreadError as error:
    common.show_error(error)
except OSError as error:
    log.unexpected(error)
    common.show_error(system_error(error))
except Exception as error:
    log.unexpected(error)
    st.error(say("unexpected-error"))
frame.foot()
address.write(page.url_path)
streamlit_patches.freeze_loaded_objects()
