"""Everything that pages and commands read from a data folder, one call each."""

from collections.abc import Callable
from dataclasses import asdict
from types import SimpleNamespace
from typing import Any, NamedTuple

from core import commands
from core.store import artefacts, database, digit_sets, jobs, runs, uploads, verdicts
from core.store.data_folder import EXAMPLES
from core.wording import error_sentence
from core.work import evaluating, labelling, nearest_neighbours, verdict_actions
from core.work import jobs as work_jobs
from core.work import uploads as work_uploads

TRAINED, IMPORTED = "13cf2ae419ac", "feca33109f91"
UPLOADS = "c29d6761355440109b5abb6350d89808", "a59d6cc38be346d9a20a16684e9dbbcf"
_REQUESTED = ("recipe", "data", "title", "paths", "maker", "limited", "turned")
JOBS = ((jobs.TRAININGS, TRAINED), (jobs.IMPORTS, UPLOADS[1]))


class Reading(NamedTuple):
    """Something to read, and the folders that it needs."""

    name: str
    needs: tuple[str, ...]
    read: Callable[[], Any]


def readings() -> list[Reading]:
    """Return everything that is read; records are found now, as a page has them."""
    found = [
        Reading("runs", ("runs",), lambda: commands.runs(SimpleNamespace())[0]),
        Reading("data", ("digits", "uploads"), _data),
    ]
    mine = next(each for each in digit_sets.list_digits() if each.title == "Mine")
    records = [mine, *(uploads.find_upload(each).digits for each in UPLOADS)]
    trained = runs.find_run(TRAINED)
    here = f"runs/{TRAINED}"
    for name, function in {
        "history": runs.load_history,
        "layers": runs.load_layers,
        "run": lambda run: asdict(runs.load_run(run.folder)),
        "keras": lambda run: runs.load_model_file(run.folder, runs.KERAS_FILE),
        "network": lambda run: runs.load_model_file(run.folder, runs.LITERT_FILE),
    }.items():
        found.append(Reading(name, (here,), _bind(function, trained)))
    for run in (trained, runs.find_run(IMPORTED)):
        where = f"runs/{run.id}"
        found += [
            Reading("published", (where,), _bind(runs.load_predictions, run, each))
            for each in run.evaluated
        ]
        found += [
            Reading("epochs", (where,), _bind(_epochs, run, each))
            for each in run.replayed
        ]
    for record in records:
        where = f"{record.folder.parent.name}/{record.folder.name}"
        needs = (where, "people.sqlite")
        read = _bind(digit_sets.load_digits, record)
        found += [
            Reading("images", (where,), _then(read, lambda got: got.images)),
            Reading("names", (where,), _bind(digit_sets.load_names, record)),
            Reading("labels", needs, _bind(labelling.labels_of, record)),
            Reading("verdicts", needs, _bind(verdict_actions.verdicts_of, record)),
            Reading("former", needs, _bind(_former, record)),
            Reading(
                "evaluation",
                (*needs, here, "predictions"),
                _bind(_evaluate, trained, record),
            ),
            Reading(
                "scores",
                (where, here),
                _bind(_score, trained, record),
            ),
        ]
    for each in UPLOADS:
        upload, where = uploads.find_upload(each), (f"uploads/{each}",)
        every = range(upload.n)
        found += [
            Reading("steps", where, _bind(uploads.load_framing_steps, upload)),
            Reading("step", where, _bind(uploads.load_framing_steps, upload, [0])),
            Reading("originals", where, _bind(uploads.load_originals, upload, every)),
            Reading("table", where, _bind(uploads.load_upload_table, upload)),
            Reading("refusals", where, _bind(_refusals, upload)),
            Reading("upload", where, _bind(uploads.find_upload, each)),
        ]
    for run in runs.list_runs()[0]:
        found += [
            Reading(
                "stored",
                ("predictions", f"runs/{run.id}"),
                _bind(runs.load_predictions, run, each.id),
            )
            for each in records
            if run.is_example and runs.has_predictions(run, each.id)
        ]
    found += [Reading(kind, (kind,), _bind(_state, kind, each)) for kind, each in JOBS]
    return found


def _bind(function: Callable[..., Any], *values: Any) -> Callable[[], Any]:
    return lambda: function(*values)


def _then(first: Callable[[], Any], second: Callable[[Any], Any]) -> Callable[[], Any]:
    return lambda: second(first())


def _data() -> Any:
    options = SimpleNamespace(add=None, fetch=False, delete=None)
    return commands.data(options)[0]


def _epochs(run: Any, digits_id: str) -> Any:
    return asdict(runs.load_epochs(run, digits_id))


def _evaluate(run: Any, record: Any) -> Any:
    evaluation = evaluating.evaluate(run, record)
    return evaluating.summarise_evaluation(evaluation), evaluation.probabilities


def _score(run: Any, record: Any) -> Any:
    images = digit_sets.load_digits(record).images
    return evaluating.scorer(run.folder).probabilities(images)


def _former(record: Any) -> Any:
    return verdicts.former_verdicts(verdicts.verdict_key(record))


def _refusals(upload: Any) -> Any:
    refused = uploads.load_refusals(upload)
    return [(each.name, error_sentence(each.error, "en")) for each in refused]


def _state(kind: str, job_id: str) -> Any:
    """Return what pages show of a job that is done; its history is read from its run.

    A flipped bit may rename the checksum of a request, which is then a field too many.
    """
    state = work_jobs.read_state(jobs.JobFolder(kind, job_id))
    if state.damage is not None:
        raise state.damage
    request = {key: state.request[key] for key in _REQUESTED if key in state.request}
    return state.phase, state.share, state.refusals, request, str(state.error)


def forget(*, everything: bool) -> None:
    """Empty the caches of this process, also those of what it has verified."""
    for cached in (
        evaluating.scorer,
        labelling.label_candidates,
        work_uploads._training_hashes,
        nearest_neighbours._references,
        nearest_neighbours._reference_digits,
    ):
        cached.cache_clear()
    digit_sets._images_in_use.clear()
    if everything:
        for known in (artefacts._verified_manifests, artefacts._unverified_manifests):
            for folder in [each for each in known if not each.is_relative_to(EXAMPLES)]:
                del known[folder]
        database._checked.clear()
