"""Pictures of a sliding window, drawn from the sampling engine's index trace."""

from collections.abc import Sequence
from xml.etree import ElementTree

from numpy.typing import ArrayLike

from layerwise.convolution.arguments import Size
from layerwise.figures.drawing import Shape, group, png_picture, svg_markup
from layerwise.figures.sliding_window import SlidingWindow, slide
from layerwise.figures.theme import ThemedFigure, centered, id_prefix
from layerwise.figures.window_layout import Panel, panel_below, panel_beside

MAX_ANIMATED = 64  # windows; more make a page slow and an animation tiring

_WIDEST = 860  # a row of pictures, in CSS pixels; pages shrink it a little
_MARGIN = 20  # between pictures
_SECONDS = 1.4  # that an animation shows each window


def draw_windows(
    input: ArrayLike,
    kernel: ArrayLike,
    *,
    stride: Size = 1,
    padding: Size | str = 0,
    dilation: Size = 1,
    boundary: str = "zeros",
    steps: Sequence[int] | None = None,
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

    >>> layerwise.draw_windows([1, 4, 2], [3, 2], steps=[1]).alt
    'A kernel of size 2 slides over an input of size 3 with stride 1, padding 0 and
    dilation 1; the output has size 2. Window 2 of 2 gives output (1): 4 × 3 + 2 × 2
    = 16.'
    """
    sliding = slide(input, kernel, stride, padding, dilation, boundary)
    numbers = _window_numbers(steps, len(sliding.steps))
    panel, columns = _arrange(sliding, len(numbers))
    pictures = [panel.grids(number + 1) + panel.window(number) for number in numbers]
    labels = [sliding.describe_step(number) for number in numbers]
    if alt is None:
        labels[0] = f"{sliding.describe()} {labels[0]}"
        alt = " ".join(labels)
    else:
        labels[0] = alt
    html = _reflowing(panel, columns, pictures, labels)
    png = _on_one_sheet(panel, columns, pictures)
    return ThemedFigure(html, png, alt, caption, name)


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


def _window_numbers(steps: Sequence[int] | None, count: int) -> list[int]:
    """Return the numbers of the windows to draw, counted from the first one."""
    if steps is None:
        return sorted({0, min(1, count - 1), count - 1})
    if not steps or not all(-count <= step < count for step in steps):
        raise ValueError(
            f"steps must number windows from 0 to {count - 1}, or from −1 back to "
            f"−{count}, got {list(steps)}"
        )
    return [step % count for step in steps]


def _arrange(sliding: SlidingWindow, count: int) -> tuple[Panel, int]:
    """Return the layout of one window's picture, and how many stand in a row."""
    below, beside = panel_below(sliding), panel_beside(sliding)
    if len(sliding.input_size) == 1:
        return below, 1  # one under the other, the window is seen to move
    if _row_width(beside, count) <= _WIDEST:
        return beside, count
    return below, min(
        count, max(1, int((_WIDEST + _MARGIN) // (below.width + _MARGIN)))
    )


def _reflowing(
    panel: Panel,
    columns: int,
    pictures: Sequence[Sequence[Shape]],
    labels: Sequence[str],
) -> str:
    """Return pictures that stand in rows, and one under the other on a narrow page."""
    narrowest = f"min(100%, {0.75 * panel.width:g}px)"
    tracks = f"repeat(auto-fill, minmax({narrowest}, 1fr))" if columns > 1 else "1fr"
    svgs = [
        svg_markup([group(shapes)], panel.width, panel.height, label)
        for shapes, label in zip(pictures, labels, strict=True)
    ]
    style = f"display: grid; gap: {_MARGIN}px; grid-template-columns: {tracks}; "
    style += centered(_row_width(panel, columns))
    return f'<div style="{style}">{"".join(svgs)}</div>'


def _on_one_sheet(
    panel: Panel, columns: int, pictures: Sequence[Sequence[Shape]]
) -> bytes:
    """Return pictures in rows of ``columns`` as one PNG file."""
    shapes = []
    for place, picture in enumerate(pictures):
        row, column = divmod(place, columns)
        x, y = column * (panel.width + _MARGIN), row * (panel.height + _MARGIN)
        shapes += [shape.moved(x, y) for shape in picture]
    rows = -(-len(pictures) // columns)
    height = rows * (panel.height + _MARGIN) - _MARGIN
    return png_picture(shapes, _row_width(panel, columns), height)


def _row_width(panel: Panel, columns: int) -> float:
    """Return the width of panels side by side."""
    return columns * (panel.width + _MARGIN) - _MARGIN


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
