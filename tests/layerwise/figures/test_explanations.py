"""Drawings of part I's ideas: connections, half a turn, an overlap, a loss surface."""

import io
import re

import numpy as np
import pytest
import torch
from figure_checks import check_standard, parse, texts
from matplotlib import pyplot

from layerwise import (
    convolution_matrix,
    draw_connections,
    draw_rotation,
    plot_loss_surface,
    plot_overlap,
)
from layerwise.figures.connections import KINDS, layer_weights
from layerwise.figures.overlap import overlap_area

ALT = "A figure that explains an idea"


@pytest.mark.parametrize(
    ("kind", "products", "weights"),
    [("dense", 24, 24), ("tied", 24, 9), ("local", 12, 12), ("local and tied", 12, 3)],
)
def test_products_and_weights_of_six_inputs_and_four_outputs(kind, products, weights):
    layer = layer_weights(6, 3, kind)
    assert len(layer) == products
    assert set(layer.values()) == set(range(weights))


def test_local_and_tied_is_a_convolutions_matrix():
    matrix = convolution_matrix(torch.arange(1.0, 4)[None, None], (7,))
    layer = layer_weights(7, 3, "local and tied")
    found = {
        tuple(pair): int(matrix[tuple(pair)]) - 1 for pair in matrix.nonzero().tolist()
    }
    assert layer == found


def test_tied_weights_depend_on_the_offset_only():
    for kind in ("tied", "local and tied"):
        layer = layer_weights(7, 4, kind)
        offsets = {}
        for (i, j), weight in layer.items():
            assert offsets.setdefault(j - i, weight) == weight
        assert len(set(offsets.values())) == len(offsets)


def test_every_product_is_a_line_and_equal_weights_look_equal():
    figure = draw_connections(6, 3)
    check_standard(figure)
    for svg, kind in zip(parse(figure).iter("svg"), KINDS, strict=True):
        layer = layer_weights(6, 3, kind)
        styles = [path.get("style") for path in svg.iter("path")]
        assert len(styles) == len(layer)
        if kind != "dense":
            looks = set(zip(layer.values(), styles, strict=True))
            assert len(looks) == len(set(styles)) == len(set(layer.values()))


def test_layers_that_cannot_be_drawn_are_refused():
    for arguments in ((9, 3), (3, 4), (3, 0)):
        with pytest.raises(ValueError, match="need 1 ≤ taps"):
            draw_connections(*arguments)
    with pytest.raises(ValueError, match="kind must be one of"):
        layer_weights(6, 3, "sparse")


def test_half_a_turn_moves_every_number_to_the_opposite_cell():
    kernel = torch.arange(1.0, 10).reshape(3, 3)
    figure = draw_rotation(kernel)
    check_standard(figure)
    numbers = [int(text) for text in texts(figure) if text.isdecimal()]
    assert numbers[:9] == list(range(1, 10))
    assert numbers[18:] == kernel.flip(0, 1).flatten().int().tolist()
    assert "By 180°: 9, 8, 7; 6, 5, 4; 3, 2, 1." in figure.alt


def test_a_kernel_that_is_not_square_is_refused():
    with pytest.raises(ValueError, match=r"kernel must have shape \(k, k\)"):
        draw_rotation(torch.ones(2, 3))


def box(a):
    return np.where((a >= 0) & (a < 1), 1.0, 0.0)


@pytest.mark.parametrize(("t", "area"), [(0, 0), (0.25, 0.25), (1, 1), (1.5, 0.5)])
def test_two_boxes_overlap_in_a_triangle(t, area):
    assert overlap_area(box, box, t, end=2) == pytest.approx(area, abs=1e-3)


def test_an_overlap_says_its_areas():
    figure = plot_overlap(box, box, [0.5, 1.5], end=2, alt=ALT)
    check_standard(figure)
    assert {"t = 0.5: area 0.5", "t = 1.5: area 0.5", "x(a)", "w(t − a)"} <= set(
        texts(figure)
    )
    with pytest.raises(ValueError, match="times must lie from 0 to 2"):
        plot_overlap(box, box, [3], end=2, alt=ALT)


def test_a_loss_surface_has_a_mark_for_every_step_and_a_lowest_point():
    w = torch.linspace(-1, 1, 9)
    bowl = (w[:, None] - 0.5) ** 2 + w**2
    path = torch.tensor([[1.0, 1.0], [0.75, 0.5], [0.5, 0.0]])
    figure = plot_loss_surface(w, w, bowl, {"descent": path, "none": path}, alt=ALT)
    check_standard(figure)
    assert {"descent", "none"} <= set(texts(figure))
    assert len(re.findall("<use ", figure.svg)) >= 2 * len(path)
    assert pyplot.imread(io.BytesIO(figure.png)).shape[0] > 300


@pytest.mark.parametrize(
    ("losses", "path", "message"),
    [
        (torch.zeros(3, 2), [[0, 0]], r"losses must have shape \(2, 3\)"),
        (torch.rand(2, 3), [0, 0], "path 'p' must have shape"),
    ],
)
def test_surfaces_that_cannot_be_plotted_are_refused(losses, path, message):
    with pytest.raises(ValueError, match=message):
        plot_loss_surface([0, 1], [0, 1, 2], losses, {"p": path}, alt=ALT)
    pyplot.close("all")
