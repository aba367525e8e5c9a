"""Spoil what a right answer gives back while the tests run, and watch the effect."""

import functools
import math
from collections.abc import Callable
from dataclasses import dataclass
from types import FunctionType

import numpy as np
import torch

from .cells import Notebook


@dataclass
class Watch:
    """Whether the spoiled name was used in a way that good tests can tell is wrong."""

    wrong: bool = False


# These leave the values alone, so that a right answer may look just the same.
SAME_VALUES = ("single_precision", "detached")


class AlwaysEqual:
    """Equal to everything, as far as == can tell."""

    __hash__ = None

    def __eq__(self, other: object) -> bool:
        return True

    def __ne__(self, other: object) -> bool:
        return False


def spoil(notebook: Notebook, target: str, change: str) -> Watch:
    """Apply `change` to `target` in the notebook's names; return what will be seen.

    A target that is missing and a change that a plain value cannot show do nothing.
    """
    watch = Watch()
    name, _, method = target.partition(".")
    value = notebook.names.get(name)
    if value is None:
        return watch
    if method:
        _spoil_method(notebook, value, method, change, watch)
    elif isinstance(value, torch.nn.Module):
        value.forward = _spoiled(notebook, value.forward, change, watch)
    elif callable(value):
        notebook.names[name] = _spoiled(notebook, value, change, watch)
    elif change == "raises":
        del notebook.names[name]
        watch.wrong = True
    elif change == "none" or change in REPLACEMENTS:
        new = None if change == "none" else REPLACEMENTS[change](value)
        notebook.names[name] = new
        watch.wrong = not same(value, new)
    return watch


def _spoil_method(
    notebook: Notebook, owner: type, method: str, change: str, watch: Watch
) -> None:
    """Spoil one method on the class itself, so that instances and subclasses see it."""
    found = vars(owner).get(method, getattr(owner, method, None))
    if isinstance(found, (staticmethod, classmethod)):
        skipped = int(isinstance(found, classmethod))
        spoiled = _spoiled(notebook, found.__func__, change, watch, skipped)
        setattr(owner, method, type(found)(spoiled))
    elif isinstance(found, FunctionType):
        setattr(owner, method, _spoiled(notebook, found, change, watch, skipped=1))


def _spoiled(
    notebook: Notebook,
    function: Callable,
    change: str,
    watch: Watch,
    skipped: int = 0,
) -> Callable:
    """The function, spoiled; `skipped` arguments (self) are not the caller's."""
    memory = {}

    def call(*args: object, **kwargs: object) -> object:
        if change in ("none", "raises"):
            watch.wrong = True
            return _do_nothing(change)
        result = function(*args, **kwargs)  # raises what the right answer raises
        given = (*args[skipped:], *kwargs.values())
        if change == "damage":
            result = map_arrays(result, _copy)
            watch.wrong |= _damage_all(given)
            return result
        new = _replace(change, result, given, memory, notebook)
        # A function of its arguments that only ever gave this is tested too little.
        blind = change not in SAME_VALUES and bool(given) and result is not None
        watch.wrong |= blind or not same(result, new)
        return new

    try:
        return functools.wraps(function)(call)
    except AttributeError:  # a callable object without a __dict__
        return call


def _do_nothing(change: str) -> None:
    """What an answer does that never looks at its arguments."""
    if change == "raises":
        raise ValueError("this wrong answer always raises")


def _replace(
    change: str, result: object, given: tuple, memory: dict, notebook: Notebook
) -> object:
    """What is given back instead of the right `result` of one call."""
    if change == "echo":
        return given[0] if given else result
    if change == "constant":
        return memory.setdefault("first", result)
    if change == "table":
        key = fingerprint(given)
        if not notebook.in_hidden_test():
            memory[key] = result
        return memory[key] if key in memory else fill(result, 0)
    return REPLACEMENTS[change](result)


def same(right: object, other: object) -> bool:
    """Whether a test can hold nothing against `other`; True where nothing is returned.

    Numbers are compared by value, arrays by kind, type, shape, values and whether
    gradients flow.
    """
    if right is other or right is None:
        return True
    if is_number(right) and is_number(other):
        return right == other or (right != right and other != other)
    if isinstance(right, tuple) and isinstance(other, tuple):  # torch.Size is one
        return len(right) == len(other) and all(map(same, right, other))
    if type(right) is not type(other):
        return False
    if isinstance(right, (torch.Tensor, np.ndarray)):
        return _same_array(right, other)
    if isinstance(right, dict):
        return list(right) == list(other) and all(
            same(right[key], other[key]) for key in right
        )
    if isinstance(right, list):
        return len(right) == len(other) and all(map(same, right, other))
    return isinstance(right, (str, bytes)) and right == other


def _same_array(
    right: torch.Tensor | np.ndarray, other: torch.Tensor | np.ndarray
) -> bool:
    """Equal type, shape and values (NaN is NaN); gradients flow in both or none."""
    if right.dtype != other.dtype or right.shape != other.shape:
        return False
    if isinstance(right, torch.Tensor) and right.requires_grad != other.requires_grad:
        return False
    both_nan = (right != right) & (other != other)
    return bool(((right == other) | both_nan).all())


def is_number(value: object) -> bool:
    """Python's and numpy's numbers; a tensor is not one."""
    return isinstance(value, (int, float, complex, np.number, np.bool_))


def fill(value: object, number: float) -> object:
    """`value` with every number in it replaced; None for what holds no numbers."""
    if isinstance(value, torch.Tensor):
        # NaN needs a floating type; keep the right type where it can hold the number.
        dtype = torch.float32 if math.isnan(number) else value.dtype
        dtype = value.dtype if value.is_floating_point() else dtype
        return torch.full(value.shape, number, dtype=dtype)
    if isinstance(value, np.ndarray):
        dtype = np.result_type(value, np.float16) if math.isnan(number) else value.dtype
        return np.full(value.shape, number, dtype=dtype)
    if is_number(value):
        return number if math.isnan(number) else type(value)(number)
    if isinstance(value, dict):
        return {key: fill(item, number) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(fill(item, number) for item in value)
    if isinstance(value, list):
        return [fill(item, number) for item in value]
    return "" if isinstance(value, str) else None


def map_arrays(value: object, change: Callable) -> object:
    """`value` with `change` applied to each tensor and array in plain containers."""
    if isinstance(value, (torch.Tensor, np.ndarray)):
        return change(value)
    if isinstance(value, dict):
        return {key: map_arrays(item, change) for key, item in value.items()}
    if type(value) in (list, tuple):
        return type(value)(map_arrays(item, change) for item in value)
    return value


def arrays_in(value: object) -> list:
    """The tensors and arrays in `value`, looking into plain containers."""
    found = []
    map_arrays(value, found.append)
    return found


def fingerprint(value: object) -> str:
    """The same text for equal arguments: arrays by type, shape and bytes."""
    if isinstance(value, torch.Tensor):
        return f"{value.dtype} {fingerprint(value.detach().cpu().numpy())}"
    if isinstance(value, np.ndarray):
        return f"{value.dtype} {value.shape} {value.tobytes().hex()}"
    if isinstance(value, dict):
        return fingerprint(list(value.items()))
    if isinstance(value, (list, tuple)):
        return f"{type(value).__name__}[{','.join(map(fingerprint, value))}]"
    return repr(value)


def _copy(array: torch.Tensor | np.ndarray) -> torch.Tensor | np.ndarray:
    return array.clone() if isinstance(array, torch.Tensor) else array.copy()


def _damage_all(values: tuple) -> bool:
    """Damage every array among the arguments; whether there was one to damage."""
    return sum(map(_damage, arrays_in(values))) > 0


def _damage(array: torch.Tensor | np.ndarray) -> bool:
    """Add 1 to every element in place, unseen by autograd; False where impossible."""
    data = array.data if isinstance(array, torch.Tensor) else array
    try:
        if data.dtype in (torch.bool, np.dtype(bool)):
            data ^= True
        else:
            data += 1
    except (RuntimeError, ValueError, TypeError):  # expanded, read-only, not numbers
        return False
    return data.size > 0 if isinstance(data, np.ndarray) else data.numel() > 0


def _single(array: torch.Tensor | np.ndarray) -> torch.Tensor | np.ndarray:
    if isinstance(array, torch.Tensor):
        return array.float() if array.is_floating_point() else array
    return array.astype(np.float32) if array.dtype.kind == "f" else array


def _detach(array: torch.Tensor | np.ndarray) -> torch.Tensor | np.ndarray:
    return array.detach() if isinstance(array, torch.Tensor) else array


REPLACEMENTS = {
    "zero": lambda result: 0,
    "zero_float": lambda result: 0.0,
    "nans": lambda result: fill(result, math.nan),
    "zeros": lambda result: fill(result, 0),
    "ones": lambda result: fill(result, 1),
    "always_equal": lambda result: AlwaysEqual(),
    "single_precision": lambda result: map_arrays(result, _single),
    "detached": lambda result: map_arrays(result, _detach),
}
