"""The computation graph of a sliding sum: its numbers are torch's, both ways."""

import re

import pytest
import torch
from figure_checks import check_standard, parse, texts
from torch.nn import functional as F

from layerwise import draw_computation_graph

NAMES = ["gradient by y", "y", "x", "gradient by x"]
SETTINGS = [
    {},
    {"stride": 2},
    {"padding": 1},
    {"padding": 2, "dilation": 2},
    {"stride": 2, "padding": 1, "dilation": 2},
]


def rows(figure):
    """Return the numbers of every row, by the row's name."""
    found = {}
    for text in texts(figure):
        if text in NAMES:
            current = found[text] = []
        elif found:
            current.append(float(text.replace("−", "-")))
    return found


def edges(figure):
    """Return (weight, colours of the edge's two pieces), in the order of drawing."""
    root = parse(figure)
    colors = [
        re.search(r"stroke: var\(--lw-(\d)", path.get("style"))[1]
        for path in root.iter("path")
    ]
    labels = [text[1:] for text in texts(figure) if text.startswith("×")]
    assert colors[::2] == colors[1::2]
    return list(zip(labels, colors[::2], strict=True))


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_numbers_are_those_of_torch(settings):
    x = torch.randint(-9, 10, (7,), dtype=torch.float64, requires_grad=True)
    w = torch.randint(-9, 10, (3,), dtype=torch.float64)
    y = F.conv1d(x[None, None], w[None, None], **settings)[0, 0]
    gradient = torch.randint(-9, 10, y.shape, dtype=torch.float64)
    y.backward(gradient)
    figure = draw_computation_graph(x, w, gradient, **settings)
    check_standard(figure)
    assert rows(figure) == {
        "gradient by y": gradient.tolist(),
        "y": y.tolist(),
        "x": x.tolist(),
        "gradient by x": x.grad.tolist(),
    }


def test_every_product_is_an_edge_and_equal_weights_share_a_colour():
    figure = draw_computation_graph([1, 4, 2, 5], [2, -1], [1, 2, 4])
    assert edges(figure) == [("2", "1"), ("−1", "2")] * 3


def test_padding_has_no_edges():
    figure = draw_computation_graph([1, 4], [2, -1, 3], [1, 2], padding=1)
    assert [weight for weight, _ in edges(figure)] == ["−1", "3", "2", "−1"]


def test_text_alternative_tells_the_edges_and_all_numbers():
    figure = draw_computation_graph([1, 4, 2], [3, -2], [1, 5])
    assert "x 1, 4, 2" in figure.alt
    assert "y −5, 8" in figure.alt
    assert "y1 to x2 times −2" in figure.alt
    assert "Gradient by y: 1, 5. Gradient by x: 3, 13, −10." in figure.alt


def test_nothing_is_drawn_left_of_the_rows_names():
    figure = draw_computation_graph([1, 4], [1, 1, 1], [1, 1, 1, 1], padding=2)
    boxes = list(parse(figure).iter("rect"))
    assert min(float(box.get("x")) for box in boxes) >= 100


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((torch.ones(2, 2), torch.ones(2, 2), [1]), "input must have shape"),
        ((torch.ones(11), [1, 1], torch.ones(10)), "at most 10 entries"),
        (([1, 2, 3], [1, 1], [1, 2, 3]), r"grad_output must have .*\(2,\), got \(3,\)"),
    ],
)
def test_graphs_that_cannot_be_drawn_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        draw_computation_graph(*arguments)
