"""The computation graph of a sliding sum: its numbers are torch's, both ways."""

import re
from itertools import pairwise

import pytest
import torch
from figure_checks import check_standard, parse, texts
from torch.nn import functional as F

from layerwise import draw_computation_graph

SETTINGS = [
    {},
    {"stride": 2},
    {"padding": 1},
    {"padding": 2, "dilation": 2},
    {"stride": 2, "padding": 1, "dilation": 2},
]


def nodes(figure):
    """Return [(x, y, number, is a gradient)] of all discs and squares."""
    root = parse(figure)
    boxes, labels = root.iter("rect"), list(root.iter("text"))
    at = {(text.get("x"), float(text.get("y"))): text.text for text in labels}
    found = []
    for box in boxes:
        x = float(box.get("x")) + float(box.get("width")) / 2
        y = float(box.get("y")) + float(box.get("height")) / 2
        (number,) = (
            text
            for (left, base), text in at.items()
            if abs(float(left) - x) < 0.1 and abs(base - 0.35 * 13 - y) < 0.1
        )
        is_gradient = box.get("rx") is None
        found.append((x, y, float(number.replace("−", "-")), is_gradient))
    return found


def sums(nodes, axis):
    """Return the sums of the numbers that share a coordinate, by that coordinate."""
    found = {}
    for node in nodes:
        found.setdefault(round(node[axis], 1), []).append(node[2])
    return {place: sum(numbers) for place, numbers in found.items()}


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_numbers_are_those_of_torch(settings):
    x = torch.randint(-9, 10, (7,), dtype=torch.float64, requires_grad=True)
    w = torch.randint(-9, 10, (3,), dtype=torch.float64, requires_grad=True)
    b = torch.randint(-9, 10, (1,), dtype=torch.float64, requires_grad=True)
    y = F.conv1d(x[None, None], w[None, None], b, **settings)[0, 0]
    gradient = torch.randint(-9, 10, y.shape, dtype=torch.float64)
    y.backward(gradient)
    figure = draw_computation_graph(x, w, gradient, bias=b.item(), **settings)
    check_standard(figure)
    drawn = nodes(figure)
    discs = [number for _, _, number, is_gradient in drawn if not is_gradient]
    squares = [number for *_, number, is_gradient in drawn if is_gradient]
    ends = [*x.tolist(), *y.tolist(), *w.tolist(), *b.tolist()]
    assert discs[-len(ends) :] == ends
    assert squares == [
        *(*x.grad.tolist(), *gradient.tolist()),
        *(*w.grad.tolist(), *b.grad.tolist()),
    ]


def test_products_stand_as_in_the_matrix_and_add_up_along_a_row():
    figure = draw_computation_graph([1, 4, 2, 5], [2, -1], [1, 2, 4], bias=3)
    discs = [node for node in nodes(figure) if not node[3]]
    products, x, y = discs[:6], discs[6:10], discs[10:13]
    for product, (i, j) in zip(
        products, [(0, 0), (0, 1), (1, 1), (1, 2), (2, 2), (2, 3)], strict=True
    ):
        assert product[0] == x[j][0]  # below its input
        assert product[1] == y[i][1]  # beside its output
    totals = sums(products, axis=1)
    assert [totals[node[1]] + 3 for node in y] == [node[2] for node in y]


def test_products_of_one_weight_share_its_colour_and_a_straight_line():
    figure = draw_computation_graph([1, 4, 2, 5], [2, -1], [1, 2, 4])
    colors = {}
    for box in parse(figure).iter("rect"):
        color = re.search(r"stroke: (var\(--lw-\d)", box.get("style"))
        if color and box.get("rx"):
            place = float(box.get("x")), float(box.get("y"))
            colors.setdefault(color[1], []).append(place)
    assert [len(places) for places in colors.values()] == [4, 4]  # 3 products, 1 weight
    for places in colors.values():
        slopes = {
            round((y2 - y1) / (x2 - x1), 6)
            for (x1, y1), (x2, y2) in pairwise(places[:3])
        }
        assert len(slopes) == 1


def test_padding_has_no_products():
    figure = draw_computation_graph([1, 4], [2, -1, 3], [1, 2], padding=1)
    discs = [number for _, _, number, is_gradient in nodes(figure) if not is_gradient]
    assert discs[:4] == [-1, 12, 2, -4]
    assert len(discs) == 4 + 2 + 2 + 3 + 1


def test_text_alternative_tells_the_products_and_all_numbers():
    figure = draw_computation_graph([1, 4, 2], [3, -2], [1, 5], bias=7)
    assert "Inputs x 1, 4, 2; weights w 3, −2; bias b 7; outputs y 2, 15." in figure.alt
    assert "y1 adds w0·x1 = 12, w1·x2 = −4 and b" in figure.alt
    assert "respect to y: 1, 5; x: 3, 13, −10; w: 21, 14; b: 6." in figure.alt


def test_the_way_forward_alone_shows_no_gradient_but_the_given_one():
    figure = draw_computation_graph([1, 4, 2], [3, -2], [1, 5], backward=False)
    assert [number for *_, number, is_gradient in nodes(figure) if is_gradient] == [
        1,
        5,
    ]
    assert figure.alt.endswith("Gradients with respect to y: 1, 5.")


def test_nothing_is_drawn_over_the_rows_names():
    figure = draw_computation_graph([1, 4], [1, 1, 1], [1, 1, 1, 1], padding=2)
    assert min(float(box.get("x")) for box in parse(figure).iter("rect")) >= 70
    assert {"x", "y", "w and b", "gradient"} <= set(texts(figure))


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
