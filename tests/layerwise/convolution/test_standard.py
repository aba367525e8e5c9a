"""conv1d, conv2d and conv3d against torch.nn.functional, and their laws."""

import pytest
import torch
from convolution_cases import (
    ConvolutionCase,
    assert_close,
    differentiable,
    drawn_convolutions,
    random_tensors,
)
from torch.nn import functional

import layerwise
from layerwise.convolution import depthwise_products

pytestmark = pytest.mark.filterwarnings(
    "ignore:Using padding='same' with even kernel lengths:UserWarning"
)

DRAWN = [case for d in (1, 2, 3) for case in drawn_convolutions(d, 60)]
CHOSEN = [
    ConvolutionCase("empty batch", (0, 3, 6, 5), (4, 3, 3, 2), {"padding": 1}),
    ConvolutionCase("empty batch, 1×1", (0, 3, 6, 5), (4, 3, 1, 1)),
    ConvolutionCase(
        "empty batch, depthwise", (0, 3, 6, 5), (3, 1, 3, 3), {"groups": 3}
    ),
    ConvolutionCase("1×1 kernel", (2, 5, 6, 7), (3, 5, 1, 1)),
    ConvolutionCase("1×1 kernel, stride", (2, 5, 6, 7), (3, 5, 1, 1), {"stride": 2}),
    ConvolutionCase("1×1 kernel, padding", (2, 5, 6, 7), (3, 5, 1, 1), {"padding": 1}),
    ConvolutionCase(
        "1×1 kernel, padding and a stride that keep the size",
        (2, 5, 1, 1),
        (3, 5, 1, 1),
        {"padding": 1, "stride": 3},
    ),
    ConvolutionCase(
        "1×1 kernel, dilation", (2, 5, 6, 7), (3, 5, 1, 1), {"dilation": 9}
    ),
    ConvolutionCase("1×1 kernel, groups", (2, 6, 6, 7), (4, 3, 1, 1), {"groups": 2}),
    ConvolutionCase("1×1 kernel, depthwise", (2, 6, 6, 7), (6, 1, 1, 1), {"groups": 6}),
    ConvolutionCase("kernel as large as the input", (2, 3, 6, 5), (4, 3, 6, 5)),
    ConvolutionCase(
        "'same', even kernel", (2, 3, 6, 7), (4, 3, 2, 4), {"padding": "same"}
    ),
    ConvolutionCase(
        "'same', even kernel, dilation",
        (2, 3, 6, 7),
        (4, 3, 2, 4),
        {"padding": "same", "dilation": (3, 2)},
    ),
    ConvolutionCase(
        "stride larger than the kernel", (2, 3, 9, 11), (4, 3, 2, 2), {"stride": (3, 4)}
    ),
    ConvolutionCase(
        "padding larger than the kernel",
        (2, 3, 3, 4),
        (4, 3, 2, 2),
        {"padding": (5, 3)},
    ),
    ConvolutionCase(
        "arguments as sequences of one",
        (2, 3, 8, 9),
        (4, 3, 3, 3),
        {"stride": [2], "padding": (1,), "dilation": [1]},
    ),
    ConvolutionCase(
        "depthwise, channel multiplier 3", (2, 4, 6, 5), (12, 1, 3, 2), {"groups": 4}
    ),
    ConvolutionCase("one channel", (2, 1, 6, 5), (1, 1, 3, 2)),
    ConvolutionCase("a batch of 1", (1, 3, 6, 5), (4, 3, 3, 2)),
    ConvolutionCase("many channels", (1, 48, 5, 6), (40, 48, 3, 3), {"padding": 1}),
]
by_name = pytest.mark.parametrize("case", DRAWN + CHOSEN, ids=str)


@by_name
def test_output_equals_torch(case, dtype, device):
    tensors = case.tensors(dtype, device)
    actual = case.operator()(*tensors, **case.arguments)
    assert_close(actual, case.torch_operator()(*tensors, **case.arguments))


@by_name
def test_gradient_equals_torch(case, dtype, device):
    ours = differentiable(case.tensors(dtype, device))
    theirs = differentiable(ours)
    output = case.operator()(*ours, **case.arguments)
    expected = case.torch_operator()(*theirs, **case.arguments)
    (upstream,) = random_tensors("upstream", output.shape, dtype=dtype, device=device)
    output.backward(upstream)
    expected.backward(upstream)
    for tensor, reference in zip(ours, theirs, strict=True):
        assert_close(tensor.grad, reference.grad)


def _transposed(tensor):
    return tensor.transpose(-1, -2).contiguous().transpose(-1, -2)


def _strided(tensor):
    return tensor.repeat_interleave(2, dim=-1)[..., ::2]


def _expanded(tensor):
    return tensor[:1].expand_as(tensor)


def _channels_last(tensor):
    formats = {4: torch.channels_last, 5: torch.channels_last_3d}
    return tensor.contiguous(memory_format=formats[tensor.dim()])


LAYOUTS = {
    "transposed": _transposed,
    "strided": _strided,
    "expanded": _expanded,
    "channels_last": _channels_last,
}
LAYOUT_CASES = [
    ConvolutionCase("dense", (3, 4, 6, 7), (6, 4, 3, 2), {"padding": 1}),
    ConvolutionCase("1×1", (3, 4, 6, 7), (6, 4, 1, 1)),
    ConvolutionCase("groups", (3, 4, 6, 7), (6, 2, 3, 2), {"groups": 2, "stride": 2}),
    ConvolutionCase("depthwise", (3, 4, 6, 7), (4, 1, 3, 2), {"groups": 4}),
    ConvolutionCase(
        "volume", (3, 4, 3, 4, 5), (6, 4, 2, 3, 2), {"dilation": (1, 1, 2)}
    ),
]


@pytest.mark.parametrize("of_weight", [False, True], ids=["input", "input and weight"])
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("case", LAYOUT_CASES, ids=str)
def test_layout_in_memory_equals_torch(case, layout, of_weight, dtype, device):
    input, weight, bias = case.tensors(dtype, device)
    input = LAYOUTS[layout](input).requires_grad_()
    weight = (LAYOUTS[layout](weight) if of_weight else weight).requires_grad_()
    actual = case.operator()(input, weight, bias, **case.arguments)
    expected = case.torch_operator()(input, weight, bias, **case.arguments)
    assert_close(actual, expected)
    upstream = LAYOUTS[layout](torch.ones_like(expected) * expected.detach())
    inputs = (input, weight)
    for ours, theirs in zip(
        torch.autograd.grad(actual, inputs, upstream),
        torch.autograd.grad(expected, inputs, upstream),
        strict=True,
    ):
        assert_close(ours, theirs)


TYPES = [
    *(torch.float16, torch.bfloat16, torch.complex64, torch.complex128),
    *(torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64),
]
TYPE_CASES = [
    ConvolutionCase("1-D", (2, 3, 9), (4, 3, 3), {"stride": 2, "padding": 1}),
    ConvolutionCase("2-D", (2, 3, 6, 5), (4, 3, 3, 2), {"padding": 1, "stride": 2}),
    ConvolutionCase("2-D, groups", (2, 4, 6, 5), (6, 2, 3, 2), {"groups": 2}),
    ConvolutionCase("2-D, depthwise", (2, 4, 6, 5), (4, 1, 3, 2), {"groups": 4}),
    ConvolutionCase("2-D, 1×1", (2, 4, 6, 5), (3, 4, 1, 1)),
    ConvolutionCase("3-D", (2, 2, 4, 4, 5), (3, 2, 2, 3, 2), {"padding": "same"}),
]


@pytest.mark.parametrize("number_type", TYPES, ids=str)
@pytest.mark.parametrize("case", TYPE_CASES, ids=str)
def test_number_type_equals_torch(case, number_type):
    tensors = case.tensors(number_type)
    actual = case.operator()(*tensors, **case.arguments)
    assert_close(actual, case.torch_operator()(*tensors, **case.arguments))


def test_the_worked_example_of_dive_into_deep_learning():
    image = torch.arange(9.0).reshape(1, 1, 3, 3)
    kernel = torch.arange(4.0).reshape(1, 1, 2, 2)
    # 0·0 + 1·1 + 3·2 + 4·3 = 19, and so on (section 7.2)
    expected = torch.tensor([[[[19.0, 25.0], [37.0, 43.0]]]])
    assert_close(layerwise.conv2d(image, kernel), expected)


@pytest.mark.parametrize("case", LAYOUT_CASES, ids=str)
def test_convolution_is_linear_in_input_and_weight(case):
    x, y = random_tensors("linear inputs", case.input_size, case.input_size)
    v, w = random_tensors("linear weights", case.weight_size, case.weight_size)

    def convolve(input, weight):
        return case.operator()(input, weight, **case.arguments)

    assert_close(convolve(2 * x - y, w), 2 * convolve(x, w) - convolve(y, w))
    assert_close(convolve(x, 2 * v - w), 2 * convolve(x, v) - convolve(x, w))


@pytest.mark.parametrize("shift", [(1, 0), (0, 3), (-2, 5)], ids=str)
def test_convolution_commutes_with_shifts_of_a_circular_image(shift):
    image, weight = random_tensors("shift", (2, 3, 8, 9), (4, 3, 3, 3))

    def convolve(input):
        return layerwise.conv2d(functional.pad(input, (1, 1, 1, 1), "circular"), weight)

    shifted = torch.roll(image, shift, dims=(2, 3))
    assert_close(convolve(shifted), torch.roll(convolve(image), shift, dims=(2, 3)))


def test_stride_keeps_every_second_window():
    image, weight = random_tensors("stride", (2, 3, 9, 10), (4, 3, 3, 3))
    every = layerwise.conv2d(image, weight)
    assert_close(layerwise.conv2d(image, weight, stride=(2, 3)), every[..., ::2, ::3])


def test_groups_convolve_their_channels_separately():
    image, weight, bias = random_tensors("groups", (2, 6, 5, 7), (4, 3, 3, 3), (4,))
    halves = [
        layerwise.conv2d(x, w, b)
        for x, w, b in zip(
            image.chunk(2, dim=1), weight.chunk(2), bias.chunk(2), strict=True
        )
    ]
    actual = layerwise.conv2d(image, weight, bias, groups=2)
    assert_close(actual, torch.cat(halves, dim=1))


@pytest.mark.parametrize("batch", [0, 1, 3])
def test_depthwise_in_the_large_steps_of_a_gpu_equals_torch(batch, monkeypatch):
    monkeypatch.setattr(depthwise_products, "_in_turn", lambda batch: batch[None])
    ours = differentiable(random_tensors("steps", (batch, 4, 7, 6), (4, 1, 3, 2)))
    theirs = differentiable(ours)
    layerwise.conv2d(*ours, padding=1, groups=4).square().sum().backward()
    functional.conv2d(*theirs, padding=1, groups=4).square().sum().backward()
    assert_close(ours[0].grad, theirs[0].grad)
    assert_close(ours[1].grad, theirs[1].grad)


@pytest.mark.parametrize("case", LAYOUT_CASES, ids=str)
def test_arguments_stay_as_they_were(case):
    tensors = differentiable(case.tensors())
    copies = [tensor.detach().clone() for tensor in tensors]
    case.operator()(*tensors, **case.arguments).sum().backward()
    for tensor, copy in zip(tensors, copies, strict=True):
        torch.testing.assert_close(tensor.detach(), copy, rtol=0, atol=0)


def test_only_the_gradients_asked_for_are_returned():
    image, weight = random_tensors("frozen", (2, 3, 5, 5), (3, 1, 3, 3))
    weight.requires_grad_()
    layerwise.conv2d(image, weight, groups=3).sum().backward()
    assert image.grad is None
    assert weight.grad.abs().min() > 0
