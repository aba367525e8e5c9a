"""First and second derivatives of conv1d, conv2d and conv3d."""

import pytest
import torch
from convolution_cases import (
    ConvolutionCase,
    assert_close,
    differentiable,
    random_tensors,
)
from torch.autograd import gradcheck, gradgradcheck

pytestmark = pytest.mark.filterwarnings(
    "ignore:Using padding='same' with even kernel lengths:UserWarning"
)

GRADIENT_CASES = [
    ConvolutionCase("1-D", (2, 2, 7), (3, 2, 3), {"stride": 2, "padding": 1}),
    ConvolutionCase("2-D", (2, 2, 3, 3), (2, 2, 2, 3), {"padding": (0, 1)}),
    ConvolutionCase("2-D, dilation", (1, 2, 5, 6), (2, 2, 2, 3), {"dilation": (2, 1)}),
    ConvolutionCase("2-D, stride", (1, 2, 5, 6), (2, 2, 2, 3), {"stride": (2, 3)}),
    ConvolutionCase("2-D, 'same'", (1, 2, 3, 4), (2, 2, 2, 3), {"padding": "same"}),
    ConvolutionCase("2-D, groups", (2, 4, 3, 4), (2, 2, 2, 2), {"groups": 2}),
    ConvolutionCase(
        "2-D, depthwise",
        (2, 2, 3, 4),
        (2, 1, 2, 2),
        {"groups": 2, "stride": (1, 2), "padding": 1, "dilation": (2, 1)},
    ),
    ConvolutionCase("2-D, multiplier", (1, 2, 3, 4), (4, 1, 2, 2), {"groups": 2}),
    ConvolutionCase("2-D, 1×1", (2, 2, 3, 4), (3, 2, 1, 1)),
    ConvolutionCase("2-D, unbatched", (2, 3, 4), (2, 2, 2, 3), {"padding": 1}),
    ConvolutionCase("3-D", (1, 2, 3, 3, 4), (2, 2, 2, 2, 2), {"stride": (1, 2, 1)}),
]


COMPLEX_GRADIENT_CASES = [
    ConvolutionCase("1-D", (1, 2, 4), (2, 2, 2), {"padding": 1, "stride": 2}),
    ConvolutionCase("2-D, groups", (1, 4, 2, 3), (2, 2, 2, 2), {"groups": 2}),
    ConvolutionCase("2-D, depthwise", (2, 2, 2, 3), (2, 1, 2, 2), {"groups": 2}),
    ConvolutionCase("2-D, 1×1", (2, 2, 2, 2), (2, 2, 1, 1)),
]


def _derivatives_agree(check, case, number_type):
    tensors = differentiable(case.tensors(number_type))
    function = case.operator()
    return check(lambda *tensors: function(*tensors, **case.arguments), tensors)


@pytest.mark.parametrize("check", [gradcheck, gradgradcheck])
@pytest.mark.parametrize("case", GRADIENT_CASES, ids=str)
def test_derivatives_equal_finite_differences(case, check):
    assert _derivatives_agree(check, case, torch.float64)


@pytest.mark.parametrize("check", [gradcheck, gradgradcheck])
@pytest.mark.parametrize("case", COMPLEX_GRADIENT_CASES, ids=str)
def test_complex_derivatives_equal_finite_differences(case, check):
    assert _derivatives_agree(check, case, torch.complex128)


def _second_derivatives(function, tensors):
    """Derivatives of a mixture of all first derivatives by tensors and upstream."""
    leaves = differentiable(tensors)
    output = function(*leaves)
    (upstream,) = differentiable(random_tensors("upstream", output.shape))
    first = torch.autograd.grad(output, leaves, upstream, create_graph=True)
    mixture = sum((gradient * gradient.detach().sin()).sum() for gradient in first)
    return torch.autograd.grad(mixture, (*leaves[:2], upstream))


# gradgradcheck passes over derivatives that are cut off altogether; this does not.
@pytest.mark.parametrize("case", GRADIENT_CASES, ids=str)
def test_second_derivative_equals_torch(case):
    tensors = case.tensors()
    actual, expected = (
        _second_derivatives(lambda *t, f=function: f(*t, **case.arguments), tensors)
        for function in (case.operator(), case.torch_operator())
    )
    for ours, theirs in zip(actual, expected, strict=True):
        assert_close(ours, theirs)
