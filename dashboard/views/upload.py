"""An upload as the page Your digits looks at it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.analysis.diagnosis import Diagnosis, StepResult
from dashboard import cache, diagnosis_cache, session
from dashboard.views.view import View, can_evaluate


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class UploadView:
    """One upload, read by the run that is being looked at.

    Attributes:
        record: The upload.
        view: The run on this upload alone.
        table: What is known of each image; see `core.store.uploads`.
    """

    record: cache.UploadRecord
    view: View
    table: pd.DataFrame

    @property
    def num_labelled(self) -> int:
        """How many images have a label."""
        return self.view.evaluation.num_labelled

    @property
    def num_correct(self) -> int:
        """How many of these are read right."""
        return self.num_labelled - self.view.evaluation.num_mistakes

    def preparation_steps(self) -> list[StepResult]:
        """What each step of the preparation did for reading them."""
        return diagnosis_cache.preparation_steps(self.view.run, self.record)

    def preparation_changed_nothing(self) -> bool:
        """Whether no step changed whether any of them is read right."""
        return not any(
            step.rescued or step.spoiled for step in self.preparation_steps()
        )

    def diagnoses(self) -> list[Diagnosis]:
        """Why each misread image is misread."""
        return diagnosis_cache.diagnoses(self.view.run, self.record)

    def current_labels(self) -> NDArray[np.int8]:
        """The labels of this moment, int8 (n,), -1 where there is none."""
        return cache.labels(self.record.digits)

    def images(self, positions: Sequence[int] | NDArray[np.int64]) -> NDArray[np.uint8]:
        """What the network saw of some images, uint8 (m, 28, 28)."""
        images = cache.images(self.record.digits)
        if images is None:
            raise ValueError("an upload always has its images")
        return images[positions]

    def review_order(self) -> NDArray[np.int64]:
        """Positions, misread ones first, then the least confident."""
        evaluation = self.view.evaluation
        right = ~evaluation.mistaken
        return np.lexsort((evaluation.confidence, right))


def available_uploads(view: View) -> list[cache.UploadRecord]:
    """List the uploads that the run in view has read or can read, newest first."""
    return [each for each in cache.uploads() if can_evaluate(view.run, each.digits)]


def upload_view(view: View, uploads: Sequence[cache.UploadRecord]) -> UploadView:
    """Look at the upload that was chosen, or else at the newest.

    Args:
        view: What every page is about.
        uploads: All that this reader may see, newest first, at least one.
    """
    # What was chosen above every page comes first, as in a link.
    in_view = {record.source for record in view.records}
    ranked = sorted(
        uploads,
        key=lambda each: (each.source not in in_view, each.id != session.upload()),
    )
    record = ranked[0]
    digits = (record.digits,)
    read = cache.evaluation(view.run, digits)
    return UploadView(
        record=record,
        view=replace(view, records=digits, evaluation=read, original_evaluation=read),
        table=cache.upload_table(record),
    )
