"""The plots that chapters share: curves over several seeds, images, feature maps."""

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator
from numpy.typing import ArrayLike

from layerwise.figures.theme import NEGATIVE, POSITIVE, ThemedFigure
from layerwise.figures.themed import PHOTOGRAPH, figure_style, themed_figure

_PAGE_WIDTH = 7.1  # inches, 96 CSS pixels each
_PHOTOGRAPH_WIDTH = 3.55

# Zero is transparent, so that it is the page's background in either theme.
_SIGNED = LinearSegmentedColormap.from_list(
    "signed",
    [
        (0, NEGATIVE),
        (0.5, (NEGATIVE, 0)),
        (0.5, (POSITIVE, 0)),
        (1, POSITIVE),
    ],
)


def plot_curves(
    curves: Mapping[str, ArrayLike],
    *,
    x_label: str,
    y_label: str,
    alt: str | None = None,
    caption: str = "",
    x: ArrayLike | Sequence[str] | None = None,
    y_scale: str = "linear",
    name: str | None = None,
) -> ThemedFigure:
    """Plot each curve's mean over the seeds, in a band from lowest to highest.

    ``curves`` maps a label to values of shape (n_seeds, n_steps); ``x`` holds the
    n_steps positions, or their names, and counts from 1 if left out; ``y_scale`` is
    "linear" or "log". A sentence about the seeds is added to the caption. Raises
    ValueError for values of another shape.
    """
    if not curves:
        raise ValueError("curves must hold at least one label with its values")
    arrays = {label: _seeds_and_steps(label, curves[label]) for label in curves}
    with figure_style():
        figure, axes = pyplot.subplots()
        for label, values in arrays.items():
            _plot_curve(axes, label, values, x)
        if x is None:
            axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.set(xlabel=x_label, ylabel=y_label, yscale=y_scale)
        if y_scale == "log":
            axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{y:g}"))
        if len(arrays) > 1:
            axes.legend()
    caption = f"{caption} {_seeds_sentence(arrays)}".strip()
    return themed_figure(figure, alt=alt, caption=caption, name=name)


def _seeds_and_steps(label: str, values: ArrayLike) -> np.ndarray:
    """Return the values of a curve as an array (n_seeds, n_steps)."""
    array = np.asarray(values, dtype=float)
    if array.ndim != 2 or array.size == 0:
        raise ValueError(
            f"curve {label!r} must have shape (n_seeds, n_steps), got {array.shape}: "
            "for a single seed give [values]"
        )
    return array


def _plot_curve(
    axes: Axes, label: str, values: np.ndarray, x: ArrayLike | None
) -> None:
    """Draw the mean of (n_seeds, n_steps) values and the band around it."""
    steps = np.arange(1, values.shape[1] + 1) if x is None else np.asarray(x)
    every = max(1, len(steps) // 8)  # about eight markers, however long the curve
    (line,) = axes.plot(steps, values.mean(axis=0), label=label, markevery=every)
    low, high = values.min(axis=0), values.max(axis=0)
    color = line.get_color()
    axes.fill_between(steps, low, high, color=color, alpha=0.18, linewidth=0)


def _seeds_sentence(arrays: Mapping[str, np.ndarray]) -> str:
    """Say over how many seeds the lines are means."""
    fewest, most = (choose(map(len, arrays.values())) for choose in (min, max))
    if most == 1:
        return "One seed."
    seeds = most if fewest == most else f"{fewest} to {most}"
    return f"Lines: means over {seeds} seeds; bands: from the lowest to the highest."


def show_images(
    images: Sequence[ArrayLike],
    titles: Sequence[str] = (),
    *,
    alt: str | None = None,
    caption: str | None = None,
    signed: bool = False,
    columns: int | None = None,
    name: str | None = None,
) -> ThemedFigure:
    """Show images on one shared scale, at most ``columns`` in a row.

    Left out, that is two for photographs, which are then 340 CSS pixels wide, and six
    for images of under 100 pixels. A photograph stays sharp on every screen if it has
    twice as many pixels as it is wide; it has no more in the page.

    Each image has shape (H, W), (1, H, W) or, in RGB from 0 to 1, (3, H, W). Grey
    ones run from black, the smallest value of all images, to white, the largest.
    ``signed`` is for kernels and feature maps: zero is the page's background, and
    negative and positive values are two colours on a symmetric scale with a bar.
    Of maps as large as a photograph the scale leaves the outermost 1% of the values to
    its ends, so that a few strong edges do not make all others pale.
    """
    arrays = [_image_array(image) for image in images]
    if not arrays:
        raise ValueError("images must hold at least one image")
    if len(titles) not in (0, len(arrays)):
        raise ValueError(
            f"titles must have one entry per image: there are {len(arrays)} images "
            f"and {len(titles)} titles"
        )
    if columns is None:
        columns = 2 if any(map(_is_photograph, arrays)) else 6
    with figure_style():
        figure = _image_grid(arrays, titles, signed, min(columns, len(arrays)))
    return themed_figure(figure, alt=alt, caption=caption, name=name)


def _image_grid(
    arrays: Sequence[np.ndarray], titles: Sequence[str], signed: bool, columns: int
) -> Figure:
    """Draw images on one scale, row by row."""
    rows = -(-len(arrays) // columns)
    largest = _PHOTOGRAPH_WIDTH if any(map(_is_photograph, arrays)) else 2
    side = min(_PAGE_WIDTH / columns, largest)
    tallest = max(array.shape[0] / array.shape[1] for array in arrays)
    height = rows * (side * tallest + 0.3 * bool(titles)) + 0.7 * signed
    figure, grid = pyplot.subplots(
        rows, columns, figsize=(side * columns, height), squeeze=False
    )
    scale = _signed_scale(arrays) if signed else _grey_scale(arrays)
    for axes, array in zip(grid.flat, arrays, strict=False):
        picture = axes.imshow(_at_most_twice_as_fine(array, side), **scale)
    for axes in grid.flat:
        axes.set(xticks=[], yticks=[])
        axes.spines[:].set_visible(len(axes.images) > 0)
    # Pictures that fill the page shrink most on a phone: their words start larger.
    size = 13 if side > 2 else None
    for axes, title in zip(grid.flat, titles, strict=False):
        axes.set_title(title, fontsize=size)
    if signed:
        clipped = any(abs(array).max() > scale["vmax"] for array in arrays)
        ends = "both" if clipped else "neither"
        bar = figure.colorbar(
            picture, ax=grid, location="bottom", shrink=0.5, extend=ends
        )
        bar.ax.tick_params(labelsize=size)
        bar.ax.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
        bar.solids.set(rasterized=True, edgecolor="none", antialiased=False)
    return figure


def _is_photograph(array: np.ndarray) -> bool:
    return max(array.shape[:2]) >= PHOTOGRAPH


def _at_most_twice_as_fine(array: np.ndarray, inches: float) -> np.ndarray:
    """Return an image with at most two pixels for each CSS pixel of its width."""
    factor = int(array.shape[1] / (2 * 96 * inches))
    if factor < 2:
        return array
    rows, columns = (length // factor * factor for length in array.shape[:2])
    blocks = array[:rows, :columns].reshape(
        rows // factor, factor, columns // factor, factor, *array.shape[2:]
    )
    return blocks.mean(axis=(1, 3))


def _image_array(image: ArrayLike) -> np.ndarray:
    """Return an image as an array (H, W), or (H, W, 3) for one in RGB."""
    tensor = torch.as_tensor(image).detach().cpu()
    if tensor.dim() == 3 and len(tensor) == 1:
        tensor = tensor[0]  # (1, H, W) -> (H, W)
    if tensor.dim() == 3 and len(tensor) == 3:
        tensor = tensor.movedim(0, -1)  # (3, H, W) -> (H, W, 3)
    elif tensor.dim() != 2:
        raise ValueError(
            "an image must have shape (H, W), (1, H, W) or (3, H, W), got "
            f"{tuple(tensor.shape)}"
        )
    return tensor.numpy()


def _grey_scale(arrays: Sequence[np.ndarray]) -> dict:
    """Return imshow's options: one grey scale for all images."""
    lowest = min(array.min() for array in arrays)
    highest = max(array.max() for array in arrays)
    return {"cmap": "gray", "vmin": lowest, "vmax": highest}


def _signed_scale(arrays: Sequence[np.ndarray]) -> dict:
    """Return imshow's options: one scale for all images, symmetric around zero."""
    if any(array.ndim == 3 for array in arrays):
        raise ValueError(
            "signed images have one channel: give the channels of an image one by one"
        )
    if any(map(_is_photograph, arrays)):
        sizes = np.concatenate([abs(array).ravel() for array in arrays])
        largest = np.quantile(sizes, 0.99) or sizes.max() or 1
    else:
        largest = max(abs(array).max() for array in arrays) or 1
    return {"cmap": _SIGNED, "vmin": -largest, "vmax": largest}
