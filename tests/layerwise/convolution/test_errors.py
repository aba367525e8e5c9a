"""Bad arguments: what torch rejects, layerwise rejects with one clear line."""

import pytest
import torch
from torch.nn import functional

import layerwise
from layerwise import naive

IMAGE, WEIGHT, BIAS = torch.ones(2, 4, 6, 5), torch.ones(6, 4, 3, 2), torch.ones(6)
COLUMNS = torch.ones(2, 24, 16)  # of a (4, 6, 5) image and a (3, 2) kernel

# Bad values, the argument that the message must name, the type of the error.
BAD_CONV2D = {
    "stride 0": ({"stride": 0}, "stride", ValueError),
    "stride negative on one axis": ({"stride": (1, -1)}, "stride", ValueError),
    "stride of three axes": ({"stride": (1, 2, 3)}, "stride", ValueError),
    "stride of no axes": ({"stride": ()}, "stride", ValueError),
    "stride a fraction": ({"stride": 1.0}, "stride", TypeError),
    "stride text": ({"stride": "2"}, "stride", TypeError),
    "stride None": ({"stride": None}, "stride", TypeError),
    "stride True": ({"stride": True}, "stride", TypeError),
    "stride a range": ({"stride": range(1, 3)}, "stride", TypeError),
    "padding negative": ({"padding": -1}, "padding", ValueError),
    "padding of three axes": ({"padding": (1, 1, 1)}, "padding", ValueError),
    "padding an unknown word": ({"padding": "full"}, "padding", ValueError),
    "padding a fraction": ({"padding": 0.5}, "padding", TypeError),
    "padding None": ({"padding": None}, "padding", TypeError),
    "padding words": ({"padding": ("same", "same")}, "padding", TypeError),
    "'same' with a stride": ({"padding": "same", "stride": 2}, "stride", ValueError),
    "dilation 0": ({"dilation": 0}, "dilation", ValueError),
    "dilation too large": ({"dilation": 3}, "kernel spans 7 .* dilation", ValueError),
    "dilation a fraction": ({"dilation": 1.5}, "dilation", TypeError),
    "groups 0": ({"groups": 0}, "groups", ValueError),
    "groups that do not divide": ({"groups": 4}, "groups", ValueError),
    "groups for other channels": ({"groups": 2}, "groups=2", ValueError),
    "groups a fraction": ({"groups": 1.0}, "groups", TypeError),
    "groups a tuple": ({"groups": (1,)}, "groups", TypeError),
    "groups True": ({"groups": True}, "groups", TypeError),
    "bias of another length": ({"bias": torch.ones(5)}, "bias", ValueError),
    "bias a column": ({"bias": torch.ones(6, 1)}, "bias", ValueError),
    "bias a scalar": ({"bias": torch.ones(())}, "bias", ValueError),
    "bias of another dtype": ({"bias": BIAS.double()}, "bias", TypeError),
    "bias a list": ({"bias": [1.0] * 6}, "bias", TypeError),
    "weight of another dtype": ({"weight": WEIGHT.double()}, "weight", TypeError),
    "weight for a sequence": ({"weight": torch.ones(6, 4, 3)}, "weight", ValueError),
    "weight of no channel": (
        {"weight": torch.ones(0, 4, 3, 2), "bias": None},
        "weight",
        ValueError,
    ),
    "weight too large": ({"weight": torch.ones(6, 4, 7, 2)}, "kernel", ValueError),
    "weight an array": ({"weight": WEIGHT.numpy()}, "weight", TypeError),
    "input of other channels": ({"input": IMAGE[:, :3]}, "input", ValueError),
    "input without channels": ({"input": IMAGE[0, 0]}, "input", ValueError),
    "input of five axes": ({"input": IMAGE[None]}, "input", ValueError),
    "input with an empty axis": (
        {"input": IMAGE[..., :0], "padding": 3},
        "input",
        ValueError,
    ),
    "input None": ({"input": None}, "input", TypeError),
    "booleans": (
        {"input": IMAGE.bool(), "weight": WEIGHT.bool(), "bias": BIAS.bool()},
        "input",
        TypeError,
    ),
}


def _reject_conv2d(package, changes):
    arguments = {"input": IMAGE, "weight": WEIGHT, "bias": BIAS} | changes
    package.conv2d(**arguments)


@pytest.mark.parametrize("package", [layerwise, naive], ids=["reference", "naive"])
@pytest.mark.parametrize(
    ("changes", "named", "error"), BAD_CONV2D.values(), ids=BAD_CONV2D
)
def test_bad_argument_of_conv2d(changes, named, error, package):
    with pytest.raises((RuntimeError, TypeError, NotImplementedError)):
        _reject_conv2d(functional, changes)
    with pytest.raises(error, match=named) as caught:
        _reject_conv2d(package, changes)
    assert "\n" not in str(caught.value)


BAD_UNFOLD_AND_FOLD = {
    "kernel too large": ("unfold", (IMAGE, 7), "kernel"),
    "kernel of one axis": ("unfold", (IMAGE, (2,)), "kernel_size"),
    "kernel 0": ("unfold", (IMAGE, 0), "kernel_size"),
    "dilation of one axis": ("unfold", (IMAGE, 2, [1]), "dilation"),
    "dilation 0": ("unfold", (IMAGE, 2, 0), "dilation"),
    "padding a word": ("unfold", (IMAGE, 2, 1, "same"), "padding"),
    "padding negative": ("unfold", (IMAGE, 2, 1, -1), "padding"),
    "stride 0": ("unfold", (IMAGE, 2, 1, 0, (1, 0)), "stride"),
    "a volume": ("unfold", (IMAGE[None], 2), "input"),
    "no channels": ("unfold", (IMAGE[:, :0], 2), "input"),
    "not a tensor": ("unfold", ([[1.0]], 1), "input"),
    "fold: rows": ("fold", (COLUMNS[:, 1:], (6, 5), (3, 2)), "input"),
    "fold: columns": ("fold", (COLUMNS[..., 1:], (6, 5), (3, 2)), "input"),
    "fold: axes": ("fold", (COLUMNS[None], (6, 5), (3, 2)), "input"),
    "fold: image of one axis": ("fold", (COLUMNS, (6,), (3, 2)), "output_size"),
    "fold: image of no pixels": ("fold", (COLUMNS, (0, 5), (3, 2)), "output_size"),
    "fold: image too small": ("fold", (COLUMNS, (2, 2), (3, 2)), "kernel"),
    "fold: stride": ("fold", (COLUMNS, (6, 5), (3, 2), 1, 0, 0), "stride"),
}
BAD_PAD = {
    "a number": ("pad", (IMAGE, 1), "pad"),
    "an odd count": ("pad", (IMAGE, (1, 2, 3)), "pad"),
    "more axes than the input": ("pad", (IMAGE, (1,) * 10), "pad"),
    "fractions": ("pad", (IMAGE, (1.0, 2.0)), "pad"),
    "an unknown mode": ("pad", (IMAGE, (1, 1), "mirror"), "mode"),
    "more removed than there is": ("pad", (IMAGE, (-3, -3)), "pad"),
    "removed, then added": ("pad", (IMAGE, (-6, 2)), "pad"),
    "reflect beyond the other end": ("pad", (IMAGE[0], (5, 0), "reflect"), "pad"),
    "circular beyond once around": ("pad", (IMAGE[0], (6, 0), "circular"), "pad"),
    "reflect of other axes": ("pad", (IMAGE, (1, 1), "reflect"), "pad"),
    "reflect of no axes": ("pad", (IMAGE[0], (), "reflect"), "pad"),
    "reflect that leaves nothing": ("pad", (IMAGE[0], (-3, -2), "reflect"), "pad"),
    "replicate of nothing": ("pad", (IMAGE[:, :0], (1,) * 4, "replicate"), "input"),
    "a value that is not used": ("pad", (IMAGE[0], (1, 1), "reflect", 2.0), "value"),
    "not a tensor": ("pad", ([1.0, 2.0], (1, 1)), "input"),
}
BAD = {f"unfold, {name}": row for name, row in BAD_UNFOLD_AND_FOLD.items()}
BAD |= {f"pad, {name}": row for name, row in BAD_PAD.items()}


@pytest.mark.parametrize(("name", "arguments", "named"), BAD.values(), ids=BAD)
def test_bad_argument_of_unfold_fold_and_pad(name, arguments, named):
    with pytest.raises(Exception):  # noqa: B017, PT011 - torch raises many types
        getattr(functional, name)(*arguments)
    with pytest.raises((ValueError, TypeError), match=named) as caught:
        getattr(layerwise, name)(*arguments)
    assert "\n" not in str(caught.value)


PLACES = torch.zeros(3, 2)
OURS = {
    "grid: kernel not a sequence": ("sampling_grid", (3,), "kernel_size", TypeError),
    "grid: kernel 0": ("sampling_grid", ((0, 1),), "kernel_size", ValueError),
    "grid: dilation": ("sampling_grid", ((2, 2), 0), "dilation", ValueError),
    "windows: a size": ("window_coordinates", (5, 3), "input_size", TypeError),
    "windows: empty": ("window_coordinates", ((0,), 1), "input_size", ValueError),
    "windows: no axes": ("window_coordinates", ((), 1), "input_size", ValueError),
    "windows: no window": ("window_coordinates", ((2,), 3), "kernel", ValueError),
    "trace: stride": ("index_trace", ((5,), 3, 0), "stride", ValueError),
    "sample: rule": ("sample", (IMAGE, PLACES, "mirror"), "boundary", ValueError),
    "sample: axes": ("sample", (IMAGE, PLACES[:, :1]), "coordinates", ValueError),
    "sample: type": ("sample", (IMAGE, PLACES.bool()), "coordinates", TypeError),
    "sample: list": ("sample", (IMAGE, [0, 0]), "coordinates", TypeError),
    "sample: image": ("sample", ([[1]], PLACES), "input", TypeError),
    "matrix: weight": ("convolution_matrix", ([1], (5,)), "weight", TypeError),
    "matrix: size": (
        "convolution_matrix",
        (WEIGHT, (5,) * 3),
        "input_size",
        ValueError,
    ),
    "matrix: groups": (
        "convolution_matrix",
        (WEIGHT, 5, 1, 0, 1, 4),
        "groups",
        ValueError,
    ),
    "size: input": ("conv_output_size", (28, 5), "input_size", TypeError),
    "size: window": ("conv_output_size", ((4, 4), 5), "kernel", ValueError),
    "count: groups": ("conv_parameters", (4, 6, (3, 3), 4), "groups", ValueError),
    "count: channels": ("conv_parameters", (4, 0, (3, 3)), "channels", ValueError),
    "count: kernel": ("conv_parameters", (4, 2, 3), "kernel_size", TypeError),
    "count: features": ("linear_parameters", (4, 1.5), "features", TypeError),
    "count: in groups": (
        "conv_multiply_accumulates",
        ((5, 5), 3, 4, 3, 1, 0, 1, 2),
        "groups",
        ValueError,
    ),
    "field: unknown": ("receptive_field", ([{"kernel": 3}],), "layer", ValueError),
    "field: stride": (
        "receptive_field",
        ([{"kernel_size": 3, "stride": 0}],),
        "stride",
        ValueError,
    ),
    "gradient: size": (
        "conv2d_input",
        ((4, 6, 5), WEIGHT, IMAGE),
        "input_size",
        ValueError,
    ),
    "gradient: output": (
        "conv2d_weight",
        (IMAGE, WEIGHT.shape, IMAGE),
        "grad_output",
        ValueError,
    ),
    "gradient: tensor": (
        "conv2d_weight",
        (IMAGE, WEIGHT.shape, [[1.0]]),
        "grad_output",
        TypeError,
    ),
    "gradient: groups": (
        "conv2d_input",
        (IMAGE.shape, WEIGHT, torch.ones(2, 6, 4, 4), 1, 0, 1, 4),
        "groups",
        ValueError,
    ),
    "gradient: groups that do not fit": (
        "conv2d_weight",
        (IMAGE, WEIGHT.shape, torch.ones(2, 6, 4, 4), 1, 0, 1, 2),
        "groups",
        ValueError,
    ),
}


@pytest.mark.parametrize(
    ("name", "arguments", "named", "error"), OURS.values(), ids=OURS
)
def test_bad_argument_of_a_function_of_our_own(name, arguments, named, error):
    with pytest.raises(error, match=named) as caught:
        getattr(layerwise, name)(*arguments)
    assert "\n" not in str(caught.value)
