"""Pictures of a sliding window, drawn from the sampling engine's index trace."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from xml.etree import ElementTree

import torch
from numpy.typing import ArrayLike

from layerwise.convolution.arguments import Size
from layerwise.figures.channel_layout import channel_panels
from layerwise.figures.channel_sum import ChannelSum, slide_over_channels
from layerwise.figures.drawing import Shape, group, png_picture, svg_markup
from layerwise.figures.sliding_window import SlidingWindow, slide
from layerwise.figures.theme import ThemedFigure, centered, id_prefix
from layerwise.figures.window_layout import Panel, panel_below, panel_beside

MAX_ANIMATED = 64  # windows; more make a page slow and an animation tiring

_WIDEST = 760  # a row of pictures, in CSS pixels; pages shrink it a little
_MARGIN = 20  # between pictures
_SECONDS = 1.4  # that an animation shows each window


def draw_windows(
    input: ArrayLike,
    kernel: ArrayLike,
    bias: ArrayLike | None = None,
    *,
    stride: Size = 1,
    padding: Size | str = 0,
    dilation: Size = 1,
    groups: int = 1,
    boundary: str = "zeros",
    steps: Sequence[int] | None = None,
    filters: Sequence[int] | None = None,
    caption: str | None = None,
    alt: str | None = None,
    name: str | None = None,
) -> ThemedFigure:
    """Draw a kernel at some of its positions over an input, with the sums it computes.

    ``input`` and ``kernel`` have shape (W,) or (H, W); stride, padding and dilation
    are those of `index_trace`, and ``boundary`` says what the dashed padding is
    worth, see `sample`. ``steps`` numbers the windows to draw from 0 in row-major
    order, −1 is the last; by default the first, the second and the last. Text
    alternatives are made from the trace; ``alt`` replaces the first picture's.

    An input (C, H, W) meets a kernel (C, k_h, k_w), or several filters
    (C_out, C / groups, k_h, k_w) with a ``bias`` each: every picture shows the
    channels, a filter's slices, their sums and the total. ``filters`` numbers those
    to draw, all by default, and ``steps`` is the first window by default.

    >>> layerwise.draw_windows([1, 4, 2], [3, 2], steps=[1]).alt
    'A kernel of size 2 slides over an input of size 3 with stride 1, padding 0 and
    dilation 1; the output has size 2. Window 2 of 2 gives output (1): 4 × 3 + 2 × 2
    = 16.'
    """
    options = (stride, padding, dilation, boundary)
    if torch.as_tensor(input).dim() == 3:
        sums = slide_over_channels(input, kernel, bias, groups, *options)
        pictures = _pictures_of_filters(sums, filters, steps)
    elif (bias, groups, filters) == (None, 1, None):
        pictures = _pictures_of_windows(slide(input, kernel, *options), steps)
    else:
        raise ValueError(
            "bias, groups and filters are for an input with channels, (C, H, W)"
        )
    labels = pictures.labels
    if alt is None:
        alt = " ".join(labels)
    else:
        labels[0] = alt
    html = _reflowing(pictures)
    return ThemedFigure(html, _on_one_sheet(pictures), alt, caption, name)


def animate_windows(
    input: ArrayLike,
    kernel: ArrayLike,
    *,
    stride: Size = 1,
    padding: Size | str = 0,
    dilation: Size = 1,
    boundary: str = "zeros",
    caption: str | None = None,
    alt: str | None = None,
    name: str | None = None,
) -> ThemedFigure:
    """Draw a kernel that slides over an input, one window after the other.

    The arguments are those of `draw_windows`. The picture stands still at the first
    window until the reader ticks the box above it, and stops when the tick is
    removed; for readers who asked their system for reduced motion there is no box.

    >>> figure = layerwise.animate_windows([1, 4, 2], [3, 2])
    >>> "Play: slide over all 2 windows" in figure.svg
    True
    """
    sliding = slide(input, kernel, stride, padding, dilation, boundary)
    count = len(sliding.steps)
    if count > MAX_ANIMATED:
        raise ValueError(
            f"there are {count} windows, more than {MAX_ANIMATED} to animate: take a "
            "smaller input or a larger stride"
        )
    panel, _ = _arrange(sliding, 1)
    if alt is None:
        ends = sorted({0, count - 1})
        alt = " ".join([sliding.describe(), *map(sliding.describe_step, ends)])
    prefix = id_prefix(name, alt)
    grids = panel.grids(count)
    frames = [panel.window(number) for number in range(count)]
    svg = svg_markup(
        [_animation_style(prefix, count), group(grids), *_frames(prefix, frames)],
        panel.width,
        panel.height,
        alt,
    )
    png = png_picture(grids + frames[0], panel.width, panel.height)
    html = (
        f'<div style="{centered(panel.width)}">'
        f'<input type="checkbox" id="{prefix}-play" autocomplete="off">'
        f'<label for="{prefix}-play"> Play: slide over all {count} windows</label>'
        f"{svg}</div>"
    )
    return ThemedFigure(html, png, alt, caption, name)


@dataclass(frozen=True)
class _Pictures:
    """Pictures of equal size, ``columns`` of them in a row, with a label each."""

    width: float
    height: float
    columns: int
    shapes: list[list[Shape]]
    labels: list[str]

    @property
    def row_width(self) -> float:
        """Width of a row."""
        return _row_width(self.width, self.columns)


def _pictures_of_windows(
    sliding: SlidingWindow, steps: Sequence[int] | None
) -> _Pictures:
    """Return a picture of every chosen window of a single channel."""
    count = len(sliding.steps)
    numbers = _chosen("steps", steps, count, {0, min(1, count - 1), count - 1})
    panel, columns = _arrange(sliding, len(numbers))
    shapes = [panel.grids(number + 1) + panel.window(number) for number in numbers]
    labels = [sliding.describe_step(number) for number in numbers]
    labels[0] = f"{sliding.describe()} {labels[0]}"
    return _Pictures(panel.width, panel.height, columns, shapes, labels)


def _pictures_of_filters(
    sums: list[ChannelSum], filters: Sequence[int] | None, steps: Sequence[int] | None
) -> _Pictures:
    """Return a picture of every chosen window of every chosen filter."""
    panels = channel_panels(sums)
    chosen = _chosen("filters", filters, len(sums), set(range(len(sums))))
    numbers = _chosen("steps", steps, len(sums[0].channels[0].steps), {0})
    shapes, labels = [], []
    for place, number in product(chosen, numbers):
        panel = panels[place]
        shapes.append(panel.grids(number + 1) + panel.window(number))
        labels.append(sums[place].describe_step(number))
    labels[0] = f"{sums[0].describe()} {labels[0]}"
    width = max(panels[place].width for place in chosen)
    height = max(panels[place].height for place in chosen)
    return _Pictures(width, height, _columns(width, len(shapes)), shapes, labels)


def _chosen(
    name: str, numbers: Sequence[int] | None, count: int, default: set[int]
) -> list[int]:
    """Return the numbers of what to draw, counted from the first one."""
    if numbers is None:
        return sorted(default)
    if not numbers or not all(-count <= number < count for number in numbers):
        things = "windows" if name == "steps" else name
        raise ValueError(
            f"{name} must number {things} from 0 to {count - 1}, or from −1 back to "
            f"−{count}, got {list(numbers)}"
        )
    return [number % count for number in numbers]


def _arrange(sliding: SlidingWindow, count: int) -> tuple[Panel, int]:
    """Return the layout of one window's picture, and how many stand in a row."""
    below, beside = panel_below(sliding), panel_beside(sliding)
    if len(sliding.input_size) == 1:
        return below, 1  # one under the other, the window is seen to move
    if _row_width(beside.width, count) <= _WIDEST:
        return beside, count
    return below, _columns(below.width, count)


def _columns(width: float, count: int) -> int:
    """Return how many of ``count`` pictures stand in a row: rows of equal length."""
    most = max(1, int((_WIDEST + _MARGIN) // (width + _MARGIN)))
    rows = -(-count // most)
    return -(-count // rows)


def _row_width(width: float, columns: int) -> float:
    """Return the width of pictures side by side."""
    return columns * (width + _MARGIN) - _MARGIN


def _reflowing(pictures: _Pictures) -> str:
    """Return pictures that stand in rows, and one under the other on a narrow page."""
    narrowest = f"min(100%, {0.75 * pictures.width:g}px)"
    tracks = f"repeat(auto-fill, minmax({narrowest}, 1fr))"
    svgs = [
        svg_markup([group(shapes)], pictures.width, pictures.height, label)
        for shapes, label in zip(pictures.shapes, pictures.labels, strict=True)
    ]
    style = f"display: grid; gap: {_MARGIN}px; grid-template-columns: "
    style += f"{tracks if pictures.columns > 1 else '1fr'}; "
    style += centered(pictures.row_width)
    return f'<div style="{style}">{"".join(svgs)}</div>'


def _on_one_sheet(pictures: _Pictures) -> bytes:
    """Return pictures in their rows as one PNG file."""
    shapes = []
    for place, picture in enumerate(pictures.shapes):
        row, column = divmod(place, pictures.columns)
        x = column * (pictures.width + _MARGIN)
        y = row * (pictures.height + _MARGIN)
        shapes += [shape.moved(x, y) for shape in picture]
    rows = -(-len(pictures.shapes) // pictures.columns)
    height = rows * (pictures.height + _MARGIN) - _MARGIN
    return png_picture(shapes, pictures.row_width, height)


def _frames(
    prefix: str, frames: Sequence[Sequence[Shape]]
) -> list[ElementTree.Element]:
    """Return one SVG group for each window; without animation the first one shows."""
    groups = []
    for number, shapes in enumerate(frames):
        style = f"animation-delay: {number * _SECONDS:g}s"
        style += "; visibility: visible" if number == 0 else ""
        groups.append(group(shapes, {"class": f"{prefix}-window", "style": style}))
    return groups


def _animation_style(prefix: str, count: int) -> ElementTree.Element:
    """Return the CSS that shows one window at a time while the box is ticked."""
    style = ElementTree.Element("style")
    style.text = f"""
.{prefix}-window {{ visibility: hidden;
  animation: {prefix}-show {count * _SECONDS:g}s step-end infinite paused }}
#{prefix}-play:checked ~ svg .{prefix}-window {{ animation-play-state: running }}
@keyframes {prefix}-show {{
  0% {{ visibility: visible }} {100 / count:.4f}% {{ visibility: hidden }} }}
@media (prefers-reduced-motion: reduce) {{
  .{prefix}-window {{ animation: none }}
  #{prefix}-play, #{prefix}-play + label {{ display: none }} }}
"""
    return style
