"""The command that trains: one run, several, or a jury."""

import argparse
import json
from dataclasses import asdict, replace
from typing import Any

from core.errors import StoreError, WorkError
from core.model.recipes import PRESETS, Recipe
from core.model.sweeps import sweep
from core.store.jobs import JobFolder
from core.store.juries import find_jury
from core.store.runs import RunRecord, find_run, load_history
from core.terminal import LANGUAGE, percent, result_sentence, say, show_progress
from core.wording.titles import digit_set_title
from core.work import jobs
from core.work.catalogue import (
    default_test_set,
    find_digits,
    preset_for_data,
)
from core.work.evaluating import evaluate, summarise_evaluation
from core.work.jury import jury_digits
from core.work.seed_groups import SeedGroup, evaluate_group, find_seed_groups


def train(options: argparse.Namespace) -> tuple[dict[str, Any], str]:
    """Train in a worker and show the progress; Ctrl+C cancels the training."""
    if options.jury:
        return _train_jury(options.data)
    runs = _trained(_recipes(options), options.data)
    results = [_result(run) for run in runs]
    if len(results) == 1:
        return results[0], result_sentence(results[0])
    groups = [evaluate_group(each) for each in find_seed_groups(runs)]
    lines = [result_sentence(each) for each in results]
    lines += [_group_sentence(each) for each in groups]
    return {"runs": results, "seeds": list(map(_group, groups))}, "\n".join(lines)


def _recipes(options: argparse.Namespace) -> list[Recipe]:
    """Return the recipes that the options ask for.

    Raises:
        WorkError: There is no such preset or setting.
    """
    if options.preset not in PRESETS:
        known = ", ".join(PRESETS)
        raise WorkError("unknown-preset", name=options.preset, known=known)
    recipe = preset_for_data(options.preset, options.data)
    seeds = options.seeds or [options.seed or 0]
    try:
        if options.epochs is not None:
            recipe = replace(recipe, epochs=options.epochs)
        values = {name: texts for name, *texts in options.vary or []}
        return sweep(recipe, seeds, values)
    except ValueError as error:
        raise WorkError("bad-setting", reason=str(error)) from error


def _trained(recipes: list[Recipe], data: str) -> list[RunRecord]:
    """Return the runs of some recipes, after training those that are missing."""
    started = jobs.start_trainings(recipes, data)
    if not isinstance(started, JobFolder):
        return started
    show_progress(started)
    runs = []
    for run_id in started.request().get("runs", [started.id]):
        run = find_run(run_id)
        if run is None:
            raise StoreError("missing", name=run_id)
        runs.append(run)
    return runs


def _result(run: RunRecord) -> dict[str, Any]:
    on = default_test_set(run)
    evaluation = evaluate(run, find_digits(on))
    result = {"id": run.id, "on": on, **summarise_evaluation(evaluation)}
    result["seconds"] = dict(run.seconds)
    result["history"] = json.loads(load_history(run).to_json(orient="records"))
    return result


def _group(group: SeedGroup) -> dict[str, Any]:
    ids = [run.id for run in group.runs]
    about = {"ids": ids, "on": group.digits.source, "changed": group.changed}
    return about | asdict(group.accuracy)


def _group_sentence(group: SeedGroup) -> str:
    changes = ", ".join(f"{name} {value}" for name, value in group.changed.items())
    spread = group.accuracy
    return say(
        "cli-seeds-result",
        n=spread.n,
        changes=changes or "none",
        on=group.digits.source,
        mean=percent(spread.mean, 2),
        sd=f"{100 * spread.sd:.2f}",
        low=percent(spread.low, 2),
        high=percent(spread.high, 2),
    )


def _train_jury(name: str) -> tuple[dict[str, Any], str]:
    started = jobs.start_jury(name)
    if isinstance(started, JobFolder):
        show_progress(started)
    digits = jury_digits(name)
    jury = find_jury(digits.id)
    if jury is None:
        raise StoreError("missing", name=digits.id)
    names = ("n", "members", "data", "out_of_fold", "seconds")
    result = {"on": digits.source} | {each: getattr(jury, each) for each in names}
    title = digit_set_title(digits.source, digits.title, LANGUAGE)
    text = say("cli-jury", members=jury.members, n=jury.n, title=title)
    return result, text
