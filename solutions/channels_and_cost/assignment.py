# %% [markdown]
# # Channels and cost: exercises
#
# You practise what the chapter *Channels and cost* shows: predicting the shapes of
# input, weight and output, adding up the channels, counting what a layer costs, and
# keeping the axes in order. The chapter is in the built book under *Convolution →
# Channels and cost*.
#
# Write your code where a cell says `# YOUR CODE HERE` and delete the line that
# raises `NotImplementedError`. The cell below each task checks it with a few laws
# and one worked example; more checks run when your work is graded. You may use
# torch, numpy and plain Python in any way you like.

# %% setup="imports"
import random

import torch
import torch.nn.functional as F
from torch import nn


def correlate2d(image, kernel, stride=1, padding=0):
    """Return the cross-correlation of one image (H, W) with one kernel (k_h, k_w)."""
    result = F.conv2d(image[None, None], kernel[None, None], None, stride, padding)
    return result[0, 0]  # (H_out, W_out)


# %% [markdown]
# ## 1. Predict the shapes
#
# A batch of images goes through a convolution without groups. Which shapes do its
# weight and its output have? The study notes ask this for a batch 1×5×100×100 and
# ten filters of 3×3.


# %% solution="conv_shapes"
def conv_shapes(input_shape, filters, kernel_size, stride=1, padding=0):
    """Return (weight_shape, output_shape), two tuples of four ints.

    input_shape: (N, C_in, H, W), filters: the number of output channels,
    kernel_size: (k_h, k_w), stride and padding: ints, the same down and across,
    padding counted on each side.
    """
    ### BEGIN SOLUTION
    batch, channels, height, width = input_shape
    rows = (height + 2 * padding - kernel_size[0]) // stride + 1
    columns = (width + 2 * padding - kernel_size[1]) // stride + 1
    return (filters, channels, *kernel_size), (batch, filters, rows, columns)
    ### END SOLUTION


# %% tests="conv_shapes" points=2
weight_shape, output_shape = conv_shapes((2, 3, 8, 8), 7, (1, 1))
assert len(weight_shape) == 4, "the weight has four axes"
assert len(output_shape) == 4, "the output has four axes"
assert output_shape[0] == 2, "axis 0 of the output is the batch"
assert tuple(output_shape[2:]) == (8, 8), "1 x 1 kernels keep height and width"
assert conv_shapes((2, 3, 8, 8), 7, (5, 5), 1, 2)[1][2:] == output_shape[2:], (
    "5 x 5 kernels with two zeros a side keep height and width too"
)
### BEGIN HIDDEN TESTS
for _ in range(40):
    n, c, o = random.randint(1, 4), random.randint(1, 9), random.randint(1, 9)
    size = (random.randint(7, 14), random.randint(7, 14))
    taps = (random.randint(1, 7), random.randint(1, 7))
    s, p = random.randint(1, 5), random.randint(0, 4)
    weight_shape, output_shape = conv_shapes((n, c, *size), o, taps, s, p)
    layer = nn.Conv2d(c, o, taps, s, p)
    expected = layer(torch.zeros(n, c, *size)).shape
    assert tuple(weight_shape) == tuple(layer.weight.shape), "wrong weight shape"
    assert tuple(output_shape) == tuple(expected), "wrong output shape"
    counts = [*weight_shape, *output_shape]
    assert all(type(count) is int for count in counts), "sizes are ints"
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Add up the channels
#
# `correlate2d` from the cell above handles one image and one kernel. Build the layer
# from it: for every image and every output channel, one correlation per input
# channel, their sum, and the bias.


# %% solution="multi_channel"
def multi_channel(batch, weight, bias, stride=1, padding=0):
    """Return the convolution of a batch, as torch's conv2d, using correlate2d.

    batch: (N, C_in, H, W), weight: (C_out, C_in, k_h, k_w), bias: (C_out,) or None,
    stride and padding: ints. Returns (N, C_out, H_out, W_out) of the batch's dtype.
    """
    ### BEGIN SOLUTION
    images = []
    for image in batch:
        maps = []
        for o, kernel in enumerate(weight):
            total = 0 if bias is None else bias[o]
            for channel, slice_2d in zip(image, kernel):
                total = total + correlate2d(channel, slice_2d, stride, padding)
            maps.append(total)
        images.append(torch.stack(maps))  # (C_out, H_out, W_out)
    return torch.stack(images)  # (N, C_out, H_out, W_out)
    ### END SOLUTION


# %% tests="multi_channel" points=3
# 0·0 + 1·1 + 2·3 + 3·4 = 19 and 1·1 + 2·2 + 3·4 + 4·5 = 37, and one of bias: 57
batch = torch.tensor([[[[0.0, 1.0], [3.0, 4.0]], [[1.0, 2.0], [4.0, 5.0]]]])
weight = torch.tensor([[[[0.0, 1.0], [2.0, 3.0]], [[1.0, 2.0], [3.0, 4.0]]]])
result = multi_channel(batch, weight, torch.tensor([1.0]))
assert result.shape == (1, 1, 1, 1), "one image, one filter, one window: four axes"
assert abs(float(result) - 57) < 1e-3, "add the two channels, and the bias once"
batch, weight = (
    torch.randn(2, 3, 5, 6, generator=generator),
    torch.randn(4, 3, 2, 2, generator=generator),
)
result = multi_channel(batch, weight, None)
assert result.shape == (2, 4, 4, 5), "the output is (N, C_out, H_out, W_out)"
torch.testing.assert_close(
    multi_channel(batch.flip(1), weight.flip(1), None),
    result,
    msg="the order of the input channels must not matter if both have the same",
)
### BEGIN HIDDEN TESTS
for dtype in (torch.float64, torch.float32):
    for _ in range(6):
        n, c, o = random.randint(1, 3), random.randint(1, 4), random.randint(1, 5)
        x = torch.randn(
            n,
            c,
            random.randint(5, 8),
            random.randint(5, 8),
            dtype=dtype,
            generator=generator,
        )
        x = x.transpose(2, 3)  # not contiguous
        w = torch.randn(
            o,
            c,
            random.randint(1, 3),
            random.randint(1, 3),
            dtype=dtype,
            generator=generator,
        )
        b = torch.randn(o, dtype=dtype, generator=generator)
        kept = x.clone(), w.clone(), b.clone()
        s, p = random.randint(1, 4), random.randint(0, 3)
        expected = F.conv2d(kept[0], kept[1], kept[2], s, p)
        got = multi_channel(x, w, b, s, p)
        torch.testing.assert_close(got, expected, msg="wrong for some sizes")
        expected = F.conv2d(kept[0], kept[1], None, s, p)
        got = multi_channel(x, w, None, s, p)
        torch.testing.assert_close(got, expected, msg="wrong without a bias")
        assert torch.equal(x, kept[0]), "multi_channel changed the batch"
        assert torch.equal(w, kept[1]), "multi_channel changed the weight"
        assert torch.equal(b, kept[2]), "multi_channel changed the bias"
### END HIDDEN TESTS

# %% tests="multi_channel" part="gradients" points=1
weight = torch.zeros(3, 2, 2, 2, requires_grad=True)
bias = torch.zeros(3, requires_grad=True)
total = multi_channel(torch.ones(2, 2, 4, 5), weight, bias).sum()
by_weight, by_bias = torch.autograd.grad(total, [weight, bias])
assert by_weight.shape == (3, 2, 2, 2), "gradients must reach the weight"
torch.testing.assert_close(
    by_bias,
    torch.full((3,), 24.0),
    msg="each bias is added to 2 images x 3 x 4 entries",
)
### BEGIN HIDDEN TESTS
x = torch.randn(2, 3, random.randint(4, 6), 5, dtype=torch.float64, generator=generator)
w = torch.randn(2, 3, 2, 3, dtype=torch.float64, generator=generator)
b = torch.randn(2, dtype=torch.float64, generator=generator)
for tensor in (x, w, b):
    tensor.requires_grad_()
expected = F.conv2d(x, w, b, 2, 1)
factors = torch.randn(expected.shape, dtype=torch.float64, generator=generator)
wanted = torch.autograd.grad((expected * factors).sum(), [x, w, b])
given = torch.autograd.grad((multi_channel(x, w, b, 2, 1) * factors).sum(), [x, w, b])
for got, right in zip(given, wanted, strict=True):
    torch.testing.assert_close(got, right, msg="wrong gradients")
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Count what a layer costs
#
# Count the parameters (with one bias per output channel) and the
# multiply–accumulates (products only, no biases) of a convolution of one image, and
# the same for the dense layer that maps the same input to an output of the same
# shape, with one bias per output entry.


# %% solution="layer_cost"
def layer_cost(input_shape, filters, kernel_size, padding=0):
    """Return a dict with four ints.

    Its keys are 'conv_parameters', 'conv_operations', 'dense_parameters' and
    'dense_operations'. input_shape: (C_in, H, W) of one image, kernel_size:
    (k_h, k_w), padding: an int, on each side; the stride is 1.
    """
    ### BEGIN SOLUTION
    channels, height, width = input_shape
    rows = height + 2 * padding - kernel_size[0] + 1
    columns = width + 2 * padding - kernel_size[1] + 1
    inputs, outputs = channels * height * width, filters * rows * columns
    per_output = channels * kernel_size[0] * kernel_size[1]
    return {
        "conv_parameters": filters * per_output + filters,
        "conv_operations": outputs * per_output,
        "dense_parameters": inputs * outputs + outputs,
        "dense_operations": inputs * outputs,
    }
    ### END SOLUTION


# %% tests="layer_cost" points=3
cost = layer_cost((4, 2, 2), 2, (2, 2))
assert cost["conv_parameters"] == 34, "4 in, 2 out, 2 x 2: 4·(2·2)·2 + 2"
assert cost == {
    "conv_parameters": 34,
    "conv_operations": 32,
    "dense_parameters": 34,
    "dense_operations": 32,
}, "if the kernel covers the whole image, the two layers are the same"
small, large = (
    layer_cost((3, 8, 8), 5, (3, 3), 1),
    layer_cost((3, 16, 16), 5, (3, 3), 1),
)
assert small["conv_parameters"] == large["conv_parameters"], (
    "a convolution's parameters do not depend on the image's size"
)
assert large["conv_operations"] == 4 * small["conv_operations"], (
    "four times the pixels, four times the operations, if the padding keeps the size"
)
### BEGIN HIDDEN TESTS
for _ in range(20):
    c, o, p = random.randint(1, 4), random.randint(1, 5), random.randint(0, 2)
    size = (random.randint(4, 14), random.randint(4, 14))
    taps = (random.randint(1, 4), random.randint(1, 4))
    got = layer_cost((c, *size), o, taps, p)
    conv = nn.Conv2d(c, o, taps, padding=p)
    output = conv(torch.zeros(c, *size))
    dense = nn.Linear(c * size[0] * size[1], output.numel())
    expected = {
        "conv_parameters": sum(q.numel() for q in conv.parameters()),
        "conv_operations": output[0].numel() * conv.weight.numel(),
        "dense_parameters": sum(q.numel() for q in dense.parameters()),
        "dense_operations": dense.weight.numel(),
    }
    assert got.keys() == expected.keys(), "not the four keys"
    assert all(type(count) is int for count in got.values()), "counts are ints"
    for kind in ("conv", "dense"):
        key = f"{kind}_parameters"
        assert got[key] == expected[key], "wrong parameters for some layers"
        key = f"{kind}_operations"
        assert got[key] == expected[key], "wrong operations for some layers"
### END HIDDEN TESTS

# %% [markdown]
# ## 4. What moves along which axes?
#
# For a 1-D, a 2-D and a 3-D convolution: along how many axes does the window move,
# and how many axes do the input (with its batch) and the weight have? And which of
# the three do you choose for the data below, if the window should move along every
# axis whose entries have neighbours, and only along those?


# %% solution="moving_axes"
def moving_axes(name):
    """Return (axes the window moves along, axes of the input, axes of the weight).

    name: 'conv1d', 'conv2d' or 'conv3d'. Raises ValueError for another name.
    """
    ### BEGIN SOLUTION
    moving = {"conv1d": 1, "conv2d": 2, "conv3d": 3}
    if name not in moving:
        raise ValueError(f"name must be one of {list(moving)}, got {name!r}")
    return moving[name], moving[name] + 2, moving[name] + 2
    ### END SOLUTION


def choose_convolution(data):
    """Return 'conv1d', 'conv2d' or 'conv3d'.

    data: 'photograph' (red, green and blue over height and width), 'recording' (two
    microphones over time), 'video' (red, green and blue over time, height and width),
    'scan' (one density over three axes of space), 'spectrogram' (one loudness over
    pitch and time) or 'weather' (four measurements of one station over time).
    """
    ### BEGIN SOLUTION
    choices = {
        "photograph": "conv2d",
        "recording": "conv1d",
        "video": "conv3d",
        "scan": "conv3d",
        "spectrogram": "conv2d",
        "weather": "conv1d",
    }
    return choices[data]
    ### END SOLUTION


# %% tests="moving_axes" points=2
moves, of_input, of_weight = moving_axes("conv2d")
assert of_input > moves, "batch and channels are axes too"
assert of_weight > moves, "the weight has axes for the channels too"
try:
    moving_axes("conv4d")
except ValueError:
    pass
else:
    raise AssertionError("an unknown name must raise ValueError")
assert choose_convolution("photograph") == "conv2d", "colours are channels"
### BEGIN HIDDEN TESTS
layers = {"conv1d": nn.Conv1d, "conv2d": nn.Conv2d, "conv3d": nn.Conv3d}
for name, layer in layers.items():
    c = random.randint(1, 4)
    weight = layer(c, 2, 3).weight
    moves = weight.dim() - 2
    batch = torch.zeros(1, c, *[random.randint(3, 5)] * moves)
    assert getattr(F, name)(batch, weight).dim() == batch.dim()
    expected = (moves, batch.dim(), weight.dim())
    assert tuple(moving_axes(name)) == expected, f"{name}: wrong number of axes"
# how many axes with neighbours each kind of data has
neighbours = {
    "recording": ("time",),
    "video": ("time", "height", "width"),
    "scan": ("depth", "height", "width"),
    "spectrogram": ("pitch", "time"),
    "weather": ("time",),
}
for data, axes in random.sample(list(neighbours.items()), len(neighbours)):
    choice = choose_convolution(data)
    assert isinstance(choice, str), "the choice is not a string"
    assert choice == f"conv{len(axes)}d", f"think again about {data}"
for name in (
    "conv0d",
    "conv5d",
    "conv12d",
    "pool2d",
    "Conv2d",
    "conv2d_transpose",
    "x",
):
    try:
        moving_axes(name)
    except ValueError:
        continue
    raise AssertionError("an unknown name does not raise ValueError")
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Width before height
#
# Somebody stored a batch as (N, C, W, H), width before height, and the weight as it
# should be, (C_out, C_in, k_h, k_w). Return the convolution that was meant, in torch's
# order. The shapes alone will not tell you whether you are right.


# %% solution="width_first"
def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    """Return the convolution of a batch stored with its width before its height.

    batch: (N, C_in, W, H), weight: (C_out, C_in, k_h, k_w), stride and padding: two
    ints each, down and across. Returns (N, C_out, H_out, W_out) of the batch's dtype;
    gradients reach batch and weight, and both stay as they are.
    """
    ### BEGIN SOLUTION
    return F.conv2d(batch.mT, weight, None, stride, padding)
    ### END SOLUTION


# %% tests="width_first" points=2
wide = torch.zeros(1, 1, 6, 3)  # a picture 6 wide and 3 high
wide[0, 0, 4, 1] = 1.0  # column 4, row 1
tall_kernel = torch.ones(1, 1, 3, 1)  # 3 rows, 1 column
result = width_first(wide, tall_kernel)
assert result.shape == (1, 1, 1, 6), "a kernel as high as the picture leaves one row"
assert result.flatten().tolist() == [0, 0, 0, 0, 1, 0], "the point is in column 4"
assert width_first(wide, tall_kernel, (1, 2)).shape == (1, 1, 1, 3), (
    "two steps across: every second column"
)
### BEGIN HIDDEN TESTS
for number in range(16):
    dtype = (torch.float64, torch.float32)[number % 2]
    n, c, o = random.randint(1, 3), random.randint(1, 3), random.randint(1, 3)
    side = random.randint(5, 8)
    size = random.choice([(side, side), (side, side + 2)])
    taps = random.choice([(3, 3), (2, 2), (1, 3), (3, 2)])
    stored = torch.randn(n, c, *size[::-1], dtype=dtype, generator=generator)
    w = torch.randn(o, c, *taps, dtype=dtype, generator=generator)
    steps = (random.randint(1, 4), random.randint(1, 4))
    zeros = (random.randint(0, 3), random.randint(0, 3))
    kept = stored.clone(), w.clone()
    got = width_first(stored, w, steps, zeros)
    expected = F.conv2d(kept[0].transpose(2, 3), kept[1], None, steps, zeros)
    torch.testing.assert_close(got, expected, msg="wrong for some sizes")
    assert torch.equal(stored, kept[0]), "width_first changed the batch"
    assert torch.equal(w, kept[1]), "width_first changed the weight"
x = torch.randn(
    1, 2, 4, 5, dtype=torch.float64, requires_grad=True, generator=generator
)
w = torch.randn(
    3, 2, 2, 2, dtype=torch.float64, requires_grad=True, generator=generator
)
got = width_first(x, w)
expected = F.conv2d(x.transpose(2, 3), w)
factors = torch.randn(expected.shape, dtype=torch.float64, generator=generator)
given = torch.autograd.grad((got * factors).sum(), [x, w])
wanted = torch.autograd.grad((expected * factors).sum(), [x, w])
torch.testing.assert_close(given[0], wanted[0], msg="wrong gradient by the batch")
torch.testing.assert_close(given[1], wanted[1], msg="wrong gradient by the weight")
### END HIDDEN TESTS
