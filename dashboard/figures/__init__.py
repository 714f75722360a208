"""Charts: a table in, a plotly figure out."""

from dashboard.figures.counts import class_counts
from dashboard.figures.curves import learning_rate, training_curves
from dashboard.figures.reliability import reliability_diagram

__all__ = ["class_counts", "learning_rate", "reliability_diagram", "training_curves"]
