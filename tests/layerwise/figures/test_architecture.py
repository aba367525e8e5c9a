"""A network drawn from the shapes of a run of it."""

import pytest
import torch
from figure_checks import check_standard, parse, texts
from torch import nn

from layerwise.architectures import LeNet
from layerwise.figures.architecture import (
    MOST_SHEETS,
    Stage,
    draw_network,
    network_stages,
)

IMAGE = torch.zeros(1, 1, 28, 28)


def boxes(figure):
    """Return (width, height) of every rectangle in the figure's order."""
    return [
        (round(float(box.get("width")), 3), round(float(box.get("height")), 3))
        for box in parse(figure).iter("rect")
    ]


def test_stages_of_lenet():
    assert network_stages(LeNet(), IMAGE) == [
        Stage((1, 28, 28)),
        Stage((6, 24, 24), ("5×5 convolution", "sigmoid"), 156),
        Stage((6, 12, 12), ("2×2 average pooling",)),
        Stage((16, 8, 8), ("5×5 convolution", "sigmoid"), 2416),
        Stage((16, 4, 4), ("2×2 average pooling",)),
        Stage((256,), ("flatten",)),
        Stage((120,), ("dense", "sigmoid"), 30840),
        Stage((84,), ("dense", "sigmoid"), 10164),
        Stage((10,), ("dense",), 850),
    ]


def test_stages_follow_the_run_and_not_the_order_of_the_attributes():
    class Backwards(nn.Module):
        def __init__(self):
            super().__init__()
            self.last = nn.Linear(3, 2)
            self.first = nn.Linear(4, 3)

        def forward(self, x):
            return self.last(self.first(x))

    shapes = [stage.shape for stage in network_stages(Backwards(), torch.zeros(1, 4))]
    assert shapes == [(4,), (3,), (2,)]


def test_a_layer_that_learns_keeps_its_own_stage_even_if_the_shape_stays():
    network = nn.Sequential(nn.Linear(4, 4), nn.ReLU(), nn.Linear(4, 4))
    layers = [stage.layers for stage in network_stages(network, torch.zeros(2, 4))]
    assert layers == [(), ("dense", "ReLU"), ("dense",)]


def test_the_model_is_left_as_it_was():
    network = nn.Sequential(nn.Linear(3, 3), nn.BatchNorm1d(3), nn.Dropout()).train()
    network[2].eval()
    before = {name: value.clone() for name, value in network.state_dict().items()}
    network_stages(network, torch.randn(4, 3))
    assert [layer.training for layer in network] == [True, True, False]
    assert not any(layer._forward_hooks for layer in network)
    for name, value in network.state_dict().items():
        assert torch.equal(value, before[name])


def test_the_hooks_are_gone_after_a_run_that_failed():
    network = nn.Sequential(nn.Linear(3, 3), nn.Linear(4, 3)).train()
    with pytest.raises(RuntimeError):
        network_stages(network, torch.zeros(1, 3))
    assert not any(layer._forward_hooks for layer in network)
    assert network.training


def test_a_drawing_has_a_sheet_per_map_and_a_bar_per_vector():
    network = nn.Sequential(nn.Conv2d(1, 3, 3), nn.Flatten(), nn.Linear(48, 12))
    figure = draw_network(network, torch.zeros(1, 1, 6, 6))
    check_standard(figure)
    side = 96 / 6
    expected = [(6 * side, 6 * side)] + [(4 * side, 4 * side)] * 3
    assert boxes(figure) == [*expected, (12, 96), (12, 24)]
    assert {"1 × 6 × 6", "3 × 4 × 4", "48", "30 parameters"} <= set(texts(figure))


def test_many_maps_are_drawn_as_a_few():
    network = nn.Sequential(nn.Conv2d(1, 64, 1))
    figure = draw_network(network, torch.zeros(1, 1, 4, 4))
    assert len(boxes(figure)) == 1 + MOST_SHEETS
    assert "64 × 4 × 4" in texts(figure)


def test_the_text_alternative_carries_the_shapes():
    figure = draw_network(LeNet(), IMAGE, columns=5)
    assert len(list(parse(figure).iter("svg"))) == 2
    assert figure.alt.startswith("A network of 8 stages after its input.")
    assert "5×5 convolution, sigmoid, 2,416 parameters: 16×8×8" in figure.alt


def test_every_shape_stays_inside_its_picture():
    for svg in parse(draw_network(LeNet(), IMAGE)).iter("svg"):
        left, top, width, height = map(float, svg.get("viewBox").split())
        for box in svg.iter("rect"):
            x, y = float(box.get("x")), float(box.get("y"))
            assert left <= x <= left + width - float(box.get("width"))
            assert top <= y <= top + height - float(box.get("height"))


def test_other_shapes_are_refused():
    with pytest.raises(ValueError, match="stages must be maps"):
        draw_network(nn.Linear(3, 2), torch.zeros(1, 5, 3))
