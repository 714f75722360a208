"""The link on the Share page: to what is being looked at, with all its filters."""

from urllib.parse import urlencode, urlsplit

import streamlit as st

from dashboard import access, address, session
from dashboard.blocks.common import caption
from dashboard.figures.qr_code import qr_code
from dashboard.navigation import page
from dashboard.text import say
from dashboard.views.comparison import find_comparison_target, target_id
from dashboard.views.view import View

_TARGETS = ("overview", "confusion", "mistakes")
_COMPARE = "compare"
_CODE_SIZE = 200


def link_block(view: View) -> None:
    """Draw the link, who can open it, and on a shared server its QR code."""
    other = find_comparison_target(view)
    target = st.segmented_control(
        say("share-link-target"),
        _TARGETS if other is None else (*_TARGETS, _COMPARE),
        format_func=lambda name: say(f"page-{name}"),
        default=_TARGETS[0],
        key="link_target",
        required=True,
    )
    name = str(target or _TARGETS[0])
    named = target_id(other) if other and name == _COMPARE else None
    link = _link(view, name, named)
    st.code(link, language=None, wrap_lines=True)
    if not access.is_shared():
        st.markdown(say("share-link-here"))
    elif any(
        record.source.startswith(session.UPLOAD_PREFIX) for record in view.records
    ):
        st.markdown(say("share-link-own"))
    else:
        st.markdown(say("share-link-all"))
    if session.selection().name:
        caption(say("share-link-no-name"))
    if access.is_shared():
        st.image(qr_code(link), width=_CODE_SIZE, alt=say("share-link-code"))
        caption(say("share-link-code-how"))


def _link(view: View, name: str, other: str | None) -> str:
    """Write the address of a page that shows the same, wherever it is opened."""
    here = urlsplit(st.context.url or "")
    base = here.path.removesuffix("/").removesuffix("share").removesuffix("/")
    path = f"{base}/{page(name).url_path}"
    link_parameters = address.link_parameters(
        view.run.id, view.evaluation.sources, other
    )
    query = urlencode(link_parameters, safe="~,")
    return here._replace(path=path, query=query, fragment="").geturl()
