"""Windows as columns, and columns back into windows.

``ImageToColumns`` copies every window of an input into a column, so that a
convolution becomes one matrix product; ``ColumnsToImage`` adds every column back
where its window was. Each is the other's transpose, hence its derivative. Both walk
along the taps of the sampling grid, one strided slice per tap, which is much faster
than indexing by window: there are few taps and many windows.
"""

from typing import Any

from torch import Tensor
from torch.autograd import Function

from layerwise.convolution.arguments import Size, check_tensor, per_axis
from layerwise.convolution.sampling import WindowGeometry, window_geometry


def zero_pad(input: Tensor, geometry: WindowGeometry) -> Tensor:
    """Return the input (N, C, *space) with zeros around it."""
    if geometry.padded_size == geometry.input_size:
        return input
    padded = input.new_zeros(*input.shape[:2], *geometry.padded_size)
    padded[(..., *geometry.interior)] = input
    return padded


class ImageToColumns(Function):
    """(N, C, *space) → (N, C, K, *output_size); its derivative is ColumnsToImage."""

    @staticmethod
    def forward(ctx: Any, input: Tensor, geometry: WindowGeometry) -> Tensor:
        ctx.geometry = geometry
        padded = zero_pad(input, geometry)
        slices = geometry.tap_slices()
        columns = input.new_empty(
            *input.shape[:2], len(slices), *geometry.output_size
        )  # (N, C, K, *output_size)
        for tap, window in enumerate(slices):
            columns[:, :, tap] = padded[(..., *window)]
        return columns

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, None]:
        return ColumnsToImage.apply(gradient, ctx.geometry), None


class ColumnsToImage(Function):
    """(N, C, K, *output_size) → (N, C, *space); its derivative is ImageToColumns."""

    @staticmethod
    def forward(ctx: Any, columns: Tensor, geometry: WindowGeometry) -> Tensor:
        ctx.geometry = geometry
        padded = columns.new_zeros(*columns.shape[:2], *geometry.padded_size)
        for tap, window in enumerate(geometry.tap_slices()):
            padded[(..., *window)] += columns[:, :, tap]
        return padded[(..., *geometry.interior)]

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, None]:
        return ImageToColumns.apply(gradient, ctx.geometry), None


def unfold(
    input: Tensor,
    kernel_size: Size,
    dilation: Size = 1,
    padding: Size = 0,
    stride: Size = 1,
) -> Tensor:
    """Copy every window of an image into a column, as torch.nn.functional.unfold.

    ``input`` is (N, C, H, W) or (C, H, W); the result (N, C·K, L) or (C·K, L), with K
    taps and L windows, the channel varying slowest along the C·K entries.

    >>> image = torch.arange(6.0).reshape(1, 2, 3)
    >>> layerwise.unfold(image, 2).T.tolist()  # one 2×2 window a row
    [[0.0, 1.0, 3.0, 4.0], [1.0, 2.0, 4.0, 5.0]]
    """
    check_tensor(input, "input")
    if input.dim() not in (3, 4) or 0 in input.shape[-3:]:
        raise ValueError(
            "input must be (N, C, H, W) or (C, H, W) and not empty, got shape "
            f"{tuple(input.shape)}"
        )
    geometry = _image_geometry(input.shape[-2:], kernel_size, dilation, padding, stride)
    batch = input if input.dim() == 4 else input.unsqueeze(0)
    columns = ImageToColumns.apply(batch, geometry).flatten(3).flatten(1, 2)
    return columns if input.dim() == 4 else columns.squeeze(0)


def fold(
    input: Tensor,
    output_size: Size,
    kernel_size: Size,
    dilation: Size = 1,
    padding: Size = 0,
    stride: Size = 1,
) -> Tensor:
    """Add every column back where its window was, as torch.nn.functional.fold.

    ``input`` is (N, C·K, L) or (C·K, L), the result (N, C, H, W) or (C, H, W) with
    (H, W) = ``output_size``. It is the transpose of ``unfold``, not its inverse:
    entries in several windows are added up.

    >>> layerwise.fold(torch.ones(4, 2), (2, 3), 2)  # two windows overlap
    tensor([[[1., 2., 1.],
             [1., 2., 1.]]])
    """
    check_tensor(input, "input")
    if input.dim() not in (2, 3) or 0 in input.shape[-2:]:
        raise ValueError(
            "input must be (N, C·K, L) or (C·K, L) and not empty, got shape "
            f"{tuple(input.shape)}"
        )
    geometry = _image_geometry(output_size, kernel_size, dilation, padding, stride)
    taps = geometry.kernel_size[0] * geometry.kernel_size[1]
    positions = geometry.output_size[0] * geometry.output_size[1]
    if input.shape[-2] % taps or input.shape[-1] != positions:
        raise ValueError(
            f"input must have a multiple of {taps} rows (one per tap) and {positions} "
            f"columns (one per window), got shape {tuple(input.shape)}"
        )
    columns = input if input.dim() == 3 else input.unsqueeze(0)
    channels = input.shape[-2] // taps
    columns = columns.reshape(
        columns.shape[0], channels, taps, *geometry.output_size
    )  # (N, C, K, H_out, W_out)
    image = ColumnsToImage.apply(columns, geometry)
    return image if input.dim() == 3 else image.squeeze(0)


def _image_geometry(
    image_size: Size, kernel_size: Size, dilation: Size, padding: Size, stride: Size
) -> WindowGeometry:
    """Work out the windows of unfold and fold. Their sizes are an integer or two:
    unlike a convolution's never a sequence of one, and no 'same' or 'valid'."""
    sizes = {
        "output_size": image_size,
        "kernel_size": kernel_size,
        "dilation": dilation,
        "padding": padding,
        "stride": stride,
    }
    for name, value in sizes.items():
        if isinstance(value, (list, tuple)) and len(value) != 2:
            raise ValueError(f"{name} must be an integer or two, got {value!r}")
    image_size = per_axis(image_size, "output_size", 2, 1)
    padding = per_axis(padding, "padding", 2, 0)
    return window_geometry(image_size, kernel_size, stride, padding, dilation)
