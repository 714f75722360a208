"""The ASGI application. Also for other servers: `uvicorn dashboard.serve:app`."""

import asyncio
import os
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from itertools import count
from pathlib import Path
from pkgutil import walk_packages
from typing import Final

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))
# Streamlit reads .streamlit/config.toml from the working directory.
os.chdir(ROOT)

import streamlit as st
from starlette.middleware import Middleware

from core import log
from core._version import VERSION
from core.errors import StoreError
from core.store.data_folder import data_folder
from dashboard import admission, streamlit_patches
from dashboard.middleware import RequestFilter, SecurityHeaders, UploadLimits
from dashboard.server_mode import is_shared_server

# Connections and files of a server for some hundred visitors.
_MOST_FILES: Final = 4_096
_CLEANING_SECONDS: Final = 60
_FIRST_CLEANING_SECONDS: Final = 5
# Loaded before the server reports ready, not with the first page.
for name in ("pandas", "pyarrow.parquet"):
    import_module(name)


def _raise_file_limit() -> int:
    """Raise the number of files this process may open, and return it."""
    if sys.platform == "win32":
        return _MOST_FILES
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, _MOST_FILES)
    if soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return most


streamlit_patches.skip_slow_checks()
streamlit_patches.send_messages_at_once()
streamlit_patches.close_silent_connections(_raise_file_limit() // 2)
streamlit_patches.reveal_less()
streamlit_patches.refer_only_to_kept_messages()
streamlit_patches.filter_messages()
streamlit_patches.bind_sessions_to_browsers()
streamlit_patches.name_downloads_by_content()


@asynccontextmanager
async def _preload(_app: st.App) -> AsyncIterator[None]:
    """Load what every page needs while the first browser still starts."""
    threading.Thread(target=_load_blocks, daemon=True).start()
    admission.prepare()
    # If the data folder cannot be written to, every page says so.
    with suppress(StoreError):
        folder = data_folder()
        log.configure(folder)
        mode = "shared" if is_shared_server() else "personal"
        host = str(st.get_option("server.address") or "")
        values = {"version": VERSION, "mode": mode, "folder": str(folder)}
        log.event("started", **values, host=host)
    cleaning = asyncio.create_task(_clean_up())
    yield
    cleaning.cancel()


async def _clean_up() -> None:
    """Free every minute what visitors left, and every ten minutes what is due."""
    # Cleaning would slow the first page down.
    await asyncio.sleep(_FIRST_CLEANING_SECONDS)
    for minute in count():
        await asyncio.to_thread(_sweep, everything=minute % 10 == 0)
        await asyncio.sleep(_CLEANING_SECONDS)
        await asyncio.to_thread(streamlit_patches.drop_departed_sessions)


def _sweep(*, everything: bool) -> None:
    # Imported late, since they would delay the start.
    from core.work import import_queue, uploads

    with suppress(StoreError):
        # A worker that was killed has started no other.
        import_queue.start_waiting()
        if everything:
            uploads.sweep(shared=is_shared_server())


def _load_blocks() -> None:
    blocks = import_module("dashboard.blocks")
    for module in walk_packages(blocks.__path__, "dashboard.blocks."):
        import_module(module.name)
    # `core.analysis.significance` imports it when it is used.
    import_module("scipy.special")


app = st.App(
    ROOT / "dashboard" / "app.py",
    lifespan=_preload,
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(admission.TokenCheck),
        Middleware(RequestFilter),
        Middleware(UploadLimits),
    ],
)
