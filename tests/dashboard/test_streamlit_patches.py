import asyncio
import socket

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
