"""The loss over two weights as contours, with the paths that descents take on it."""

from collections.abc import Mapping

import numpy as np
import torch
from matplotlib import pyplot
from numpy.typing import ArrayLike

from layerwise.figures.theme import INK, ThemedFigure
from layerwise.figures.themed import figure_style, themed_figure


def plot_loss_surface(
    first: ArrayLike,
    second: ArrayLike,
    losses: ArrayLike,
    paths: Mapping[str, ArrayLike],
    *,
    axis_labels: tuple[str, str] = ("first weight", "second weight"),
    alt: str | None = None,
    caption: str | None = None,
    name: str | None = None,
) -> ThemedFigure:
    """Plot contours of ``losses`` and, for every path, a mark per step.

    ``losses`` has shape (n, m): its entry [i, j] belongs to the weights ``first[i]``
    and ``second[j]``. Each path has shape (steps, 2) and a label. Contours lie at
    equal steps of the square root of the loss, so a round bowl has evenly spaced ones.

    >>> w = torch.linspace(-1, 1, 5)
    >>> bowl = w[:, None] ** 2 + w ** 2
    >>> layerwise.plot_loss_surface(w, w, bowl, {"down": [[1, 1], [0, 0]]},
    ...                             name="fig-bowl").name
    'fig-bowl'
    """
    first, second, losses = (
        torch.as_tensor(values).detach().cpu().double().numpy()
        for values in (first, second, losses)
    )
    if losses.shape != (*first.shape, *second.shape) or losses.ndim != 2:
        raise ValueError(
            f"losses must have shape ({first.size}, {second.size}), one for each pair "
            f"of weights, got {losses.shape}"
        )
    levels = np.linspace(np.sqrt(losses.min()), np.sqrt(losses.max()), 10)[1:-1] ** 2
    with figure_style():
        figure, axes = pyplot.subplots(figsize=(5.2, 4.2))
        axes.contour(first, second, losses.T, levels, colors=INK, alpha=0.35)
        for label, path in paths.items():
            points = torch.as_tensor(path).detach().cpu().double()
            if points.dim() != 2 or points.shape[1] != 2:
                raise ValueError(
                    f"path {label!r} must have shape (steps, 2), got "
                    f"{tuple(points.shape)}"
                )
            axes.plot(*points.T.numpy(), label=label)
        axes.set(xlabel=axis_labels[0], ylabel=axis_labels[1], aspect="equal")
        axes.legend(loc="best")
    return themed_figure(figure, alt=alt, caption=caption, name=name)
