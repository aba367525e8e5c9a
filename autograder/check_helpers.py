# Helpers of the checks in this notebook. You need not read them.
def _make_check_helpers():
    """Return the functions that the checks use; nothing else gets a name."""
    import contextlib
    import functools
    import hashlib
    import importlib
    import math
    import os
    import random
    import sys
    from builtins import (  # noqa: UP029 - a student may have bound these
        AssertionError,
        Exception,
        RuntimeError,
        abs,
        all,
        bool,
        dict,
        float,
        getattr,
        globals,
        int,
        isinstance,
        len,
        list,
        range,
        repr,
        set,
        setattr,
        slice,
        str,
        tuple,
        type,
        zip,
    )

    import numpy as np
    import torch
    from torch.overrides import TorchFunctionMode

    longest = 240  # characters of a value in a message
    notebook = globals()

    def describe(value):
        """A value as a message shows it: its kind and size, and its entries."""
        if isinstance(value, (torch.Tensor, np.ndarray)):
            kind = str(value.dtype).replace("torch.", "")
            entries = value.detach() if isinstance(value, torch.Tensor) else value
            text = repr(entries.tolist())
            return f"{kind} {tuple(value.shape)} {shorten(text)}"
        return shorten(repr(value))

    def shorten(text):
        return text if len(text) <= longest else f"{text[:longest]} …"

    def fail(hint, expected, got):
        __tracebackhide__ = True  # IPython then shows the check, not these lines
        raise AssertionError(
            f"{hint}\n  expected:       {expected}\n  yours returned: {got}"
        )

    def expect_equal(got, expected, hint):
        """Fail unless the value and its type are as expected, to the last bit.

        Where a tuple is expected a list will do, and torch.Size; where a Python
        number is, a number of the same kind.
        """
        __tracebackhide__ = True
        if not equal(got, expected):
            fail(hint, describe(expected), describe(got))

    def equal(got, expected):
        if isinstance(expected, (torch.Tensor, np.ndarray)):
            return same_kind(got, expected) and bool((got == expected).all())
        if isinstance(expected, (list, tuple)):
            return (
                isinstance(got, (list, tuple))
                and len(got) == len(expected)
                and all(equal(a, b) for a, b in zip(got, expected, strict=True))
            )
        if isinstance(expected, dict):
            return (
                isinstance(got, dict)
                and set(got) == set(expected)
                and all(equal(got[key], expected[key]) for key in expected)
            )
        if type(expected) is int:
            return isinstance(got, (int, np.integer)) and number(got) == expected
        if type(expected) is float:
            kinds = (int, float, np.integer, np.floating)
            return isinstance(got, kinds) and number(got) == expected
        return type(got) is type(expected) and bool(got == expected)

    def number(value):
        return math.nan if isinstance(value, bool) else value

    def same_kind(got, expected):
        return (
            type(got) is type(expected)
            and got.dtype == expected.dtype
            and tuple(got.shape) == tuple(expected.shape)
        )

    def expect_close(got, expected, hint, rtol=None, atol=None):
        """Fail unless kind, dtype and shape are equal and the values close.

        Says first what differs: no tensor, the dtype, the shape, the values. The
        tolerances are those of torch.testing.assert_close for the dtype.
        """
        __tracebackhide__ = True
        if not isinstance(expected, torch.Tensor):
            if isinstance(got, torch.Tensor) and got.dim() == 0:
                got = got.item()
            if isinstance(got, (int, float, np.number)) and not isinstance(got, bool):
                bound = (1e-7 if atol is None else atol) + (
                    1e-6 if rtol is None else rtol
                ) * abs(expected)
                if abs(float(got) - expected) <= bound:
                    return
            fail(hint, describe(expected), describe(got))
        if not isinstance(got, torch.Tensor):
            fail(f"{hint} (a tensor is wanted)", describe(expected), describe(got))
        if tuple(got.shape) != tuple(expected.shape):
            fail(f"{hint} (the shape)", tuple(expected.shape), tuple(got.shape))
        if got.dtype != expected.dtype:
            fail(f"{hint} (the dtype)", expected.dtype, got.dtype)
        try:
            torch.testing.assert_close(
                got.detach(), expected.detach(), rtol=rtol, atol=atol
            )
        except AssertionError:
            fail(hint, describe(expected), describe(got))

    def expect_error(kind, call, hint):
        """Fail unless `call()` raises `kind`."""
        __tracebackhide__ = True
        try:
            got = call()
        except kind:
            return
        except Exception as error:
            fail(hint, kind.__name__, f"{type(error).__name__}: {error}")
        fail(hint, kind.__name__, describe(got))

    def layouts(tensor):
        """The same values in four layouts of memory, the last three not contiguous
        or not at the start of their storage (where the shape allows it)."""
        reversed_axes = tuple(range(tensor.dim()))[::-1]
        transposed = tensor.permute(reversed_axes).contiguous().permute(reversed_axes)
        spread = tensor.new_zeros(*(2 * size for size in tensor.shape))
        every_second = spread[(slice(None, None, 2),) * tensor.dim()]
        every_second.copy_(tensor)
        storage = tensor.new_zeros(tensor.numel() + 3)
        offset = storage[3:].view(tensor.shape)
        offset.copy_(tensor)
        return [tensor.clone(), transposed, every_second, offset]

    def draws(task):
        """Return a random.Random and a torch.Generator for the inputs of a task.

        A grader gives one secret for a class, so that equal answers meet equal inputs;
        without it the inputs are new every time.
        """
        secret = os.environ.get("LAYERWISE_DRAWS")
        if secret is None:
            seed = random.SystemRandom().getrandbits(60)
        else:
            digest = hashlib.sha256(f"{secret}/{task}".encode()).digest()
            seed = int.from_bytes(digest[:7])
        return random.Random(seed), torch.Generator().manual_seed(seed)

    def surroundings():
        """What a function must leave as it was, by name."""
        return {
            "the gradient mode": torch.is_grad_enabled(),
            "torch's default dtype": torch.get_default_dtype(),
            "torch's number of threads": torch.get_num_threads(),
            "the seed of torch's global generator": torch.initial_seed(),
            "torch's anomaly mode": torch.is_anomaly_enabled(),
            "torch's deterministic mode": torch.are_deterministic_algorithms_enabled(),
        }

    def run(check, *names):
        """Run a check; see that torch is left as it was; return the check's score.

        Calls of `names` raise where the student makes them.
        """
        __tracebackhide__ = True
        before = surroundings()
        state = torch.get_rng_state()
        try:
            score = without(check, *names) if names else check()
            for name, value in surroundings().items():
                if value != before[name]:
                    fail(f"your code changes {name}", before[name], value)
            return score
        finally:
            torch.set_grad_enabled(before["the gradient mode"])
            torch.set_default_dtype(before["torch's default dtype"])
            torch.use_deterministic_algorithms(before["torch's deterministic mode"])
            torch.autograd.set_detect_anomaly(before["torch's anomaly mode"])
            if torch.initial_seed() != before["the seed of torch's global generator"]:
                torch.set_rng_state(state)

    def without(check, *names):
        """Run `check` while calls of `names` raise where the student makes them."""
        own_file = fail.__code__.co_filename

        def refuse(name):
            frame = sys._getframe(2)
            while frame is not None:
                file = frame.f_code.co_filename
                if file == check.__code__.co_filename:
                    return
                if frame.f_globals is notebook and file != own_file:
                    raise RuntimeError(
                        f"{name} is not allowed in this task: write it yourself, as "
                        "the task says"
                    )
                frame = frame.f_back

        def guarded(original, name):
            @functools.wraps(original)
            def call(*args, **kwargs):
                refuse(name)
                return original(*args, **kwargs)

            return call

        found = {}
        for name in names:
            module, _, attribute = name.rpartition(".")
            try:
                owner = importlib.import_module(module)
            except ImportError:  # a method: torch.Tensor.unfold
                outer, _, inner = module.rpartition(".")
                owner = getattr(importlib.import_module(outer), inner)
            found[name] = (owner, attribute, getattr(owner, attribute))

        class Refusing(TorchFunctionMode):
            def __torch_function__(self, function, types, args=(), kwargs=None):
                for name, (_, _, original) in found.items():
                    if function is original:
                        refuse(name)
                return function(*args, **(kwargs or {}))

        restored = []

        def replace(owner, attribute, new):
            restored.append((owner, attribute, getattr(owner, attribute)))
            setattr(owner, attribute, new)

        aliases = {}
        for name, (owner, attribute, original) in found.items():
            if isinstance(original, type):
                replace(original, "__init__", guarded(original.__init__, name))
                continue
            new = guarded(original, name)
            with contextlib.suppress(TypeError, AttributeError):  # built-in classes
                replace(owner, attribute, new)
            for alias, value in list(notebook.items()):
                if value is original:
                    aliases[alias] = value
                    notebook[alias] = new
        try:
            with Refusing():
                return check()
        finally:
            for owner, attribute, old in restored[::-1]:
                setattr(owner, attribute, old)
            notebook.update(aliases)

    return expect_equal, expect_close, expect_error, layouts, draws, run


(
    _expect_equal,
    _expect_close,
    _expect_error,
    _layouts,
    _draws,
    _run_checks,
) = _make_check_helpers()
