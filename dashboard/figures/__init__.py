"""Charts: a table in, a plotly figure out."""

from dashboard.figures.counts import class_counts
from dashboard.figures.curves import learning_rate, training_curves

__all__ = ["class_counts", "learning_rate", "training_curves"]
