"""A convolution of two functions of time: at each moment an overlap, and its area."""

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib import pyplot
from matplotlib.axes import Axes

from layerwise.figures.theme import PALETTE, ThemedFigure, number_text
from layerwise.figures.themed import figure_style, themed_figure

Function = Callable[[np.ndarray], np.ndarray]

_POINTS = 4001


def overlap_area(x: Function, w: Function, t: float, end: float) -> float:
    """Return the integral of x(a) w(t − a) over a from 0 to ``end``."""
    a = np.linspace(0, end, _POINTS)
    product = x(a) * w(t - a)
    return float(((product[1:] + product[:-1]) / 2).sum() * (a[1] - a[0]))


def plot_overlap(
    x: Function,
    w: Function,
    times: Sequence[float],
    *,
    end: float,
    labels: tuple[str, str] = ("x(a)", "w(t − a)"),
    alt: str | None = None,
    caption: str | None = None,
    name: str | None = None,
) -> ThemedFigure:
    """Plot x(a) and w(t − a) over a from 0 to ``end`` at some times t, and x * w.

    The shaded area under the product is the convolution at that time, and the dot
    with the same mark in the plot below.

    >>> box = lambda a: 1.0 * ((0 <= a) & (a < 1))
    >>> layerwise.plot_overlap(box, box, [0.5], end=2, name="fig-boxes").name
    'fig-boxes'
    """
    if not times or not all(0 <= t <= end for t in times):
        raise ValueError(f"times must lie from 0 to {end:g}, got {list(times)}")
    with figure_style():
        figure, grid = pyplot.subplot_mosaic(
            [list(range(len(times))), ["sum"] * len(times)],
            figsize=(7, 4.4),
        )
        areas = [overlap_area(x, w, t, end) for t in times]
        for number, (t, area) in enumerate(zip(times, areas, strict=True)):
            _overlap(grid[number], x, w, t, end)
            grid[number].set_title(f"t = {number_text(t)}: area {number_text(area)}")
            if number:
                grid[number].sharey(grid[0])
        grid[0].legend(labels, fontsize=9, loc="upper right", handlelength=2)
        curve = np.linspace(0, end, 121)
        grid["sum"].plot(
            curve,
            [overlap_area(x, w, t, end) for t in curve],
            color=PALETTE[2],
            marker="",
        )
        grid["sum"].plot(times, areas, color=PALETTE[2], marker="o", linestyle="")
        grid["sum"].set(xlabel="t", ylabel="(x * w)(t)", ylim=(0, None))
    return themed_figure(figure, alt=alt, caption=caption, name=name)


def _overlap(axes: Axes, x: Function, w: Function, t: float, end: float) -> None:
    """Plot both functions at one time, and shade their product."""
    a = np.linspace(0, end, 321)
    axes.plot(a, x(a), color=PALETTE[0], marker="")
    axes.plot(a, w(t - a), color=PALETTE[1], marker="", linestyle="--")
    axes.fill_between(a, x(a) * w(t - a), color=PALETTE[2], alpha=0.35, linewidth=0)
    axes.set(xlabel="a", ylim=(0, None))
