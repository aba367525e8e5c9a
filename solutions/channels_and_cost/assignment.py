# %% [markdown]
# # Channels and cost: exercises
#
# You practise what two chapters show, *Channels* and *Parameters and cost*: reading
# shapes backwards, adding up the channels, finding the mistakes in a layer, spending a
# budget, keeping the axes in order, and taking a normalisation into a layer. Both
# chapters are in the built book under *Convolution*.
#
# Write your code where a cell says `# YOUR CODE HERE` and delete the line that
# raises `NotImplementedError`. The cell below each task checks it with a few laws
# and worked examples; more checks run when your work is graded. Unless a task
# forbids something, use torch, numpy and plain Python in any way you like. Tensors are
# float32 or float64, all of one task's of the same dtype, and results have that
# dtype. A function leaves its arguments and torch's global state as they are.

# %% setup="imports"
import torch
import torch.nn.functional as F
from torch import nn


def correlate2d(image, kernel, stride=1, padding=0):
    """Return the cross-correlation of one image (H, W) with one kernel (k_h, k_w)."""
    padded = F.pad(image, (padding, padding, padding, padding))
    windows = padded.unfold(0, kernel.shape[0], stride)  # (H_out, W + 2p, k_h)
    windows = windows.unfold(1, kernel.shape[1], stride)  # (H_out, W_out, k_h, k_w)
    return torch.einsum("ijuv,uv->ij", windows, kernel)  # (H_out, W_out)


# %% [markdown]
# ## 1. Which weight was it?
#
# *10 minutes · level 1 of 5*
#
# A batch of shape (N, C_in, H, W) went through a convolution with stride 1 and without
# groups, and came out as (N, C_out, H_out, W_out). Which shape does the weight have?
#
# <details><summary>Hint</summary>
#
# Solve the formula for the output's size for the kernel's size, down and across apart.
# A kernel has at least one tap, and no convolution changes the batch's size.
# </details>


# %% solution="weight_shape"
def weight_shape(input_shape, output_shape, padding=(0, 0)):
    """Return the shape of the weight, a tuple of four ints.

    input_shape and output_shape: four ints each, at least 1. padding: zeros on each
    side, down and across, at least 0. Raises ValueError if no convolution with stride 1
    and this padding makes the one shape from the other.
    """
    ### BEGIN SOLUTION
    batch, channels, *size = input_shape
    new_batch, filters, *new_size = output_shape
    k_h, k_w = (n + 2 * p - m + 1 for n, m, p in zip(size, new_size, padding))
    if batch != new_batch or k_h < 1 or k_w < 1:
        raise ValueError("no such layer")
    return filters, channels, k_h, k_w
    ### END SOLUTION


# %% tests="weight_shape" points=2
got = weight_shape((1, 5, 100, 100), (1, 10, 98, 98))
_expect_equal(got, (10, 5, 3, 3), "5 channels in, 10 out, 100 pixels become 98")
got = weight_shape((2, 3, 8, 6), (2, 7, 8, 6))
_expect_equal(got, (7, 3, 1, 1), "without padding, 1 x 1 kernels alone keep the size")
got = weight_shape((2, 3, 8, 6), (2, 7, 8, 5), (2, 1))
_expect_equal(got, (7, 3, 5, 4), "two zeros on each side down, one across")
_expect_error(
    ValueError,
    lambda: weight_shape((1, 1, 8, 8), (1, 1, 9, 8)),
    "an output higher than the image, without padding",
)
_expect_error(
    ValueError,
    lambda: weight_shape((3, 1, 8, 8), (2, 1, 6, 6)),
    "three images in and two out",
)
### BEGIN HIDDEN TESTS
from functools import partial

fixed = [
    ((1, 1, 1, 1), (1, 1), (0, 0)),  # batch, channels, size; taps; padding
    ((1, 1, 7, 4), (7, 4), (0, 0)),
    ((3, 1, 5, 9), (1, 2), (0, 3)),
    ((2, 4, 9, 5), (2, 1), (3, 0)),
    ((1, 3, 480, 640), (11, 7), (5, 3)),
    ((64, 128, 1000, 30), (40, 30), (12, 0)),
    ((1, 2, 6, 6), (8, 9), (1, 2)),
    ((2, 300, 5, 5), (6, 6), (3, 3)),
]
for _ in range(60):
    size = (random.randint(1, 60), random.randint(1, 60))
    padding = (random.randint(0, 6), random.randint(0, 6))
    taps = tuple(
        random.randint(1, n + 2 * p) for n, p in zip(size, padding, strict=True)
    )
    fixed.append(((random.randint(1, 40), random.randint(1, 40), *size), taps, padding))
for number, (image, taps, padding) in enumerate(fixed):
    filters = random.randint(1, 400)
    positions = [
        image[2] + 2 * padding[0] - taps[0] + 1,
        image[3] + 2 * padding[1] - taps[1] + 1,
    ]
    result = (image[0], filters, *positions)
    expected = (filters, image[1], *taps)
    where = "with padding" if any(padding) else "without padding"
    got = weight_shape(image, result, padding)
    _expect_equal(got, expected, f"wrong weight {where}")
    got = weight_shape(padding=padding, output_shape=result, input_shape=image)
    _expect_equal(got, expected, "wrong weight, called with keywords")
    if padding == (0, 0):
        got = weight_shape(image, result)
        _expect_equal(got, expected, "wrong weight when no padding is given")
    for axis in (2, 3):
        p = padding[axis - 2]
        larger = list(result)
        larger[axis] = image[axis] + 2 * p + 1 + (number % 3) * (number % 4)
        _expect_error(
            ValueError,
            partial(weight_shape, image, tuple(larger), padding),
            f"an output too {'high' if axis == 2 else 'wide'}",
        )
    other = (image[0] + 1 + number % 3, *result[1:])
    for first, second in ((image, other), ((other[0], *image[1:]), result)):
        _expect_error(
            ValueError,
            partial(weight_shape, first, second, padding),
            "batches of different sizes",
        )
first, second = (2, 3, 9, 8), (2, 4, 9, 8)
for padding in ((0, 0), (1, 0), (0, 1), (3, 2), (0, 0)) * 3:
    expected = (4, 3, 2 * padding[0] + 1, 2 * padding[1] + 1)
    got = weight_shape(first, second, padding)
    _expect_equal(got, expected, "the same shapes with another padding")
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Channels last
#
# *15 minutes · level 2 of 5*
#
# TensorFlow keeps all channels of a pixel side by side: a batch is (N, H, W, C_in), and
# the weight is (k_h, k_w, C_in, C_out). Write this layer. `correlate2d` from the
# cell above handles one image of one channel and one slice; put its results together.
# Torch's own convolutions are not allowed: neither `conv2d` and `conv3d`, as functions
# or as layers, nor `torch.convolution`.
#
# <details><summary>Hint</summary>
#
# For image `n` and filter `o`, add `correlate2d(batch[n, :, :, c], weight[:, :, c, o])`
# over the input channels `c`, then the bias, once. `torch.stack` can put the maps of
# all filters along the last axis.
# </details>


# %% solution="channels_last" without="torch.conv2d torch.conv3d torch.convolution"
def channels_last(batch, weight, bias, stride=1, padding=0):
    """Return the convolution of a batch that has its channels on the last axis.

    batch: (N, H, W, C_in), weight: (k_h, k_w, C_in, C_out), bias: (C_out,) or None,
    stride and padding: ints, the same down and across. Gradients reach batch, weight
    and bias. Returns (N, H_out, W_out, C_out).
    """
    ### BEGIN SOLUTION
    images = []
    for image in batch:
        maps = []
        for o in range(weight.shape[3]):
            total = 0 if bias is None else bias[o]
            for c in range(weight.shape[2]):
                channel, kernel = image[:, :, c], weight[:, :, c, o]
                total = total + correlate2d(channel, kernel, stride, padding)
            maps.append(total)
        images.append(torch.stack(maps, dim=2))  # (H_out, W_out, C_out)
    return torch.stack(images)  # (N, H_out, W_out, C_out)
    ### END SOLUTION


# %% tests="channels_last" points=3
# channel 0: 0·0 + 1·1 + 2·3 + 3·4 = 19, channel 1: 1·1 + 2·2 + 3·4 + 4·5 = 37, bias 1
batch = torch.tensor([[[[0.0, 1.0], [1.0, 2.0]], [[3.0, 4.0], [4.0, 5.0]]]])
weight = torch.tensor(
    [[[[0.0], [1.0]], [[1.0], [2.0]]], [[[2.0], [3.0]], [[3.0], [4.0]]]]
)
got = channels_last(batch, weight, torch.tensor([1.0]))
_expect_equal(got, torch.tensor([[[[57.0]]]]), "19 + 37, and one of bias: 57")
image = torch.arange(24.0).reshape(1, 4, 6, 1)
taps = torch.zeros(2, 3, 1, 2)  # 2 taps down, 3 across, one channel in, two out
taps[1, 0, 0, 0] = 1.0  # filter 0 reads the first column of the window's second row
taps[0, 2, 0, 1] = 1.0  # filter 1 the last column of its first row
got = channels_last(image, taps, None)
_expect_equal(got[0, :, :, 0], image[0, 1:, :4, 0], "filter 0 of two, no bias")
_expect_equal(got[0, :, :, 1], image[0, :3, 2:, 0], "filter 1 of two, no bias")
got = channels_last(image, taps, torch.tensor([100.0, 200.0]), 3, 1)
expected = torch.tensor(
    [[[[100.0, 200.0], [102.0, 200.0]], [[100.0, 213.0], [120.0, 216.0]]]]
)
_expect_equal(got, expected, "stride 3 and padding 1, biases 100 and 200")
### BEGIN HIDDEN TESTS


def reference(x, w, b, stride=1, padding=0):
    x, w = x.detach().permute(0, 3, 1, 2), w.detach().permute(3, 2, 0, 1)
    b = None if b is None else b.detach()
    return F.conv2d(x, w, b, stride, padding).permute(0, 2, 3, 1)


def compare(hint, x, w, b, *settings):
    kept = x.clone(), w.clone(), None if b is None else b.clone()
    expected = reference(*kept, *settings)
    loose = {"rtol": 1e-4, "atol": 1e-3} if x.dtype == torch.float32 else {}
    _expect_close(channels_last(x, w, b, *settings), expected, hint, **loose)
    _expect_equal((x, w, b), kept, "channels_last changes an argument")


def draw(n, h, w, c, o, k_h, k_w, dtype=torch.float64):
    kind = {"dtype": dtype}
    x, taps = (
        torch.randn(n, h, w, c, generator=generator, **kind),
        torch.randn(k_h, k_w, c, o, generator=generator, **kind),
    )
    return x, taps, torch.randn(o, generator=generator, **kind)


for dtype in (torch.float64, torch.float32):
    short = str(dtype).replace("torch.", "")
    for shape, s, p, hint in (
        ((1, 4, 4, 1, 1, 2, 2), 1, 0, "one image, one channel, one filter"),
        ((1, 4, 5, 3, 2, 2, 3), 1, 0, "a batch of one"),
        ((3, 4, 5, 1, 2, 2, 3), 1, 0, "one input channel"),
        ((2, 4, 5, 3, 1, 2, 3), 1, 0, "one filter"),
        ((2, 4, 6, 3, 2, 1, 1), 1, 0, "a kernel of one tap"),
        ((2, 4, 6, 3, 2, 4, 6), 1, 0, "a kernel as large as the image"),
        ((2, 1, 6, 3, 2, 1, 4), 1, 0, "an image of one row"),
        ((2, 7, 4, 3, 5, 3, 2), 1, 0, "height and width differ"),
        ((2, 5, 5, 3, 4, 3, 3), 1, 1, "with padding"),
        ((2, 3, 2, 2, 3, 5, 4), 1, 2, "a kernel larger than the image, with padding"),
        ((2, 8, 7, 2, 3, 3, 2), 2, 0, "with a stride"),
        ((2, 9, 6, 2, 3, 2, 3), 4, 3, "with a stride and padding"),
        ((2, 31, 24, 4, 3, 5, 7), 1, 2, "a larger image"),
        ((1, 3, 4, 40, 3, 2, 2), 1, 0, "40 channels"),
        ((17, 3, 4, 2, 12, 2, 2), 1, 0, "17 images and 12 filters"),
    ):
        x, w, b = draw(*shape, dtype)
        compare(f"{hint}, {short}", x, w, b, s, p)
        compare(f"{hint}, without a bias, {short}", x, w, None, s, p)
for _ in range(20):
    c, o, n = random.randint(1, 4), random.randint(1, 4), random.randint(1, 3)
    size, taps = random.choices(range(4, 8), k=2), random.choices(range(1, 4), k=2)
    x, w, b = draw(n, *size, c, o, *taps)
    compare("random sizes", x, w, b, random.randint(1, 4), random.randint(0, 3))
x, w, b = draw(2, 5, 4, 3, 2, 3, 2)
for factor in (0.0, 1e-4, 1e4, -1.0):
    scale = torch.tensor(factor, dtype=torch.float64)
    compare("zeros, small, large or negative inputs", x.abs() * scale, w, b)
    compare("zeros, small, large or negative weights", x, w.abs() * scale, b)
    compare("zeros, small, large or negative biases", x, w, b.abs() * scale)
for layouts in zip(_layouts(x), _layouts(w), _layouts(b), strict=True):
    compare("a tensor that is not contiguous", *layouts)
for first, second, third in zip(_layouts(x), _layouts(w), _layouts(b), strict=True):
    compare("a batch that is not contiguous", first, w, b, 2, 1)
    compare("a weight that is not contiguous", x, second, b, 2, 1)
    compare("a bias that is not contiguous", x, w, third, 2, 1)
_expect_close(
    channels_last(padding=1, stride=2, bias=b, weight=w, batch=x),
    reference(x, w, b, 2, 1),
    "called with keywords",
)
_expect_close(channels_last(x, w, b, padding=2), reference(x, w, b, 1, 2), "padding=2")
_expect_close(channels_last(x, w, b, stride=2), reference(x, w, b, 2, 0), "stride=2")
calls = [(x, w, b, 1, 0), (x + 1, w, b, 1, 0), (x, w - 1, b, 1, 0), (x, w, b + 1, 1, 0)]
calls += [(x, w, None, 1, 0), (x, w, b, 2, 0), (x, w, b, 1, 1), (x, w, b, 1, 0)] * 3
for call, got in [(call, channels_last(*call)) for call in calls]:
    _expect_close(got, reference(*call), "after other calls with the same shapes")
### END HIDDEN TESTS

# %% tests="channels_last" part="gradients" points=1
weight, bias = torch.zeros(2, 2, 2, 3), torch.zeros(3)
weight.requires_grad_(), bias.requires_grad_()
result = channels_last(torch.ones(2, 4, 5, 2), weight, bias, padding=1)
got = torch.autograd.grad(result.sum(), [weight, bias])
expected = torch.full((3,), 60.0)
_expect_close(got[1], expected, "each bias is added to 2 images of 5 x 6 entries")
_expect_equal(tuple(got[0].shape), (2, 2, 2, 3), "one gradient for each weight")
_expect_equal(got[0][0, 0, 0, 0].item(), 40.0, "each tap reads 2 images of 4 x 5 ones")
### BEGIN HIDDEN TESTS
for shape, s, p, which in (
    ((2, 4, 5, 3, 2, 3, 2), 1, 0, (0,)),
    ((2, 5, 4, 2, 3, 2, 3), 2, 1, (1,)),
    ((1, 4, 4, 1, 2, 2, 2), 1, 1, (2,)),
    ((2, 6, 5, 3, 2, 2, 3), 2, 1, (0, 1, 2)),
):
    n, h, w, c, o, k_h, k_w = shape
    kind = {"dtype": torch.float64}
    tensors = [
        torch.randn(n, h, w, c, generator=generator, **kind),
        torch.randn(k_h, k_w, c, o, generator=generator, **kind),
        torch.randn(o, generator=generator, **kind),
    ]
    leaves = [tensors[i].requires_grad_() for i in which]
    x, taps = tensors[0].permute(0, 3, 1, 2), tensors[1].permute(3, 2, 0, 1)
    result = F.conv2d(x, taps, tensors[2], s, p).permute(0, 2, 3, 1)
    factors = torch.randn(result.shape, generator=generator, **kind)
    expected = torch.autograd.grad((result * factors).sum(), leaves)
    got = torch.autograd.grad((channels_last(*tensors, s, p) * factors).sum(), leaves)
    names = " and ".join(("batch", "weight", "bias")[i] for i in which)
    for one, right in zip(got, expected, strict=True):
        _expect_close(one, right, f"gradients with respect to {names}")
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Find the mistakes
#
# *20 minutes · level 3 of 5*
#
# `broken_layer` below adds up shifted copies of the padded batch, one for each tap. It
# is meant to be torch's `conv2d` with stride 1. Its author tried it with one tap,
# without padding, in float32, and was satisfied. There are four mistakes in it. Write
# `mended_layer` without them. In it, `conv2d` and `conv3d` are not allowed, nor is
# `torch.convolution`.
#
# <details><summary>Hint</summary>
#
# Compare the two with `F.conv2d` in a cell of your own (there it is allowed), and
# change *one* thing from the author's example at a time: two taps, one row and two
# columns of taps, padding down but not across, float64.
# </details>


# %% setup="broken"
def broken_layer(batch, weight, bias, padding=(0, 0)):
    """Meant: F.conv2d(batch, weight, bias, padding=padding)."""
    height, width = batch.shape[2:]
    k_h, k_w = weight.shape[2:]
    rows = height + 2 * padding[0] - k_h + 1
    columns = width + 2 * padding[1] - k_w + 1
    padded = F.pad(batch, (padding[0], padding[0], padding[1], padding[1]))
    result = torch.zeros(batch.shape[0], weight.shape[0], rows, columns)
    for u in range(k_h):
        for v in range(k_w):
            shifted = padded[:, :, u : u + rows, v : v + columns]
            result += torch.einsum("nchw,oc->nohw", shifted, weight[:, :, -u, -v])
            result += bias[:, None, None]
    return result


# %% solution="mended_layer" without="torch.conv2d torch.conv3d torch.convolution"
def mended_layer(batch, weight, bias, padding=(0, 0)):
    """Return what F.conv2d(batch, weight, bias, padding=padding) returns.

    batch: (N, C_in, H, W), weight: (C_out, C_in, k_h, k_w), bias: (C_out,), padding:
    zeros on each side, down and across. No gradients are asked for.
    """
    ### BEGIN SOLUTION
    height, width = batch.shape[2:]
    k_h, k_w = weight.shape[2:]
    down, across = padding
    rows = height + 2 * down - k_h + 1
    columns = width + 2 * across - k_w + 1
    padded = F.pad(batch, (across, across, down, down))  # the last axis first
    result = bias[None, :, None, None].repeat(batch.shape[0], 1, rows, columns)
    for u in range(k_h):
        for v in range(k_w):
            part = padded[:, :, u : u + rows, v : v + columns]
            result += torch.einsum("nchw,oc->nohw", part, weight[:, :, u, v])
    return result
    ### END SOLUTION


# %% tests="mended_layer" points=3
x, bias = torch.arange(6.0).reshape(1, 1, 2, 3), torch.tensor([10.0])
got = mended_layer(x, torch.tensor([[[[2.0]]]]), bias)
_expect_equal(got, 2 * x + 10, "one tap: twice the image, and 10 of bias")
got = mended_layer(x, torch.tensor([[[[1.0, 1.0]]]]), bias)
expected = torch.tensor([[[[11.0, 13.0], [17.0, 19.0]]]])
_expect_equal(got, expected, "two equal taps in one row, bias 10")
got = mended_layer(x, torch.tensor([[[[0.0, 0.0, 1.0]]]]), bias, (1, 0))
expected = torch.tensor([[[[10.0], [12.0], [15.0], [10.0]]]])
_expect_equal(got, expected, "the last of three taps, one row of zeros on each side")
got = mended_layer(x.double(), torch.ones(1, 1, 1, 1).double(), bias.double())
_expect_equal(got, x.double() + 10, "float64")
### BEGIN HIDDEN TESTS


def reference(x, w, b, padding=(0, 0)):
    return F.conv2d(x, w, b, padding=padding)


def compare(hint, *arguments):
    kept = [a.clone() if isinstance(a, torch.Tensor) else a for a in arguments]
    got = mended_layer(*arguments)
    loose = {"rtol": 1e-4, "atol": 1e-3} if kept[0].dtype == torch.float32 else {}
    _expect_close(got, reference(*kept), hint, **loose)
    _expect_equal(list(arguments), kept, "mended_layer changes an argument")


def draw(n, c, h, w, o, k_h, k_w, dtype=torch.float64):
    kind = {"dtype": dtype}
    x, taps = (
        torch.randn(n, c, h, w, generator=generator, **kind),
        torch.randn(o, c, k_h, k_w, generator=generator, **kind),
    )
    return x, taps, torch.randn(o, generator=generator, **kind)


for dtype in (torch.float64, torch.float32):
    short = str(dtype).replace("torch.", "")
    for shape, padding, hint in (
        ((1, 1, 3, 3, 1, 1, 1), (0, 0), "one tap"),
        ((2, 1, 5, 4, 1, 3, 2), (0, 0), "one channel in and out"),
        ((1, 3, 5, 4, 2, 2, 3), (0, 0), "a batch of one"),
        ((2, 3, 4, 7, 4, 2, 2), (0, 0), "kernels with an even number of taps"),
        ((2, 3, 5, 5, 2, 3, 3), (1, 1), "with padding"),
        ((2, 3, 5, 6, 2, 3, 2), (2, 0), "padding down but not across"),
        ((2, 3, 5, 6, 2, 3, 2), (0, 2), "padding across but not down"),
        ((2, 2, 2, 3, 3, 5, 4), (3, 1), "a kernel larger than the image, with padding"),
        ((2, 2, 4, 3, 3, 4, 3), (0, 0), "a kernel as large as the image"),
        ((3, 2, 5, 1, 3, 4, 1), (0, 0), "an image of one column"),
        ((12, 20, 11, 14, 13, 4, 3), (1, 2), "more than 10 images and channels"),
    ):
        compare(f"{hint}, {short}", *draw(*shape, dtype), padding)
for _ in range(20):
    n, c, o = (random.randint(1, 4) for _ in range(3))
    size, taps = random.choices(range(4, 9), k=2), random.choices(range(1, 5), k=2)
    padding = (random.randint(0, 3), random.randint(0, 3))
    compare("random sizes", *draw(n, c, *size, o, *taps), padding)
x, w, b = draw(2, 3, 5, 4, 2, 3, 2)
for scale in (0.0, 1e-4, 1e4, -1.0):
    compare("zeros, small, large or negative inputs", scale * x.abs(), w, b)
    compare("zeros, small, large or negative weights", x, scale * w.abs(), b)
    compare("zeros, small, large or negative biases", x, w, scale * b.abs())
for first, second, third in zip(_layouts(x), _layouts(w), _layouts(b), strict=True):
    compare("a batch that is not contiguous", first, w, b, (2, 1))
    compare("a weight that is not contiguous", x, second, b, (2, 1))
    compare("a bias that is not contiguous", x, w, third, (2, 1))
got = mended_layer(padding=(2, 1), bias=b, weight=w, batch=x)
_expect_close(got, reference(x, w, b, (2, 1)), "called with keywords")
calls = [(x, w, b), (x + 1, w, b), (x, w - 1, b), (x, w, b + 1), (x, w, b, (0, 0))]
calls += [(x, w, b, (1, 0)), (x, w, b, (0, 1)), (x, w, b)] * 3
for call, got in [(call, mended_layer(*call)) for call in calls]:
    _expect_close(got, reference(*call), "after other calls with the same shapes")
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Spend a budget
#
# *15 minutes · level 3 of 5*
#
# A phone has memory for so many parameters, and time for so many multiply–accumulates
# for one image. How many filters can a layer have there? Count one bias for each
# filter, and no multiply–accumulates for the biases.
#
# <details><summary>Hint</summary>
#
# What does *one* filter cost, in parameters and in multiply–accumulates? Neither number
# depends on how many filters there are.
# </details>


# %% solution="widest_layer"
def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    """Return the largest number of filters that both budgets allow, an int, perhaps 0.

    input_shape: (C_in, H, W) of one image; kernel_size: (k_h, k_w), no larger than the
    padded image; parameters and products: at most so many parameters and
    multiply–accumulates, ints, at least 0, up to 10**12; stride and padding: ints, the
    same down and across.
    """
    ### BEGIN SOLUTION
    channels, height, width = input_shape
    rows = (height + 2 * padding - kernel_size[0]) // stride + 1
    columns = (width + 2 * padding - kernel_size[1]) // stride + 1
    taps = channels * kernel_size[0] * kernel_size[1]
    return min(parameters // (taps + 1), products // (taps * rows * columns))
    ### END SOLUTION


# %% tests="widest_layer" points=3
# 4 channels, 2 x 2 taps: 17 parameters a filter, and 16 products at each position
_expect_equal(widest_layer((4, 2, 2), (2, 2), 34, 10**6), 2, "34 parameters: 2 filters")
_expect_equal(widest_layer((4, 2, 2), (2, 2), 33, 10**6), 1, "one parameter less")
_expect_equal(widest_layer((4, 2, 3), (2, 2), 10**6, 64), 2, "2 positions, 64 products")
_expect_equal(widest_layer((4, 2, 3), (2, 2), 10**6, 31), 0, "31 products: no filter")
# AlexNet's first layer: 34,944 parameters, and 105,415,200 multiply–accumulates
got = widest_layer((3, 227, 227), (11, 11), 10**9, 105_415_200, 4)
_expect_equal(got, 96, "maps of 55 x 55 with stride 4")
got = widest_layer((2, 5, 9), (3, 1), 10**6, 863, 2, 1)
_expect_equal(
    got,
    7,
    "stride 2, padding 1: 3 rows, 6 columns, 6 taps: 108 products; 8 would be 864",
)
### BEGIN HIDDEN TESTS
cases = [
    ((1, 1, 1), (1, 1), 1, 0),  # input_shape, kernel_size, stride, padding
    ((3, 32, 32), (3, 3), 1, 1),
    ((1, 28, 28), (5, 5), 1, 0),
    ((2, 9, 5), (4, 1), 3, 0),
    ((2, 5, 9), (1, 4), 3, 2),
    ((64, 7, 7), (7, 7), 1, 0),
    ((512, 14, 15), (3, 2), 2, 1),
    ((3, 3, 2), (5, 6), 1, 2),
    ((512, 56, 57), (3, 3), 1, 1),
]
for _ in range(60):
    size = (random.randint(1, 40), random.randint(1, 40))
    p, s = random.randint(0, 4), random.randint(1, 5)
    taps = tuple(random.randint(1, min(n + 2 * p, 11)) for n in size)
    cases.append(((random.randint(1, 70), *size), taps, s, p))
for shape, taps, s, p in cases:
    with torch.device("meta"), torch.random.fork_rng(devices=[]):
        layer = nn.Conv2d(shape[0], 1, taps, s, p)
        positions = layer(torch.zeros(1, *shape)).numel()
    one = sum(q.numel() for q in layer.parameters())
    work = layer.weight.numel() * positions
    where = (
        " and ".join(["a stride"] * (s > 1) + ["padding"] * (p > 0))
        or "stride 1 and no padding"
    )
    n = random.choice((0, 1, 2, 3, 10, 64, random.randint(1, 500)))
    n = 500 if shape[1] == 56 else n  # billions of products
    for budgets, expected, hint in (
        ((n * one, 10**12), n, f"the parameters decide, {where}"),
        ((n * one + one - 1, 10**12), n, f"one parameter too few, {where}"),
        ((10**6 * one, n * work), n, f"the products decide, {where}"),
        ((10**6 * one, n * work + work - 1), n, f"one product too few, {where}"),
        ((n * one, n * work), n, f"both budgets decide, {where}"),
        (((n + 1) * one, n * work), n, f"the products decide, narrowly, {where}"),
        ((n * one, (n + 1) * work), n, f"the parameters decide, narrowly, {where}"),
        ((0, 10**12), 0, "no parameters at all"),
        ((10**12, 0), 0, "no products at all"),
    ):
        if expected == n and budgets[1] == 10**12 and n * work > 10**12:
            continue
        got = widest_layer(shape, taps, *budgets, s, p)
        _expect_equal(got, expected, hint)
        names = {"input_shape": shape, "kernel_size": taps, "stride": s, "padding": p}
        got = widest_layer(products=budgets[1], parameters=budgets[0], **names)
        _expect_equal(got, expected, "called with keywords")
        if p == 0:
            got = widest_layer(shape, taps, *budgets, stride=s)
            _expect_equal(got, expected, "without padding, by default")
        if s == 1:
            got = widest_layer(shape, taps, *budgets, padding=p)
            _expect_equal(got, expected, "stride 1, by default")
image, budgets = (2, 20, 30), (10**9, 10**6)
for s, p in ((1, 0), (2, 0), (1, 2), (3, 1), (1, 0)) * 2:
    positions = ((20 + 2 * p - 3) // s + 1) * ((30 + 2 * p - 4) // s + 1)
    got = widest_layer(image, (3, 4), *budgets, s, p)
    _expect_equal(got, 10**6 // (24 * positions), "only stride or padding changed")
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Width before height
#
# *10 minutes · level 3 of 5*
#
# Somebody stored a batch as (N, C, W, H), width before height, and the weight as it
# should be, (C_out, C_in, k_h, k_w). Return the convolution that was meant, in torch's
# order. The shapes alone will not tell you whether you are right. `F.conv2d` is
# allowed.
#
# <details><summary>Hint</summary>
#
# Which of batch, weight, stride, padding and result are in the wrong order? Turn those,
# and no others. Reshaping is not turning.
# </details>


# %% solution="width_first"
def width_first(batch, weight, stride=(1, 1), padding=(0, 0)):
    """Return the convolution of a batch stored with its width before its height.

    batch: (N, C_in, W, H), weight: (C_out, C_in, k_h, k_w), stride and padding: two
    ints each, down and across. Returns (N, C_out, H_out, W_out); gradients reach batch
    and weight.
    """
    ### BEGIN SOLUTION
    return F.conv2d(batch.mT, weight, None, stride, padding)
    ### END SOLUTION


# %% tests="width_first" points=2
wide = torch.zeros(1, 1, 6, 3)  # a picture 6 wide and 3 high
wide[0, 0, 4, 1] = 1.0  # column 4, row 1
tall_kernel = torch.ones(1, 1, 3, 1)  # 3 rows, 1 column
got = width_first(wide, tall_kernel)
expected = torch.tensor([[[[0.0, 0.0, 0.0, 0.0, 1.0, 0.0]]]])
_expect_equal(got, expected, "one row, and the point is in column 4")
got = width_first(wide, tall_kernel, (1, 2))
_expect_equal(got, expected[..., ::2], "two steps across: every second column")
taps = torch.tensor([[[[1.0, 2.0], [3.0, 4.0]]]])
got = width_first(wide, taps, padding=(0, 1))
expected = torch.tensor([[[[0, 0, 0, 0, 4, 3, 0], [0, 0, 0, 0, 2, 1, 0]]]]).float()
_expect_equal(got, expected, "a column of zeros on each side, two by two taps")
### BEGIN HIDDEN TESTS


def reference(x, w, stride=(1, 1), padding=(0, 0)):
    return F.conv2d(x.transpose(2, 3), w, None, stride, padding)


def compare(hint, x, w, *settings):
    kept = x.clone(), w.clone()
    loose = {"rtol": 1e-4, "atol": 1e-3} if x.dtype == torch.float32 else {}
    got = width_first(x, w, *settings)
    _expect_close(got, reference(*kept, *settings), hint, **loose)
    _expect_equal((x, w), kept, "width_first changes an argument")


def draw(n, c, h, w, o, k_h, k_w, dtype=torch.float64):
    kind = {"dtype": dtype}
    return torch.randn(n, c, w, h, generator=generator, **kind), torch.randn(
        o, c, k_h, k_w, generator=generator, **kind
    )


for dtype in (torch.float64, torch.float32):
    short = str(dtype).replace("torch.", "")
    for shape, steps, zeros, hint in (
        ((1, 1, 5, 5, 1, 3, 3), (1, 1), (0, 0), "square images and kernels"),
        ((2, 3, 5, 8, 2, 3, 2), (1, 1), (0, 0), "height and width differ"),
        ((2, 3, 6, 6, 2, 3, 3), (2, 1), (0, 0), "two steps down, one across"),
        ((2, 3, 6, 6, 2, 3, 3), (1, 1), (2, 0), "padding down but not across"),
        ((2, 3, 9, 7, 2, 2, 3), (3, 2), (1, 2), "stride and padding"),
        ((1, 2, 1, 6, 3, 1, 2), (1, 1), (0, 0), "images of one row"),
        ((2, 2, 6, 1, 1, 2, 1), (1, 1), (0, 0), "images of one column"),
        ((2, 2, 3, 4, 3, 3, 4), (1, 1), (0, 0), "kernels as large as the images"),
        ((2, 2, 3, 4, 3, 1, 1), (1, 1), (0, 0), "kernels of one tap"),
        ((13, 16, 22, 35, 14, 5, 3), (1, 2), (2, 1), "a larger batch"),
    ):
        compare(f"{hint}, {short}", *draw(*shape, dtype), steps, zeros)
for _ in range(30):
    n, c, o = (random.randint(1, 3) for _ in range(3))
    size, taps = random.choices(range(4, 9), k=2), random.choices(range(1, 4), k=2)
    steps = (random.randint(1, 4), random.randint(1, 4))
    zeros = (random.randint(0, 3), random.randint(0, 3))
    compare("random sizes", *draw(n, c, *size, o, *taps), steps, zeros)
x, w = draw(2, 3, 5, 4, 2, 3, 2)
for scale in (0.0, 1e-4, 1e4, -1.0):
    compare("zeros, small, large or negative inputs", scale * x.abs(), w)
    compare("zeros, small, large or negative weights", x, scale * w.abs())
for first, second in zip(_layouts(x), _layouts(w), strict=True):
    compare("a batch that is not contiguous", first, w, (2, 1), (1, 0))
    compare("a weight that is not contiguous", x, second, (2, 1), (1, 0))
got = width_first(padding=(2, 1), stride=(1, 2), weight=w, batch=x)
_expect_close(got, reference(x, w, (1, 2), (2, 1)), "called with keywords")
got = width_first(x, w, padding=(2, 1))
_expect_close(got, reference(x, w, (1, 1), (2, 1)), "stride 1, by default")
calls = [(x, w), (x + 1, w), (x, w - 1), (x, w, (2, 1)), (x, w, (1, 2))]
calls += [(x, w, (1, 1), (1, 0)), (x, w, (1, 1), (0, 1)), (x, w)] * 5
for call, got in [(call, width_first(*call)) for call in calls]:
    _expect_close(got, reference(*call), "after other calls with the same shapes")
for which in ((0,), (1,), (0, 1)):
    tensors = draw(2, 2, 4, 5, 3, 2, 3)
    leaves = [tensors[i].requires_grad_() for i in which]
    result = reference(*tensors, (2, 1), (1, 0))
    factors = torch.randn(result.shape, dtype=torch.float64, generator=generator)
    expected = torch.autograd.grad((result * factors).sum(), leaves)
    got = width_first(*tensors, (2, 1), (1, 0))
    _expect_close(got, result, "a tensor that needs a gradient")
    got = torch.autograd.grad((got * factors).sum(), leaves)
    names = " and ".join(("batch", "weight")[i] for i in which)
    for one, right in zip(got, expected, strict=True):
        _expect_close(one, right, f"gradients with respect to {names}")
### END HIDDEN TESTS

# %% [markdown]
# ## 6. Take the normalisation into the layer
#
# *25 minutes · level 4 of 5*
#
# Networks are trained on normalised images: from every channel its mean is subtracted,
# then it is divided by its standard deviation, and *then* zeros are put around the
# image. On a phone you would rather not touch every pixel twice. Change the first
# layer's weight and bias so that it reads the raw image and returns the same. The
# border must change too: what has to stand in the padding of the raw image, in each
# channel?
#
# <details><summary>Hint</summary>
#
# Write out $\sum_{c,u,v} w[o,c,u,v]\,(x[c,\cdot,\cdot] - m[c]) / s[c]$ and sort it:
# what stands in front of $x$, and what does not depend on $x$? For the border: which
# raw value is normalised to 0?
# </details>


# %% solution="folded"
def folded(weight, bias, mean, std):
    """Return (new_weight, new_bias, border) of the layer that reads raw images.

    weight: (C_out, C_in, k_h, k_w), bias: (C_out,) or None; mean and std: (C_in,), std
    is positive. new_weight has the weight's shape, new_bias is (C_out,), border is
    (C_in,). No gradients are asked for.
    """
    ### BEGIN SOLUTION
    new_weight = weight / std[:, None, None]
    new_bias = -torch.einsum("ocuv,c->o", new_weight, mean)
    if bias is not None:
        new_bias = new_bias + bias
    return new_weight, new_bias, mean
    ### END SOLUTION


# %% tests="folded" points=4
# two channels, one tap: 3·(x0 − 10)/2 + 8·(x1 − 20)/4 + 5 = 1.5·x0 + 2·x1 − 50
weight = torch.tensor([[[[3.0]], [[8.0]]]])
mean, std = torch.tensor([10.0, 20.0]), torch.tensor([2.0, 4.0])
new_weight, new_bias, border = folded(weight, torch.tensor([5.0]), mean, std)
_expect_equal(new_weight, torch.tensor([[[[1.5]], [[2.0]]]]), "3/2 and 8/4")
_expect_equal(new_bias, torch.tensor([-50.0]), "5 − 1.5·10 − 2·20")
_expect_close(folded(weight, None, mean, std)[1], torch.tensor([-55.0]), "no bias")
raw = 255 * torch.rand(2, 2, 5, 4, generator=generator)
weight, bias = (
    torch.randn(3, 2, 2, 3, generator=generator),
    torch.tensor([1.0, 2.0, 3.0]),
)
wanted = F.conv2d((raw - mean[:, None, None]) / std[:, None, None], weight, bias)
new_weight, new_bias, border = folded(weight, bias, mean, std)
got = F.conv2d(raw, new_weight, new_bias)
_expect_close(got, wanted, "3 filters on raw images", rtol=1e-3, atol=1e-2)
framed = border[:, None, None].repeat(1, 4, 5)  # an image that is all border
zeros = torch.zeros(3, 3, 3) + bias[:, None, None]
got = F.conv2d(framed, new_weight, new_bias)
_expect_close(got, zeros, "on the border the bias is left", rtol=1e-3, atol=1e-2)
### BEGIN HIDDEN TESTS


def reference(w, b, mean, std):
    taps = w / std.reshape(1, -1, 1, 1)
    constant = torch.zeros(len(w), dtype=w.dtype) if b is None else b
    means = mean.reshape(1, -1, 1, 1)
    return taps, constant - (taps * means).sum(dim=(1, 2, 3)), mean.clone()


def compare(hint, *arguments):
    kept = [a.clone() if isinstance(a, torch.Tensor) else a for a in arguments]
    got = folded(*arguments)
    assert len(got) == 3, "three results are asked for"
    names = ("the weight", "the bias", "the border")
    for name, one, right in zip(names, got, reference(*kept), strict=True):
        tight = {"rtol": 1e-4, "atol": 1e-3} if right.dtype == torch.float32 else {}
        _expect_close(one, right, f"{hint}: {name}", **tight)
    _expect_equal(list(arguments), kept, "folded changes an argument")


def draw(o, c, k_h, k_w, dtype=torch.float64):
    kind = {"dtype": dtype}
    w, b = (
        torch.randn(o, c, k_h, k_w, generator=generator, **kind),
        torch.randn(o, generator=generator, **kind),
    )
    return (
        w,
        b,
        2 * torch.randn(c, generator=generator, **kind),
        0.2 + 3 * torch.rand(c, generator=generator, **kind),
    )


for dtype in (torch.float64, torch.float32):
    short = str(dtype).replace("torch.", "")
    for shape, hint in (
        ((1, 1, 1, 1), "one channel, one filter, one tap"),
        ((1, 3, 2, 3), "one filter"),
        ((4, 1, 2, 3), "one input channel"),
        ((3, 3, 3, 3), "three of everything"),
        ((2, 2, 2, 2), "two of everything"),
        ((5, 3, 1, 1), "kernels of one tap"),
        ((3, 4, 2, 5), "height and width differ"),
        ((2, 3, 3, 2), "two filters, three channels"),
        ((96, 3, 11, 11), "AlexNet's first layer"),
        ((7, 40, 2, 3), "40 channels"),
    ):
        w, b, mean, std = draw(*shape, dtype)
        compare(f"{hint}, {short}", w, b, mean, std)
        compare(f"{hint}, without a bias, {short}", w, None, mean, std)
for _ in range(40):
    compare("random sizes", *draw(*(random.randint(1, 6) for _ in range(4))))
w, b, mean, std = draw(4, 3, 2, 3)
for scale in (0.0, 1e-3, 1e3, -1.0):
    compare("zeros, small, large or negative weights", scale * w.abs(), b, mean, std)
    compare("zeros, small, large or negative biases", w, scale * b.abs(), mean, std)
    compare("zeros, small, large or negative means", w, b, scale * mean.abs(), std)
for scale in (1e-3, 1e3):
    compare("small or large deviations", w, b, mean, scale * std)
several = zip(*(_layouts(tensor) for tensor in (w, b, mean, std)), strict=True)
for one, two, three, four in several:
    compare("a weight that is not contiguous", one, b, mean, std)
    compare("a bias that is not contiguous", w, two, mean, std)
    compare("means and deviations that are not contiguous", w, b, three, four)
got = folded(std=std, mean=mean, bias=b, weight=w)
for one, right in zip(got, reference(w, b, mean, std), strict=True):
    _expect_close(one, right, "called with keywords")
calls = [(w, b, mean, std), (w + 1, b, mean, std), (w, b + 1, mean, std)]
calls += [(w, b, mean + 1, std), (w, b, mean, std + 1), (w, None, mean, std)]
calls = 4 * calls
for call, got in [(call, folded(*call)) for call in calls]:
    for one, right in zip(got, reference(*call), strict=True):
        _expect_close(one, right, "after other calls with the same shapes")
### END HIDDEN TESTS
