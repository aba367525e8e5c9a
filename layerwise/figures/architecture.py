"""A network as stacks of maps, drawn from the shapes that a run of it gives."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import nn

from layerwise.figures.drawing import (
    Box,
    Pen,
    Shape,
    Text,
    group,
    png_picture,
    svg_markup,
)
from layerwise.figures.theme import PALETTE, ThemedFigure, centered

MOST_SHEETS = 24  # of a stack: more maps than that are drawn as so many

_COLUMN = 134  # from one stage to the next, in CSS pixels like all lengths here
_TALLEST = 96  # of a map or a bar
_DEPTH = 44  # of a stack: how far the last map stands right of the first, and above
_STEP = 6  # between neighbouring maps at most
_BAR = 12  # width of a vector
_LINE = 17  # of the text below
_GAP = 14  # between the drawing and its text
_ROW_GAP = 20
_SIZE = 13  # of the letters


@dataclass(frozen=True)
class Stage:
    """What flows at one place of a network: its shape, and the layers that made it.

    Attributes:
        shape: without the batch, (C, H, W) or (N,).
        layers: names of the layers since the stage before; empty for the input.
        parameters: how many numbers those layers learn.
    """

    shape: tuple[int, ...]
    layers: tuple[str, ...] = ()
    parameters: int = 0

    def lines(self) -> list[str]:
        """Return the stage in words, a line each."""
        size = " × ".join(map(str, self.shape))
        count = f"{self.parameters:,} parameters" if self.parameters else ""
        return [size, *(self.layers or ("input",)), *filter(None, [count])]

    def describe(self) -> str:
        """Return the stage as a part of a text alternative."""
        size, *words = self.lines()
        return f"{', '.join(words)}: {size.replace(' ', '')}"


def network_stages(model: nn.Module, example: torch.Tensor) -> list[Stage]:
    """Run a network and return what flows through it, from its input to its output.

    The layers are met in the order in which they run. A layer that keeps the shape
    and learns nothing, such as an activation, belongs to the stage before it. The
    model is left as it was.

    Args:
        model: a network whose layers follow one another.
        example: one batch of inputs (N, ...).
    """
    stages = [Stage(tuple(example.shape[1:]))]

    def record(layer: nn.Module, _, output: torch.Tensor) -> None:
        shape = tuple(output.shape[1:])
        parameters = sum(p.numel() for p in layer.parameters())
        last = stages[-1]
        if shape == last.shape and not parameters and last.layers:
            layers = (*last.layers, layer_name(layer))
            stages[-1] = Stage(shape, layers, last.parameters)
        else:
            stages.append(Stage(shape, (layer_name(layer),), parameters))

    leaves = [layer for layer in model.modules() if not list(layer.children())]
    handles = [leaf.register_forward_hook(record) for leaf in leaves]
    modes = {layer: layer.training for layer in model.modules()}
    try:
        with torch.no_grad():
            model.eval()(example)
    finally:
        for handle in handles:
            handle.remove()
        for layer, training in modes.items():
            layer.training = training
    return stages


def layer_name(layer: nn.Module) -> str:
    """Return a layer in the words of the book, for example ``5×5 convolution``."""
    match layer:
        case nn.Conv2d():
            return "×".join(map(str, layer.kernel_size)) + " convolution"
        case nn.AvgPool2d():
            return f"{_window(layer)} average pooling"
        case nn.MaxPool2d():
            return f"{_window(layer)} max pooling"
        case nn.Linear():
            return "dense"
        case nn.ReLU():
            return "ReLU"
        case _:
            return type(layer).__name__.lower()


def _window(layer: nn.AvgPool2d | nn.MaxPool2d) -> str:
    size = layer.kernel_size
    return "×".join(map(str, size if isinstance(size, tuple) else (size, size)))


def draw_network(
    model: nn.Module,
    example: torch.Tensor,
    *,
    columns: int = 3,
    alt: str | None = None,
    caption: str | None = None,
    name: str | None = None,
) -> ThemedFigure:
    """Draw a network as stacks of maps and bars of numbers, ``columns`` in a picture.

    A stage (C, H, W) is a stack of C maps, one (N,) a bar; maps are drawn to one
    scale and bars to another. Two pictures stand in a row, one on a narrow page. The
    shapes come from running the network, see
    `network_stages`, and so does the text alternative unless ``alt`` is given.

    >>> network = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.Flatten())
    >>> layerwise.draw_network(network, torch.zeros(1, 1, 4, 4)).alt
    'A network of 2 stages after its input. input: 1×4×4; 3×3 convolution, 20
    parameters: 2×2×2; flatten: 8.'
    """
    stages = network_stages(model, example)
    rows = [stages[i : i + columns] for i in range(0, len(stages), columns)]
    scales = _scales(stages)
    pictures = [_row(row, scales, number > 0) for number, row in enumerate(rows)]
    labels = ["; ".join(stage.describe() for stage in row) + "." for row in rows]
    first = f"A network of {len(stages) - 1} stages after its input. "
    labels[0] = first + labels[0] if alt is None else alt
    width = columns * _COLUMN
    tracks = f"repeat(auto-fill, minmax(min(100%, {0.75 * width:g}px), 1fr))"
    svgs = [
        svg_markup([group(shapes)], width, height, label)
        for (shapes, height), label in zip(pictures, labels, strict=True)
    ]
    style = f"display: grid; gap: {_ROW_GAP}px; grid-template-columns: {tracks}; "
    style += centered(2 * width + _ROW_GAP)
    html = f'<div style="{style}">{"".join(svgs)}</div>'
    sheet, top = [], 0.0
    for shapes, height in pictures:
        sheet += [shape.moved(0, top) for shape in shapes]
        top += height + _ROW_GAP
    png = png_picture(sheet, width, top - _ROW_GAP)
    return ThemedFigure(html, png, " ".join(labels), caption, name)


def map_stack(
    shape: Sequence[int], x: float, bottom: float, scale: float
) -> list[Shape]:
    """Return C maps (C, H, W), the last one nearest, ``scale`` pixels an entry.

    The stack is centred on ``x`` and stands on ``bottom``.
    """
    maps, height, width = shape
    sheets = min(maps, MOST_SHEETS)
    step = min(_STEP, _DEPTH / max(1, sheets - 1))
    depth = step * (sheets - 1)
    left = x - (width * scale + depth) / 2
    fill = {"fill": PALETTE[0], "fill_opacity": 0.14}
    return [
        Box(
            left + depth - step * sheet,
            bottom - height * scale - depth + step * sheet,
            width * scale,
            height * scale,
            Pen(opacity=0.8),
            **fill,
        )
        for sheet in range(sheets)
    ]


def number_bar(length: int, x: float, bottom: float, scale: float) -> list[Shape]:
    """Return a vector (N,) as a bar centred on ``x`` that stands on ``bottom``."""
    fill = {"fill": PALETTE[1], "fill_opacity": 0.35}
    height = max(4, length * scale)
    return [Box(x - _BAR / 2, bottom - height, _BAR, height, Pen(opacity=0.8), **fill)]


def _scales(stages: Sequence[Stage]) -> tuple[float, float]:
    """Return the pixels for an entry of a map, and for an entry of a vector."""
    sides = [max(stage.shape[1:]) for stage in stages if len(stage.shape) == 3]
    lengths = [stage.shape[0] for stage in stages if len(stage.shape) == 1]
    if len(sides) + len(lengths) < len(stages):
        shapes = [stage.shape for stage in stages]
        raise ValueError(f"stages must be maps (C, H, W) or vectors (N,), got {shapes}")
    return _TALLEST / max(sides, default=1), _TALLEST / max(lengths, default=1)


def _row(
    stages: Sequence[Stage], scales: tuple[float, float], goes_on: bool
) -> tuple[list[Shape], float]:
    """Return one row of stages with arrows between them, and its height."""
    shapes: list[Shape] = []
    bottom = _TALLEST + _DEPTH
    if all(len(stage.shape) == 1 for stage in stages):
        bottom = _TALLEST
    for column, stage in enumerate(stages):
        x = (column + 0.5) * _COLUMN
        if column or goes_on:
            shapes.append(Text(max(10, x - _COLUMN / 2), bottom - 20, "→", 20))
        if len(stage.shape) == 3:
            shapes += map_stack(stage.shape, x, bottom, scales[0])
        else:
            shapes += number_bar(stage.shape[0], x, bottom, scales[1])
        for row, line in enumerate(stage.lines()):
            y = bottom + _GAP + (row + 0.5) * _LINE
            shapes.append(Text(x, y, line, _SIZE - (row > 0), bold=row == 0))
    most = max(len(stage.lines()) for stage in stages)
    return shapes, bottom + _GAP + most * _LINE
