"""pad against torch.nn.functional.pad in every mode."""

from random import Random

import pytest
import torch
from convolution_cases import assert_close, differentiable, random_tensors
from torch.autograd import gradcheck, gradgradcheck
from torch.nn import functional

import layerwise

MODES = ["constant", "reflect", "replicate", "circular"]


def _drawn_pad(mode, seed):
    """Draw a size and what to add to it; every third case removes entries too."""
    random = Random(f"pad {mode} {seed}")
    axes = random.choice((1, 2, 2, 3))
    space = [random.randint(4, 7) for _ in range(axes)]
    leading = random.choice([(2,), (2, 3), (0, 3), (1, 1)])
    entries = []
    for size in reversed(space):
        lowest = -1 if seed % 3 == 0 else 0
        entries += [random.randint(lowest, size - 2) for _ in range(2)]
    return mode, (*leading, *space), entries


CASES = [_drawn_pad(mode, seed) for mode in MODES for seed in range(24)]
CHOSEN = [
    ("constant", (5,), [2, 3]),
    ("constant", (4, 5), [0, 0]),
    ("constant", (4, 5), []),
    ("constant", (2, 3, 4, 5), [1, 0]),
    ("constant", (2, 3, 4, 5), [1, 2, 0, 3, 2, 0, 1, 1]),
    ("constant", (2, 3), [9, 0, 0, 12]),
    ("constant", (2, 3, 5), [-5, 2]),
    ("constant", (0, 3), [1, 1, 2, 0]),
    ("reflect", (2, 3, 5), [4, 4]),
    ("reflect", (2, 3, 5), [-2, 4]),
    ("reflect", (2, 3, 5, 1), [0, 0, 1, 2]),
    ("replicate", (2, 3, 1, 1), [4, 3, 2, 5]),
    ("replicate", (2, 3, 4), [-2, 9]),
    ("circular", (2, 3, 5), [5, 5]),
    ("circular", (2, 3, 5, 6), [1, 2, -2, 3]),
    ("circular", (2, 3, 1), [1, 1]),
]
by_case = pytest.mark.parametrize(
    ("mode", "size", "entries"), CASES + CHOSEN, ids=lambda value: str(value)
)


@by_case
def test_pad_equals_torch(mode, size, entries, dtype, device):
    (input,) = random_tensors("pad", size, dtype=dtype, device=device)
    actual = layerwise.pad(input, entries, mode)
    assert_close(actual, functional.pad(input, entries, mode))


@by_case
def test_gradient_of_pad_equals_torch(mode, size, entries):
    ours, theirs = (differentiable(random_tensors("pad", size))[0] for _ in range(2))
    actual = layerwise.pad(ours, entries, mode)
    (upstream,) = random_tensors("upstream", actual.shape)
    actual.backward(upstream)
    functional.pad(theirs, entries, mode).backward(upstream)
    assert_close(ours.grad, theirs.grad)


@pytest.mark.parametrize("value", [None, 0, 1, -2.5, float("inf"), float("nan")])
def test_constant_value_equals_torch(value, dtype):
    (input,) = random_tensors("value", (2, 3, 4), dtype=dtype)
    actual = layerwise.pad(input, (1, 2, 0, 3), value=value)
    expected = functional.pad(input, (1, 2, 0, 3), value=value)
    torch.testing.assert_close(actual, expected, equal_nan=True)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    "number_type",
    [
        *(torch.float16, torch.bfloat16, torch.complex64, torch.complex128),
        *(torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64),
    ],
    ids=str,
)
def test_number_type_of_pad_equals_torch(mode, number_type):
    (input,) = random_tensors("types", (2, 3, 4, 5), dtype=number_type)
    actual = layerwise.pad(input, (1, 2, 3, 0), mode)
    assert_close(actual, functional.pad(input, (1, 2, 3, 0), mode))


@pytest.mark.parametrize("mode", MODES)
def test_layout_of_pad_equals_torch(mode, dtype, device):
    (input,) = random_tensors("layout", (2, 3, 5, 8), dtype=dtype, device=device)
    for view in (input.transpose(2, 3), input[..., ::2], input[:1].expand(4, 3, 5, 8)):
        actual = layerwise.pad(view, (2, 1, 0, 3), mode)
        assert_close(actual, functional.pad(view, (2, 1, 0, 3), mode))


@pytest.mark.parametrize("check", [gradcheck, gradgradcheck])
@pytest.mark.parametrize("entries", [(2, 1), (-1, 2), (1, 0, 2, -1)], ids=str)
@pytest.mark.parametrize("mode", MODES)
def test_derivatives_of_pad_equal_finite_differences(mode, entries, check):
    size = (2, 1, 4, 3)[: len(entries) // 2 + 2]
    (input,) = differentiable(random_tensors("gradcheck", size))
    assert check(lambda input: layerwise.pad(input, entries, mode), (input,))


@pytest.mark.parametrize("mode", MODES)
def test_pad_returns_a_tensor_of_its_own(mode):
    input = torch.ones(1, 2, 3)
    output = layerwise.pad(input, (0, 0), mode)
    output += 1
    assert_close(input, torch.ones(1, 2, 3))


def test_removing_what_was_added_gives_the_input_back():
    (input,) = random_tensors("undo", (2, 3, 4, 5))
    for mode in MODES:
        padded = layerwise.pad(input, (1, 2, 3, 0), mode)
        assert_close(layerwise.pad(padded, (-1, -2, -3, 0)), input)


def test_same_padding_is_pad_with_the_odd_entry_at_the_end():
    image, weight = random_tensors("same", (2, 3, 5, 6), (4, 3, 2, 4))
    padded = layerwise.pad(image, (1, 2, 0, 1))  # k − 1 = 3 along W, 1 along H
    actual = layerwise.conv2d(image, weight, padding="same")
    assert_close(actual, layerwise.conv2d(padded, weight))
