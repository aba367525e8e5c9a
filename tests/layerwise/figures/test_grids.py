"""Matrices, usage counts and receptive fields: drawn from the tensors and traces."""

import base64
import re
from io import BytesIO

import numpy as np
import pytest
import torch
from figure_checks import check_standard, parse, texts
from PIL import Image
from torch.nn import functional as F

from layerwise.convolution.counting import usage_counts
from layerwise.figures.grids import draw_usage_counts, show_matrix
from layerwise.figures.receptive_field import draw_receptive_field

ALT = "A matrix with a few entries"
HIGHLIGHT = "var(--lw-highlight"


def tints(figure):
    """Return (column, row, colour, opacity) of every filled cell."""
    return [
        (
            float(box.get("x")) / float(box.get("width")),
            float(box.get("y")) / float(box.get("height")),
            re.search(r"fill: var\(--lw-(\d)", box.get("style"))[1],
            float(
                (re.search(r"fill-opacity: ([\d.e-]+)", box.get("style")) or [0, 1])[1]
            ),
        )
        for box in parse(figure).iter("rect")
        if "fill: var" in box.get("style")
    ]


def test_a_matrix_shows_its_numbers():
    figure = show_matrix(torch.tensor([[1.0, -2.5], [0, 1 / 3]]), alt=ALT)
    check_standard(figure)
    assert texts(figure) == ["1", "−2.5", "0", "0.33"]


def test_cells_are_tinted_by_sign_and_size():
    matrix = torch.tensor([[4.0, -2], [0, 1]])
    figure = show_matrix(matrix, alt=ALT)
    assert tints(figure) == [
        (0, 0, "1", 0.5),
        (1, 0, "2", 0.25),
        (0, 1, "2", 0),
        (1, 1, "1", 0.125),
    ]


def test_without_numbers_only_entries_that_are_not_zero_are_drawn():
    figure = show_matrix(
        torch.diag(torch.tensor([1.0, -1, 0.5])), alt=ALT, values=False
    )
    check_standard(figure)
    assert texts(figure) == []
    assert tints(figure) == [(0, 0, "1", 1), (1, 1, "2", 1), (2, 2, "1", 0.5)]


def test_labels_stand_at_rows_and_columns():
    figure = show_matrix(
        torch.zeros(2, 3),
        alt=ALT,
        row_labels=["y0", "y1"],
        column_labels=["a", "b", "c"],
    )
    assert {"y0", "y1", "a", "b", "c"} <= set(texts(figure))


@pytest.mark.parametrize(
    ("matrix", "options", "message"),
    [
        (torch.zeros(3), {}, "matrix must have shape"),
        (torch.zeros(0, 2), {}, "matrix must have shape"),
        (torch.zeros(2, 3), {"row_labels": ["a"]}, "1 labels for 2"),
        (torch.zeros(2, 3), {"column_labels": ["a"]}, "1 labels for 3"),
        (torch.zeros(50, 50), {}, "2500 cells to draw.*values=False"),
        (torch.ones(50, 50), {"values": False}, "2500 cells to draw"),
    ],
)
def test_matrices_that_cannot_be_shown_are_refused(matrix, options, message):
    with pytest.raises(ValueError, match=message):
        show_matrix(matrix, alt=ALT, **options)


def test_a_corner_is_read_less_often_than_the_centre():
    counts = usage_counts((5, 5), 3, padding=1)
    assert counts[0].tolist() == [4, 6, 6, 6, 4]
    assert counts[2].tolist() == [6, 9, 9, 9, 6]


@pytest.mark.parametrize(
    ("size", "kernel", "options"),
    [
        ((5, 6), (3, 2), {"stride": (2, 1), "padding": (1, 0)}),
        ((7, 7), (2, 3), {"dilation": 2}),
        ((8,), (3,), {"stride": 3, "padding": 2}),
    ],
)
def test_usage_counts_are_the_gradient_of_a_sum_of_windows(size, kernel, options):
    input = torch.zeros(1, 1, *size, requires_grad=True)
    convolution = F.conv1d if len(size) == 1 else F.conv2d
    convolution(input, torch.ones(1, 1, *kernel), **options).sum().backward()
    assert usage_counts(size, kernel, **options).tolist() == input.grad[0, 0].tolist()


def test_usage_counts_are_drawn():
    counts = usage_counts((4, 5), 3, stride=2)
    figure = draw_usage_counts(counts)
    check_standard(figure)
    assert texts(figure) == [str(count) for count in counts.flatten().tolist()]
    assert "4 × 5" in figure.alt
    assert draw_usage_counts(usage_counts((4,), 3)).alt.endswith("by row: 1, 2, 2, 1")


LAYERS = [
    {"kernel_size": 3},
    {"kernel_size": 3, "stride": 2, "padding": 1},
    {"kernel_size": 2, "dilation": 2},
]


def entries_with_gradient(layers, input_size, output_index):
    """Return the input entries that one output depends on, by backpropagation."""
    input = torch.zeros(1, 1, input_size, requires_grad=True)
    output = input
    for layer in layers:
        options = {k: v for k, v in layer.items() if k != "kernel_size"}
        output = F.conv1d(output, torch.ones(1, 1, layer["kernel_size"]), **options)
    output[0, 0, output_index].backward()
    return input.grad[0, 0].nonzero().flatten().tolist()


@pytest.mark.parametrize("output_index", [0, 1, 3])
def test_a_receptive_field_is_what_backpropagation_reaches(output_index):
    figure = draw_receptive_field(LAYERS, input_size=13, output_index=output_index)
    check_standard(figure)
    expected = entries_with_gradient(LAYERS, 13, output_index)
    assert f"depends on {len(expected)} input entries: " in figure.alt
    assert figure.alt.endswith(": " + ", ".join(map(str, expected)) + ".")
    discs = list(parse(figure).iter("rect"))
    bottom = max(float(disc.get("y")) for disc in discs)
    inputs = [disc for disc in discs if float(disc.get("y")) == bottom]
    inputs.sort(key=lambda disc: float(disc.get("x")))
    seen = [i for i, disc in enumerate(inputs) if HIGHLIGHT in disc.get("style")]
    assert len(inputs) == 13
    assert seen == expected


def test_every_tap_is_an_edge():
    figure = draw_receptive_field(LAYERS, input_size=13)
    # 11 windows of 3 taps, 6 of 3, 4 of 2.
    assert len(list(parse(figure).iter("path"))) == 11 * 3 + 6 * 3 + 4 * 2
    dashed = [b for b in parse(figure).iter("rect") if "dasharray" in b.get("style")]
    assert len(dashed) == 2
    assert {"input", "layer 3", "kernel 3, stride 2, padding 1"} <= set(texts(figure))


@pytest.mark.parametrize(
    ("layers", "options", "message"),
    [
        (LAYERS, {"input_size": 13, "output_index": 4}, "output_index must be 0 to 3"),
        (LAYERS, {"input_size": 41}, "input_size must be 1 to 40"),
        (LAYERS, {"input_size": 2}, "kernel spans 3 entries"),
        ([{"kernel": 3}], {"input_size": 9}, "a layer needs 'kernel_size'"),
        ([], {"input_size": 9}, "at least one layer"),
    ],
)
def test_stacks_that_cannot_be_drawn_are_refused(layers, options, message):
    with pytest.raises(ValueError, match=message):
        draw_receptive_field(layers, **options)


def test_the_picture_of_a_matrix_shows_its_tints():
    figure = show_matrix([[1.0, -1.0]], values=False, alt="One positive, one negative.")
    png = figure._repr_mimebundle_()["image/png"]
    png = base64.b64decode(png) if isinstance(png, str) else png
    pixels = np.asarray(Image.open(BytesIO(png)).convert("RGB")).astype(int)
    difference = pixels[..., 0] - pixels[..., 2]  # red - blue
    assert (difference > 20).any()
    assert (difference < -20).any()
