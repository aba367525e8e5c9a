"""unfold and fold against torch.nn.functional, and as each other's transpose."""

from random import Random

import pytest
import torch
from convolution_cases import assert_close, differentiable, random_tensors
from torch.autograd import gradcheck, gradgradcheck
from torch.nn import functional

import layerwise


def _drawn(seed):
    """Draw (batch and channels, image size, arguments) of unfold."""
    random = Random(f"unfold {seed}")

    def draw(lowest, highest):
        return random.randint(lowest, highest), random.randint(lowest, highest)

    arguments = {
        "kernel_size": draw(1, 3),
        "dilation": draw(1, 2),
        "padding": draw(0, 2),
        "stride": draw(1, 3),
    }
    leading = random.choice([(2, 3), (1, 1), (3,), (0, 2)])
    return leading, (random.randint(5, 8), random.randint(5, 8)), arguments


CASES = [
    *(_drawn(seed) for seed in range(40)),
    ((2, 3), (4, 4), {"kernel_size": 4}),
    ((2, 3), (5, 6), {"kernel_size": 2, "stride": 2, "padding": 1, "dilation": 2}),
    ((2, 1), (5, 6), {"kernel_size": 1, "stride": 3}),
]
by_case = pytest.mark.parametrize(("leading", "size", "arguments"), CASES, ids=str)


@by_case
def test_unfold_equals_torch(leading, size, arguments, dtype, device):
    (image,) = random_tensors("unfold", (*leading, *size), dtype=dtype, device=device)
    actual = layerwise.unfold(image, **arguments)
    assert_close(actual, functional.unfold(image, **arguments))


@by_case
def test_fold_equals_torch(leading, size, arguments, dtype, device):
    shape = functional.unfold(torch.zeros(*leading, *size), **arguments).shape
    (columns,) = random_tensors("fold", shape, dtype=dtype, device=device)
    actual = layerwise.fold(columns, size, **arguments)
    assert_close(actual, functional.fold(columns, size, **arguments))


@by_case
def test_gradients_of_unfold_and_fold_equals_torch(leading, size, arguments):
    (image,) = random_tensors("unfold", (*leading, *size))
    results = []
    for package in (layerwise, functional):
        (leaf,) = differentiable([image])
        columns = package.unfold(leaf, **arguments)
        folded = package.fold(columns * columns, size, **arguments)
        (upstream,) = random_tensors("upstream", folded.shape)
        folded.backward(upstream)
        results.append(leaf.grad)
    assert_close(*results)


@pytest.mark.parametrize(
    "number_type",
    [torch.float16, torch.bfloat16, torch.complex64, torch.complex128, torch.bool],
    ids=str,
)
def test_number_type_of_unfold_and_fold_equals_torch(number_type):
    (image,) = random_tensors("types", (2, 3, 5, 6), dtype=number_type)
    columns = layerwise.unfold(image, (2, 3), stride=2)
    assert_close(columns, functional.unfold(image, (2, 3), stride=2))
    actual = layerwise.fold(columns, (5, 6), (2, 3), stride=2)
    assert_close(actual, functional.fold(columns, (5, 6), (2, 3), stride=2))


def test_unfold_takes_integers_too():
    image = torch.arange(9).reshape(1, 1, 3, 3)
    expected = [[0, 1, 3, 4], [1, 2, 4, 5], [3, 4, 6, 7], [4, 5, 7, 8]]
    assert layerwise.unfold(image, 2)[0].tolist() == expected


def test_layout_of_unfold_and_fold_equals_torch(dtype, device):
    (image,) = random_tensors("layout", (2, 4, 6, 8), dtype=dtype, device=device)
    for view in (
        image.transpose(2, 3),
        image[..., ::2],
        image[:1].expand(3, 4, 6, 8),
        image.contiguous(memory_format=torch.channels_last),
    ):
        columns = layerwise.unfold(view, 3, padding=1, stride=2)
        assert_close(columns, functional.unfold(view, 3, padding=1, stride=2))
        spread = columns.repeat_interleave(2, dim=-1)[..., ::2]
        size = view.shape[2:]
        actual = layerwise.fold(spread, size, 3, padding=1, stride=2)
        assert_close(actual, functional.fold(spread, size, 3, padding=1, stride=2))


@by_case
def test_fold_is_the_transpose_of_unfold(leading, size, arguments):
    (image,) = random_tensors("x", (*leading, *size))
    columns = layerwise.unfold(image, **arguments)
    (other,) = random_tensors("y", columns.shape)
    # ⟨unfold x, y⟩ = ⟨x, fold y⟩
    folded = layerwise.fold(other, size, **arguments)
    assert_close((columns * other).sum(), (image * folded).sum())


def test_fold_of_unfold_counts_the_windows_over_each_pixel():
    image = torch.ones(1, 1, 3, 4)
    counts = layerwise.fold(layerwise.unfold(image, 2), (3, 4), 2)
    expected = torch.tensor([[1.0, 2, 2, 1], [2, 4, 4, 2], [1, 2, 2, 1]])
    assert_close(counts[0, 0], expected)


def test_convolution_is_a_matrix_product_with_the_columns():
    image, weight = random_tensors("product", (2, 3, 6, 7), (4, 3, 3, 2))
    product = weight.flatten(1) @ layerwise.unfold(image, (3, 2), padding=1)
    expected = layerwise.conv2d(image, weight, padding=1)
    assert_close(product.reshape(expected.shape), expected)


@pytest.mark.parametrize("check", [gradcheck, gradgradcheck])
@pytest.mark.parametrize(
    "arguments",
    [
        {"kernel_size": 2},
        {"kernel_size": (1, 3), "stride": (1, 2)},
        {"kernel_size": 2, "dilation": 2, "padding": (1, 0)},
    ],
    ids=str,
)
def test_derivatives_of_unfold_and_fold_equal_finite_differences(arguments, check):
    (image,) = differentiable(random_tensors("gradcheck", (2, 2, 3, 4)))
    assert check(lambda image: layerwise.unfold(image, **arguments), (image,))
    shape = layerwise.unfold(image, **arguments).shape
    (columns,) = differentiable(random_tensors("gradcheck", shape))
    assert check(lambda c: layerwise.fold(c, (3, 4), **arguments), (columns,))
