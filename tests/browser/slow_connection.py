"""A connection to the server that can be held up."""

import re

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


class SlowConnection:
    """Between a page that loads after this and the server.

    While `is_slow`, it keeps what the server sends until `release`.
    """

    def __init__(self, page):
        self.is_slow = False
        self._page = page
        self._held = []
        page.route_web_socket(re.compile("/_stcore/stream"), self._route)

    def wait_for_runs(self, count):
        """Wait until so many runs have ended of which the page has not heard."""
        while self._kinds().count("script_finished") < count:
            self._page.wait_for_timeout(50)

    def release(self):
        self.is_slow = False
        while self._held:
            self._socket.send(self._held.pop(0))

    def _kinds(self):
        return [ForwardMsg.FromString(each).WhichOneof("type") for each in self._held]

    def _route(self, socket):
        self._socket = socket
        server = socket.connect_to_server()
        server.on_message(self._receive)

    def _receive(self, message):
        if self.is_slow:
            self._held.append(message)
        else:
            self._socket.send(message)
