"""Every public operator runs on torch's meta device, where tensors have no values.

An operator that makes a tensor on the CPU by stealth meets two devices there, and one
that waits for a value (``item``, ``tolist``, a comparison) finds none: both would cost
time on a GPU or fail, and here they fail without one. (Where windows lie is known from
the sizes alone; that is worked out on the CPU.)
"""

import inspect

import pytest
import torch

import layerwise
from layerwise import naive

META = torch.device("meta")


def meta(*size, dtype=torch.float64):
    return torch.empty(size, dtype=dtype, device=META, requires_grad=True)


image, volume, signal = meta(2, 4, 6, 5), meta(1, 2, 3, 4, 3), meta(2, 4, 6)
dense, depthwise = meta(3, 4, 3, 2), meta(4, 1, 3, 2)
kernel_1d, kernel_3d = meta(3, 4, 2), meta(3, 2, 2, 2, 2)
gradient_1d, gradient_2d, gradient_3d = (
    meta(2, 3, 5),
    meta(2, 3, 4, 4),
    meta(1, 3, 2, 3, 2),
)

labels = torch.empty(7, dtype=torch.int64, device=META)

# name: (call, shape of its result). The key's first word is the operator's name.
CALLS = {
    "conv1d": (lambda: layerwise.conv1d(signal, kernel_1d, meta(3)), (2, 3, 5)),
    "conv1d circular": (
        lambda: layerwise.conv1d(layerwise.pad(signal, (1, 1), "circular"), kernel_1d),
        (2, 3, 7),
    ),
    "conv2d": (lambda: layerwise.conv2d(image, dense, meta(3)), (2, 3, 4, 4)),
    "conv2d 1×1": (lambda: layerwise.conv2d(image, dense[..., :1, :1]), (2, 3, 6, 5)),
    "conv2d stride": (
        lambda: layerwise.conv2d(image, dense, None, 2, 1, 2),
        (2, 3, 2, 3),
    ),
    "conv2d groups": (
        lambda: layerwise.conv2d(image, meta(6, 2, 3, 2), groups=2),
        (2, 6, 4, 4),
    ),
    "conv2d depthwise": (
        lambda: layerwise.conv2d(image, depthwise, groups=4),
        (2, 4, 4, 4),
    ),
    "conv2d unbatched": (lambda: layerwise.conv2d(image[0], dense), (3, 4, 4)),
    "conv3d": (lambda: layerwise.conv3d(volume, kernel_3d, meta(3)), (1, 3, 2, 3, 2)),
    "conv1d_input": (
        lambda: layerwise.conv1d_input(signal.shape, kernel_1d, gradient_1d),
        signal.shape,
    ),
    "conv2d_input": (
        lambda: layerwise.conv2d_input(image.shape, dense, gradient_2d),
        image.shape,
    ),
    "conv3d_input": (
        lambda: layerwise.conv3d_input(volume.shape, kernel_3d, gradient_3d),
        volume.shape,
    ),
    "conv1d_weight": (
        lambda: layerwise.conv1d_weight(signal, kernel_1d.shape, gradient_1d),
        kernel_1d.shape,
    ),
    "conv2d_weight": (
        lambda: layerwise.conv2d_weight(image, dense.shape, gradient_2d),
        dense.shape,
    ),
    "conv3d_weight": (
        lambda: layerwise.conv3d_weight(volume, kernel_3d.shape, gradient_3d),
        kernel_3d.shape,
    ),
    "conv_bias": (lambda: layerwise.conv_bias(gradient_2d), (3,)),
    "convolution_matrix": (
        lambda: layerwise.convolution_matrix(dense, (6, 5)),
        (3 * 16, 4 * 30),
    ),
    "convolution_matrix padded": (
        lambda: layerwise.convolution_matrix(depthwise, (6, 5), 2, 1, 1, 4),
        (4 * 9, 4 * 30),
    ),
    "unfold": (lambda: layerwise.unfold(image, 3, padding=1), (2, 36, 30)),
    "fold": (lambda: layerwise.fold(meta(2, 24, 16), (6, 5), (3, 2)), image.shape),
    "sample": (
        lambda: layerwise.sample(image, torch.zeros(7, 2, dtype=torch.long)),
        (2, 4, 7),
    ),
    "sample between": (lambda: layerwise.sample(image, meta(3, 7, 2)), (2, 4, 3, 7)),
    "naive.convolve": (lambda: naive.convolve(meta(3, 2), meta(2, 2)), (4, 3)),
    "naive.conv1d": (lambda: naive.conv1d(signal[:1], kernel_1d, meta(3)), (1, 3, 5)),
    "naive.conv2d": (lambda: naive.conv2d(image[0], dense), (3, 4, 4)),
    "naive.conv3d": (lambda: naive.conv3d(volume, kernel_3d), (1, 3, 2, 3, 2)),
    "naive.window_sum": (
        lambda: naive.window_sum(
            signal[0], kernel_1d[0], layerwise.index_trace((6,), 2)[0]
        ),
        (),
    ),
    "LeNet": (
        lambda: layerwise.LeNet().to(META, torch.float64)(meta(2, 1, 28, 28)),
        (2, 10),
    ),
    "FourEightNet": (
        lambda: layerwise.FourEightNet().to(META, torch.float64)(meta(2, 1, 28, 28)),
        (2, 10),
    ),
    "TenTwentyNet": (
        lambda: layerwise.TenTwentyNet().to(META, torch.float64)(meta(2, 1, 28, 28)),
        (2, 10),
    ),
    "DenseBaseline": (
        lambda: layerwise.DenseBaseline(999).to(META, torch.float64)(
            meta(2, 1, 28, 28)
        ),
        (2, 10),
    ),
    "LinearSoftmax": (
        lambda: layerwise.LinearSoftmax().to(META, torch.float64)(meta(2, 1, 28, 28)),
        (2, 10),
    ),
    "CentredSigmoid": (lambda: layerwise.CentredSigmoid()(image), image.shape),
    "ScaledTanh": (lambda: layerwise.ScaledTanh()(image), image.shape),
    "MajorityClass": (lambda: layerwise.MajorityClass(labels)(image), (2, 10)),
    "NearestNeighbour": (
        lambda: layerwise.NearestNeighbour(meta(7, 4, 6, 5), labels)(image),
        (2, 10),
    ),
} | {
    f"pad {mode}": (
        lambda mode=mode: layerwise.pad(signal, (1, 2), mode),
        (2, 4, 9),
    )
    for mode in ("constant", "reflect", "replicate", "circular")
}

COUNTS = {"MajorityClass", "NearestNeighbour"}  # float32, with no gradient
SIZES_ONLY = {  # they take sizes or modules, and compute on no tensor of a layer
    *("ReceptiveField", "WindowStep", "conv_multiply_accumulates"),
    *("conv_output_size", "conv_parameters", "count_parameters", "index_trace"),
    *("initialise_xavier", "linear_parameters", "receptive_field", "sampling_grid"),
    *("usage_counts", "window_coordinates"),
}
ELSEWHERE = ("layerwise.data.", "layerwise.figures.", "layerwise.training.")


def operators() -> set[str]:
    """Return the public names that compute on tensors."""
    public = {name: getattr(layerwise, name) for name in layerwise.__all__}
    return {
        name
        for name, value in public.items()
        if callable(value) and not value.__module__.startswith(ELSEWHERE)
    } | {
        f"naive.{name}"
        for name, value in vars(naive).items()
        if inspect.isfunction(value)
        and value.__module__ == naive.__name__
        and not name.startswith("_")
    }


@pytest.mark.parametrize("name", CALLS)
def test_shape_dtype_and_device_without_values(name):
    call, shape = CALLS[name]
    result = call()
    assert result.device == META
    assert result.shape == shape
    if name in COUNTS:
        assert result.dtype == torch.float32
    else:
        assert result.dtype == torch.float64
        result.sum().backward()  # the derivatives wait for no value either


def test_every_public_operator_has_a_call():
    called = {name.partition(" ")[0] for name in CALLS}
    assert called | SIZES_ONLY == operators()
    assert not called & SIZES_ONLY


def test_the_meta_device_sees_hidden_tensors_and_waiting():
    with pytest.raises((RuntimeError, NotImplementedError)):
        meta(3) * torch.ones(3, dtype=torch.float64)
    with pytest.raises((RuntimeError, NotImplementedError)):
        meta(3).sum().item()
