"""Start the dashboard: `python -m dashboard [--host HOST] [--port PORT]`."""

import argparse
import errno
import http.client
import os
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from core import wording
from core._version import VERSION
from core.errors import MisreadError
from core.settings import Settings
from core.store.access_token import access_token
from dashboard.hosts import allowed_hosts, parse_host_name

LANGUAGE = wording.preferred_language(os.environ)
FIRST_PORT, LAST_PORT = 8501, 8520
# Where a server that listens everywhere can be reached from this machine.
_LOCAL_ADDRESSES = {"0.0.0.0": "127.0.0.1", "::": "::1"}
_PORT_PROBLEMS: dict[object, str] = {
    errno.EADDRINUSE: "port-in-use",
    errno.EACCES: "port-forbidden",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until interrupted; return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        given = (*options.allowed_host, *Settings.from_environment().allowed_hosts)
        names = list(map(parse_host_name, given))
        if options.address:
            _print_address(options.host, options.port or FIRST_PORT, names)
            return 0
        port = choose_port(options.host, options.port)
    except MisreadError as error:
        sys.stderr.write(wording.error_sentence(error, LANGUAGE) + "\n")
        return 1
    if options.port is None and port != FIRST_PORT:
        # Ports as text: a number would be written as 8,501.
        _print(say("serve-port-taken", first=str(FIRST_PORT), port=str(port)))
    threading.Thread(
        target=_announce, args=(options.host, port, not options.no_browser), daemon=True
    ).start()
    return _serve(options.host, port, names)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m dashboard", description=say("serve")
    )
    option = parser.add_argument
    option("--version", action="version", version=f"Misread {VERSION}")
    option("--host", default="127.0.0.1", help=say("serve-host"))
    port_help = say("serve-port", first=str(FIRST_PORT))
    option("--port", type=_port_number, help=port_help)
    option("--no-browser", action="store_true", help=say("serve-no-browser"))
    option(
        "--address",
        action="store_true",
        help=say("serve-address", first=str(FIRST_PORT)),
    )
    name_help = say("serve-allowed-host")
    option(
        "--allowed-host", metavar="NAME", action="append", default=[], help=name_help
    )
    return parser


def _port_number(text: str) -> int:
    if not (text.isdecimal() and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(say("serve-not-a-port", text=text))
    return int(text)


def choose_port(host: str, wanted: int | None) -> int:
    """Return a port on which this machine can listen.

    This is the wanted one, or else the first free one from 8501 to 8520.

    Raises:
        MisreadError: The port is taken (`port-in-use`, `ports-in-use`) or not allowed
            (`port-forbidden`), or the host is not this machine (`host-unknown`).
    """
    if wanted is not None:
        _check_port(host, wanted)
        return wanted
    for port in range(FIRST_PORT, LAST_PORT + 1):
        try:
            _check_port(host, port)
        except MisreadError as error:
            if error.kind not in _PORT_PROBLEMS.values():
                raise
        else:
            return port
    raise MisreadError("ports-in-use", first=str(FIRST_PORT), last=str(LAST_PORT))


def _check_port(host: str, port: int) -> None:
    """Listen for a moment, as Streamlit will."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name != "nt":
            # On Windows, this option would hide that the port is taken.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, TypeError) as error:
            number = getattr(error, "errno", None)
            kind = _PORT_PROBLEMS.get(number, "host-unknown")
            raise MisreadError(kind, host=host, port=str(port)) from error


def _serve(host: str, port: int, names: Sequence[str]) -> int:
    config: dict[str, Any] = {
        "server.address": host,
        "server.port": port,
        # `_announce` does this when the server answers.
        "server.headless": True,
        "logger.hideWelcomeMessage": True,
        "server.fileWatcherType": "none",
    }
    if allowed := allowed_hosts(host, names):
        config["server.allowedHosts"] = allowed
    # Ctrl+C may raise, or end the server normally.
    with suppress(KeyboardInterrupt):
        # Imported late: it takes seconds, and neither help nor a wrong port needs it.
        from dashboard.serve import app

        app.run(config=config)
    _print(say("serve-stopped"))
    return 0


def _announce(host: str, port: int, open_browser: bool) -> None:
    """Wait until the server answers, then print its address and open the browser."""
    while not _is_ready(host, port):
        time.sleep(0.1)
    # Imported late, as it loads Streamlit; the server has done so by now.
    from dashboard import admission

    address = _address(host, port)
    _print(say("serve-ready", address=address + admission.lasting_query()))
    if open_browser and _has_screen():
        webbrowser.open(address + admission.one_time_query())


def _print_address(host: str, port: int, names: Sequence[str]) -> None:
    """Print the address of a server, with the token unless it is shared."""
    # Imported late, as it loads Streamlit, which the other ways through `main` need
    # later or never.
    from dashboard.server_mode import is_shared_at

    query = "" if is_shared_at(host, names) else f"/?token={access_token()}"
    _print(_address(host, port) + query)


def _address(host: str, port: int) -> str:
    host = _LOCAL_ADDRESSES.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _is_ready(host: str, port: int) -> bool:
    host = _LOCAL_ADDRESSES.get(host, host)
    # Not urllib, which would ask a proxy.
    with (
        suppress(OSError, http.client.HTTPException),
        closing(http.client.HTTPConnection(host, port, timeout=5)) as connection,
    ):
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == http.HTTPStatus.OK
    return False


def _has_screen() -> bool:
    """True if a browser can open a window; a text browser would fill the terminal."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    return sys.platform in ("win32", "darwin") or any(map(os.environ.get, screens))


def say(message: str, /, **values: object) -> str:
    """Return a message in the language of the terminal."""
    # Not that of `core.terminal`, which takes long to import.
    return wording.say(message, LANGUAGE, **values)


def _print(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
