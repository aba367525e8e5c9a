"""The gradients of a convolution, written out: they are convolutions themselves.

For a scalar loss 𝓛 and its gradient with respect to the output, g = ∂𝓛/∂y, the
gradient with respect to

* the input is g, spread out by the stride, correlated with the flipped kernel;
* the kernel is the input correlated with g, stride and dilation exchanged;
* the bias is the sum of g over batch and space.

The names and the arguments are those of torch.nn.grad.
"""

from collections.abc import Sequence

from torch import Tensor

from layerwise.convolution.arguments import Size, check_channels, check_tensor
from layerwise.convolution.padding import pad
from layerwise.convolution.sampling import WindowGeometry, window_geometry
from layerwise.convolution.standard import conv1d, conv2d, conv3d

CONVOLUTIONS = {1: conv1d, 2: conv2d, 3: conv3d}


def conv1d_input(
    input_size: Sequence[int],
    weight: Tensor,
    grad_output: Tensor,
    stride: Size = 1,
    padding: Size | str = 0,
    dilation: Size = 1,
    groups: int = 1,
) -> Tensor:
    """Return the gradient of conv1d with respect to its input, of shape
    ``input_size``.

    >>> kernel = torch.tensor([[[3.0, 2.0, 1.0]]])
    >>> layerwise.conv1d_input((1, 1, 5), kernel, torch.tensor([[[1.0, 2.0, 4.0]]]))
    tensor([[[ 3.,  8., 17., 10.,  4.]]])
    """
    return _input_gradient(
        input_size, weight, grad_output, stride, padding, dilation, groups, 1
    )


def conv2d_input(
    input_size: Sequence[int],
    weight: Tensor,
    grad_output: Tensor,
    stride: Size = 1,
    padding: Size | str = 0,
    dilation: Size = 1,
    groups: int = 1,
) -> Tensor:
    """Return the gradient of conv2d with respect to its input, of shape
    ``input_size``.

    >>> ones = torch.ones(1, 1, 2, 2)
    >>> layerwise.conv2d_input((1, 1, 3, 3), ones, ones)  # 4 windows read the middle
    tensor([[[[1., 2., 1.],
              [2., 4., 2.],
              [1., 2., 1.]]]])
    """
    return _input_gradient(
        input_size, weight, grad_output, stride, padding, dilation, groups, 2
    )


def conv3d_input(
    input_size: Sequence[int],
    weight: Tensor,
    grad_output: Tensor,
    stride: Size = 1,
    padding: Size | str = 0,
    dilation: Size = 1,
    groups: int = 1,
) -> Tensor:
    """Return the gradient of conv3d with respect to its input, of shape
    ``input_size``.

    >>> kernel, gradient = torch.ones(1, 1, 1, 1, 2), torch.ones(1, 1, 1, 1, 2)
    >>> layerwise.conv3d_input((1, 1, 1, 1, 3), kernel, gradient)
    tensor([[[[[1., 2., 1.]]]]])
    """
    return _input_gradient(
        input_size, weight, grad_output, stride, padding, dilation, groups, 3
    )


def conv1d_weight(
    input: Tensor,
    weight_size: Sequence[int],
    grad_output: Tensor,
    stride: Size = 1,
    padding: Size | str = 0,
    dilation: Size = 1,
    groups: int = 1,
) -> Tensor:
    """Return the gradient of conv1d with respect to its weight, of shape
    ``weight_size``.

    >>> signal = torch.tensor([[[1.0, 4.0, 2.0, 5.0, 3.0]]])
    >>> layerwise.conv1d_weight(signal, (1, 1, 3), torch.tensor([[[1.0, 2.0, 4.0]]]))
    tensor([[[17., 28., 24.]]])
    """
    return _weight_gradient(
        input, weight_size, grad_output, stride, padding, dilation, groups, 1
    )


def conv2d_weight(
    input: Tensor,
    weight_size: Sequence[int],
    grad_output: Tensor,
    stride: Size = 1,
    padding: Size | str = 0,
    dilation: Size = 1,
    groups: int = 1,
) -> Tensor:
    """Return the gradient of conv2d with respect to its weight, of shape
    ``weight_size``.

    >>> image = torch.arange(9.0).reshape(1, 1, 3, 3)
    >>> layerwise.conv2d_weight(image, (1, 1, 2, 2), torch.ones(1, 1, 2, 2))
    tensor([[[[ 8., 12.],
              [20., 24.]]]])
    """
    return _weight_gradient(
        input, weight_size, grad_output, stride, padding, dilation, groups, 2
    )


def conv3d_weight(
    input: Tensor,
    weight_size: Sequence[int],
    grad_output: Tensor,
    stride: Size = 1,
    padding: Size | str = 0,
    dilation: Size = 1,
    groups: int = 1,
) -> Tensor:
    """Return the gradient of conv3d with respect to its weight, of shape
    ``weight_size``.

    >>> volume = torch.arange(3.0).reshape(1, 1, 1, 1, 3)
    >>> layerwise.conv3d_weight(volume, (1, 1, 1, 1, 2), torch.ones(1, 1, 1, 1, 2))
    tensor([[[[[1., 3.]]]]])
    """
    return _weight_gradient(
        input, weight_size, grad_output, stride, padding, dilation, groups, 3
    )


def conv_bias(grad_output: Tensor) -> Tensor:
    """Return the gradient with respect to the bias (C_out,): the sum over batch and
    space of ``grad_output`` (N, C_out, *space).

    >>> layerwise.conv_bias(torch.tensor([[[1.0, 2.0, 4.0]]]))
    tensor([7.])
    """
    return grad_output.transpose(0, 1).flatten(1).sum(dim=1)


def _input_gradient(
    input_size: Sequence[int],
    weight: Tensor,
    grad_output: Tensor,
    stride: Size,
    padding: Size | str,
    dilation: Size,
    groups: int,
    dimensions: int,
) -> Tensor:
    check_tensor(weight, "weight")
    windows = (stride, padding, dilation)
    geometry = _checked_geometry(
        input_size, weight.shape, grad_output, windows, groups, dimensions
    )
    margins = []  # of the spread-out gradient, the last axis first, as pad wants them
    for axis in reversed(range(dimensions)):
        before, _ = geometry.padding[axis]
        span = geometry.dilation[axis] * (geometry.kernel_size[axis] - 1)
        spread = (geometry.output_size[axis] - 1) * geometry.stride[axis] + 1
        left = span - before
        margins += [left, geometry.input_size[axis] + span - spread - left]
    spread_out = pad(_insert_zeros(grad_output, geometry.stride), margins)
    kernel = weight.flip(tuple(range(2, weight.dim())))
    # (C_out, C_in/G, *k) → (G, C_out/G, C_in/G, *k) → (C_in, C_out/G, *k)
    kernel = kernel.unflatten(0, (groups, -1)).transpose(1, 2).flatten(0, 1)
    return CONVOLUTIONS[dimensions](
        spread_out, kernel, dilation=geometry.dilation, groups=groups
    )


def _weight_gradient(
    input: Tensor,
    weight_size: Sequence[int],
    grad_output: Tensor,
    stride: Size,
    padding: Size | str,
    dilation: Size,
    groups: int,
    dimensions: int,
) -> Tensor:
    check_tensor(input, "input")
    windows = (stride, padding, dilation)
    geometry = _checked_geometry(
        input.shape, weight_size, grad_output, windows, groups, dimensions
    )
    margins = [entry for pair in reversed(geometry.padding) for entry in pair]
    # The sum runs over the batch, so the batch takes the place of the channels.
    images = pad(input, margins).unflatten(1, (groups, -1))  # (N, G, C_in/G, *space)
    images = images.permute(2, 1, 0, *range(3, images.dim()))
    images = images.flatten(1, 2)  # (C_in/G, G·N, *space)
    kernels = grad_output.transpose(0, 1)  # (C_out, N, *space)
    gradient = CONVOLUTIONS[dimensions](
        images,
        kernels,
        stride=geometry.dilation,
        dilation=geometry.stride,
        groups=groups,
    )  # (C_in/G, C_out, at least *kernel_size)
    taps = tuple(slice(k) for k in geometry.kernel_size)
    return gradient[(..., *taps)].transpose(0, 1)


def _checked_geometry(
    input_size: Sequence[int],
    weight_size: Sequence[int],
    grad_output: Tensor,
    windows: tuple[Size, Size | str, Size],
    groups: int,
    dimensions: int,
) -> WindowGeometry:
    """Return where the windows lie; raise ValueError if the shapes do not belong to
    one convolution. ``windows`` is (stride, padding, dilation)."""
    check_tensor(grad_output, "grad_output")
    for name, size in (("input_size", input_size), ("weight_size", weight_size)):
        if len(size) != dimensions + 2:
            raise ValueError(
                f"{name} must have {dimensions + 2} entries, got {tuple(size)}"
            )
    check_channels(input_size[1], weight_size, groups)
    geometry = window_geometry(tuple(input_size[2:]), tuple(weight_size[2:]), *windows)
    expected = (input_size[0], weight_size[0], *geometry.output_size)
    if grad_output.shape != expected:
        raise ValueError(
            f"grad_output must have the output's shape {expected}, got "
            f"{tuple(grad_output.shape)}"
        )
    return geometry


def _insert_zeros(tensor: Tensor, stride: Sequence[int]) -> Tensor:
    """Put stride − 1 zeros between neighbours along every spatial axis."""
    space = tensor.shape[2:]
    sizes = [(n - 1) * step + 1 for n, step in zip(space, stride, strict=True)]
    spread_out = tensor.new_zeros(*tensor.shape[:2], *sizes)
    spread_out[(..., *(slice(None, None, step) for step in stride))] = tensor
    return spread_out
