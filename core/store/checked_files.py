"""Files that are verified block by block, whenever a block is read.

A published file never changes, but a disk may damage it after it was verified. While
the SHA-256 of a whole file is computed, its state after each block is kept; continued
over one block, it must give the next state.
"""

import hashlib
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, cast

if TYPE_CHECKING:
    from hashlib import _Hash
    from typing import Self

    from _typeshed import WriteableBuffer

BLOCK_BYTES: Final = 2**16


class ChangedError(Exception):
    """A block differs from what it was when the whole file was verified."""


class Fingerprint:
    """The SHA-256 of a file, and of each beginning of it that ends with a block.

    It takes about 250 bytes of memory for each block.
    """

    def __init__(self, states: list["_Hash"], size: int) -> None:
        self._states, self.size = states, size

    @classmethod
    def of(cls, path: Path) -> "Self":
        """Read a whole file.

        Raises:
            OSError: The system cannot read it.
        """
        states, size = [hashlib.sha256()], 0
        with path.open("rb") as file:
            while block := file.read(BLOCK_BYTES):
                states.append(states[-1].copy())
                states[-1].update(block)
                size += len(block)
        return cls(states, size)

    @property
    def entry(self) -> dict[str, Any]:
        """Return what a manifest records about the file."""
        return {"size": self.size, "sha256": self._states[-1].hexdigest()}

    def is_block(self, number: int, content: bytes) -> bool:
        """True if this is the content of a block, counted from 0."""
        if number + 1 >= len(self._states):
            return not content
        state = self._states[number].copy()
        state.update(content)
        return state.digest() == self._states[number + 1].digest()


def open_checked(path: Path, fingerprint: Fingerprint) -> BinaryIO:
    """Open a file for reading, which raises `ChangedError` where it has changed.

    Raises:
        OSError: The system cannot open it.
    """
    file = io.BufferedReader(_CheckedFile(path, fingerprint), BLOCK_BYTES)
    return cast("BinaryIO", file)


class _CheckedFile(io.RawIOBase):
    def __init__(self, path: Path, fingerprint: Fingerprint) -> None:
        self._file = path.open("rb")
        self._fingerprint = fingerprint
        self._position = 0
        self._number, self._block = -1, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        origins = (0, self._position, self._fingerprint.size)
        self._position = origins[whence] + offset
        return self._position

    def readinto(self, buffer: "WriteableBuffer") -> int:
        number, begin = divmod(self._position, BLOCK_BYTES)
        target = memoryview(buffer).cast("B")
        part = self._load(number)[begin : begin + len(target)]
        target[: len(part)] = part
        self._position += len(part)
        return len(part)

    def close(self) -> None:
        self._file.close()
        super().close()

    def _load(self, number: int) -> bytes:
        if number != self._number:
            self._file.seek(number * BLOCK_BYTES)
            content = self._file.read(BLOCK_BYTES)
            if not self._fingerprint.is_block(number, content):
                raise ChangedError
            self._number, self._block = number, content
        return self._block
