"""No operator calls the fused operation of torch that it re-implements."""

import pytest
import torch
from torch.nn import functional
from torch.utils._python_dispatch import TorchDispatchMode

import layerwise
from layerwise import naive

FUSED = (
    *("convolution", "_convolution", "mkldnn_convolution", "cudnn_convolution"),
    *("thnn_conv", "slow_conv", "conv_depthwise", "_conv_depthwise", "conv"),
    *("im2col", "col2im", "unfold", "constant_pad_nd", "_pad", "pad"),
    *("reflection_pad", "replication_pad", "grid_sampler", "avg_pool", "max_pool"),
)


class Recorder(TorchDispatchMode):
    """Write down the name of every operation that reaches torch's kernels."""

    def __init__(self):
        super().__init__()
        self.names: set[str] = set()

    def __torch_dispatch__(self, function, types, args=(), kwargs=None):
        self.names.add(function.overloadpacket.__name__)
        return function(*args, **(kwargs or {}))


def fused_operations(function, *tensors) -> set[str]:
    """Run forward and backward; return the fused operations that were called."""
    leaves = [tensor.clone().requires_grad_() for tensor in tensors]
    with Recorder() as recorder:
        function(*leaves).sum().backward()
    assert recorder.names, "nothing was recorded"
    return {name for name in recorder.names if name.startswith(FUSED)}


image, volume = torch.rand(2, 4, 6, 5), torch.rand(1, 2, 3, 4, 3)
dense, depthwise = torch.rand(3, 4, 3, 2), torch.rand(4, 1, 3, 2)
output_gradient, columns = torch.rand(2, 3, 4, 4), torch.rand(2, 24, 16)
places = torch.rand(7, 2) * 5 - 1

CALLS = {
    "conv1d": (layerwise.conv1d, image[0], torch.rand(3, 6, 2)),
    "conv2d": (layerwise.conv2d, image, dense),
    "conv2d 1×1": (layerwise.conv2d, image, dense[:, :, :1, :1]),
    "conv2d 'same'": (
        lambda x, w: layerwise.conv2d(x, w, padding="same", dilation=2),
        *(image, dense),
    ),
    "conv2d groups": (lambda x, w: layerwise.conv2d(x, w, groups=4), image, depthwise),
    "conv3d": (layerwise.conv3d, volume, torch.rand(3, 2, 2, 2, 2)),
    "conv2d_input": (
        lambda w, g: layerwise.conv2d_input(image.shape, w, g),
        *(dense, output_gradient),
    ),
    "conv2d_weight": (
        lambda x, g: layerwise.conv2d_weight(x, dense.shape, g),
        *(image, output_gradient),
    ),
    "unfold": (lambda x: layerwise.unfold(x, 3, padding=1), image),
    "fold": (lambda c: layerwise.fold(c, (6, 5), (3, 2)), columns),
    "sample": (layerwise.sample, image, places),
    "convolution_matrix": (lambda w: layerwise.convolution_matrix(w, (6, 5)), dense),
    "naive.convolve": (naive.convolve, image[0, 0], dense[0, 0]),
    "naive.conv2d": (naive.conv2d, image[:1, :, :3, :3], dense),
} | {
    f"pad {mode}": (lambda x, mode=mode: layerwise.pad(x, (1, 2), mode), image[0])
    for mode in ("constant", "reflect", "replicate", "circular")
}


@pytest.mark.parametrize("name", CALLS)
def test_no_fused_operation_is_called(name):
    function, *tensors = CALLS[name]
    assert fused_operations(function, *tensors) == set()


@pytest.mark.parametrize(
    "function",
    [
        lambda x: functional.conv2d(x, dense),
        lambda x: functional.unfold(x, 2),
        lambda x: functional.pad(x, (1, 1)),
        lambda x: functional.pad(x, (1, 1, 1, 1), "reflect"),
        lambda x: x.unfold(2, 3, 1),
    ],
)
def test_the_recorder_sees_fused_operations(function):
    assert fused_operations(function, image)
