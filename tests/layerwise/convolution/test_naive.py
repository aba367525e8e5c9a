"""The loops of layerwise.naive against the reference forms and against torch."""

import pytest
import torch
from convolution_cases import (
    ConvolutionCase,
    assert_close,
    differentiable,
    drawn_convolutions,
)

from layerwise import naive

pytestmark = pytest.mark.filterwarnings(
    "ignore:Using padding='same' with even kernel lengths:UserWarning"
)

CASES = [
    *drawn_convolutions(1, 15, largest=6),
    *drawn_convolutions(2, 8, largest=3),
    ConvolutionCase("empty batch", (0, 3, 4, 5), (4, 3, 3, 2)),
    ConvolutionCase("a batch of 1", (1, 2, 4, 5), (2, 2, 3, 2), {"padding": (0, 1)}),
    ConvolutionCase("unbatched", (2, 4, 5), (2, 2, 3, 2), {"stride": (2, 1)}),
    ConvolutionCase("groups", (1, 4, 4, 3), (4, 2, 2, 2), {"groups": 2}),
    ConvolutionCase("multiplier", (1, 2, 4, 3), (4, 1, 2, 2), {"groups": 2}),
    ConvolutionCase("'same'", (1, 2, 3, 4), (2, 2, 2, 3), {"padding": "same"}),
    ConvolutionCase(
        "volume", (1, 2, 3, 2, 4), (2, 1, 2, 2, 2), {"groups": 2, "stride": (1, 2, 2)}
    ),
]
by_name = pytest.mark.parametrize("case", CASES, ids=str)


@by_name
def test_naive_equals_reference(case):
    tensors = case.tensors()
    actual = case.operator(naive)(*tensors, **case.arguments)
    assert_close(actual, case.operator()(*tensors, **case.arguments))


@by_name
def test_naive_equals_torch(case, device):
    tensors = case.tensors(device=device)
    actual = case.operator(naive)(*tensors, **case.arguments)
    assert_close(actual, case.torch_operator()(*tensors, **case.arguments))


@pytest.mark.parametrize("case", CASES[-6:], ids=str)
def test_naive_has_the_gradients_of_the_reference(case):
    loops, reference = (differentiable(case.tensors()) for _ in range(2))
    case.operator(naive)(*loops, **case.arguments).square().sum().backward()
    case.operator()(*reference, **case.arguments).square().sum().backward()
    for tensor, expected in zip(loops, reference, strict=True):
        assert_close(tensor.grad, expected.grad)


def test_window_sum_weights_the_samples_and_skips_those_outside():
    channels = torch.tensor([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]])
    kernel = torch.tensor([[1.0, -1.0, 2.0], [0.5, 0.0, 1.0]])
    step = naive.WindowStep((0,), ((-1,), (0,), (1,)))
    # −1·1 + 2·2 in the first channel, 0·10 + 1·20 in the second
    assert naive.window_sum(channels, kernel, step).item() == 23.0
