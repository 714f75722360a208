"""Bins of a calibration chart, made by hand."""

from core.analysis.confidence import CalibrationBin
from core.analysis.metrics import accuracy_from_counts


def calibration_bin(right, n, consistency_band=(0.7, 0.95), low=0.8):
    """Return a bin of width 0.1 in which `right` of `n` images are read correctly."""
    return CalibrationBin(
        low=low,
        high=low + 0.1,
        confidence=low + 0.05,
        accuracy=accuracy_from_counts(right, n),
        consistency_band=consistency_band,
    )
