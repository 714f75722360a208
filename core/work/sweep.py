"""Train the runs of one job, one after the other."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from core.model.recipes import Recipe, run_id
from core.store.events import Event
from core.store.jobs import JobFolder
from core.store.runs import find_run
from core.work.catalogue import load_dataset
from core.work.places import Place


def training_id(run_ids: Sequence[str]) -> str:
    """Return the id of the job that trains some runs: that of a single run is its own.

    That of several is the first 12 hex digits of a SHA-256 of theirs.
    """
    if len(run_ids) == 1:
        return run_ids[0]
    return sha256("".join(run_ids).encode()).hexdigest()[:12]


def requested_recipes(request: Mapping[str, Any]) -> list[Recipe]:
    """Return the recipes of a training, none if it is that of a jury."""
    # Older versions wrote one recipe.
    old = [request["recipe"]] if "recipe" in request else []
    return [Recipe.from_dict(each) for each in request.get("recipes", old)]


def train_each(
    job: JobFolder, train_run: Callable[..., object], place: Place | None
) -> None:
    """Train the runs of a job that are not published yet, and report their progress.

    Shares are those of the work: networks times epochs. Without a `place`, networks are
    trained in this process.
    """
    request = job.request()
    dataset = load_dataset(request["data"])
    missing = [
        recipe
        for recipe in requested_recipes(request)
        if find_run(run_id(recipe, dataset.fingerprint)) is None
    ]
    work = [recipe.num_networks * recipe.epochs for recipe in missing]
    for number, recipe in enumerate(missing):

        def report(event: Event, number: int = number) -> None:
            if len(missing) > 1:
                share = event.share
                if share is not None:
                    share = (sum(work[:number]) + work[number] * share) / sum(work)
                event = replace(event, share=share, run=number + 1, runs=len(missing))
            job.report(event)

        train_run(
            recipe,
            dataset,
            report=report,
            parts_folder=job.parts_folder(),
            place=place,
        )
