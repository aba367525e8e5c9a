"""Make a right answer faulty while the tests run, and record what tests call it with.

See catalogue.py for the faults.
"""

import functools
import inspect
from collections.abc import Callable
from types import FunctionType

import numpy as np
import torch

from .cells import Notebook
from .changes import Watch, arrays_in, fingerprint, is_number, map_arrays

NEVER = "never"


class Call:
    """One call of a function by name: its arguments, and how they were given."""

    def __init__(self, signature: inspect.Signature, args: tuple, kwargs: dict) -> None:
        self.given = signature.bind(*args, **kwargs).arguments
        self.by_keyword = set(kwargs)
        self.signature = signature

    def properties(self, argument: str) -> dict[str, bool]:
        """Each property that this argument can have, and whether it has it."""
        parameter = self.signature.parameters.get(argument)
        if parameter is None:
            return {}
        left_out = argument not in self.given
        found = {"by keyword": argument in self.by_keyword}
        if parameter.default is not parameter.empty:
            found["left out"] = left_out
        value = parameter.default if left_out else self.given[argument]
        others = {
            name: self.given.get(name, other.default)
            for name, other in self.signature.parameters.items()
            if name != argument
        }
        return found | properties_of(value, others)


def properties_of(value: object, others: dict[str, object]) -> dict[str, bool]:
    """The properties of one value; `others` are the call's other arguments."""
    if isinstance(value, (torch.Tensor, np.ndarray)):
        return _properties_of_array(value, others)
    if isinstance(value, (bool, np.bool_)):
        return {"True": bool(value), "False": not value}
    if is_number(value) and not isinstance(value, complex):
        return _properties_of_number(value, others)
    if isinstance(value, str):
        return {repr(value): True}
    if isinstance(value, torch.nn.Module):
        return {"in training": value.training, "in evaluation": not value.training}
    if isinstance(value, (list, tuple, dict)):
        size = len(value)
        kinds = {"empty": size == 0, "one entry": size == 1}
        # A tuple's length is part of its meaning.
        return {} if isinstance(value, tuple) else kinds | {"several entries": size > 1}
    return {"None": True} if value is None else {}


def _properties_of_number(value: float, others: dict) -> dict[str, bool]:
    found = {"0": value == 0, "1": value == 1, "above 20": value > 20}
    if isinstance(value, (int, np.integer)):
        found |= {"even": value % 2 == 0, "odd": value % 2 == 1}
    for name, other in others.items():
        if is_number(other) and not isinstance(other, (bool, complex)):
            found[f"equal to {name}"] = bool(value == other)
            found[f"above {name}"] = bool(value > other)
    return found


def _properties_of_array(
    value: torch.Tensor | np.ndarray, others: dict
) -> dict[str, bool]:
    is_tensor = isinstance(value, torch.Tensor)
    shape = tuple(value.shape)
    array = value.detach() if is_tensor else torch.from_numpy(np.array(value))
    contiguous = value.is_contiguous() if is_tensor else value.flags.c_contiguous
    floats = array.is_floating_point()
    found = {
        "not contiguous": not contiguous,
        "more than 1,000 entries": array.numel() > 1000,
        "integers": not floats,
    }
    if shape:
        found["an axis of one entry"] = 1 in shape
    if len(shape) > 1:
        height, width = shape[-2:]
        found |= {"tall": height > width, "wide": height < width}
        found["square"] = height == width > 1
    if floats:
        size = float(array.abs().max()) if array.numel() else 0.0
        found |= {
            "all zero": array.numel() > 0 and size == 0,
            "all negative": array.numel() > 0 and bool((array < 0).all()),
            "all below 1e-3": 0 < size < 1e-3,
            "some above 1,000": size > 1000,
            "float16": array.dtype in (torch.float16, torch.bfloat16),
            "float32": array.dtype == torch.float32,
            "float64": array.dtype == torch.float64,
        }
    if floats and is_tensor:
        rest = [one for one in arrays_in(tuple(others.values())) if _has_grad(one)]
        found["requires grad alone"] = value.requires_grad and not rest
    return found


def _has_grad(array: torch.Tensor | np.ndarray) -> bool:
    return isinstance(array, torch.Tensor) and array.requires_grad


def record(notebook: Notebook, targets: list[str]) -> dict:
    """Watch the calls of `targets`; what is returned fills as the tests run.

    {target: {argument: {property: "never", "visible", "hidden" or "both"}}}
    """
    seen = {}
    for target in targets:
        arguments = seen.setdefault(target, {})
        _install(notebook, target, functools.partial(_recorded, notebook, arguments))
    return seen


def _recorded(notebook: Notebook, arguments: dict, function: Callable, skipped: int):
    def before(call: Call, part: str) -> None:
        for name in call.signature.parameters:
            places = arguments.setdefault(name, {})
            for prop, holds in call.properties(name).items():
                old = places.setdefault(prop, NEVER)
                if holds and old != part:
                    places[prop] = part if old == NEVER else "both"

    def wrapped(call: Call, part: str, run: Callable[[], object]) -> object:
        before(call, part)
        return run()

    return _outermost(notebook, function, skipped, wrapped)


def make_faulty(notebook: Notebook, fault: dict) -> Watch:
    """Apply a fault, the fields of a `Fault`; return what will be seen."""
    watch = Watch()
    what = fault["what"]
    family = {"buffer": _buffer, "by_shapes": _memory, "but": _memory, "when": _when}
    make = _effect if what in SIDE_EFFECTS else family.get(what, _lenient)
    memory = {}

    def decorate(function: Callable, skipped: int) -> Callable:
        def wrapped(call: Call, part: str, run: Callable[[], object]) -> object:
            return make(fault, watch, memory, call, run)

        return _outermost(notebook, function, skipped, wrapped)

    _install(notebook, fault["target"], decorate)
    return watch


def _install(notebook: Notebook, target: str, decorate: Callable) -> None:
    """Put a decorated function where the target is; other values stay."""
    name, _, method = target.partition(".")
    value = notebook.names.get(name)
    if method and isinstance(value, type):
        found = vars(value).get(method, getattr(value, method, None))
        if isinstance(found, FunctionType):
            setattr(value, method, decorate(found, 1))
        elif isinstance(found, (staticmethod, classmethod)):
            skipped = int(isinstance(found, classmethod))
            setattr(value, method, type(found)(decorate(found.__func__, skipped)))
    elif isinstance(value, FunctionType):
        notebook.names[name] = decorate(value, 0)


def _outermost(
    notebook: Notebook, function: Callable, skipped: int, wrapped: Callable
) -> Callable:
    """Hand calls that test cells make to `wrapped(call, part, run)`; not inner ones."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return function
    names = list(signature.parameters.values())[skipped:]
    plain = signature.replace(parameters=names)
    depth = 0

    @functools.wraps(function)
    def outer(*args: object, **kwargs: object) -> object:
        nonlocal depth
        part = "" if depth else notebook.test_part()
        depth += 1
        try:
            if not part:
                return function(*args, **kwargs)
            try:
                call = Call(plain, args[skipped:], kwargs)
            except TypeError:  # not the function's arguments: it says so itself
                return function(*args, **kwargs)
            return wrapped(call, part, functools.partial(function, *args, **kwargs))
        finally:
            depth -= 1

    return outer


def _when(fault: dict, watch: Watch, memory: dict, call: Call, run: Callable) -> object:
    """Right, but spoiled where a property holds; where an error is right, none."""
    name = fault["prop"]
    if not call.properties(fault["argument"]).get(name):
        return run()
    watch.wrong = True
    if fault["target"].endswith("__init__"):
        raise RuntimeError("this wrong answer fails here")
    try:
        result = run()
    except Exception:
        return None
    if name == "requires grad alone":
        return map_arrays(result, _without_grad)
    return another(result)


def _without_grad(array: torch.Tensor | np.ndarray) -> torch.Tensor | np.ndarray:
    return array.detach() if isinstance(array, torch.Tensor) else array


def another(result: object) -> object:
    """A result of the same kind that is wrong."""
    if isinstance(result, torch.Tensor):
        if result.numel() == 0:
            return result.new_zeros(1)
        return ~result if result.dtype == torch.bool else result + 1
    if isinstance(result, np.ndarray):
        return ~result if result.dtype == bool else result + 1
    if isinstance(result, bool):
        return not result
    if is_number(result):
        return result + 1
    if isinstance(result, str):
        return result + "x"
    if isinstance(result, (list, tuple)):
        first = another(result[0]) if result else 0
        entries = [first, *result[1:]]
        return entries if isinstance(result, list) else tuple(entries)
    if isinstance(result, dict) and result:
        key = next(iter(result))
        return result | {key: another(result[key])}
    if isinstance(result, torch.nn.Module):
        with torch.no_grad():
            for parameter in result.parameters():
                parameter.add_(1)
        return result
    raise RuntimeError("this wrong answer fails here")


def _buffer(
    fault: dict, watch: Watch, memory: dict, call: Call, run: Callable
) -> object:
    """One buffer for each shape, filled again by every call."""
    result = run()
    number = 0

    def fill(array: torch.Tensor | np.ndarray) -> torch.Tensor | np.ndarray:
        nonlocal number
        number += 1
        watch.wrong = True
        tensor = isinstance(array, torch.Tensor)
        copied = array.detach().clone() if tensor else array.copy()
        key = (number, tensor, str(array.dtype), tuple(array.shape))
        buffer = memory.setdefault(key, copied)
        if not tensor:
            buffer[...] = array
            return buffer
        buffer.copy_(array.detach())
        if array.is_leaf and not array.requires_grad:
            return buffer
        array = array.view_as(array)  # its own object, whose gradient still flows
        array.data = buffer
        return array

    if isinstance(result, list) and not arrays_in(result):
        watch.wrong = True
        kept = memory.setdefault("list", [])
        kept[:] = result
        return kept
    return map_arrays(result, fill)


def _memory(
    fault: dict, watch: Watch, memory: dict, call: Call, run: Callable
) -> object:
    """The first result for the same shapes, or the same arguments but one."""
    if fault["what"] == "but":
        rest = {k: v for k, v in call.given.items() if k != fault["argument"]}
        key = fingerprint(rest)
    else:
        if not arrays_in(tuple(call.given.values())):
            return run()
        shapes = map_arrays(list(call.given.items()), _shape)
        key = fingerprint(shapes)
    if key in memory:
        return memory[key]
    result = run()
    watch.wrong |= result is not None
    memory[key] = result
    return result


def _shape(array: torch.Tensor | np.ndarray) -> str:
    return f"{array.dtype} {tuple(array.shape)}"


def _effect(
    fault: dict, watch: Watch, memory: dict, call: Call, run: Callable
) -> object:
    """The right result, and a side effect."""
    result = run()
    watch.wrong |= SIDE_EFFECTS[fault["what"]](tuple(call.given.values()))
    return result


def _no_grad(given: tuple) -> bool:
    torch.set_grad_enabled(False)
    return True


def _seeds(given: tuple) -> bool:
    torch.manual_seed(8191)
    return True


def _default_dtype(given: tuple) -> bool:
    torch.set_default_dtype(torch.float64)
    return True


def _modules(given: tuple) -> list[torch.nn.Module]:
    return [value for value in given if isinstance(value, torch.nn.Module)]


def _requires_grad(given: tuple) -> bool:
    """Floating leaves among the arguments, and the parameters of modules."""
    tensors = [one for one in arrays_in(given) if isinstance(one, torch.Tensor)]
    tensors += [p for module in _modules(given) for p in module.parameters()]
    tensors = [one for one in tensors if one.is_leaf and one.is_floating_point()]
    for one in tensors:
        one.requires_grad_(not one.requires_grad)
    return bool(tensors)


def _clears_grad(given: tuple) -> bool:
    for module in _modules(given):
        for parameter in module.parameters():
            parameter.grad = None
    return bool(_modules(given))


def _flips_training(given: tuple) -> bool:
    for module in _modules(given):
        module.train(not module.training)
    return bool(_modules(given))


def _changes_lists(given: tuple) -> bool:
    lists = [value for value in given if isinstance(value, list)]
    for value in lists:
        value.append(value[0] if value else 0)
    return bool(lists)


SIDE_EFFECTS = {
    "no_grad": _no_grad,
    "seeds": _seeds,
    "default_dtype": _default_dtype,
    "requires_grad": _requires_grad,
    "clears_grad": _clears_grad,
    "flips_training": _flips_training,
    "changes_lists": _changes_lists,
}


def _lenient(
    fault: dict, watch: Watch, memory: dict, call: Call, run: Callable
) -> object:
    """Where a word is refused, a word that is nearly the same is taken for it."""
    function, args, kwargs = run.func, run.args, run.keywords
    words = [value for value in (*args, *kwargs.values()) if isinstance(value, str)]
    if not words:
        return run()
    watch.wrong = True
    known = memory.setdefault("known", [])
    try:
        result = run()
        known += [word for word in words if word not in known]
        return result
    except Exception:

        def other(value: object) -> object:
            return _nearly(fault["what"], value, known)

        new = [other(value) for value in args]
        named = {name: other(value) for name, value in kwargs.items()}
        return function(*new, **named)


def _nearly(what: str, value: object, known: list[str]) -> object:
    """The right word that a wrong one is taken for."""
    if not isinstance(value, str):
        return value
    if what == "strip":
        return value.strip()
    if what == "lower":
        return value.lower()
    fitting = [word for word in known if word in value or (value and value in word)]
    return fitting[0] if fitting else value
