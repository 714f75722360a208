"""What `tests.benchmarks.kills` interrupts, and what must be true afterwards."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from core.__main__ import main as command
from core.store import jobs as stored_jobs
from core.store import manual_labels, verdicts
from core.store.data_folder import data_folder
from core.store.digit_sets import list_digits
from core.store.jobs import JobFolder
from core.store.runs import find_run, list_runs
from core.store.upload_trash import delete_upload, restore_upload
from core.store.uploads import find_upload, list_uploads
from core.work import catalogue, import_queue, jobs, uploads
from core.work.catalogue import find_digits, has_mnist, import_mnist
from tests.benchmarks.kill_replacements import (
    DELETED,
    KEPT,
    NUM_PICTURES,
    RECIPE,
    picture,
    training_id,
    verdict_on,
)

Acknowledge = Callable[[str], None]
Acknowledged = Sequence[str]


@dataclass(frozen=True)
class Operation:
    """Something to interrupt.

    Attributes:
        run: Does it in the current folder, and acknowledges each finished part.
        check: Yields what is wrong, given what was acknowledged, and whether the
            operation was repeated to its end.
        has_worker: True if it works in a second process.
    """

    name: str
    run: Callable[[Acknowledge], None]
    check: Callable[[Acknowledged, bool], Iterator[str]]
    has_worker: bool = False


def _place() -> Path:
    return data_folder().parent


def _call(*arguments: object) -> None:
    if command(list(map(str, arguments))):
        raise SystemExit(f"failed: {arguments}")


def _import(acknowledge: Acknowledge) -> None:
    _call("import", _place() / "pictures", "--title", "Imported")
    acknowledge("imported")


def _check_import(acknowledged: Acknowledged, repeated: bool) -> Iterator[str]:
    found = [each for each in list_uploads() if each.title == "Imported"]
    if len(found) > 1:
        yield f"doubled: {len(found)} uploads"
    if not found and ("imported" in acknowledged or repeated):
        yield "lost: the upload"
    if found and found[0].n != NUM_PICTURES:
        yield f"half: {found[0].n} pictures"


def _upload(acknowledge: Acknowledge) -> None:
    started = []
    # One more than run at a time.
    for number in range(import_queue.MAX_RUNNING + 1):
        files = [(f"{n}.png", picture(n)) for n in (2 * number, 2 * number + 1)]
        started.append(import_queue.start_import("Uploaded", files))
        acknowledge(f"accepted {started[-1].id}")
    for job in started:
        _wait(job)
        if jobs.read_state(job).phase == "done":
            acknowledge(f"done {job.id}")


def _wait(job: JobFolder) -> None:
    deadline = time.monotonic() + 30
    while jobs.read_state(job).is_running:
        if time.monotonic() > deadline:
            raise SystemExit("failed: a job never ends")
        time.sleep(0.01)
        # As the dashboard does every minute, because a killed worker starts no other.
        import_queue.start_waiting()


def _check_upload(acknowledged: Acknowledged, repeated: bool) -> Iterator[str]:
    # What the dashboard does every minute.
    stored_jobs._ORPHAN_SECONDS = 0.0  # type: ignore[misc]
    import_queue.start_waiting()
    for job in stored_jobs.list_jobs(stored_jobs.IMPORTS):
        _wait(job)
    for line in acknowledged:
        said, upload_id = line.split()
        job = JobFolder(stored_jobs.IMPORTS, upload_id)
        state, upload = jobs.read_state(job), find_upload(upload_id)
        if said == "done" and upload is None:
            yield "lost: an upload that was done"
        if upload is None and state.error is None:
            yield f"lost: an import that was accepted, now {state.phase}"
        if upload is None and not job.events():
            yield "lost: an import that was accepted and never began"
    if repeated and not any(each.title == "Uploaded" for each in list_uploads()):
        yield "lost: the upload"


def _train(acknowledge: Acknowledge) -> None:
    started = jobs.start_training(RECIPE, "built-in")
    acknowledge("started")
    if isinstance(started, JobFolder):
        _wait(started)
        if (error := jobs.read_state(started).error) is not None:
            raise error
    acknowledge("trained")


def _check_train(acknowledged: Acknowledged, repeated: bool) -> Iterator[str]:
    run = find_run(training_id())
    if run is None and ("trained" in acknowledged or repeated):
        yield "lost: the run"
    if "started" in acknowledged and run is None:
        state = jobs.read_state(JobFolder(stored_jobs.TRAININGS, training_id()))
        if state.error is None:
            yield f"half: a dead training is {state.phase}"


def _delete(acknowledge: Acknowledge) -> None:
    delete_upload(KEPT)
    acknowledge("deleted")


def _check_bin(
    upload_id: str, target: str, acknowledged: Acknowledged, repeated: bool
) -> Iterator[str]:
    """Check an upload that went into the trash, or came back."""
    places = {False: "shelf", True: "trash"}
    found = [
        places[deleted]
        for deleted in places
        for each in list_uploads(deleted=deleted)
        if each.id == upload_id
    ]
    if len(found) != 1:
        yield f"lost: the upload is {found}"
    elif (acknowledged or repeated) and found != [target]:
        yield f"lost: the upload is in {found}"
    if (manual_labels.load_manual_labels(upload_id, 4)[:2] != 7).any():
        yield "lost: labels of the upload"


def _restore(acknowledge: Acknowledge) -> None:
    restore_upload(DELETED)
    acknowledge("restored")


def _purge(acknowledge: Acknowledge) -> None:
    known = [*list_uploads(), *list_uploads(deleted=True)]
    # A killed deletion may lack nothing but the sweep.
    if KEPT in [each.id for each in known]:
        _call("data", "--delete", KEPT)
    uploads.sweep(shared=False)
    acknowledge("purged")


def _check_purge(acknowledged: Acknowledged, repeated: bool) -> Iterator[str]:
    if not (acknowledged or repeated):
        return
    if find_upload(KEPT) is not None:
        yield "lost: the deletion"
    for path in data_folder().rglob("*"):
        if KEPT in path.name:
            yield f"remains: {path.relative_to(data_folder())}"
        elif path.is_file() and path.suffix != ".log" and KEPT.encode() in _read(path):
            yield f"remains: the id, in {path.relative_to(data_folder())}"


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _judge(acknowledge: Acknowledge) -> None:
    key = find_digits(KEPT).id
    for number in range(3):
        for position in range(4):
            verdict = verdict_on(position, "author", str(number))
            verdicts.store_verdict(key, verdict)
            acknowledge(f"{position} {number}")


def _check_judge(acknowledged: Acknowledged, repeated: bool) -> Iterator[str]:
    wanted = dict(line.split() for line in acknowledged)
    if repeated:
        wanted = dict.fromkeys(map(str, range(4)), "2")
    found = verdicts.verdicts_of(find_digits(KEPT).id)
    notes = {str(each.position): each.note for each in found if each.author == "author"}
    for position, number in wanted.items():
        if int(notes.get(position, -1)) < int(number):
            yield f"lost: verdict {number} on {position}, now {notes.get(position)}"
    if not any(each.author == "before" for each in found):
        yield "lost: a verdict from before"


def _label(acknowledge: Acknowledge) -> None:
    for digit in range(6):
        manual_labels.set_labels(KEPT, range(4), digit)
        acknowledge(str(digit))


def _check_label(acknowledged: Acknowledged, repeated: bool) -> Iterator[str]:
    found = set(manual_labels.load_manual_labels(KEPT, 4).tolist())
    least = 5 if repeated else int(acknowledged[-1]) if acknowledged else None
    if least is None:
        return
    if len(found) != 1:
        yield f"half: labels {found}"
    elif not least <= found.pop() <= least + 1:
        yield f"lost: label {least}"


def _write(what: str, file: str, acknowledge: Acknowledge) -> None:
    _call(what, "-o", _place() / file, "--force")
    acknowledge("written")


def _check_file(
    file: str, start: bytes, end: bytes, acknowledged: Acknowledged, repeated: bool
) -> Iterator[str]:
    content = (_place() / file).read_bytes()
    is_new = content.startswith(start) and content.rstrip().endswith(end)
    if not is_new and (acknowledged or repeated or content != b"old"):
        yield f"half: {file} has {len(content)} bytes"


def _adopt(acknowledge: Acknowledge) -> None:
    import_mnist([_place() / "mnist.npz"])
    acknowledge("adopted")


def _check_adopt(acknowledged: Acknowledged, repeated: bool) -> Iterator[str]:
    catalogue.register_mnist()
    stored = {each.source for each in list_digits() if each.has_images}
    if "mnist-train" in stored and not has_mnist():
        yield "half: one digit set of MNIST"
    if not has_mnist() and (acknowledged or repeated):
        yield "lost: MNIST"


def _predictions(acknowledge: Acknowledge) -> None:
    file = _place() / "predictions.csv"
    _call("import-predictions", file, "--on", "built-in", "--name", "Theirs")
    acknowledge("imported")


def _check_predictions(acknowledged: Acknowledged, repeated: bool) -> Iterator[str]:
    titles = [each.title for each in list_runs()[0]]
    if "Theirs" not in titles and (acknowledged or repeated):
        yield "lost: the imported run"


OPERATIONS = (
    Operation("import", _import, _check_import),
    Operation("upload", _upload, _check_upload, has_worker=True),
    Operation("training", _train, _check_train, has_worker=True),
    Operation("delete", _delete, partial(_check_bin, KEPT, "trash")),
    Operation("restore", _restore, partial(_check_bin, DELETED, "shelf")),
    Operation("delete for good", _purge, _check_purge),
    Operation("verdicts", _judge, _check_judge),
    Operation("labels", _label, _check_label),
    Operation(
        "export",
        partial(_write, "export", "table.csv"),
        partial(_check_file, "table.csv", b"\xef\xbb\xbfsource,", b""),
    ),
    Operation(
        "report",
        partial(_write, "report", "report.html"),
        partial(_check_file, "report.html", b"<!doctype html>", b"</html>"),
    ),
    Operation("MNIST", _adopt, _check_adopt),
    Operation("predictions", _predictions, _check_predictions),
)
