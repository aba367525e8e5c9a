"""Pictures of a convolution's matrix and of sampling grids say what the tensors say."""

import re

import pytest
import torch
from figure_checks import check_standard, parse, texts

import layerwise
from layerwise import draw_matrix_blocks, draw_sampling_grids


def entries(figure):
    """Return {(row, column): (colour, strength)} of the coloured cells."""
    found = {}
    for box in parse(figure).iter("rect"):
        fill = re.search(r"fill: (var\(--lw-\d)", box.get("style"))
        if fill and box.get("width") == "15":
            strength = re.search(r"fill-opacity: ([\d.]+)", box.get("style"))
            place = (float(box.get("y")) - 46) / 15, (float(box.get("x")) - 74) / 15
            found[place] = fill[1], float(strength[1]) if strength else 1.0
    return found


@pytest.mark.parametrize(
    ("input_size", "kernel_size", "stride"),
    [((6, 6), (3, 3), 1), ((4, 5), (2, 3), 1), ((5, 7), (3, 2), (2, 1))],
)
def test_blocks_are_the_matrix(input_size, kernel_size, stride):
    figure = draw_matrix_blocks(input_size, kernel_size, stride=stride)
    check_standard(figure)
    weight = torch.arange(1.0, 1 + kernel_size[0] * kernel_size[1])
    weight = weight.reshape(1, 1, *kernel_size)
    matrix = layerwise.convolution_matrix(weight, input_size, stride)
    cells = entries(figure)
    assert set(cells) == {(i, j) for i, j in matrix.nonzero().tolist()}
    by_weight = {}
    for (i, j), look in cells.items():
        by_weight.setdefault(matrix[int(i), int(j)].item(), set()).add(look)
    assert all(len(looks) == 1 for looks in by_weight.values())  # one weight, one look
    assert len({look for looks in by_weight.values() for look in looks}) == len(
        by_weight
    )
    rows, columns = matrix.shape
    assert f"{rows} rows and {columns} columns" in figure.alt
    assert f"{int(matrix.count_nonzero())} of {matrix.numel()} entries" in figure.alt


def test_offsets_are_those_of_the_sampling_grid():
    figure = draw_sampling_grids((3, 5), (1, 2))
    check_standard(figure)
    grid = layerwise.sampling_grid((3, 5), 2)
    for row, column in (grid - grid[7]).tolist():
        assert f"({row}, {column})".replace("-", "−") in texts(figure)
    assert texts(figure).count("(0, 0)") == 2
    assert len([text for text in texts(figure) if text.startswith("(")]) == 30


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: draw_sampling_grids((2, 3)), "odd, to have a middle tap"),
        (lambda: draw_sampling_grids((3, 3), (5,)), "at most 9 entries"),
        (lambda: draw_matrix_blocks((9, 9), (3, 3)), "take a smaller input"),
        (lambda: draw_matrix_blocks((7, 7), (7, 2)), "at most 6 rows"),
        (lambda: draw_matrix_blocks((2, 2), (3, 3)), "kernel spans 3"),
    ],
)
def test_what_cannot_be_drawn_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
