"""Padding: what lies outside an input, as torch.nn.functional.pad."""

from collections.abc import Sequence

import torch
from torch import Tensor

from layerwise.arguments import check_tensor
from layerwise.sampling import apply_boundary

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
    """
    check_tensor(input, "input")
    pairs = _pairs(input, pad)
    if mode not in MODES:
        raise ValueError(f"mode must be one of {', '.join(MODES)}, got {mode!r}")
    if mode == "constant":
        return _constant_pad(input, pairs, 0 if value is None else value)
    if value:
        raise ValueError(f"value is for mode='constant' only, got {value!r} for {mode}")
    axes = len(pairs)
    if axes > 3 or input.dim() not in (axes + 1, axes + 2):
        raise ValueError(
            f"mode={mode!r} pads the last 1, 2 or 3 axes of (C, space) or "
            f"(N, C, space), got {axes} axes for shape {tuple(input.shape)}"
        )
    for axis, (before, after) in pairs.items():
        size = input.shape[axis]
        _check_reach(mode, size, max(before, after), axis)
        coordinates = torch.arange(-before, size + after, device=input.device)
        indices, _ = apply_boundary(coordinates, size, mode)
        input = input.index_select(axis, indices)
    return input


def _pairs(input: Tensor, pad: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Return {axis: (before, after)}, axes counted from the end: −1 is the last."""
    pad = tuple(pad)
    if not all(isinstance(entry, int) for entry in pad):
        raise TypeError(f"pad must hold integers, got {pad!r}")
    if len(pad) % 2 or len(pad) > 2 * input.dim():
        raise ValueError(
            f"pad must have two entries (before, after) for each of at most "
            f"{input.dim()} axes, got {pad!r}"
        )
    pairs = {-1 - i: (pad[2 * i], pad[2 * i + 1]) for i in range(len(pad) // 2)}
    for axis, pair in pairs.items():
        if input.shape[axis] + sum(pair) < 0:
            raise ValueError(
                f"pad {pair} removes more than the {input.shape[axis]} entries of "
                f"axis {axis}"
            )
    return pairs


def _check_reach(mode: str, size: int, widest: int, axis: int) -> None:
    """Raise where a boundary rule would need more entries than the axis has."""
    limit = {"reflect": size - 1, "circular": size}.get(mode)
    if size == 0 or (limit is not None and widest > limit):
        raise ValueError(
            f"mode={mode!r} can add at most {limit or 0} entries on a side of axis "
            f"{axis}, which has {size}, got {widest}"
        )


def _constant_pad(
    input: Tensor, pairs: dict[int, tuple[int, int]], value: float
) -> Tensor:
    size = list(input.shape)
    source, target = [slice(None)] * input.dim(), [slice(None)] * input.dim()
    for axis, (before, after) in pairs.items():
        size[axis] += before + after
        source[axis] = slice(max(-before, 0), input.shape[axis] - max(-after, 0))
        target[axis] = slice(max(before, 0), size[axis] - max(after, 0))
    output = input.new_full(size, value)
    output[tuple(target)] = input[tuple(source)]
    return output
