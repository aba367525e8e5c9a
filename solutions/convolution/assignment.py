# %% [markdown]
# # Convolution and cross-correlation: exercises
#
# You practise what the chapters on convolution show: the two sums, what order and
# position mean to them, a kernel that measures, and a kernel that is learned. You
# also write a test yourself, and in the last task you find the echo of a hall from
# one recording. The chapter is in the built book under
# *Convolution → Convolution and cross-correlation*.
#
# Write your code where a cell says `# YOUR CODE HERE` and delete the line that
# raises `NotImplementedError`. The cell below each task checks it with a few laws
# and worked examples; more checks run when your work is graded. You may use torch,
# numpy and plain Python in any way you like, unless a task forbids a call. Tensors
# may lie in memory in any way: as columns of a larger one, for example. A function
# leaves its arguments and torch's global state as they are, and what it returns
# depends on its arguments alone, not on earlier calls.

# %% setup="imports"
import random

import numpy as np
import torch
import torch.nn.functional as F

# %% [markdown]
# ## 1. Echoes before and after
#
# *10 minutes · level 1 of 5*
#
# In the chapter an echo starts on the day of its dose. Number the taps of the kernel
# from any `first` instead: then entry $a$ of the signal counts $w[u]$ times at
# position $a + u$, for the offsets $u$ from `first` to `first + k - 1`. With
# `first=-1` and three taps they are $-1, 0, 1$, and an echo starts one position
# *before* its entry. Keep the positions of the signal, $0 \dots n - 1$:
#
# $$y[t] = \sum_u w[u]\, x[t - u],$$
#
# where entries outside the signal count as zero. Write the sum yourself: `conv1d`,
# `conv2d`, `conv_transpose1d`, `convolution`, `convolve`, `correlate` and `polymul` are
# not allowed.
#
# <details><summary>Hint</summary>
#
# Which positions does tap number $j$ write to, if it reads position $a$? Skip those
# that are not among $0 \dots n - 1$; a negative index would count from the end.
# </details>


# %% solution="convolve_1d" without="torch.conv1d torch.conv2d torch.conv_transpose1d torch.convolution numpy.convolve numpy.correlate numpy.polymul"
def convolve_1d(x, w, first=0):
    """Return the convolution of a signal with a kernel, at the signal's positions.

    x: tensor (n,), w: tensor (k,), both float32 or both float64; n and k are at least
    1 and either may be the larger. first: the offset of w's first entry, any int.
    Returns a tensor (n,) of that dtype. Gradients are not asked for.
    """
    ### BEGIN SOLUTION
    y = torch.zeros_like(x)
    for j in range(len(w)):
        for t in range(len(x)):
            if 0 <= t - first - j < len(x):
                y[t] += w[j] * x[t - first - j]
    return y
    ### END SOLUTION


# %% tests="convolve_1d" points=3
x = torch.tensor([1.0, 4.0, 0.0, 2.0])
w = torch.tensor([3.0, 1.0])
_expect_close(
    convolve_1d(x, w),
    torch.tensor([3.0, 13.0, 4.0, 6.0]),
    "1 4 0 2 with the taps 3 1 at the offsets 0 and 1: 4 echoes as 12 4",
)
_expect_equal(w.tolist(), [3.0, 1.0], "convolve_1d must leave w as it is")
_expect_close(
    convolve_1d(x, w, first=-1),
    torch.tensor([13.0, 4.0, 6.0, 2.0]),
    "first=-1: the same echoes, one position earlier, cut to positions 0 to 3",
)
_expect_close(
    convolve_1d(x, torch.tensor([2.0, 0.0, 1.0, 0.0, 5.0]), 2),
    torch.tensor([0.0, 0.0, 2.0, 8.0]),
    "five taps at the offsets 2 to 6: the first echo starts at position 2",
)
pulse = torch.tensor([0.0, 0.0, 1.0, 0.0, 0.0], dtype=torch.float64)
taps = torch.tensor([7.0, 8.0, 9.0], dtype=torch.float64)
_expect_close(
    convolve_1d(pulse, taps, first=-1),
    torch.tensor([0.0, 7.0, 8.0, 9.0, 0.0], dtype=torch.float64),
    "a single 1 at position 2 must leave the kernel around it, unflipped, in float64",
)


### BEGIN HIDDEN TESTS
def reference(x, w, first):
    """The echoes by numpy.convolve, cut to the positions of the signal."""
    echoes = np.convolve(x.numpy(), w.numpy())
    y = np.zeros(len(x), dtype=echoes.dtype)
    for t in range(len(x)):
        if 0 <= t - first < len(echoes):
            y[t] = echoes[t - first]
    return torch.from_numpy(y)


def signal(n, dtype=torch.float64):
    return torch.randn(n, dtype=dtype, generator=generator)


dtypes = (torch.float64, torch.float32)
for n, k in ((1, 1), (5, 1), (1, 4), (6, 2), (3, 3), (12, 4)):
    for dtype in dtypes:
        x, w = signal(n, dtype), signal(k, dtype)
        _expect_close(
            convolve_1d(x, w), reference(x, w, 0), "first left at its default"
        )
for n, k, first in ((4, 7, 0), (3, 9, -4), (2, 6, -5), (5, 6, 1), (1, 3, -1)):
    for dtype in dtypes:
        x, w = signal(n, dtype), signal(k, dtype)
        got = convolve_1d(x, w, first)
        _expect_close(got, reference(x, w, first), "a kernel longer than the signal")
for n, k, first in (
    (1, 1, -1),
    (1, 1, 1),
    (6, 1, -2),
    (7, 3, -2),
    (9, 4, -3),
    (8, 2, -5),
):
    for dtype in dtypes:
        x, w = signal(n, dtype), signal(k, dtype)
        got = convolve_1d(x, w, first)
        _expect_close(
            got, reference(x, w, first), "first other than 0, near the signal"
        )
for n, k, first in (
    (5, 3, 5),
    (5, 3, -8),
    (5, 2, 40),
    (4, 2, -30),
    (6, 2, -6),
    (6, 2, 4),
):
    for dtype in dtypes:
        x, w = signal(n, dtype), signal(k, dtype)
        got = convolve_1d(x, w, first)
        _expect_close(got, reference(x, w, first), "echoes that mostly miss the signal")
for factor in (-1.0, 1e-5, 1e4):
    x, w = signal(9).abs() * factor, signal(4)
    x[0], x[-1], w[0], w[-1] = 0.0, 0.0, 0.0, 0.0
    got = convolve_1d(x, w, -2) / factor
    _expect_close(
        got, reference(x, w, -2) / factor, "zeros at the ends, small or large numbers"
    )
x, w = signal(1000, torch.float32), signal(3, torch.float32)
_expect_close(convolve_1d(x, w, -1), reference(x, w, -1), "a signal of 1,000 entries")
x, w = signal(70), signal(40)
_expect_close(convolve_1d(x, w, -15), reference(x, w, -15), "a kernel of 40 taps")
for _ in range(40):
    x, w = signal(random.randint(1, 12)), signal(random.randint(1, 8))
    first = random.randint(-9, 9)
    got = convolve_1d(w=w, x=x, first=first)
    _expect_close(got, reference(x, w, first), "random sizes, arguments by keyword")
x, w = signal(6), signal(3)
for signal_in_memory in _layouts(x):
    for kernel_in_memory in _layouts(w):
        got = convolve_1d(signal_in_memory, kernel_in_memory, -1)
        _expect_close(got, reference(x, w, -1), "a signal that is not contiguous")
        _expect_equal(signal_in_memory, x, "convolve_1d changed the signal")
        _expect_equal(kernel_in_memory, w, "convolve_1d changed the kernel")
kept = convolve_1d(x, w, 1)
for other in ((x, w, 0), (x, signal(3), 1), (signal(6), w, 1), (x, w, 1)):
    got = convolve_1d(*other)
    _expect_close(got, reference(*other), "a second call with one argument changed")
    _expect_close(kept, reference(x, w, 1), "a later call changed an earlier result")
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Does the order matter?
#
# *5 minutes · level 2 of 5*
#
# The *full* correlation of $x$ with $w$ has an entry for every position at which the
# two overlap at all: `numpy.correlate(x, w, "full")`, and the same along several axes.
# Someone gives you this result $c$, and neither $x$ nor $w$. What is the full
# correlation of $w$ with $x$? One line will do.
#
# <details><summary>Hint</summary>
#
# Write down $\sum_i x[i + t]\, w[i]$ and the same sum with $x$ and $w$ exchanged. For
# which other $t$ are the two the same sum?
# </details>


# %% solution="swapped"
def swapped(c):
    """Return the full correlation of w with x, from that of x with w.

    c: tensor, float32 or float64, with any number of axes, 1 or more. Returns a new
    tensor of the same shape and dtype.
    """
    ### BEGIN SOLUTION
    return c.flip(tuple(range(c.dim())))
    ### END SOLUTION


# %% tests="swapped" points=1
x, w = torch.tensor([1.0, 2.0, 0.0]), torch.tensor([3.0, 4.0])
before = torch.from_numpy(np.correlate(x, w, "full"))
after = torch.from_numpy(np.correlate(w, x, "full"))
kept = before.clone()
_expect_close(swapped(before), after, f"{before.tolist()}, with x and w exchanged")
_expect_equal(before, kept, "swapped must leave its argument as it is")
_expect_close(swapped(c=before[None]), after[None], "the same with a second axis")
image = torch.tensor([[1.0, 2.0, 3.0], [0.0, 4.0, 5.0]], dtype=torch.float64)[
    None, None
]
probe = torch.zeros(1, 1, 2, 2, dtype=torch.float64)
probe[0, 0, 0, 0] = 1.0
_expect_close(
    swapped(F.conv2d(image, probe, padding=1)[0, 0]),
    F.conv2d(F.pad(probe, (2, 2, 1, 1)), image)[0, 0],
    "images: the correlation of a 2x2 kernel with a 2x3 image, from the other one",
)
### BEGIN HIDDEN TESTS
for dtype in (torch.float64, torch.float32):
    for axes, convolution in enumerate((F.conv1d, F.conv2d, F.conv3d), 1):
        x, w = (
            torch.randn(
                [random.randint(2, most) for _ in range(axes)],
                dtype=dtype,
                generator=generator,
            )
            for most in (6, 4)
        )
        c, expected = (
            convolution(a[None, None], b[None, None], padding=[k - 1 for k in b.shape])
            for a, b in ((x, w), (w, x))
        )
        _expect_close(swapped(c[0, 0]), expected[0, 0], "one, two or three axes")
for shape in (
    (1,),
    (2,),
    (1, 5),
    (4, 1),
    (1, 1),
    (2, 1, 3),
    (3, 2, 1, 2),
    (1, 2, 1, 3, 2),
):
    for dtype in (torch.float64, torch.float32):
        c = torch.randn(shape, dtype=dtype, generator=generator)
        expected = torch.from_numpy(np.flip(c.numpy()).copy())
        for in_memory in _layouts(c):
            got = swapped(in_memory)
            _expect_equal(got, expected, "axes of one entry, and up to five axes")
            _expect_equal(in_memory, c, "swapped changed its argument")
for shape in ((3000,), (50, 40)):
    c = 1e4 * torch.randn(shape, generator=generator) - 1e4
    expected = torch.from_numpy(np.flip(c.numpy()).copy())
    _expect_equal(swapped(c=c), expected, "many entries, or large ones")
c, d = (torch.randn(3, 4, dtype=torch.float64, generator=generator) for _ in range(2))
kept = swapped(c)
for other in [d, c] * 20:
    expected = torch.from_numpy(np.flip(other.numpy()).copy())
    _expect_equal(swapped(other), expected, "a later call, another argument")
    expected = torch.from_numpy(np.flip(c.numpy()).copy())
    _expect_equal(kept, expected, "a later call changed an earlier result")
for c in (torch.ones(1), torch.ones(1, 1)):
    kept = swapped(c)
    c += 1
    _expect_equal(kept, torch.ones_like(c), "a new tensor, not a view of the argument")
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Equivariant, up to the border
#
# *10 minutes · level 2 of 5*
#
# A signal of $n$ entries moves by $m$ positions: to the right, or to the left if $m$
# is negative. Entries that leave at one end are lost, and unknown ones come in at the
# other. You correlate it before and after with the same $k$ taps, at the positions
# where they all fit. How many outputs after the move are sure to be outputs from
# before?
#
# <details><summary>Hint</summary>
#
# Which entries did the window of an output read before the move? All of them must
# still be there.
# </details>


# %% solution="moved_outputs"
def moved_outputs(n, k, m):
    """Return how many outputs after a move by m equal moved ones from before, an int.

    n: entries of the signal, up to a million, k: taps, 1 <= k <= n, m: any int.
    Outputs that read an entry that came in do not count.
    """
    ### BEGIN SOLUTION
    return max(n - k + 1 - abs(m), 0)
    ### END SOLUTION


# %% tests="moved_outputs" points=2
_expect_equal(moved_outputs(n=5, k=3, m=0), 3, "no move: all 5 - 3 + 1 outputs stay")
_expect_equal(
    moved_outputs(6, 2, -2), 3, "a b c d e f becomes c d e f ? ?: cd, de and ef stay"
)
_expect_equal(moved_outputs(100, 3, 4), 94, "98 outputs, and 4 read what came in")
_expect_equal(moved_outputs(9, 4, 30), 0, "all entries left: no output stays")


### BEGIN HIDDEN TESTS
def count(n, k, m):
    """The outputs after the move all of whose entries were there before."""
    return sum(
        all(0 <= i + u - m < n for u in range(k)) for i in range(max(n - k + 1, 0))
    )


for n, k in ((1, 1), (2, 1), (2, 2), (5, 5), (7, 6), (8, 1)):
    for m in (0, 1, -1, 2, -2, n - k, n - k + 1, k - n, k - n - 1, n, -n):
        _expect_equal(moved_outputs(n, k, m), count(n, k, m), "one tap, or k near n")
for n, k, m in (
    (10, 3, 8),
    (10, 3, -8),
    (10, 3, 9),
    (10, 3, 10),
    (10, 3, 11),
    (10, 3, -21),
):
    _expect_equal(moved_outputs(n, k, m), 0, "a move by which nothing is left, or more")
for _ in range(150):
    k, m = random.randint(1, 9), random.randint(-14, 14)
    n = k + random.choice((0, random.randint(1, 12), random.randint(13, 60)))
    expected = count(n, k, m)
    _expect_equal(moved_outputs(n, k, m), expected, "random sizes and moves")
for _ in range(5):
    n, k, m = (
        random.randint(10**5, 2 * 10**5),
        random.randint(2, 99),
        random.randint(1, 999),
    )
    outputs = n - k + 1
    for move in (m, -m):
        expected = outputs - m
        _expect_equal(moved_outputs(m=move, k=k, n=n), expected, "a long signal")
### END HIDDEN TESTS

# %% [markdown]
# ## 4. A kernel that measures slope
#
# *15 minutes · level 3 of 5*
#
# On a tilted plane, $x[i, j] = a\, i + b\, j + c$, the slope is $a$ along axis 0 and
# $b$ along axis 1. Build a kernel of any odd height and width whose correlation with
# such a plane is exactly the slope along the axis that is asked for. Its weights are
# in proportion to the offset from the middle along that axis, and all alike across
# it. What must you divide by? Compute in float64: ten digits are checked.
#
# <details><summary>Hint</summary>
#
# Correlate the weights before the division with the plane $x[i, j] = i$. The offsets
# add up to 0, so only the sum of their squares is left. How many times does it occur?
# </details>


# %% solution="slope_kernel"
def slope_kernel(size, axis=0):
    """Return the kernel that measures slope along an axis, a float64 tensor of a size.

    size: two odd ints, (rows, columns), of which the one along the axis is at least 3
    and the other at least 1. axis: 0 (down) or 1 (across). Raises ValueError if either
    int is even, or if there is only one entry along the axis.
    """
    ### BEGIN SOLUTION
    if size[0] % 2 == 0 or size[1] % 2 == 0 or size[axis] == 1:
        raise ValueError("two odd sizes, at least 3 along the axis")
    u = torch.arange(size[axis], dtype=torch.float64) - size[axis] // 2
    weights = u / (size[1 - axis] * (u * u).sum())
    return (weights[:, None] if axis == 0 else weights).repeat(
        (1, size[1]) if axis == 0 else (size[0], 1)
    )
    ### END SOLUTION


# %% tests="slope_kernel" points=3
_expect_close(
    slope_kernel((1, 3), axis=1),
    torch.tensor([[-0.5, 0.0, 0.5]], dtype=torch.float64),
    "one row, across: the right entry less the left one, over two steps",
)
for size in ((3, 3), (5, 3), (3, 7)):
    for axis in (0, 1):
        ramps = (torch.arange(8.0).double()[:, None], torch.arange(9.0).double())
        plane = (3 * ramps[axis] - 2 * ramps[1 - axis] + 7).expand(8, 9)
        kernel = slope_kernel(size, axis)
        _expect_equal(tuple(kernel.shape), size, "the kernel has the size asked for")
        _expect_equal(kernel.dtype, torch.float64, "the kernel's dtype")
        slope = F.conv2d(plane[None, None], kernel[None, None])[0, 0]
        _expect_close(
            slope,
            torch.full_like(slope, 3.0),
            f"size {size}, axis {axis}: the plane rises by 3 along it, -2 across",
        )
_expect_error(ValueError, lambda: slope_kernel((3, 4)), "an even width has no middle")


### BEGIN HIDDEN TESTS
def best(size, axis):
    """The slope of the best plane through a window is a correlation: its weights."""
    rows, columns = size
    i = torch.arange(rows, dtype=torch.float64).repeat_interleave(columns)
    j = torch.arange(columns, dtype=torch.float64).repeat(rows)
    along = (i, j)[axis] - (i, j)[axis].mean()
    return (along / (along * along).sum()).reshape(size)


exact = {"rtol": 1e-10, "atol": 1e-14}
for size in ((3, 3), (5, 5), (3, 1), (5, 3), (3, 5), (9, 1), (7, 11), (3, 15)):
    got = slope_kernel(size)
    _expect_close(got, best(size, 0), "axis left at its default", **exact)
for size in ((3, 3), (1, 5), (3, 5), (5, 3), (1, 3), (11, 7), (15, 3), (5, 9)):
    got = slope_kernel(axis=1, size=size)
    _expect_close(got, best(size, 1), "along axis 1", **exact)
for size in ((31, 3), (5, 41)):
    for axis in (0, 1):
        got = slope_kernel(size, axis)
        _expect_close(got, best(size, axis), "a large kernel", **exact)
for _ in range(40):
    size = (random.randrange(3, 18, 2), random.randrange(3, 18, 2))
    axis = random.randint(0, 1)
    got = slope_kernel(size, axis)
    _expect_close(got, best(size, axis), "random sizes along either axis", **exact)
kept = slope_kernel((3, 5), 1)
for size, axis in (((3, 5), 0), ((5, 3), 1), ((3, 5), 1)):
    slope_kernel(size, axis)[0, 0] = 7
    _expect_close(
        slope_kernel(size, axis), best(size, axis), "a result changed later", **exact
    )
    _expect_close(
        kept, best((3, 5), 1), "a later call changed an earlier result", **exact
    )
for size in ((2, 3), (3, 2), (4, 4), (6, 5), (7, 12), (3, 16), (20, 3)):
    for axis in (0, 1):
        _expect_error(
            ValueError, lambda: slope_kernel(size, axis), "ValueError for an even size"
        )
for size, axis in (((1, 3), 0), ((3, 1), 1), ((1, 1), 0), ((1, 1), 1), ((9, 1), 1)):
    _expect_error(
        ValueError,
        lambda: slope_kernel(size, axis),
        "ValueError for one entry along the axis",
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Write the test
#
# *20 minutes · level 3 of 5*
#
# Now you are the one who checks. Somebody hands in a function `f(image, kernel)` that
# claims to be a correlation:
#
# > Return the cross-correlation of an image (H, W) with a kernel (k_h, k_w) at all
# > positions where the kernel fits, a tensor (H - k_h + 1, W - k_w + 1).
# >
# > image, kernel: tensors, both float32 or both float64, of any layout in memory; no
# > axis of the kernel is longer than the image's, and an axis may have one entry.
# > Returns the same dtype, right to ten digits in float64 and to five in float32,
# > leaves its arguments as they are, and depends on nothing but its arguments.
# > Gradients are not asked for.
#
# Write `check_correlation(f)`: it calls `f` with inputs that you choose, and returns
# `True` if `f` did what it claims, `False` if it did not. An error that comes up
# while it runs counts as `False`. When it is graded, it meets several right functions
# and more than a dozen wrong ones. You get points for each wrong one that it finds,
# but none at all if it rejects a right one: right functions add up in another order,
# so the last digits may differ. Give `f` only what it claims to take. You may use
# `torch.conv2d` to know what is right.
#
# <details><summary>Hint 1</summary>
#
# A mistake shows only in inputs that make a difference: which kernel shows that
# somebody flips it? That somebody exchanges height and width? What stays hidden if you
# call `f` once?
# </details>
# <details><summary>Hint 2</summary>
#
# Keep copies of what you pass, and compare the result's shape and dtype, too.
# </details>


# %% solution="check_correlation"
def check_correlation(f):
    """Return whether f is a correlation as claimed above, True or False."""
    ### BEGIN SOLUTION
    for number in range(100):  # many sizes, and many of them more than once
        dtype = (torch.float32, torch.float64)[number % 2]
        k_h, k_w, rows, columns = torch.randint(1, 4, (4,)).tolist()
        image = torch.randn(columns + k_w - 1, rows + k_h - 1, dtype=dtype).T
        kernel = torch.randn(k_h, k_w, dtype=dtype)
        kept = image.clone(), kernel.clone()
        right = torch.conv2d(image[None, None], kernel[None, None])
        right = right.reshape(rows, columns)
        got = f(image, kernel)
        if (got.dtype, got.shape) != (dtype, right.shape):
            return False
        error = 1e-4 if dtype == torch.float32 else 1e-9
        if not (got - right).abs().max() <= error:
            return False
        if not (image.equal(kept[0]) and kernel.equal(kept[1])):
            return False
    return True
    ### END SOLUTION


# %% tests="check_correlation" points=4
def sums_of_windows(image, kernel):
    rows = image.shape[0] - kernel.shape[0] + 1
    columns = image.shape[1] - kernel.shape[1] + 1
    output = torch.zeros(rows, columns, dtype=image.dtype)
    for i in range(rows):
        for j in range(columns):
            window = image[i : i + kernel.shape[0], j : j + kernel.shape[1]]
            output[i, j] = (window * kernel).sum()
    return output


def flipped(image, kernel):
    return sums_of_windows(image, kernel.flip(0, 1))


def height_is_width(image, kernel):
    padded = F.pad(image, (0, max(image.shape[0] - image.shape[1], 0)))
    return sums_of_windows(padded[:, : image.shape[0]], kernel)


def single_precision(image, kernel):
    return sums_of_windows(image.float(), kernel.float())


def changes_kernel(image, kernel):
    result = sums_of_windows(image, kernel)
    kernel /= kernel.abs().sum()
    return result


def verdict_on(f):
    try:
        return check_correlation(f)
    except Exception:
        return False


_expect_equal(check_correlation(sums_of_windows), True, "this function is right")
_expect_equal(verdict_on(flipped), False, "this one flips the kernel")
_expect_equal(verdict_on(height_is_width), False, "right for square images only")
_expect_equal(verdict_on(single_precision), False, "float32, whatever comes in")
_expect_equal(verdict_on(changes_kernel), False, "this one changes the kernel")
share = 1.0


### BEGIN HIDDEN TESTS
def windows(image, kernel):
    view = image.unfold(0, kernel.shape[0], 1).unfold(1, kernel.shape[1], 1)
    return torch.einsum("ijuv,uv->ij", view, kernel)


def shifted(image, kernel):
    rows = image.shape[0] - kernel.shape[0] + 1
    columns = image.shape[1] - kernel.shape[1] + 1
    total = image.new_zeros(rows, columns)
    for u in reversed(range(kernel.shape[0])):
        for v in range(kernel.shape[1]):
            total += kernel[u, v] * image[u : u + rows, v : v + columns]
    return total


def library(image, kernel):
    return F.conv2d(image[None, None], kernel[None, None])[0, 0]


def through_numpy(image, kernel):
    view = np.lib.stride_tricks.sliding_window_view(image.numpy(), kernel.shape)
    return torch.from_numpy((view * kernel.numpy()).sum((2, 3)))


def rounded_last(image, kernel):
    return shifted(image.double(), kernel.double()).to(image.dtype)


def rows_flipped(image, kernel):
    return windows(image, kernel.flip(0))


def columns_flipped(image, kernel):
    return windows(image, kernel.flip(1))


def transposed(image, kernel):
    square = kernel.shape[0] == kernel.shape[1]
    return windows(image, kernel.T if square else kernel)


def last_row_missing(image, kernel):
    return windows(image, kernel)[:-1]


def last_column_missing(image, kernel):
    return windows(image, kernel)[:, :-1]


def same_size(image, kernel):
    k_h, k_w = kernel.shape
    pads = ((k_w - 1) // 2, k_w // 2, (k_h - 1) // 2, k_h // 2)
    return windows(F.pad(image, pads), kernel)


def squeezed(image, kernel):
    return windows(image, kernel).squeeze()


def mean(image, kernel):
    return windows(image, kernel) / kernel.numel()


def rectified(image, kernel):
    return windows(image, kernel).relu()


def rounded_between(image, kernel):
    return windows(image.float(), kernel.float()).to(image.dtype)


def always_float64(image, kernel):
    return windows(image.double(), kernel.double())


def changes_image(image, kernel):
    result = windows(image, kernel)
    image -= image.mean()
    return result


def last_slice_missing(image, kernel):
    return windows(image[:, : image.shape[1] - kernel.shape[1] + 1], kernel[:, :1])


def every_second(image, kernel):
    return windows(image, kernel)[::2, ::2]


def turned_output(image, kernel):
    return windows(image, kernel).flip(0, 1)


def as_if_contiguous(image, kernel):
    size = image.shape
    steps = (size[1], 1)
    if image.is_contiguous():
        return windows(image, kernel)
    flat = image.as_strided(size, steps, image.storage_offset())
    return windows(flat, kernel)


def remembers_shapes():
    results = {}

    def remembering(image, kernel):
        key = image.shape, kernel.shape, image.dtype
        return results.setdefault(key, windows(image, kernel)).clone()

    return remembering


def remembers_kernel():
    kernels = {}

    def remembering(image, kernel):
        key = kernel.shape, kernel.dtype
        return windows(image, kernels.setdefault(key, kernel.clone()))

    return remembering


right = [sums_of_windows, windows, shifted, library, through_numpy, rounded_last]
for f in random.sample(right, len(right)) + random.sample(right, len(right)):
    verdict = check_correlation(f)
    _expect_equal(verdict, True, "your check rejects a right function")
wrong = [rows_flipped, columns_flipped, transposed, last_row_missing]
wrong += [last_column_missing, same_size, squeezed, mean, rectified, rounded_between]
wrong += [always_float64, changes_image, last_slice_missing]
wrong += [every_second, turned_output, as_if_contiguous]
wrong += [remembers_shapes(), remembers_kernel()]
found = 0
for f in random.sample(wrong, len(wrong)):
    verdict = verdict_on(f)
    found += type(verdict) is bool and not verdict
share = found / len(wrong)
### END HIDDEN TESTS
float(4 * share)

# %% [markdown]
# ## 6. The echo of a hall
#
# *25 minutes · level 4 of 5*
#
# A hall adds echoes to all that is played in it: it convolves. You played a signal
# $x$ of random numbers and recorded $y$, cut to the same positions as in task 1, with
# some noise from your microphone. Which kernel does the hall have? Find the $k$ taps
# for which the sum of the squared differences between $y$ and the convolution of $x$
# with them is smallest. The number of the first tap is known; a microphone that starts
# late makes it negative. Your `convolve_1d` can do most of the work, but you may
# call anything here.
#
# <details><summary>Hint 1</summary>
#
# $y$ is linear in the taps: the convolution with the kernel is a sum of $k$ signals,
# one for each tap, times that tap. Which kernel has one of these signals as its result?
# </details>
# <details><summary>Hint 2</summary>
#
# With these signals as the columns of a matrix $A$, `torch.linalg.lstsq` finds the
# taps. Gradient descent on the *mean* squared difference finds them, too.
# </details>


# %% solution="learn_echo"
def learn_echo(x, y, k, first=0):
    """Return the k taps that explain a recording best, exact to about 1e-3.

    x: tensor (n,) of independent standard normal numbers, y: tensor (n,), both float32
    or both float64. k: taps, with 20 k <= n <= 2000. first: the offset of the first
    tap, -k <= first <= k. Returns a tensor (k,) of the same dtype. Gradients are not
    asked for.
    """
    ### BEGIN SOLUTION
    reach = 2 * k  # zeros on each side, as far as any tap reaches
    padded = F.pad(x, (reach, reach))
    starts = [reach - u for u in range(first, first + k)]
    A = torch.stack([padded[start : start + len(x)] for start in starts], dim=1)
    return torch.linalg.lstsq(A, y[:, None]).solution.flatten()
    ### END SOLUTION


# %% tests="learn_echo" points=3
source = torch.Generator().manual_seed(1)
x = torch.randn(100, generator=source)
noise = 0.1 * torch.randn(100, generator=source)
y = 2 * x
y[1:] -= x[:-1]
y[3:] += 0.5 * x[:-3]
_expect_close(
    learn_echo(x, y, 4),
    torch.tensor([2.0, -1.0, 0.0, 0.5]),
    "x, less x one position later, plus half of x three positions later",
    atol=2e-3,
    rtol=0,
)
early = torch.zeros_like(x)
early[:-1] = 3 * x[1:]
_expect_close(
    learn_echo(x, early, k=3, first=-1),
    torch.tensor([3.0, 0.0, 0.0]),
    "first=-1, and the recording starts late: only the tap at -1 sounds",
    atol=2e-3,
    rtol=0,
)
taps = learn_echo(x, y + noise, 5)
rest = y + noise
for age, tap in enumerate(taps):
    rest[age:] = rest[age:] - tap * x[: 100 - age]
_expect_close(
    float(rest[3:] @ x[:-3]) / 100,
    0.0,
    "with noise: what the best taps leave has nothing in common with x moved by 3",
    atol=5e-3,
    rtol=0,
)


### BEGIN HIDDEN TESTS
def recording(n, k, first, dtype, loudness=0.0):
    """A signal, and its echoes with some noise."""
    x = torch.randn(n, dtype=dtype, generator=generator)
    taps = torch.randn(k, dtype=dtype, generator=generator)
    noise = torch.randn(n, dtype=dtype, generator=generator)
    return x, (columns(x, k, first) @ taps.double() + loudness * noise).to(dtype)


def columns(x, k, first):
    """The signal, moved by each offset, as the columns of a matrix (n, k)."""
    moved = np.zeros((len(x), k))
    for j in range(k):
        for t in range(len(x)):
            if 0 <= t - first - j < len(x):
                moved[t, j] = x[t - first - j]
    return torch.from_numpy(moved)


def best(x, y, k, first):
    A, target = columns(x, k, first), y.double()[:, None]
    return torch.linalg.lstsq(A, target).solution[:, 0].to(x.dtype)


dtypes = (torch.float64, torch.float32)
for n, k in ((20, 1), (60, 3), (100, 5)):
    for dtype in dtypes:
        x, y = recording(n, k, 0, dtype)
        expected = best(x, y, k, 0)
        _expect_close(
            learn_echo(x, y, k),
            expected,
            "first left at its default",
            atol=2e-3,
            rtol=0,
        )
for n, k, first in (
    (120, 6, 6),
    (120, 6, -6),
    (20, 1, 1),
    (20, 1, -1),
    (80, 4, -2),
    (80, 4, 3),
    (90, 3, -3),
    (90, 3, 3),
):
    for dtype in dtypes:
        x, y = recording(n, k, first, dtype)
        expected = best(x, y, k, first)
        got = learn_echo(x, y, k, first)
        _expect_close(got, expected, "first other than 0", atol=2e-3, rtol=0)
for n, k, first in ((60, 2, 0), (80, 4, -1), (100, 3, 2)):
    x, y = recording(n, k, first, torch.float64, 0.7)
    expected = best(x, y, k, first)
    got = learn_echo(y=y, x=x, first=first, k=k)
    _expect_close(
        got, expected, "a noisy recording, arguments by keyword", atol=2e-3, rtol=0
    )
x, y = recording(1500, 4, -1, torch.float32, 0.3)
expected = best(x, y, 4, -1)
_expect_close(learn_echo(x, y, 4, -1), expected, "a long recording", atol=2e-3, rtol=0)
x, y = recording(400, 15, -7, torch.float64)
expected = best(x, y, 15, -7)
_expect_close(
    learn_echo(x, y, 15, -7), expected, "an echo of 15 taps", atol=2e-3, rtol=0
)
x, y = recording(50, 2, -1, torch.float64, 0.2)
expected = best(x, y, 2, -1)
for played, recorded in zip(_layouts(x), _layouts(y), strict=True):
    got = learn_echo(played, recorded, 2, -1)
    _expect_close(got, expected, "a signal that is not contiguous", atol=2e-3, rtol=0)
    _expect_equal(played, x, "learn_echo changed the signal")
    _expect_equal(recorded, y, "learn_echo changed the recording")
kept = learn_echo(x, y, 2, -1)
louder, other = 2 * y, recording(50, 2, -1, torch.float64)[0]
for arguments in ((x, louder, 2, -1), (other, y, 2, -1), (x, y, 1, -1), (x, y, 2, 0)):
    want = best(*arguments)
    got = learn_echo(*arguments)
    _expect_close(
        got, want, "a second call with one argument changed", atol=2e-3, rtol=0
    )
    _expect_close(
        kept, expected, "a later call changed an earlier result", atol=2e-3, rtol=0
    )
### END HIDDEN TESTS
