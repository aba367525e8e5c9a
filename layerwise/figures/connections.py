"""Four layers between the same inputs and outputs: dense or local, tied or not."""

from layerwise.figures.drawing import Box, Line, Pen, Shape, Text
from layerwise.figures.panels import panels_figure
from layerwise.figures.theme import MUTED, PALETTE, ThemedFigure

KINDS = ("dense", "tied", "local", "local and tied")
MAX_INPUTS = 8

_STEP = 54  # between neighbouring inputs, in CSS pixels
_DISC = 26
_TITLE = 34
_HEIGHT = 118  # between the outputs and the inputs


def layer_weights(inputs: int, taps: int, kind: str) -> dict[tuple[int, int], int]:
    """Return which weight, counted from 0, joins each pair (output, input).

    The layer has one output for every window of ``taps`` inputs.
    """
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}; got {kind!r}")
    outputs = inputs - taps + 1
    pairs = [(i, j) for i in range(outputs) for j in range(inputs)]
    if kind.startswith("local"):
        pairs = [(i, j) for i, j in pairs if 0 <= j - i < taps]
    tied = kind.endswith("tied")
    keys = {(i, j): j - i if tied else (i, j) for i, j in pairs}
    numbers = {key: number for number, key in enumerate(sorted(set(keys.values())))}
    return {pair: numbers[key] for pair, key in keys.items()}


def draw_connections(
    inputs: int = 6,
    taps: int = 3,
    *,
    alt: str | None = None,
    caption: str | None = None,
    name: str | None = None,
) -> ThemedFigure:
    """Draw four layers from a row of inputs to the outputs of its windows.

    A line is a product. Lines of one layer with the same colour and dashes share a
    weight; grey ones have a weight each, more than there are colours.

    >>> layerwise.draw_connections(4, 2).alt.split(" The next")[0]
    'Four layers from 4 inputs to 3 outputs. Dense: 12 products, 12 weights. Tied: 12
    products, 6 weights. Local: 6 products, 6 weights. Local and tied: 6 products, 2
    weights.'
    """
    if not 1 <= taps <= inputs <= MAX_INPUTS:
        raise ValueError(
            f"need 1 ≤ taps ≤ inputs ≤ {MAX_INPUTS}, got {taps} taps and {inputs} "
            "inputs"
        )
    layers = {kind: layer_weights(inputs, taps, kind) for kind in KINDS}
    counts = {kind: len(set(layer.values())) for kind, layer in layers.items()}
    told = [
        f"{kind.capitalize()}: {len(layer)} products, {counts[kind]} weights."
        for kind, layer in layers.items()
    ]
    if alt is None:
        outputs = inputs - taps + 1
        alt = f"Four layers from {inputs} inputs to {outputs} outputs. "
        alt += " ".join(told)
    return panels_figure(
        [_layer(kind, layer, inputs, taps) for kind, layer in layers.items()],
        (inputs * _STEP, _TITLE + _HEIGHT + _DISC),
        columns=2,
        titles=KINDS,
        alt=alt,
        caption=caption,
        name=name,
    )


def _layer(
    kind: str, layer: dict[tuple[int, int], int], inputs: int, taps: int
) -> list[Shape]:
    """Return one layer: outputs above, inputs below, a line for every product."""
    count = len(set(layer.values()))
    above = [(i + (taps - 1) / 2 + 0.5) * _STEP for i in range(inputs - taps + 1)]
    below = [(j + 0.5) * _STEP for j in range(inputs)]
    top, bottom = _TITLE + _DISC, _TITLE + _HEIGHT
    text = f"{kind}: {len(layer)} products, {count} weights"
    shapes: list[Shape] = [Text(inputs * _STEP / 2, 9, text, 14, bold=True)]
    for (i, j), weight in layer.items():
        shapes.append(Line((above[i], top), (below[j], bottom), _pen(weight, count)))
    for level, xs, letter in ((_TITLE, above, "y"), (bottom, below, "x")):
        for number, x in enumerate(xs):
            disc = (x - _DISC / 2, level, _DISC, _DISC)
            shapes.append(Box(*disc, Pen(opacity=0.7), round=True))
            shapes.append(Text(x, level + _DISC / 2, f"{letter}{number}", 12))
    return shapes


def _pen(weight: int, count: int) -> Pen:
    """Return how a weight's lines are drawn: six colours, then the same dashed."""
    if count > 2 * len(PALETTE):
        return Pen(MUTED, 1.2)
    dashed = weight >= len(PALETTE)
    return Pen(PALETTE[weight % len(PALETTE)], 2, dashed=dashed)
