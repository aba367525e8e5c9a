"""One dot per seed: what several runs of several designs ended with."""

from collections import Counter
from collections.abc import Mapping

import numpy as np
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter
from numpy.typing import ArrayLike

from layerwise.figures.theme import HIGHLIGHT, PALETTE, ThemedFigure
from layerwise.figures.themed import figure_style, themed_figure

_ROW = 0.42  # inches for a design
_AXIS = 0.75  # inches for the axis below
_BETWEEN = 0.16  # rows between equal values of one design


def plot_seeds(
    values: Mapping[str, ArrayLike],
    *,
    x_label: str,
    lowest: float | None = None,
    percent: bool = True,
    alt: str | None = None,
    caption: str | None = None,
    name: str | None = None,
) -> ThemedFigure:
    """Plot a dot for each seed of each design, and a bar at the design's mean.

    The axis runs from the smallest to the largest value, so that designs which lie
    close together are told apart; seeds below ``lowest`` are drawn as arrows at its
    edge, and a mean below it is not drawn.

    Args:
        values: a label and its numbers, one per seed; the first stands on top.
        x_label: what the numbers are.
        lowest: where the axis starts, instead of at the smallest value.
        percent: write 0.98 as 98%.
        alt: by default a sentence with every design's mean and range.
        caption, name: as in the other figures.

    Raises:
        ValueError: no design, or one without numbers.

    >>> layerwise.plot_seeds({"LeNet": [0.9, 0.8]}, x_label="accuracy").alt
    'One dot per seed. LeNet: mean 85.0%, from 80.0% to 90.0%.'
    """
    runs = {label: np.asarray(numbers, float) for label, numbers in values.items()}
    if not runs or any(run.ndim != 1 or run.size == 0 for run in runs.values()):
        raise ValueError("values must map at least one label to one number per seed")
    edge = min(run.min() for run in runs.values()) if lowest is None else lowest
    with figure_style():
        size = (7, _ROW * len(runs) + _AXIS)
        figure, axes = pyplot.subplots(figsize=size)
        for row, run in enumerate(runs.values()):
            _plot_design(axes, row, run, edge)
        axes.set_yticks(range(len(runs)), list(runs))
        axes.set_ylim(len(runs) - 0.5, -0.5)
        axes.tick_params(axis="y", length=0)
        axes.grid(visible=False, axis="y")
        if lowest is not None:
            axes.set_xlim(left=lowest)
        if percent:
            axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=None))
        axes.set_xlabel(x_label)
    alt = describe_seeds(runs, percent) if alt is None else alt
    return themed_figure(figure, alt=alt, caption=caption, name=name)


def describe_seeds(runs: Mapping[str, np.ndarray], percent: bool) -> str:
    """Return the plot in words: each design's mean and range."""
    form = "{:.1%}" if percent else "{:.3g}"
    parts = []
    for label, run in runs.items():
        mean, low, high = (form.format(x) for x in (run.mean(), run.min(), run.max()))
        parts.append(f"{label}: mean {mean}, from {low} to {high}")
    return f"One dot per seed. {'; '.join(parts)}."


def _plot_design(axes: Axes, row: int, run: np.ndarray, edge: float) -> None:
    """Draw a design's seeds and its mean in its row."""
    inside = run[run >= edge]
    heights, seen = [], Counter()
    counts = Counter(inside.tolist())
    for value in inside.tolist():  # equal values stand above each other
        place = seen[value] - (counts[value] - 1) / 2
        heights.append(row + place * min(_BETWEEN, 0.8 / counts[value]))
        seen[value] += 1
    color = PALETTE[0]
    axes.plot(inside, heights, "o", color=color, markersize=5, alpha=0.75)
    if len(inside) < len(run):
        axes.plot(edge, row, "<", color=color, markersize=8, clip_on=False)
        count = len(run) - len(inside)
        axes.annotate(
            f"{count} below",
            (edge, row),
            (8, 8),
            textcoords="offset points",
            va="center",
            fontsize=9,
        )
    if run.mean() >= edge:
        axes.plot(
            [run.mean()] * 2,
            [row - 0.34, row + 0.34],
            "-",
            marker="",
            color=HIGHLIGHT,
            linewidth=2.2,
        )
