"""Padding: what lies outside an input, as torch.nn.functional.pad."""

from collections.abc import Sequence

import torch
from torch import Tensor

from layerwise.convolution.arguments import check_tensor, is_integer
from layerwise.convolution.sampling import apply_boundary

MODES = ("constant", "reflect", "replicate", "circular")


def pad(
    input: Tensor,
    pad: Sequence[int],
    mode: str = "constant",
    value: float | None = None,
) -> Tensor:
    """Pad a tensor, as torch.nn.functional.pad.

    ``pad`` counts entries to add (or, if negative, to remove) before and after, the
    last axis first: (left, right, top, bottom, front, back). 'constant' adds
    ``value`` (0 if None) along any trailing axes; 'reflect', 'replicate' and
    'circular' pad the last 1, 2 or 3 axes of a (N, C, *space) or (C, *space) input.
    Raises TypeError or ValueError where torch rejects its arguments.

    >>> signal = torch.tensor([[1, 2, 3, 4]])
    >>> for mode in ("constant", "reflect", "replicate", "circular"):
    ...     print(f"{mode:9}", *layerwise.pad(signal, (2, 2), mode)[0].tolist())
    constant  0 0 1 2 3 4 0 0
    reflect   3 2 1 2 3 4 3 2
    replicate 1 1 1 2 3 4 4 4
    circular  3 4 1 2 3 4 1 2
    """
    check_tensor(input, "input")
    pairs = _pairs(input, pad)
    if mode not in MODES:
        raise ValueError(f"mode must be one of {', '.join(MODES)}, got {mode!r}")
    if mode == "constant":
        return _constant_pad(input, pairs, 0 if value is None else value)
    if value:
        raise ValueError(f"value is for mode='constant' only, got {value!r} for {mode}")
    _check_axes(mode, input, len(pairs))
    for axis, (before, after) in pairs.items():
        if mode == "circular":  # first remove, then repeat what is left
            input = _constant_pad(input, {axis: (min(before, 0), min(after, 0))}, 0)
            before, after = max(before, 0), max(after, 0)
        size = input.shape[axis]
        _check_reach(mode, size, before, after, axis)
        coordinates = torch.arange(-before, size + after, device=input.device)
        indices, _ = apply_boundary(coordinates, size, mode)
        input = input.index_select(axis, indices)
    return input


def _pairs(input: Tensor, pad: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Return {axis: (before, after)}, axes counted from the end: −1 is the last."""
    if not isinstance(pad, (list, tuple)) or not all(map(is_integer, pad)):
        raise TypeError(f"pad must be a list or tuple of integers, got {pad!r}")
    if len(pad) % 2 or len(pad) > 2 * input.dim():
        raise ValueError(
            f"pad must have two entries (before, after) for each of at most "
            f"{input.dim()} axes, got {pad!r}"
        )
    return {-1 - i: (pad[2 * i], pad[2 * i + 1]) for i in range(len(pad) // 2)}


def _check_axes(mode: str, input: Tensor, axes: int) -> None:
    """Raise unless input is (C, *space) or (N, C, *space) with ``axes`` spatial axes
    and only N may be 0."""
    if axes not in (1, 2, 3) or input.dim() not in (axes + 1, axes + 2):
        raise ValueError(
            f"pad with mode={mode!r} must name the last 1, 2 or 3 axes of (C, *space) "
            f"or (N, C, *space), got {axes} axes for input {tuple(input.shape)}"
        )
    if 0 in input.shape[-axes - 1 :]:
        raise ValueError(
            f"input must not be empty for mode={mode!r}, got {tuple(input.shape)}"
        )


def _check_reach(mode: str, size: int, before: int, after: int, axis: int) -> None:
    """Raise where a boundary rule would need more entries than the axis has."""
    limit = {"reflect": size - 1, "circular": size}.get(mode)
    if limit is not None and max(before, after) > limit:
        raise ValueError(
            f"pad with mode={mode!r} can add at most {limit} entries on a side of axis "
            f"{axis}, which has {size}, got {(before, after)}"
        )
    if size + before + after < 1:
        raise ValueError(
            f"pad {(before, after)} leaves nothing of the {size} entries of axis {axis}"
        )


def _constant_pad(
    input: Tensor, pairs: dict[int, tuple[int, int]], value: float
) -> Tensor:
    size = list(input.shape)
    source, target = [slice(None)] * input.dim(), [slice(None)] * input.dim()
    for axis, (before, after) in pairs.items():
        if size[axis] + min(before, 0) + min(after, 0) < 0:
            raise ValueError(
                f"pad {(before, after)} removes more than the {size[axis]} entries of "
                f"axis {axis}"
            )
        size[axis] += before + after
        source[axis] = slice(max(-before, 0), input.shape[axis] - max(-after, 0))
        target[axis] = slice(max(before, 0), size[axis] - max(after, 0))
    output = input.new_full(size, value)
    output[tuple(target)] = input[tuple(source)]
    return output
