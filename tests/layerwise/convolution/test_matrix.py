"""The matrix of a convolution: its product, its transpose and its structure."""

import numpy as np
import pytest
import torch
from convolution_cases import (
    ConvolutionCase,
    assert_close,
    drawn_convolutions,
    random_tensors,
)
from torch.autograd import gradcheck

import layerwise
from layerwise import convolution_matrix

pytestmark = pytest.mark.filterwarnings(
    "ignore:Using padding='same' with even kernel lengths:UserWarning"
)

CASES = [
    *drawn_convolutions(1, 20, largest=8),
    *drawn_convolutions(2, 20, largest=6),
    *drawn_convolutions(3, 6, largest=3),
    ConvolutionCase("groups", (2, 4, 4, 3), (6, 2, 2, 2), {"groups": 2}),
    ConvolutionCase("multiplier", (2, 2, 4, 3), (4, 1, 2, 2), {"groups": 2}),
    ConvolutionCase("wide padding", (1, 2, 2, 3), (2, 2, 2, 2), {"padding": (3, 4)}),
    ConvolutionCase("1×1 kernel", (1, 3, 4, 3), (2, 3, 1, 1)),
]
by_name = pytest.mark.parametrize("case", CASES, ids=str)


def _matrix_and_images(case, dtype=torch.float64, device="cpu"):
    """The case's matrix, its weight and its images (N, C_in, *space)."""
    input, weight, *_ = case.tensors(dtype, device)
    images = input.reshape(-1, *input.shape[-case.dimensions - 1 :])
    matrix = convolution_matrix(weight, images.shape[2:], **case.arguments)
    return matrix, weight, images


@by_name
def test_matrix_times_image_equals_torch(case, dtype, device):
    matrix, weight, images = _matrix_and_images(case, dtype, device)
    expected = case.torch_operator()(images, weight, **case.arguments)
    assert_close(images.flatten(1) @ matrix.T, expected.flatten(1))


@by_name
def test_transpose_of_the_matrix_is_the_gradient_of_the_input(case):
    matrix, weight, images = _matrix_and_images(case)
    images.requires_grad_()
    output = case.operator()(images, weight, **case.arguments)
    (y,) = random_tensors("y", output.shape)
    output.backward(y)
    assert_close(y.flatten(1) @ matrix, images.grad.flatten(1))
    # ⟨Ax, y⟩ = ⟨x, Aᵀy⟩
    assert_close((output * y).sum(), (images * images.grad).sum())


@pytest.mark.parametrize("padding", [0, 1, 3])
def test_the_matrix_in_one_dimension_is_toeplitz(padding):
    (weight,) = random_tensors("toeplitz", (1, 1, 3))
    matrix = convolution_matrix(weight, (6,), padding=padding)
    assert matrix.shape == (6 + 2 * padding - 2, 6)
    assert_close(matrix[1:, 1:], matrix[:-1, :-1])  # constant along its diagonals


def test_a_stride_keeps_some_rows_and_the_matrix_is_not_toeplitz():
    weight = torch.tensor([[[3, 2, 1]]])
    matrix = convolution_matrix(weight, (7,), stride=2)
    assert matrix.tolist() == [
        [3, 2, 1, 0, 0, 0, 0],
        [0, 0, 3, 2, 1, 0, 0],
        [0, 0, 0, 0, 3, 2, 1],
    ]
    assert torch.equal(matrix, convolution_matrix(weight, (7,))[::2])
    assert not torch.equal(matrix[1:, 1:], matrix[:-1, :-1])


def test_the_matrix_in_two_dimensions_is_doubly_block_toeplitz():
    (weight,) = random_tensors("toeplitz", (1, 1, 3, 2))
    matrix = convolution_matrix(weight, (5, 4), padding=1)
    blocks = matrix.reshape(5, 5, 5, 4).transpose(1, 2)  # (H_out, H, W_out, W)
    assert_close(blocks[1:, 1:], blocks[:-1, :-1])
    assert_close(blocks[..., 1:, 1:], blocks[..., :-1, :-1])


def test_the_matrix_is_sparse_and_its_weights_are_tied():
    weight = torch.arange(1.0, 10.0).reshape(1, 1, 3, 3)
    matrix = convolution_matrix(weight, (6, 7))  # 4·5 windows of 9 taps
    assert matrix.shape == (20, 42)
    assert matrix.count_nonzero() == 20 * 9
    assert set(matrix.unique().tolist()) == {0.0, *range(1, 10)}


def test_a_worked_matrix():
    weight = torch.tensor([[[1.0, 2.0, 3.0]]])
    expected = [[2.0, 3, 0, 0], [1, 2, 3, 0], [0, 1, 2, 3], [0, 0, 1, 2]]
    assert convolution_matrix(weight, (4,), padding=1).tolist() == expected
    assert convolution_matrix(weight, (4,), 2, 1).tolist() == expected[::2]


def test_a_flipped_kernel_gives_the_convolution_of_mathematics():
    signal, kernel = random_tensors("numpy", (7,), (3,))
    matrix = convolution_matrix(kernel.flip(0).reshape(1, 1, 3), (7,), padding=2)
    expected = torch.from_numpy(np.convolve(signal.numpy(), kernel.numpy()))
    assert_close(matrix @ signal, expected)


@pytest.mark.parametrize("arguments", [{}, {"padding": 1, "groups": 2}], ids=str)
def test_the_matrix_is_differentiable_in_the_weight(arguments):
    (weight,) = random_tensors("gradcheck", (4, 1, 2, 2))
    weight.requires_grad_()
    assert gradcheck(lambda w: convolution_matrix(w, (3, 4), **arguments), (weight,))


def test_every_channel_sees_only_its_group():
    matrix = convolution_matrix(torch.ones(4, 2, 3), (5,), groups=2)
    blocks = matrix.reshape(4, 3, 4, 5).transpose(1, 2)  # (C_out, C_in, L_out, L)
    connected = blocks.flatten(2).any(dim=-1)
    assert connected.int().tolist() == [[1, 1, 0, 0]] * 2 + [[0, 0, 1, 1]] * 2


def test_the_matrix_does_what_the_layers_do_one_after_another():
    first, second = random_tensors("product", (1, 1, 3), (1, 1, 2))
    product = convolution_matrix(second, (6,)) @ convolution_matrix(first, (8,))
    (signal,) = random_tensors("signal", (1, 1, 8))
    expected = layerwise.conv1d(layerwise.conv1d(signal, first), second)
    assert_close(product @ signal.flatten(), expected.flatten())
