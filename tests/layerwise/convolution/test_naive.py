"""The loops of layerwise.naive against the reference forms and against torch."""

import numpy as np
import pytest
import scipy.signal
import torch
from convolution_cases import (
    ConvolutionCase,
    assert_close,
    differentiable,
    drawn_convolutions,
    random_tensors,
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


FULL = [  # sizes of two tensors with 1, 2, 3 and 4 axes
    *(((5,), (3,)), ((1,), (4,)), ((3,), (3,)), ((2, 5), (3, 2)), ((4, 1), (1, 1))),
    *(((3, 4), (5, 2)), ((2, 3, 4), (2, 2, 3)), ((2, 2, 3, 2), (2, 1, 2, 3))),
]
by_size = pytest.mark.parametrize(("size", "kernel_size"), FULL, ids=str)


@by_size
def test_convolve_equals_scipy(size, kernel_size, device, dtype):
    input, kernel = random_tensors(0, size, kernel_size, dtype=dtype, device=device)
    # Exactly rounded: method="fft" would bring rounding errors of its own.
    expected = scipy.signal.convolve(input.cpu(), kernel.cpu(), method="direct")
    assert_close(naive.convolve(input, kernel).cpu(), torch.from_numpy(expected))
    assert_close(naive.convolve(kernel, input), naive.convolve(input, kernel))


@pytest.mark.parametrize(("n", "k"), [(1, 1), (5, 3), (3, 5), (4, 4), (7, 2)])
def test_convolve_equals_numpy_exactly_on_integers(n, k):
    input, kernel = random_tensors(n, (n,), (k,), dtype=torch.int64)
    expected = torch.from_numpy(np.convolve(input, kernel))
    torch.testing.assert_close(naive.convolve(input, kernel), expected, rtol=0, atol=0)


@pytest.mark.parametrize("space", [(5,), (4, 3), (3, 2, 4)])
def test_convolve_is_the_correlation_with_the_flipped_kernel_in_full_form(space):
    kernel_size = (2, 3, 2)[: len(space)]
    input, kernel = random_tensors(1, space, kernel_size)
    flipped = kernel.flip(tuple(range(kernel.dim())))
    case = ConvolutionCase("", (1, *space), (1, 1, *kernel_size))
    padding = tuple(k - 1 for k in kernel_size)
    correlated = case.operator()(input[None], flipped[None, None], padding=padding)
    assert_close(naive.convolve(input, kernel), correlated[0])


def test_convolve_is_associative_and_differentiable():
    a, b, c = random_tensors(2, (3, 2), (2, 2), (2, 3))
    left, right = naive.convolve(naive.convolve(a, b), c), naive.convolve(b, c)
    assert_close(left, naive.convolve(a, right))
    assert torch.autograd.gradcheck(naive.convolve, differentiable((a, b)))


@pytest.mark.parametrize(
    ("input", "kernel", "error"),
    [
        (torch.ones(3, 2), torch.ones(2), "same number of axes"),
        (torch.tensor(1.0), torch.tensor(1.0), "at least one"),
        (torch.ones(0), torch.ones(2), "must not be empty"),
        (torch.ones(3), torch.ones(2, 0)[0], "must not be empty"),
        (torch.ones(3), torch.ones(2, dtype=torch.float64), "one dtype"),
        (torch.ones(3), torch.ones(2, device="meta"), "one device"),
        (torch.ones(3) > 0, torch.ones(2) > 0, "must hold numbers"),
        ([1.0, 2.0], torch.ones(2), "input must be a torch.Tensor"),
        (torch.ones(2), np.ones(2), "kernel must be a torch.Tensor"),
    ],
)
def test_convolve_says_what_it_cannot_combine(input, kernel, error):
    with pytest.raises((TypeError, ValueError), match=error):
        naive.convolve(input, kernel)
