"""The counting formulas against torch's modules, brute force and published numbers."""

from itertools import product
from math import prod
from random import Random

import pytest
import torch
from convolution_cases import drawn_convolutions
from torch import nn
from torch.nn import functional

from layerwise import (
    conv_multiply_accumulates,
    conv_output_size,
    conv_parameters,
    count_parameters,
    index_trace,
    linear_parameters,
    receptive_field,
)

DRAWN = [case for d in (1, 2, 3) for case in drawn_convolutions(d, 20)]
MODULES = {1: nn.Conv1d, 2: nn.Conv2d, 3: nn.Conv3d}


def _channels(case):
    """(C_in, C_out, groups) of a case."""
    groups = case.arguments["groups"]
    return case.weight_size[1] * groups, case.weight_size[0], groups


@pytest.mark.parametrize("case", DRAWN, ids=str)
@pytest.mark.filterwarnings("ignore:Using padding='same':UserWarning")
def test_output_size_equals_torch(case):
    input, weight, *_ = case.tensors()
    expected = case.torch_operator()(input, weight, **case.arguments)
    size = conv_output_size(
        input.shape[-case.dimensions :], case.weight_size[2:], **case.windows
    )
    assert size == tuple(expected.shape[-case.dimensions :])


@pytest.mark.parametrize("case", DRAWN, ids=str)
def test_parameters_equals_torch(case):
    in_channels, out_channels, groups = _channels(case)
    kernel_size = case.weight_size[2:]
    module = MODULES[case.dimensions](
        in_channels, out_channels, kernel_size, groups=groups, bias=case.bias
    )
    expected = sum(parameter.numel() for parameter in module.parameters())
    actual = conv_parameters(
        in_channels, out_channels, kernel_size, groups, bias=case.bias
    )
    assert actual == count_parameters(module) == expected


@pytest.mark.parametrize("case", DRAWN, ids=str)
def test_multiply_accumulates_equal_the_steps_of_the_loops(case):
    in_channels, out_channels, groups = _channels(case)
    space, kernel_size = case.input_size[-case.dimensions :], case.weight_size[2:]
    trace = index_trace(space, kernel_size, **case.windows)
    steps = sum(len(step.input_indices) for step in trace)
    connected = sum(  # pairs of an output and an input channel
        o // (out_channels // groups) == c // (in_channels // groups)
        for o, c in product(range(out_channels), range(in_channels))
    )
    actual = conv_multiply_accumulates(
        space, in_channels, out_channels, kernel_size, groups=groups, **case.windows
    )
    assert actual == steps * connected


def test_counts_of_a_network_equal_those_of_its_modules():
    network = nn.Sequential(
        nn.Conv2d(3, 8, 3, padding=1), nn.Conv2d(8, 8, (3, 5), 2, groups=4)
    )
    counted = []

    def count(module, inputs, output):  # weights × positions of one image
        counted.append(module.weight.numel() * prod(output.shape[2:]))

    for module in network:
        module.register_forward_hook(count)
    network(torch.zeros(1, 3, 12, 17))
    assert counted == [
        conv_multiply_accumulates((12, 17), 3, 8, 3, padding=1),
        conv_multiply_accumulates((12, 17), 8, 8, (3, 5), 2, groups=4),
    ]
    assert count_parameters(network) == (
        conv_parameters(3, 8, (3, 3)) + conv_parameters(8, 8, (3, 5), groups=4)
    )


def test_frozen_parameters_do_not_count():
    layer = nn.Linear(5, 3)
    layer.bias.requires_grad_(False)
    assert count_parameters(layer) == linear_parameters(5, 3, bias=False) == 15


# Dumoulin and Visin, arXiv:1603.07285: figures 2.1 to 2.7 and 5.1.
@pytest.mark.parametrize(
    ("size", "arguments", "expected"),
    [
        (4, {"kernel_size": 3}, 2),
        (5, {"kernel_size": 4, "padding": 2}, 6),
        (5, {"kernel_size": 3, "padding": 1}, 5),
        (5, {"kernel_size": 3, "padding": 2}, 7),
        (5, {"kernel_size": 3, "stride": 2}, 2),
        (5, {"kernel_size": 3, "stride": 2, "padding": 1}, 3),
        (6, {"kernel_size": 3, "stride": 2, "padding": 1}, 3),
        (7, {"kernel_size": 3, "dilation": 2}, 3),
        (227, {"kernel_size": 11, "stride": 4}, 55),  # AlexNet's first layer
    ],
)
def test_published_output_sizes(size, arguments, expected):
    assert conv_output_size((size, size), **arguments) == (expected, expected)


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ([conv_parameters(4, 2, (2, 2))], 34),
        ([conv_parameters(3, 64, (3, 3))], 1_792),  # VGG's first layer
        (  # LeNet as described, 28 × 28: 256 features reach the dense layers
            [
                conv_parameters(1, 6, (5, 5)),
                conv_parameters(6, 16, (5, 5)),
                linear_parameters(256, 120),
                linear_parameters(120, 84),
                linear_parameters(84, 10),
            ],
            44_426,
        ),
        (  # LeNet with a padding of 2 in the first layer: 400 features
            [
                conv_parameters(1, 6, (5, 5)),
                conv_parameters(6, 16, (5, 5)),
                linear_parameters(400, 120),
                linear_parameters(120, 84),
                linear_parameters(84, 10),
            ],
            61_706,
        ),
        (  # the net with 10 and 20 channels
            [
                conv_parameters(1, 10, (5, 5)),
                conv_parameters(10, 20, (5, 5)),
                linear_parameters(320, 10),
            ],
            8_490,
        ),
    ],
    ids=str,
)
def test_published_parameter_counts(layers, expected):
    assert sum(layers) == expected


def _drawn_stack(seed):
    random = Random(f"stack {seed}")
    return [
        {
            "kernel_size": random.randint(1, 4),
            "stride": random.choice((1, 1, 2, 3)),
            "padding": random.randint(0, 2),
            "dilation": random.choice((1, 1, 2)),
        }
        for _ in range(random.randint(1, 4))
    ]


def _seen_by(layers, length, position):
    """First and last entry that one output entry depends on, by back-propagation."""
    input = torch.zeros(1, 1, length, dtype=torch.float64, requires_grad=True)
    output = input
    for layer in layers:
        ones = torch.ones(1, 1, layer["kernel_size"], dtype=torch.float64)
        arguments = {k: v for k, v in layer.items() if k != "kernel_size"}
        output = functional.conv1d(output, ones, **arguments)
    output[0, 0, position].backward()
    seen = input.grad.flatten().nonzero().flatten()
    return seen[0].item(), seen[-1].item()


@pytest.mark.parametrize("layers", [_drawn_stack(seed) for seed in range(25)], ids=str)
def test_receptive_field_equals_back_propagation(layers):
    size, jump, start = receptive_field(layers)
    position = 30  # far enough from both ends of the sequence
    length = 2 * position * jump + 4 * size
    first, last = _seen_by(layers, length, position)
    assert first == start + position * jump
    assert last == start + position * jump + size - 1
    assert _seen_by(layers, length, position + 1)[0] - first == jump


def test_receptive_field_of_nothing_is_one_entry():
    assert receptive_field([]) == (1, 1, 0)


def test_two_small_kernels_see_as_much_as_a_large_one():
    assert receptive_field([{"kernel_size": 3}] * 2).size == 5
    assert receptive_field([{"kernel_size": 3}] * 3).size == 7
