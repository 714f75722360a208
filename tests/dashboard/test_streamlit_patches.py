import asyncio
import socket
import time
from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.web.server.starlette import starlette_server

from dashboard import streamlit_patches
from tests.subprocesses import run_python_code

PROGRAM = """
import gc
import pandas
from dashboard import streamlit_patches

class Knot:
    def __init__(self): self.self = self
    def __del__(self): print("collected")

Knot()
streamlit_patches.freeze_loaded_objects()
settled = gc.get_freeze_count()
streamlit_patches.freeze_loaded_objects()
print(settled > 20_000, gc.get_freeze_count() == settled, len(gc.get_objects()) < 500)
Knot()
gc.collect()
"""


def test_only_loaded_objects_are_exempt_from_collection():
    said = run_python_code(PROGRAM)

    assert said == ["collected", "True True True", "collected"]


TABLE_PROGRAM = """
import pandas
from dashboard import streamlit_patches
from streamlit.components.v2.bidi_component import serialization
from streamlit.proto.BidiComponent_pb2 import BidiComponent

streamlit_patches.skip_slow_checks()
for data in ({"side": 28}, {"side": pandas.Series([28])}):
    message = BidiComponent()
    serialization.serialize_mixed_data(data, message)
    print(message.WhichOneof("data"))
"""


def test_data_of_components_is_not_searched_for_tables():
    assert run_python_code(TABLE_PROGRAM) == ["json", "json"]


MESSAGE_PROGRAM = """
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.app_session import AppSession
from dashboard import streamlit_patches

AppSession.handle_backmsg = lambda self, message: print(message.WhichOneof("type"))
streamlit_patches.filter_messages()
for values in (
    {"clear_cache": True},
    {"rerun_script": {"query_string": "x" * 20_000}},
    {"rerun_script": {"page_name": "x" * 20_000}},
    {"rerun_script": {"query_string": "x" * 2_000}},
    {"stop_script": True},
):
    AppSession.handle_backmsg(None, BackMsg(**values))
"""


def test_browsers_cannot_empty_the_caches_or_send_long_addresses():
    assert run_python_code(MESSAGE_PROGRAM) == ["rerun_script", "stop_script"]


def large_message(key, fragment=""):
    message = ForwardMsg(hash=key)
    message.metadata.cacheable = True
    message.delta.fragment_id = fragment
    message.delta.new_element.text.body = "x" * 20_000
    return message


def end_of_run(*fragments):
    message = ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY)
    message.metadata.run.fragment_ids.extend(fragments)
    return message


def test_messages_that_a_browser_keeps_are_sent_as_references():
    known = streamlit_patches.KnownMessages(most_age=2)
    sent = [known.shorten(large_message(key)) for key in "aaba"]

    kinds = [message.WhichOneof("type") for message in sent]
    assert kinds == ["delta", "ref_hash", "delta", "ref_hash"]
    assert [message.hash or message.ref_hash for message in sent] == list("aaba")
    small = ForwardMsg(hash="small")
    assert known.shorten(small) is known.shorten(small) is small


@pytest.mark.parametrize(
    ("fragment", "ends", "kind"),
    [
        ("", [[]] * 2, "ref_hash"),
        ("", [[]] * 3, "delta"),
        ("", [["pad"]] * 9, "ref_hash"),
        ("", [["pad"]] * 9 + [[]], "delta"),
        ("pad", [["replay"]] * 9, "ref_hash"),
        ("pad", [["pad"]] * 2, "ref_hash"),
        ("pad", [["pad"]] * 3, "delta"),
    ],
)
def test_a_browser_forgets_messages_of_earlier_runs(fragment, ends, kind):
    known = streamlit_patches.KnownMessages(most_age=2)
    known.shorten(large_message("a", fragment))
    for fragments in ends:
        known.shorten(end_of_run(*fragments))

    sent = known.shorten(large_message("a", fragment))

    assert sent.WhichOneof("type") == kind


MEDIA_PROGRAM = """
from dashboard import streamlit_patches
import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

storage = MemoryMediaFileStorage("/media")
streamlit_patches.name_downloads_by_content()
table = bytearray(2**22)
addresses = set()
for table[300_000] in (0, 1, 1):
    addresses.add(storage.load_and_get_id(bytes(table), "text/csv", 2, "t.csv"))
print(len(addresses))
"""


def test_downloads_that_differ_in_one_byte_have_addresses_of_their_own():
    assert run_python_code(MEDIA_PROGRAM) == ["2"]


def test_sessions_that_left_are_dropped_without_another_one_leaving(monkeypatch):
    freed = []

    class Knot:
        def __init__(self):
            self.itself = self

        def __del__(self):
            freed.append(self)

    storage = MemorySessionStorage(ttl_seconds=0.05)
    storage._cache["left"] = Knot()
    manager = SimpleNamespace(_storage_lock=nullcontext(), _session_storage=storage)
    running = SimpleNamespace(_session_mgr=manager)
    monkeypatch.setattr(streamlit_patches.runtime, "get_instance", lambda: running)
    streamlit_patches.drop_departed_sessions()
    assert not freed
    time.sleep(0.1)

    streamlit_patches.drop_departed_sessions()

    assert len(freed) == 1


def test_server_sends_messages_without_waiting_for_receipts():
    streamlit_patches.send_messages_at_once()

    async def accept_one():
        listening = starlette_server._bind_socket("127.0.0.1", 0, 8)
        taken = asyncio.Event()
        options = []

        def take(_, writer):
            accepted = writer.get_extra_info("socket")
            option = socket.IPPROTO_TCP, socket.TCP_NODELAY
            options.append(accepted.getsockopt(*option))
            writer.close()
            taken.set()

        async with await asyncio.start_server(take, sock=listening):
            port = listening.getsockname()[1]
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            await taken.wait()
            writer.close()
        return options

    assert asyncio.run(accept_one()) != [0]
