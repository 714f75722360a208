"""Artefacts: folders that are published atomically, verified on reading, never changed.

A folder is written under a staging name in the parent folder, its manifest last, and
then renamed. Readers list only folders with a manifest, verify every file against it on
the first open in a process, and each block again when they read it. The order of steps
follows Pillai et al., "All File Systems Are Not Created Equal", OSDI 2014.
"""

import hashlib
import json
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple, TypeVar

from core import log
from core._version import VERSION
from core.errors import DamagedError, StoreError
from core.store.checked_files import ChangedError, Fingerprint, open_checked
from core.store.data_folder import EXAMPLES, os_error_text
from core.store.durability import flush_file, flush_folder, flush_folders
from core.store.staging import staging

SCHEMA_VERSION: Final = 1
MANIFEST: Final = "manifest.json"
_OLD_MANIFEST_KEYS: Final = {"schema", "about", "files", "digest"}
QUARANTINE_PREFIX: Final = ".damaged-"
DAMAGE_NOTE: Final = "damage.json"
"""In a quarantined folder: the name that it had, and the file that is damaged."""
_KINDS: Final = ("digits", "runs", "predictions", "juries", "uploads")
# Windows errors while another process, often a virus scanner, reads the folder.
_BUSY_ON_WINDOWS: Final = {5, 32}

T = TypeVar("T")

_verified_manifests: dict[Path, "Manifest"] = {}
_unverified_manifests: dict[Path, tuple[int, "Manifest"]] = {}


class Manifest(NamedTuple):
    """The folder of an artefact, and the plain values that its writer recorded.

    `files` has the fingerprint of each verified file.
    """

    folder: Path
    metadata: dict[str, Any]
    files: dict[str, Fingerprint]


def publish(
    folder: Path, write: Callable[[Path], None], metadata: dict[str, Any]
) -> Manifest:
    """Publish the files that ``write`` puts into an empty folder: all or nothing.

    An intact artefact that is already there is kept.

    Raises:
        StoreError: The disk is full, or the system refuses. Nothing else was changed.
    """
    if (folder / MANIFEST).is_file():
        with suppress(DamagedError):
            return open_artefact(folder)
    _verified_manifests.pop(folder, None)
    with staging(folder.parent) as staged:
        write(staged)
        _write_manifest(staged, metadata)
        flush_folders(staged)
        _move_into_place(staged, folder)
        flush_folder(folder.parent)
        # Which may be new itself.
        flush_folder(folder.parent.parent)
    return open_artefact(folder)


def open_artefact(folder: Path) -> Manifest:
    """Return the manifest, after verifying every file on the first open in a process.

    Raises:
        DamagedError: The artefact is damaged and has been moved into quarantine.
        StoreError: The artefact does not exist (``missing``), a newer Misread wrote it
            (``unknown-schema``), it is a damaged example (``damaged-example``), or the
            system cannot read it now (``unreadable``).
    """
    try:
        if folder in _verified_manifests and (folder / MANIFEST).exists():
            return _verified_manifests[folder]
        if not (folder / MANIFEST).is_file():
            raise StoreError("missing", name=folder.name)
        manifest, files = _read_manifest(folder), {}
        for name, expected in manifest["files"].items():
            path = folder / name
            if not path.is_file():
                raise _quarantine(folder, name)
            files[name] = Fingerprint.of(path)
            if files[name].entry != expected:
                raise _quarantine(folder, name)
    except OSError as error:
        # An unreadable file need not be damaged, so the artefact stays in place.
        raise StoreError(
            "unreadable", name=folder.name, reason=os_error_text(error)
        ) from error
    _verified_manifests[folder] = Manifest(folder, manifest["about"], files)
    return _verified_manifests[folder]


def read_file(folder: Path, name: str, parse: Callable[[BinaryIO], T]) -> T:
    """Return what `parse` reads from a file of an artefact, verified as it is read.

    `name` is the path in the folder, with slashes.

    Raises:
        StoreError: As `open_artefact` does.
    """
    for _ in range(2):
        fingerprint = open_artefact(folder).files[name]
        try:
            with open_checked(folder / name, fingerprint) as file:
                return parse(file)
        except (ChangedError, FileNotFoundError):
            # To open it again names the damage, unless it was published anew.
            _verified_manifests.pop(folder, None)
        except OSError as error:
            raise StoreError(
                "unreadable", name=folder.name, reason=os_error_text(error)
            ) from error
    raise _quarantine(folder, name)


def read_manifest_unverified(folder: Path) -> Manifest:
    """Return the manifest without verifying the files, for lists of large artefacts.

    `read_file` verifies what it reads.

    Raises:
        StoreError: As `open_artefact` does.
    """
    try:
        written = (folder / MANIFEST).stat().st_mtime_ns
        if _unverified_manifests.get(folder, (0,))[0] != written:
            _unverified_manifests[folder] = (
                written,
                Manifest(folder, _read_manifest(folder)["about"], {}),
            )
        return _unverified_manifests[folder][1]
    except FileNotFoundError as error:
        raise StoreError("missing", name=folder.name) from error
    except OSError as error:
        raise StoreError(
            "unreadable", name=folder.name, reason=os_error_text(error)
        ) from error


def _read_manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        schema, content = manifest["schema"], manifest["about"]
        digest, _ = manifest["digest"], manifest["files"].items()
        # The digest does not cover the version. Only manifests without any other key
        # may lack it, so that damage to its name is noticed; later keys are ignored.
        is_old = manifest.keys() == _OLD_MANIFEST_KEYS
        version, checksum = ("", _digest("")) if is_old else manifest["misread"]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _quarantine(folder, MANIFEST) from error
    if schema != SCHEMA_VERSION:
        raise StoreError("unknown-schema", name=folder.name, schema=schema)
    digests = [_digest([content, manifest["files"]]), _digest(version)]
    if [digest, checksum] != digests:
        raise _quarantine(folder, MANIFEST)
    return manifest


def has_same_files(folder: Path, other: Path) -> bool:
    """True if another folder, without a manifest, has the files of an artefact."""
    try:
        return bool(_read_manifest(folder)["files"] == _file_entries(other))
    except (StoreError, OSError):
        return False


def list_artefacts(parent: Path) -> Iterator[Path]:
    """Yield the folders of artefacts in a folder, sorted by name."""
    if parent.is_dir():
        for folder in sorted(parent.iterdir()):
            if not folder.name.startswith(".") and _is_artefact(folder):
                yield folder


def _is_artefact(folder: Path) -> bool:
    try:
        return (folder / MANIFEST).is_file()
    except PermissionError:
        return True  # The error follows when it is opened.


def _write_manifest(folder: Path, metadata: dict[str, Any]) -> None:
    files = _file_entries(folder)
    for name in files:
        flush_file(folder / name)
    manifest = {
        "schema": SCHEMA_VERSION,
        "misread": [VERSION, _digest(VERSION)],
        "about": metadata,
        "files": files,
        "digest": _digest([metadata, files]),
    }
    path = folder / MANIFEST
    path.write_text(json.dumps(manifest, indent=1), "utf-8", newline="\n")
    flush_file(path)


def _file_entries(folder: Path) -> dict[str, dict[str, Any]]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): Fingerprint.of(path).entry
        for path in paths
    }


def _digest(content: object) -> str:
    text = json.dumps(content, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _move_into_place(staged: Path, folder: Path) -> None:
    """Rename into place; if another process was first, keep its equal copy."""
    for pause in (0.05, 0.1, 0.2, 0.4, 0.8, None):
        if folder.exists() and not (folder / MANIFEST).is_file():
            # Published folders always have a manifest, so this one is a remnant.
            _quarantine(folder, MANIFEST)
        try:
            staged.rename(folder)
            return
        except OSError as error:
            if (folder / MANIFEST).is_file():
                return
            busy = getattr(error, "winerror", None) in _BUSY_ON_WINDOWS
            if pause is None or not busy:
                raise
            time.sleep(pause)


def _quarantine(folder: Path, damaged_file: str) -> StoreError:
    """Rename a damaged artefact, unless it is an example, and return the error."""
    _verified_manifests.pop(folder, None)
    _unverified_manifests.pop(folder, None)
    if folder.is_relative_to(EXAMPLES):
        return StoreError("damaged-example", name=folder.name, file=damaged_file)
    # No path: the name of an upload's folder is its id.
    kind = next((each for each in folder.parts[::-1] if each in _KINDS), "other")
    log.warning("quarantined", kind=kind)
    quarantined = (
        folder.parent / f"{QUARANTINE_PREFIX}{folder.name}-{uuid.uuid4().hex[:6]}"
    )
    note = json.dumps({"name": folder.name, "file": damaged_file})
    try:
        folder.rename(quarantined)
        (quarantined / DAMAGE_NOTE).write_text(note, "utf-8")
    except OSError:
        quarantined = quarantined if quarantined.exists() else folder
    return DamagedError(
        "damaged", name=folder.name, file=damaged_file, path=quarantined
    )
