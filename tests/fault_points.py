"""Kill this process at its n-th fault point below a folder.

Fault points are operations on files that Python audits, flushes to the disk, and SQL
statements. The kill comes before the operation, so after all that went before.
"""

import os
import signal
import sqlite3
import sys
import threading
from pathlib import Path

# Their first argument is a path, or relative to an open folder.
_ON_PATHS = ("open", "os.", "shutil.", "fcntl.flock")
_LEFT_OUT = ("os.fork", "os.exec", "os.system", "os.getxattr", "os.kill", "os.posix")


class FaultPoints:
    """Counts fault points below a folder, and kills at one of them; 0 kills at none.

    With `whole_group`, all processes of the group are killed together.
    """

    def __init__(self, folder, kill_at=0, *, whole_group=False):
        self.folder, self.kill_at = os.fspath(folder), kill_at
        self.whole_group = whole_group
        self.count = 0
        self._counting = threading.Lock()
        self._fsync, self._open_database = os.fsync, sqlite3.connect

    def install(self):
        """Count from now on, until the process ends."""
        os.fsync, sqlite3.connect = self._flush, self._connect
        sys.addaudithook(self._audit)

    def pass_one(self):
        """Count one fault point."""
        with self._counting:
            self.count += 1
            if self.count == self.kill_at:
                target = 0 if self.whole_group else os.getpid()
                send = os.killpg if self.whole_group else os.kill
                send(target, signal.SIGKILL)
                signal.pause()

    def _flush(self, descriptor):
        self.pass_one()
        self._fsync(descriptor)

    def _connect(self, *arguments, **options):
        database = self._open_database(*arguments, **options)
        database.set_trace_callback(lambda _: self.pass_one())
        return database

    def _audit(self, event, arguments):
        is_counted = event.startswith(_ON_PATHS) and not event.startswith(_LEFT_OUT)
        if is_counted and (event == "fcntl.flock" or self._is_below(arguments[0])):
            self.pass_one()

    def _is_below(self, path):
        if isinstance(path, bytes):
            path = os.fsdecode(path)
        if not isinstance(path, str | Path):
            return False
        # `shutil.rmtree` names files relative to an open folder.
        return os.fspath(path).startswith(self.folder) or not Path(path).is_absolute()
