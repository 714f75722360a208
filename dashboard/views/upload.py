"""What the page Your digits shows: one upload."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.analysis.confidence import doubted_rows
from core.analysis.diagnosis import Diagnosis, StepResult
from core.data.connected_components import NOT_ONE_DIGIT
from core.data.labels import LabelCandidates
from dashboard import access, cache, reading, session
from dashboard.views.view import View, can_evaluate


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class UploadView:
    """One upload with its table, and a view of the run in view on this upload alone.

    `place` is the chosen place of the labels in the names, "none", or "" for no choice.
    """

    record: cache.UploadRecord
    view: View
    table: pd.DataFrame
    place: str

    @property
    def num_labelled(self) -> int:
        """Return the number of images with a label."""
        return self.view.evaluation.num_labelled

    @property
    def num_correct(self) -> int:
        """Return the number of these that are read correctly."""
        return self.num_labelled - self.view.evaluation.num_mistakes

    def doubted(self) -> NDArray[np.bool_]:
        """True for each image without a label that may not show one digit, shape (n,).

        The model is not sure of it, or framing found several digits or a page.
        """
        doubted = self.table["doubt"].isin(NOT_ONE_DIGIT).to_numpy(bool, copy=True)
        doubted[doubted_rows(self.view.evaluation)] = True
        return doubted & ~self.view.evaluation.labelled

    def preparation_steps(self) -> list[StepResult]:
        """Return what each preparation step changed for the predictions."""
        return cache.preparation_steps(self.view.run, self.record)

    def diagnoses(self) -> list[Diagnosis]:
        """Return the diagnosis of each misread image."""
        return cache.diagnoses(self.view.run, self.record)

    def current_labels(self) -> NDArray[np.int8]:
        """Return the current labels, int8 (n,), -1 without a label."""
        return cache.labels(self.record.digits)

    def candidates(self) -> LabelCandidates:
        """Return the candidate labels in the names."""
        return reading.label_candidates(self.record.digits)

    def needs_place(self) -> bool:
        """True if the names have two or more places, and none was chosen."""
        return self.record.is_ambiguous and not self.place

    def name_labels(self) -> tuple[NDArray[np.int8], Sequence[str]]:
        """Return the labels that are not manual, and the place of each."""
        if self.place:
            chosen = self.candidates().choose(self.place)
            return chosen.labels, chosen.places
        return self.table["label"].to_numpy(), self.table["place"].tolist()

    def images(self, positions: Sequence[int] | NDArray[np.int64]) -> NDArray[np.uint8]:
        """Return some images as the network sees them, uint8 (m, 28, 28)."""
        images = cache.images(self.record.digits)
        if images is None:
            raise ValueError("an upload always has its images")
        return images[positions]

    def review_order(self) -> NDArray[np.int64]:
        """Return the positions: misread, then doubted, then least confident ones."""
        evaluation = self.view.evaluation
        ranks = evaluation.confidence, ~self.doubted(), ~evaluation.mistaken
        return np.lexsort(ranks)


def available_uploads(view: View) -> list[cache.UploadRecord]:
    """Return the uploads that the run in view can evaluate, newest first."""
    return [each for each in access.uploads() if can_evaluate(view.run, each.digits)]


def upload_view(view: View, uploads: Sequence[cache.UploadRecord]) -> UploadView:
    """Return the upload that was chosen, or else the first of the uploads."""
    # The choice at the top of the page comes first, as in a link.
    in_view = {record.source for record in view.records}
    record = max(
        uploads, key=lambda each: (each.source in in_view, each.id == session.upload())
    )
    digits = (record.digits,)
    evaluated = cache.evaluation(view.run, digits)
    return UploadView(
        record=record,
        view=replace(
            view,
            records=digits,
            evaluation=evaluated,
            original_evaluation=evaluated,
        ),
        table=cache.upload_table(record),
        place=reading.chosen_place(record.id),
    )
