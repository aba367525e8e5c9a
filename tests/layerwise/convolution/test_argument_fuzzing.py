"""Arguments drawn at random, good and bad: accepted exactly where torch accepts them.

What layerwise rejects although torch accepts it is listed here, each with its reason.
"""

from random import Random

import pytest
import torch
from convolution_cases import assert_close, random_tensors
from torch.nn import functional

import layerwise

CALLS_PER_SEED = 150
pytestmark = pytest.mark.filterwarnings(
    "ignore:Using padding='same' with even kernel lengths:UserWarning"
)


def outcome(package, name, arguments):
    """What a call returns, or the exception that it raises."""
    try:
        return getattr(package, name)(**arguments)
    except Exception as error:  # torch's own types differ from call to call
        return error


def check_same_verdict(name, arguments):
    """Fail unless both packages accept and agree, or both reject."""
    expected = outcome(functional, name, arguments)
    actual = outcome(layerwise, name, arguments)
    call = f"{name}({_shapes(arguments)})"
    if isinstance(expected, Exception):
        assert isinstance(actual, (ValueError, TypeError)), (
            f"{call}: torch raises {expected!r}, layerwise gives {_shapes(actual)!r}"
        )
    elif isinstance(actual, Exception):
        assert _stricter_on_purpose(name, arguments, expected), (
            f"{call}: torch accepts it, layerwise raises {actual!r}"
        )
    else:
        assert_close(actual, expected)


def _stricter_on_purpose(name, arguments, result):
    if name == "pad":
        # Where nothing is left of an axis, or where circular padding reaches beyond
        # what is left of it, torch returns an empty tensor or unset memory; and of
        # the boundary rules 'circular' alone takes an input without channels.
        removes, rule = min(arguments["pad"]) < 0, arguments["mode"]
        empty = rule == "circular" and result.numel() == 0
        return empty or (rule != "constant" and removes)
    if name.startswith("conv") and arguments["input"].numel() == 0:
        # For an empty batch torch does not look at the dilation or at the space.
        return result.numel() == 0
    return False


def _shapes(value):
    if isinstance(value, torch.Tensor):
        return tuple(value.shape)
    if isinstance(value, dict):
        return ", ".join(f"{key}={_shapes(entry)!r}" for key, entry in value.items())
    return value


def _draw_size(random, axes, smallest):
    """Mostly a legal size of ``axes`` entries or an integer, now and then not."""
    if random.random() < 0.92:
        entries = tuple(random.randint(smallest, 3) for _ in range(axes))
        return random.choice((entries, list(entries), entries[0]))
    bad = (0, -1, (1,), (), (1,) * (axes + 1), (-1,) * axes, 1.0, None, "1", True)
    return random.choice((*bad, (0,) * axes, (1.5,) * axes))


def _some(random, arguments):
    """Leave out about half of the arguments."""
    return {name: value for name, value in arguments.items() if random.random() < 0.5}


def draw_convolution_call(random):
    axes = random.choice((1, 2, 3))
    groups = random.choice((1, 1, 1, 2, 2, 4, 4, 0))
    per_group = random.choice((1, 2))
    channels = per_group * max(groups, 1) + (random.random() < 0.05)
    space = [random.choice((5, 6, 7, 9) * 4 + (0, 3)) for _ in range(axes)]
    kernel = [random.choice((1, 2, 3) * 5 + (8,)) for _ in range(axes)]
    out_channels = random.choice((4, 4, 4, 8, 8, 8, 2, 0))
    leading = random.choice(((2,), (2,), (3,), (1,), (0,), (), (1, 1)))
    sizes = (*leading, channels, *space), (out_channels, per_group, *kernel)
    input, weight, bias = random_tensors(str(sizes), *sizes, (out_channels,))
    words = random.choice(("same", "same", "valid", "valid", "full"))
    padding = _draw_size(random, axes, 0)
    arguments = {
        "bias": random.choice((bias, bias, bias, None, bias[:1])),
        "stride": _draw_size(random, axes, 1),
        "padding": random.choice((words, padding, padding)),
        "dilation": _draw_size(random, axes, 1),
    }
    arguments = {"input": input, "weight": weight} | _some(random, arguments)
    if groups != 1:
        arguments["groups"] = groups
    return f"conv{axes}d", arguments


def draw_unfold_call(random):
    leading = random.choice(
        ((2, 3), (2, 2), (1, 1), (0, 3), (3,), (3, 1), (2, 0), (), (1, 2, 3))
    )
    height = random.choice((5, 6, 7, 8, 5, 6, 7, 8, 0, 3))
    size = (*leading, height, random.choice((4, 6, 7)))
    (input,) = random_tensors(str(size), size)
    arguments = {
        "dilation": _draw_size(random, 2, 1),
        "padding": _draw_size(random, 2, 0),
        "stride": _draw_size(random, 2, 1),
    }
    sizes = {"kernel_size": _draw_size(random, 2, 1)} | _some(random, arguments)
    return "unfold", {"input": input} | sizes


def draw_fold_call(random):
    _, arguments = draw_unfold_call(random)
    image = arguments.pop("input")
    columns = outcome(functional, "unfold", {"input": image, **arguments})
    if isinstance(columns, Exception):
        columns = torch.ones(2, 12, 6, dtype=torch.float64)
    if random.random() < 0.15:
        columns = random.choice((columns[..., 1:], columns[None], columns[..., :0, :]))
    output_size = tuple(image.shape[-2:])
    if random.random() < 0.15:
        output_size = _draw_size(random, 2, 3)
    return "fold", {"input": columns, "output_size": output_size, **arguments}


def draw_pad_call(random):
    axes = random.choice((1, 2, 3))
    leading = random.choice(((2,), (2, 3), (2, 3), (0, 2), (2, 0), ()))
    space = [random.choice((3, 4, 5) * 4 + (0, 1)) for _ in range(axes)]
    (input,) = random_tensors(str((leading, space)), (*leading, *space))
    count = 2 * axes if random.random() < 0.8 else random.choice((1, 2, 3, 4, 8))
    return "pad", {
        "input": input,
        "pad": [random.choice((0, 0, 1, 1, 2, 2, 3, -1)) for _ in range(count)],
        "mode": random.choice((*layerwise.convolution.padding.MODES * 3, "mirror")),
        "value": random.choice((None, None, None, 0.0, 1.5)),
    }


DRAW = {
    "conv": draw_convolution_call,
    "unfold": draw_unfold_call,
    "fold": draw_fold_call,
    "pad": draw_pad_call,
}


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("operator", DRAW)
def test_arguments_are_rejected_where_torch_rejects_them(operator, seed):
    random = Random(f"fuzz {operator} {seed}")
    for _ in range(CALLS_PER_SEED):
        check_same_verdict(*DRAW[operator](random))


@pytest.mark.parametrize("operator", DRAW)
def test_both_verdicts_are_drawn(operator):
    random = Random(f"fuzz {operator} 0")
    verdicts = [
        isinstance(outcome(functional, *DRAW[operator](random)), Exception)
        for _ in range(CALLS_PER_SEED)
    ]
    assert 0.15 < sum(verdicts) / len(verdicts) < 0.85
