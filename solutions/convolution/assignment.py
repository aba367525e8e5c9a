# %% [markdown]
# # Convolution and cross-correlation: exercises
#
# You practise what the chapter *Convolution and cross-correlation* shows: the two
# sums, what order and place mean to them, a kernel that measures, and a kernel that
# is learned. The chapter is in the built book under
# *Convolution → Convolution and cross-correlation*.
#
# Write your code where a cell says `# YOUR CODE HERE` and delete the line that
# raises `NotImplementedError`. The cell below each task checks it with a few laws
# and one worked example; more checks run when your work is graded. You may use
# torch, numpy and plain Python in any way you like.

# %% setup="imports"
import random
from itertools import product

import numpy as np
import torch
import torch.nn.functional as F

# %% [markdown]
# ## 1. Add up the echoes
#
# Entry $a$ of a signal $x$ leaves an echo: the kernel $w$, times $x[a]$, starting at
# place $a$. The full convolution is the sum of all echoes,
#
# $$(x * w)[t] = \sum_a x[a]\, w[t - a],$$
#
# from the first place that any echo reaches to the last. Entries outside $x$ and $w$
# count as zero.


# %% solution="convolve_1d"
def convolve_1d(x, w):
    """Return the full convolution of a signal with a kernel, as numpy.convolve.

    x: tensor (n,), w: tensor (k,), of one floating dtype; n and k are at least 1 and
    either may be the larger. Returns a tensor of that dtype with one entry for every
    place that an echo reaches, and leaves x and w as they are.
    """
    ### BEGIN SOLUTION
    output = x.new_zeros(len(x) + len(w) - 1)
    for a in range(len(x)):
        for age in range(len(w)):
            output[a + age] += x[a] * w[age]
    return output
    ### END SOLUTION


# %% tests="convolve_1d" points=3
x = torch.tensor([1.0, 4.0, 0.0, 2.0])
w = torch.tensor([3.0, 1.0])
# (1 + 4 z)(3 + z) = 3 + 13 z + 4 z²: multiplying polynomials is a convolution
torch.testing.assert_close(
    convolve_1d(x[:2], w),
    torch.tensor([3.0, 13.0, 4.0]),
    msg="1 and 4 with 3 and 1: the echoes are 3 1 and, one place later, 12 4",
)
assert w.tolist() == [3.0, 1.0], "leave the arguments as they are"
pulse = torch.tensor([0.0, 0.0, 1.0])
torch.testing.assert_close(
    convolve_1d(pulse, w),
    torch.tensor([0.0, 0.0, 3.0, 1.0]),
    msg="a single 1 at place 2 must leave the kernel, unflipped, from place 2 on",
)
torch.testing.assert_close(
    convolve_1d(x, w), convolve_1d(w, x), msg="convolution commutes: x * w = w * x"
)
torch.testing.assert_close(
    convolve_1d(2 * x, w), 2 * convolve_1d(x, w), msg="twice the input, twice the sum"
)
### BEGIN HIDDEN TESTS
sizes = [(random.randint(1, 24), random.randint(1, 24)) for _ in range(12)]
sizes += [(random.randint(1, 4), random.randint(1, 4)) for _ in range(6)]
for number, (n, k) in enumerate(sizes):
    dtype = (torch.float64, torch.float32)[number % 2]
    x = torch.randn(2 * n, dtype=dtype, generator=generator)[::2]  # not contiguous
    w = torch.randn(k, dtype=dtype, generator=generator)
    kept = x.clone(), w.clone()
    got = convolve_1d(x, w)
    expected = torch.from_numpy(np.convolve(kept[0].numpy(), kept[1].numpy()))
    assert got.shape == expected.shape, "wrong number of entries for some sizes"
    assert got.dtype == dtype, "the output's dtype is not the input's"
    torch.testing.assert_close(got, expected, msg="wrong for some signals")
    assert torch.equal(x, kept[0]), "convolve_1d changed the signal"
    assert torch.equal(w, kept[1]), "convolve_1d changed the kernel"
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Correlate along any number of axes
#
# Now without the flip, and for signals, images and volumes alike. With $i$ and $u$
# standing for as many indices as there are axes,
#
# $$y[i] = \sum_u w[u]\, x[i + u],$$
#
# where $u$ runs over the kernel from its first entry, and $i$ over the places at
# which the whole kernel fits. `product` of `itertools` makes one loop of many.


# %% solution="correlate"
def correlate(x, w):
    """Return the cross-correlation of x with w, at all places where w fits.

    x and w: tensors of one floating dtype with the same number of axes, 1 or more;
    along no axis is w longer than x. Returns a tensor of that dtype with
    n - k + 1 entries along an axis of n and k, and leaves x and w as they are.
    """
    ### BEGIN SOLUTION
    axes = range(x.dim())
    sizes = [x.shape[axis] - w.shape[axis] + 1 for axis in axes]
    output = x.new_zeros(sizes)
    for i in product(*map(range, sizes)):
        window = tuple(slice(i[axis], i[axis] + w.shape[axis]) for axis in axes)
        output[i] = (x[window] * w).sum()
    return output
    ### END SOLUTION


# %% tests="correlate" points=2
x = torch.tensor([1.0, 4.0, 2.0, 5.0, 3.0])
w = torch.tensor([3.0, 2.0, 1.0])
torch.testing.assert_close(
    correlate(x, w),
    torch.tensor([13.0, 21.0, 19.0]),
    msg="the first window is 1 4 2 and gives 1·3 + 4·2 + 2·1 = 13: do not flip",
)
assert w.tolist() == [3.0, 2.0, 1.0], "leave the arguments as they are"
image = torch.arange(1.0, 21.0).reshape(4, 5)
probe = torch.zeros(2, 3)
probe[1, 0] = 1.0
torch.testing.assert_close(
    correlate(image, probe),
    image[1:, :3],
    msg="a kernel with a single 1 picks one entry of every window: that one",
)
volume = torch.ones(3, 4, 5)
assert correlate(volume, volume[:2, :2, :2]).shape == (2, 3, 4), (
    "2 x 2 x 2 entries fit into 3 x 4 x 5 at 2 x 3 x 4 places"
)
### BEGIN HIDDEN TESTS
for dtype in (torch.float64, torch.float32):
    for axes, most in ((1, 9), (2, 5), (3, 3), (4, 3), (5, 2)):
        taps = [random.randint(1, most) for _ in range(axes)]
        x_sizes = [k + random.randint(0, min(most, 4) - 1) for k in taps]
        x = torch.randn(x_sizes[::-1], dtype=dtype, generator=generator)
        x = x.permute(tuple(range(axes))[::-1])  # not contiguous
        w = torch.randn(taps, dtype=dtype, generator=generator)
        kept = x.clone(), w.clone()
        got = correlate(x, w)
        expected = kept[0]
        for axis in range(axes):
            expected = expected.unfold(axis, taps[axis], 1)
        expected = (expected * kept[1]).flatten(axes).sum(-1)
        assert got.dtype == dtype, "the output's dtype is not the input's"
        torch.testing.assert_close(
            got, expected, msg="wrong for some inputs with 1 to 5 axes"
        )
        assert torch.equal(x, kept[0]), "correlate changed the input"
        assert torch.equal(w, kept[1]), "correlate changed the kernel"
### END HIDDEN TESTS

# %% tests="correlate" part="gradients" points=1
image = torch.ones(3, 4, dtype=torch.float64)
kernel = torch.ones(2, 2, dtype=torch.float64, requires_grad=True)
(slope,) = torch.autograd.grad(correlate(image, kernel).sum(), [kernel])
torch.testing.assert_close(
    slope,
    torch.full((2, 2), 6.0, dtype=torch.float64),
    msg="each tap meets 2 x 3 entries that are 1, so its gradient is 6",
)
### BEGIN HIDDEN TESTS
for axes, convolution in enumerate((F.conv1d, F.conv2d, F.conv3d), 1):
    a = torch.randn(
        [random.randint(3, 5) for _ in range(axes)],
        dtype=torch.float64,
        generator=generator,
    )
    b = torch.randn(
        [random.randint(2, 3) for _ in range(axes)],
        dtype=torch.float64,
        generator=generator,
    )
    a.requires_grad_()
    b.requires_grad_()
    got = correlate(a, b)
    expected = convolution(a[None, None], b[None, None])[0, 0]
    factors = torch.randn(expected.shape, dtype=torch.float64, generator=generator)
    given = torch.autograd.grad((got * factors).sum(), [a, b])
    wanted = torch.autograd.grad((expected * factors).sum(), [a, b])
    torch.testing.assert_close(given[0], wanted[0], msg="wrong gradient by the input")
    torch.testing.assert_close(given[1], wanted[1], msg="wrong gradient by the kernel")
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Does the order matter?
#
# The *full* correlation of $x$ with $w$ has an entry for every place at which the two
# overlap at all: `numpy.correlate(x, w, "full")`, and the same along several axes.
# Someone gives you this result $c$, and neither $x$ nor $w$. What is the full
# correlation of $w$ with $x$?


# %% solution="swapped"
def swapped(c):
    """Return the full correlation of w with x, from that of x with w.

    c: tensor with any number of axes, 1 or more. Returns a tensor of the same number
    of axes and the same dtype, and leaves c as it is.
    """
    ### BEGIN SOLUTION
    return c.flip(tuple(range(c.dim())))
    ### END SOLUTION


# %% tests="swapped" points=1
x, w = torch.tensor([1.0, 2.0, 0.0]), torch.tensor([3.0, 4.0])
before = torch.from_numpy(np.correlate(x, w, "full"))
after = torch.from_numpy(np.correlate(w, x, "full"))
torch.testing.assert_close(
    swapped(before), after, msg=f"{before.tolist()} must become {after.tolist()}"
)
c = torch.arange(6.0).reshape(2, 3)
torch.testing.assert_close(
    swapped(swapped(c)), c, msg="exchanging x and w twice must change nothing"
)
### BEGIN HIDDEN TESTS
for dtype in (torch.float64, torch.float32):
    for axes, convolution in enumerate((F.conv1d, F.conv2d, F.conv3d), 1):
        x = torch.randn(
            [random.randint(2, 6) for _ in range(axes)],
            dtype=dtype,
            generator=generator,
        )
        w = torch.randn(
            [random.randint(2, 4) for _ in range(axes)],
            dtype=dtype,
            generator=generator,
        )
        c, expected = (
            convolution(a[None, None], b[None, None], padding=[k - 1 for k in b.shape])
            for a, b in ((x, w), (w, x))
        )
        kept = c.clone()
        torch.testing.assert_close(
            swapped(c[0, 0]),
            expected[0, 0],
            msg=f"wrong for some inputs with {axes} axes",
        )
        assert torch.equal(c, kept), "swapped changed its argument"
c = torch.randn(2, 1, 3, 2, 3, dtype=torch.float64, generator=generator)
torch.testing.assert_close(
    swapped(c),
    torch.from_numpy(np.flip(c.numpy()).copy()),
    msg="wrong for some inputs with 5 axes",
)
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Equivariant, up to the border
#
# A signal of $n$ entries moves by $m$ places: to the right, or to the left if $m$ is
# negative. Entries that leave at one end are lost, and unknown ones come in at the
# other. You correlate it before and after with the same $k$ taps, at the places where
# they all fit. How many outputs after the move are sure to be outputs from before?


# %% solution="moved_outputs"
def moved_outputs(n, k, m):
    """Return how many outputs after a move by m equal moved ones from before, an int.

    n: entries of the signal, k: taps, 1 <= k <= n, m: any int. Outputs that read an
    entry that came in do not count.
    """
    ### BEGIN SOLUTION
    return max(n - k + 1 - abs(m), 0)
    ### END SOLUTION


# %% tests="moved_outputs" points=2
assert moved_outputs(5, 3, 0) == 3, "without a move all 5 - 3 + 1 outputs stay"
assert moved_outputs(100, 3, 4) == 94, "the photograph of the chapter: 94 of 98"
for m in range(9):
    assert moved_outputs(9, 2, m) == moved_outputs(9, 2, -m), "left or right is alike"
    assert moved_outputs(9, 2, m) >= 0, "there are never less than 0 outputs"
assert isinstance(moved_outputs(9, 2, 30), int), "a number of outputs is an int"
### BEGIN HIDDEN TESTS
cases = []
for number in range(150):
    k, m = random.randint(1, 9), random.randint(0, 12)
    n = k + random.choice((0, random.randint(1, 12), random.randint(13, 60)))
    if number % 5 == 0:
        m = random.randint(13, 200)
    cases.append((n, k, random.choice((m, -m))))
for n, k, m in cases:
    got = moved_outputs(n, k, m)
    scene = torch.rand(1, 1, n + abs(m), dtype=torch.float64, generator=generator)
    taps = 1 + torch.rand(1, 1, k, dtype=torch.float64, generator=generator)
    view, moved = scene[..., max(m, 0) :][..., :n], scene[..., max(-m, 0) :][..., :n]
    old, new = F.conv1d(view, taps).flatten(), F.conv1d(moved, taps).flatten()
    expected = sum(
        bool(abs(new[i] - old[i - m]) < 1e-12)
        for i in range(len(new))
        if 0 <= i - m < len(old)
    )
    assert type(got) is int, "not an int for some sizes or moves"
    assert got == expected, "wrong for some sizes or moves"
### END HIDDEN TESTS

# %% [markdown]
# ## 5. A kernel that measures slope
#
# On a tilted plane, $x[i, j] = a\, i + b\, j + c$, the slope is $a$ along axis 0 and
# $b$ along axis 1. Build a $k \times k$ kernel, $k = 2N + 1$, whose correlation with
# such a plane is exactly the slope along the axis that is asked for. Its weights are
# in proportion to $u = -N \dots N$ along that axis, and all alike across it. What
# must you divide by?


# %% solution="slope_kernel"
def slope_kernel(k, axis):
    """Return the kernel that measures slope along an axis, a float64 tensor (k, k).

    k: an odd int, at least 3, axis: 0 (down) or 1 (across). Raises ValueError for an
    even k, which has no middle.
    """
    ### BEGIN SOLUTION
    if k % 2 == 0:
        raise ValueError("k must be odd")
    u = torch.arange(k, dtype=torch.float64) - k // 2
    weights = u / (k * (u * u).sum())
    kernel = weights.expand(k, k)
    return kernel if axis == 1 else kernel.T
    ### END SOLUTION


# %% tests="slope_kernel" points=3
i = torch.arange(9.0, dtype=torch.float64)[:, None].expand(9, 8)
j = torch.arange(8.0, dtype=torch.float64).expand(9, 8)
for k in (3, 5):
    for axis, plane in ((0, i), (1, j)):
        kernel = slope_kernel(k, axis)
        assert kernel.shape == (k, k), "the kernel must be k x k"
        assert kernel.dtype == torch.float64, "the kernel must be float64"
        assert abs(float(kernel.sum())) <= 1e-12, "flat ground must give 0"
        slope = F.conv2d(plane[None, None], kernel[None, None])[0, 0]
        torch.testing.assert_close(
            slope,
            torch.ones_like(slope),
            msg="a plane that rises by 1 an entry along the axis must give 1",
        )
try:
    slope_kernel(4, 0)
except ValueError:
    pass
else:
    raise AssertionError("an even kernel has no middle entry: raise ValueError")
### BEGIN HIDDEN TESTS
for k in (3, random.choice((5, 7, 9)), random.choice((11, 13, 15, 17))):
    for axis in (0, 1):
        size = (k + random.randint(0, 4), k + random.randint(0, 4))
        image = torch.randn(size, dtype=torch.float64, generator=generator)
        window = torch.arange(k * k, dtype=torch.float64)
        plane = torch.stack(
            [window // k, window % k, torch.ones_like(window)], dim=1
        )  # (k * k, 3): the best plane's slopes are the solution's first two rows
        columns = F.unfold(image[None, None], k)[0]  # (k * k, windows)
        fitted = torch.linalg.lstsq(plane, columns).solution  # (3, windows)
        kernel = slope_kernel(k, axis)
        assert kernel.dtype == torch.float64, "the kernel must be float64"
        assert kernel.shape == (k, k), "wrong shape for some k"
        got = F.conv2d(image[None, None], kernel[None, None]).flatten()
        torch.testing.assert_close(
            got, fitted[axis], msg=f"wrong weights along axis {axis}"
        )
for k in random.sample(range(2, 40, 2), 5):
    try:
        slope_kernel(k, 1)
    except ValueError:
        continue
    raise AssertionError("no ValueError for some even k")
### END HIDDEN TESTS

# %% [markdown]
# ## 6. Learn a kernel
#
# Someone has run an image of random numbers through a layer with an unknown
# $k \times k$ kernel, and shows you input and output. Find the kernel. With
# `flip=False` the layer correlates; with `flip=True` it convolves: it turns its
# kernel by 180° first, and you want the kernel as it was before. Gradient descent
# from zeros works, a few hundred steps are plenty; so does any other way.


# %% solution="learn_kernel"
def learn_kernel(image, output, k, flip=False):
    """Return the k x k kernel that turns image into output, exact to about 1e-4.

    image: tensor (H, W) of independent standard normal numbers, output: tensor
    (H - k + 1, W - k + 1), both float32 or float64. flip: whether the layer turns
    its kernel by 180 degrees. There are far more outputs than weights, without noise.
    Returns a tensor (k, k) of the image's dtype and leaves image and output as they
    are.
    """
    ### BEGIN SOLUTION
    windows = image.unfold(0, k, 1).unfold(1, k, 1)  # (H_out, W_out, k, k)
    solution = torch.linalg.lstsq(windows.reshape(-1, k * k), output.reshape(-1, 1))
    kernel = solution.solution.reshape(k, k)
    return kernel.rot90(2) if flip else kernel
    ### END SOLUTION


# %% tests="learn_kernel" points=3
source = torch.Generator().manual_seed(1)
image = torch.randn(16, 19, generator=source)
secret = torch.tensor([[1.0, 2.0], [0.0, -3.0]])
output = F.conv2d(image[None, None], secret[None, None])[0, 0]
found = learn_kernel(image, output, 2)
assert found.shape == (2, 2), "the kernel must be k x k"
assert found.dtype == torch.float32, "the kernel must have the image's dtype"
torch.testing.assert_close(
    found,
    secret,
    atol=1e-3,
    rtol=0,
    msg="the kernel was 1 2 / 0 -3: does your loss go down to 0?",
)
torch.testing.assert_close(
    learn_kernel(image, 2 * output, 2),
    2 * found,
    atol=1e-3,
    rtol=0,
    msg="twice the output: the layer has twice the weights",
)
acting = learn_kernel(image, output, 2, flip=True).flip(0, 1)
torch.testing.assert_close(
    F.conv2d(image[None, None], acting[None, None])[0, 0],
    output,
    atol=1e-3,
    rtol=0,
    msg="flip=True: turned by 180 degrees, the kernel must give the same output",
)
### BEGIN HIDDEN TESTS
cases = [(k, flip) for k in (1, 2, 3, 4) for flip in (False, True) if k > 1 or flip]
for number, (k, flip) in enumerate(random.sample(cases, len(cases))):
    dtype = (torch.float64, torch.float32)[number % 2]
    size = (random.randint(16, 20), random.randint(20, 26))
    image = torch.randn(size, dtype=dtype, generator=generator)
    secret = torch.randn(k, k, dtype=dtype, generator=generator)
    acting = secret.flip(0, 1) if flip else secret
    output = F.conv2d(image[None, None], acting[None, None])[0, 0]
    kept = image.clone(), output.clone()
    found = learn_kernel(image, output, k, flip)
    assert found.dtype == dtype, "the kernel's dtype is not the image's"
    torch.testing.assert_close(
        found,
        secret,
        atol=2e-4,
        rtol=0,
        msg="not the layer's kernel for some k and flip, or not exact enough",
    )
    assert torch.equal(image, kept[0]), "learn_kernel changed the image"
    assert torch.equal(output, kept[1]), "learn_kernel changed the output"
### END HIDDEN TESTS
