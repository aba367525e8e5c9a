"""Checks of the arguments that the operators share, in torch's conventions."""

from collections.abc import Sequence
from numbers import Integral

import torch
from torch import Tensor

Size = int | Sequence[int]


def per_axis(value: Size, name: str, dimensions: int, minimum: int) -> tuple[int, ...]:
    """Return one integer per spatial axis.

    ``value`` is an integer for every axis, or a list or tuple of one or ``dimensions``
    integers. Raises TypeError for anything that is not an integer and ValueError
    for a wrong length or an entry below ``minimum``.
    """
    entries = value if isinstance(value, (list, tuple)) else (value,)
    if not all(is_integer(entry) for entry in entries):
        raise TypeError(
            f"{name} must be an integer or one per spatial axis ({dimensions}), got "
            f"{value!r}"
        )
    if not entries or len(entries) not in (1, dimensions):
        raise ValueError(
            f"{name} must have one entry per spatial axis ({dimensions}), got {value!r}"
        )
    if min(entries) < minimum:
        raise ValueError(f"{name} must be at least {minimum}, got {value!r}")
    entries = tuple(map(int, entries))
    return entries if len(entries) == dimensions else entries * dimensions


def is_integer(value: object) -> bool:
    """Say whether a value is an integer of Python or NumPy; True is not one."""
    return isinstance(value, Integral) and not isinstance(value, bool)


def spatial_size(value: Sequence[int], name: str) -> tuple[int, ...]:
    """Return a size with one positive integer per spatial axis as a tuple."""
    if not isinstance(value, (list, tuple)):
        raise TypeError(
            f"{name} must be a list or tuple with one integer per spatial axis, got "
            f"{value!r}"
        )
    return per_axis(tuple(value), name, len(value), 1)


def check_groups(groups: int, out_channels: int) -> None:
    """Raise unless ``groups`` is a positive integer that divides the channels."""
    if not is_integer(groups):
        raise TypeError(f"groups must be an integer, got {groups!r}")
    if groups < 1:
        raise ValueError(f"groups must be at least 1, got {groups}")
    if out_channels % groups:
        raise ValueError(
            f"groups must divide the output channels: {out_channels} is not a "
            f"multiple of {groups}"
        )


def check_channels(in_channels: int, weight_size: Sequence[int], groups: int) -> None:
    """Raise unless a weight (C_out, C_in / groups, *kernel_size) fits the channels."""
    check_groups(groups, weight_size[0])
    if in_channels != weight_size[1] * groups:
        raise ValueError(
            f"input has {in_channels} channels, but weight of shape "
            f"{tuple(weight_size)} with groups={groups} needs "
            f"{weight_size[1] * groups}"
        )


def padding_pairs(
    padding: Size | str,
    kernel_size: tuple[int, ...],
    stride: tuple[int, ...],
    dilation: tuple[int, ...],
) -> tuple[tuple[int, int], ...]:
    """Return (before, after) for every axis.

    ``padding`` is what torch's convolutions accept: integers, the same on both
    sides of an axis; 'valid', none; or 'same', as much as keeps the size at stride
    1, with the odd one at the end.
    """
    if padding == "valid":
        return ((0, 0),) * len(kernel_size)
    if padding == "same":
        if any(step != 1 for step in stride):
            raise ValueError(
                f"padding='same' needs stride 1, got stride {stride}: give the "
                "padding as integers instead"
            )
        totals = [d * (k - 1) for d, k in zip(dilation, kernel_size, strict=True)]
        return tuple((total // 2, total - total // 2) for total in totals)
    if isinstance(padding, str):
        raise ValueError(
            f"padding must be 'same', 'valid' or integers, got {padding!r}"
        )
    return tuple((p, p) for p in per_axis(padding, "padding", len(kernel_size), 0))


def check_tensor(value: object, name: str) -> None:
    """Raise TypeError unless ``value`` is a torch.Tensor."""
    if not isinstance(value, Tensor):
        raise TypeError(f"{name} must be a torch.Tensor, got {type(value).__name__}")


def check_convolution(
    input: Tensor, weight: Tensor, bias: Tensor | None, groups: int, dimensions: int
) -> None:
    """Raise TypeError or ValueError where torch's convolution of this many spatial
    dimensions rejects its tensors or the number of groups."""
    check_tensor(input, "input")
    check_tensor(weight, "weight")
    if weight.dim() != dimensions + 2:
        raise ValueError(
            f"weight must have {dimensions + 2} axes (out_channels, in_channels / "
            f"groups, kernel), got shape {tuple(weight.shape)}"
        )
    if input.dim() not in (dimensions + 1, dimensions + 2):
        raise ValueError(
            f"input must have {dimensions + 2} axes (batch, channels, space) or "
            f"{dimensions + 1} without the batch, got shape {tuple(input.shape)}"
        )
    check_channels(input.shape[-dimensions - 1], weight.shape, groups)
    if bias is not None:
        check_tensor(bias, "bias")
        if bias.shape != weight.shape[:1]:
            raise ValueError(
                f"bias must have one entry per output channel ({len(weight)},), got "
                f"shape {tuple(bias.shape)}"
            )
    if input.dtype == torch.bool:
        raise TypeError("input must hold numbers, got torch.bool: use .to(dtype)")
    for name, tensor in (("weight", weight), ("bias", bias)):
        check_same_kind(input, tensor, name)


def check_same_kind(input: Tensor, other: Tensor | None, name: str) -> None:
    """Raise unless ``other`` has the dtype and the device of ``input``."""
    if other is None:
        return
    if other.dtype != input.dtype:
        raise TypeError(
            f"input and {name} must have one dtype, got {input.dtype} and "
            f"{other.dtype}: convert one with .to(dtype)"
        )
    if other.device != input.device:
        raise ValueError(
            f"input and {name} must be on one device, got {input.device} and "
            f"{other.device}: move one with .to(device)"
        )


def output_sizes(
    input_size: Sequence[int],
    kernel_size: tuple[int, ...],
    stride: tuple[int, ...],
    pairs: tuple[tuple[int, int], ...],
    dilation: tuple[int, ...],
) -> tuple[int, ...]:
    """Return the number of windows along every axis.

    floor((n + before + after - d (k - 1) - 1) / s) + 1, after Dumoulin and Visin,
    "A guide to convolution arithmetic for deep learning" (arXiv:1603.07285),
    relationship 15. Raises ValueError when not even one window fits.
    """
    sizes = []
    for axis, n in enumerate(input_size):
        padded = n + sum(pairs[axis])
        span = dilation[axis] * (kernel_size[axis] - 1) + 1
        if span > padded:
            raise ValueError(
                f"the kernel spans {span} entries on axis {axis}, but the input has "
                f"only {padded} there, padding included: use a smaller kernel or "
                "dilation, or more padding"
            )
        sizes.append((padded - span) // stride[axis] + 1)
    return tuple(sizes)


def kernel_size_of(weight: Tensor) -> tuple[int, ...]:
    """Return the kernel's size along every spatial axis of a convolution weight."""
    if 0 in (weight.shape[0], *weight.shape[2:]):
        raise ValueError(
            "weight must have at least one output channel and one tap, got shape "
            f"{tuple(weight.shape)}"
        )
    return tuple(weight.shape[2:])


def check_floating(tensor: Tensor, name: str) -> None:
    """Raise TypeError unless the tensor holds real or complex floating numbers."""
    if not (tensor.is_floating_point() or tensor.is_complex()):
        raise TypeError(
            f"{name} must hold floating-point numbers, got {tensor.dtype}: convert "
            "it with .float()"
        )


def is_integer_tensor(tensor: Tensor) -> bool:
    """Say whether a tensor holds integers (booleans do not count)."""
    return tensor.dtype in (
        torch.uint8,
        torch.int8,
        torch.int16,
        torch.int32,
        torch.int64,
    )
