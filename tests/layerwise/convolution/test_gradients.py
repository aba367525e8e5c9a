"""The gradients written out as convolutions, against torch.nn.grad and autograd."""

import pytest
import torch
from convolution_cases import (
    ConvolutionCase,
    assert_close,
    differentiable,
    drawn_convolutions,
    random_tensors,
)
from torch.autograd import gradcheck

import layerwise

pytestmark = pytest.mark.filterwarnings(
    "ignore:Using padding='same' with even kernel lengths:UserWarning"
)

CASES = [
    case
    for dimensions in (1, 2, 3)
    for case in drawn_convolutions(dimensions, 30)
    if len(case.input_size) == dimensions + 2
] + [
    ConvolutionCase("empty batch", (0, 3, 5, 6), (4, 3, 3, 2), {"padding": 1}),
    ConvolutionCase("1×1 kernel, stride", (2, 3, 5, 6), (4, 3, 1, 1), {"stride": 2}),
    ConvolutionCase(
        "pixels no window meets", (2, 3, 9, 8), (4, 3, 2, 2), {"stride": 4}
    ),
    ConvolutionCase("wide padding", (2, 3, 3, 4), (4, 3, 2, 2), {"padding": (4, 3)}),
    ConvolutionCase("multiplier", (2, 3, 5, 4), (6, 1, 3, 2), {"groups": 3}),
    ConvolutionCase("'same'", (2, 3, 5, 4), (6, 3, 4, 2), {"padding": "same"}),
]
by_name = pytest.mark.parametrize("case", CASES, ids=str)


def _ours(name, case):
    return getattr(layerwise, f"conv{case.dimensions}d_{name}")


def _theirs(name, case):
    return getattr(torch.nn.grad, f"conv{case.dimensions}d_{name}")


def _torch_gradients(case, tensors):
    """Gradients by input, weight and bias of torch's own convolution, and the
    gradient by the output that they start from."""
    leaves = differentiable(tensors)
    output = case.torch_operator()(*leaves, **case.arguments)
    (upstream,) = random_tensors("upstream", output.shape)
    upstream = upstream.to(output)
    output.backward(upstream)
    return [leaf.grad for leaf in leaves], upstream


@by_name
def test_explicit_gradients_equals_torch_autograd(case, dtype, device):
    input, weight, *bias = case.tensors(dtype, device)
    expected, upstream = _torch_gradients(case, (input, weight, *bias))
    by_input = _ours("input", case)(input.shape, weight, upstream, **case.arguments)
    by_weight = _ours("weight", case)(input, weight.shape, upstream, **case.arguments)
    actual = [by_input, by_weight, layerwise.conv_bias(upstream)]
    for gradient, reference in zip(actual, expected, strict=False):
        assert_close(gradient, reference)


@pytest.mark.parametrize(
    "case",  # torch.nn.grad takes no padding in words
    [case for case in CASES if not isinstance(case.arguments.get("padding"), str)],
    ids=str,
)
def test_explicit_gradients_equals_torch_nn_grad(case):
    input, weight, *_ = case.tensors()
    (upstream,) = random_tensors(
        "upstream", case.operator()(input, weight, **case.arguments).shape
    )
    for name, arguments in (
        ("input", (input.shape, weight, upstream)),
        ("weight", (input, weight.shape, upstream)),
    ):
        actual = _ours(name, case)(*arguments, **case.arguments)
        assert_close(actual, _theirs(name, case)(*arguments, **case.arguments))


@by_name
def test_explicit_gradients_equal_the_backward_of_the_reference(case):
    leaves = differentiable(case.tensors()[:2])
    output = case.operator()(*leaves, **case.arguments)
    (upstream,) = random_tensors("upstream", output.shape)
    output.backward(upstream)
    input, weight = (leaf.detach() for leaf in leaves)
    by_input = _ours("input", case)(input.shape, weight, upstream, **case.arguments)
    by_weight = _ours("weight", case)(input, weight.shape, upstream, **case.arguments)
    assert_close(by_input, leaves[0].grad)
    assert_close(by_weight, leaves[1].grad)


@by_name
def test_gradient_by_the_input_is_the_adjoint(case):
    x, weight, *_ = case.tensors()
    output = case.operator()(x, weight, **case.arguments)
    (y,) = random_tensors("y", output.shape)
    # ⟨Ax, y⟩ = ⟨x, Aᵀy⟩
    transposed = _ours("input", case)(x.shape, weight, y, **case.arguments)
    assert_close((output * y).sum(), (x * transposed).sum())


@pytest.mark.parametrize(
    "arguments",
    [{}, {"stride": 2, "padding": 1}, {"dilation": 2}, {"groups": 2}],
    ids=str,
)
def test_explicit_gradients_are_differentiable(arguments):
    input, weight = random_tensors("twice", (1, 2, 4, 5), (2, 2, 2, 2))
    weight = weight[:, : 2 // arguments.get("groups", 1)]
    upstream = torch.zeros_like(layerwise.conv2d(input, weight, **arguments))
    (upstream,) = random_tensors("twice", upstream.shape)
    x, w, g = differentiable((input, weight, upstream))
    assert gradcheck(
        lambda w, g: layerwise.conv2d_input(x.shape, w, g, **arguments), (w, g)
    )
    assert gradcheck(
        lambda x, g: layerwise.conv2d_weight(x, w.shape, g, **arguments), (x, g)
    )


def test_a_worked_gradient():
    # y0 = 1·w0 + 2·w1, y1 = 2·w0 + 3·w1; the loss is 10·y0 + 100·y1.
    input = torch.tensor([[[1.0, 2.0, 3.0]]])
    weight = torch.tensor([[[4.0, 5.0]]])
    upstream = torch.tensor([[[10.0, 100.0]]])
    by_input = layerwise.conv1d_input((1, 1, 3), weight, upstream)
    assert by_input.flatten().tolist() == [40.0, 450.0, 500.0]
    by_weight = layerwise.conv1d_weight(input, (1, 1, 2), upstream)
    assert by_weight.flatten().tolist() == [210.0, 320.0]
    assert layerwise.conv_bias(upstream).tolist() == [110.0]
