# %% [markdown]
# # Padding and stride: exercises
#
# You practise what the chapter *Padding and stride* shows: how many windows there are
# and where they lie, what is read outside the image, and what a stride skips. You also
# mend a correlation that has three mistakes, and build a function that makes small
# pictures out of large ones. The chapter is in the built book under
# *Convolution → Padding and stride*.
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
# ## 1. Which inputs fit?
#
# *10 minutes · level 1 of 5*
#
# The chapter tells you the size of the output. Turn the question round: a layer with a
# kernel of $k$ taps, some padding and a stride has made an output of `outputs` entries
# along an axis. How many entries can the input have had? With a stride there are
# several answers, all the numbers from a smallest to a largest one. An input has at
# least one entry.
#
# <details><summary>Hint</summary>
#
# Where does the last window end, counted from the start of the padding? The padded
# input reaches at least that far. How many entries may follow before another window
# fits?
# </details>


# %% solution="input_sizes"
def input_sizes(outputs, k, before=0, after=0, stride=1):
    """Return (smallest, largest): the input sizes that give so many outputs, two ints.

    outputs: entries of the output, k: taps of the kernel, stride: the step, all at
    least 1. before and after: entries of padding on each side, 0 or more. Raises
    ValueError if no input of one entry or more gives so many outputs.
    """
    ### BEGIN SOLUTION
    smallest = (outputs - 1) * stride + k - before - after
    largest = smallest + stride - 1
    if largest < 1:
        raise ValueError("even an input of one entry gives more outputs")
    return max(smallest, 1), largest
    ### END SOLUTION


# %% tests="input_sizes" points=2
_expect_equal(input_sizes(3, 3), (5, 5), "stride 1: 3 windows of 3 need 5 entries")
_expect_equal(
    input_sizes(4, 3, before=1, after=1, stride=2),
    (7, 8),
    "7 or 8 entries, one more on each side: windows at 0, 2, 4 and 6",
)
_expect_equal(input_sizes(2, 4, 0, 3, 5), (6, 10), "padding behind only, stride 5")
_expect_equal(
    input_sizes(outputs=1, k=2, before=3, after=0, stride=4),
    (1, 2),
    "an input has at least one entry",
)
_expect_error(
    ValueError, lambda: input_sizes(1, 2, 2, 2), "4 entries of padding hold 3 windows"
)


### BEGIN HIDDEN TESTS
def sizes_by_search(outputs, k, before, after, stride):
    """The first and the last of all sizes that give the outputs, one by one."""
    most = outputs * stride + k
    padded = {n: n + before + after for n in range(1, most + 1)}
    sizes = [n for n in padded if len(range(0, padded[n] - k + 1, stride)) == outputs]
    return (sizes[0], sizes[-1]) if sizes else None


for outputs, k in ((1, 1), (1, 5), (6, 1), (2, 2), (9, 4)):
    expected = sizes_by_search(outputs, k, 0, 0, 1)
    _expect_equal(input_sizes(outputs, k), expected, "only outputs and k are given")
for stride in (1, 2, 3, 4, 7):
    for outputs, k in ((1, 1), (1, 3), (3, 2), (4, 5)):
        expected = sizes_by_search(outputs, k, 0, 0, stride)
        got = input_sizes(outputs, k, stride=stride)
        _expect_equal(got, expected, "with stride, without padding")
for before, after in ((1, 0), (0, 1), (2, 2), (3, 1), (0, 4)):
    for outputs, k in ((6, 1), (5, 3), (9, 4)):
        expected = sizes_by_search(outputs, k, before, after, 1)
        got = input_sizes(outputs, k, before, after)
        _expect_equal(got, expected, "with padding, without stride")
for case in (
    (1, 3, 1, 1, 2),
    (1, 3, 1, 1, 1),
    (1, 1, 0, 2, 3),
    (2, 1, 4, 0, 4),
    (1, 9, 4, 4, 9),
):
    _expect_equal(input_sizes(*case), sizes_by_search(*case), "as small as one entry")
for _ in range(150):
    case = (random.randint(1, 9), random.randint(1, 7), random.randint(0, 4))
    case += (random.randint(0, 4), random.randint(1, 6))
    expected = sizes_by_search(*case)
    if expected:
        _expect_equal(input_sizes(*case), expected, "random sizes, padding and strides")
    else:
        _expect_error(
            ValueError, lambda: input_sizes(*case), "ValueError: no input fits"
        )
for case in ((1, 1, 1, 0, 1), (1, 3, 2, 1, 1), (2, 1, 2, 2, 2), (1, 2, 3, 3, 3)):
    _expect_error(ValueError, lambda: input_sizes(*case), "ValueError: no input fits")
for case in (
    (1000, 31, 15, 15, 4),
    (300, 3, 1, 1, 50),
    (2, 700, 5, 0, 900),
    (9, 70, 25, 24, 2),
):
    _expect_equal(input_sizes(*case), sizes_by_search(*case), "large sizes")
### END HIDDEN TESTS

# %% [markdown]
# ## 2. "Same" with a stride
#
# *10 minutes · level 2 of 5*
#
# PyTorch's `padding="same"` is for stride 1. TensorFlow has a rule for any stride: the
# output has $\lceil n / s \rceil$ entries, with as little padding as possible, shared
# evenly between the two sides. If the number of added entries is odd, the odd one
# stands behind. How much padding is it on each side?
#
# <details><summary>Hint</summary>
#
# Where does the last of $\lceil n / s \rceil$ windows end? Perhaps inside the input:
# then nothing is added.
# </details>


# %% solution="same_padding"
def same_padding(n, k, stride=1):
    """Return (before, after), two ints: the padding with which ceil(n / stride) fit.

    n: entries of the input, k: taps of the kernel, stride: the step, all at least 1.
    """
    ### BEGIN SOLUTION
    outputs = -(-n // stride)  # rounded up
    total = max((outputs - 1) * stride + k - n, 0)
    return total // 2, total - total // 2
    ### END SOLUTION


# %% tests="same_padding" points=2
_expect_equal(same_padding(7, 4), (1, 2), "stride 1: 3 entries, the odd one behind")
_expect_equal(
    same_padding(n=10, k=3, stride=2),
    (0, 1),
    "5 outputs: the windows start at 0, 2, 4, 6, 8, and the last one ends at 10",
)
_expect_equal(same_padding(9, 2, 3), (0, 0), "3 outputs fit without any padding")
_expect_equal(same_padding(11, 7, 4), (2, 2), "3 outputs: the last window ends at 14")


### BEGIN HIDDEN TESTS
def padding_by_search(n, k, stride):
    """Add entries, behind first, until the outputs are as many as they should be."""
    before, after = 0, 0
    while len(range(0, before + n + after - k + 1, stride)) < -(-n // stride):
        before, after = (before, after + 1) if before == after else (after, after)
    return before, after


for n, k in ((1, 1), (1, 4), (6, 1), (5, 2), (5, 3), (4, 9), (2, 6)):
    got = same_padding(n, k)
    _expect_equal(got, padding_by_search(n, k, 1), "stride left at its default")
for n, k, s in ((1, 1, 3), (1, 5, 3), (2, 5, 4), (3, 7, 3), (4, 4, 9), (3, 2, 7)):
    got = same_padding(n, k, s)
    _expect_equal(got, padding_by_search(n, k, s), "an input no longer than the stride")
for n in range(8, 16):
    for k, s in (
        (1, 2),
        (2, 2),
        (3, 2),
        (4, 2),
        (2, 4),
        (6, 4),
        (5, 3),
        (3, 3),
        (8, 3),
    ):
        got = same_padding(n, k, s)
        _expect_equal(got, padding_by_search(n, k, s), "stride 2, 3 or 4")
for n, k, s in ((1000, 31, 7), (999, 64, 32), (500, 3, 100), (224, 7, 2)):
    got = same_padding(stride=s, k=k, n=n)
    _expect_equal(got, padding_by_search(n, k, s), "large sizes, by keyword")
for _ in range(60):
    n, k, s = random.randint(1, 40), random.randint(1, 15), random.randint(1, 9)
    got = same_padding(n, k, s)
    _expect_equal(got, padding_by_search(n, k, s), "random sizes and strides")
### END HIDDEN TESTS

# %% [markdown]
# ## 3. A mirror at the border
#
# *10 minutes · level 2 of 5*
#
# The chapter's reflection does not repeat the border. Here is a rule that does, as if
# a mirror stood *behind* the last entry. The mirrors on both sides show each other, so
# it goes on for ever. The three entries `a b c` become
#
# `… b c c b a | a b c | c b a a b …`
#
# Which entry does coordinate `i` read?
#
# <details><summary>Hint</summary>
#
# After how many entries does the whole pattern repeat? Python's `%` is never negative
# for a positive divisor.
# </details>


# %% solution="mirror_index"
def mirror_index(i, n):
    """Return the index, an int with 0 <= index < n, that coordinate i reads.

    i: any int, n: entries of the input, at least 1.
    """
    ### BEGIN SOLUTION
    i = i % (2 * n)
    return min(i, 2 * n - 1 - i)
    ### END SOLUTION


# %% tests="mirror_index" points=2
_expect_equal(
    [mirror_index(i, 3) for i in range(-2, 5)],
    [1, 0, 0, 1, 2, 2, 1],
    "b a | a b c | c b as indices: coordinates -2 to 4 of three entries",
)
_expect_equal(
    [mirror_index(i=i, n=3) for i in (-5, -4, -3, 5, 6, 7, 8)],
    [1, 2, 2, 0, 0, 1, 2],
    "further outside: the second mirror image",
)
_expect_equal(mirror_index(-7, 1), 0, "a single entry is all there is")
### BEGIN HIDDEN TESTS
for n in (1, 2, 3, 5, 8, random.randint(9, 40)):
    far = 3 * n
    expected = np.pad(np.arange(n), n, mode="symmetric").tolist()
    got = [mirror_index(i, n) for i in range(-n, 2 * n)]
    _expect_equal(got, expected, "up to n outside, on either side")
    expected = np.pad(np.arange(n), far, mode="symmetric").tolist()
    got = [mirror_index(i, n) for i in range(-far, n + far)]
    _expect_equal(got, expected, "far outside, on either side")
for _ in range(40):
    n, rounds = random.randint(1, 2000), random.randint(-(10**6), 10**6)
    index = random.randrange(n)
    got = mirror_index(2 * n * rounds + index, n)
    _expect_equal(got, index, "very far outside")
    got = mirror_index(2 * n * rounds - 1 - index, n)
    _expect_equal(got, index, "very far outside, mirrored")
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Find the mistakes
#
# *20 minutes · level 3 of 5*
#
# `faulty_correlate2d` below should slide a kernel over an image, `stride[0]` down and
# `stride[1]` across, with `padding[0]` rows of zeros above and below and `padding[1]`
# columns of zeros on the left and right, without a flip. Its author has tried it on a
# 5×5 image with a 3×3 kernel, stride 2 and one zero on each side, and it was right.
# There are three mistakes in it all the same. Find inputs that show them, and write
# `correlate2d` without them: mend the function, or write your own. The calls `conv1d`,
# `conv2d`, `conv3d`, `conv_transpose2d` and `convolution` are not allowed in it, but you
# may compare with them.
#
# <details><summary>Hint 1</summary>
#
# What do a square image, a square kernel, equal strides and float32 hide?
# </details>
# <details><summary>Hint 2</summary>
#
# Read the documentation of `torch.nn.functional.pad`: which axis comes first?
# </details>


# %% setup="faulty"
def faulty_correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = kernel.shape, stride, padding
    padded = F.pad(image, (p_h, p_h, p_w, p_w))
    rows = (padded.shape[0] - k_h) // s_h + 1
    columns = (padded.shape[1] - k_w) // s_w + 1
    output = torch.zeros(rows, columns)
    for i in range(rows):
        for j in range(columns):
            top, left = i * s_h, j * s_h
            window = padded[top : top + k_h, left : left + k_w]
            output[i, j] = (window * kernel).sum()
    return output


# %% solution="correlate2d" without="torch.conv1d torch.conv2d torch.conv3d torch.conv_transpose2d torch.convolution"
def correlate2d(image, kernel, stride=(1, 1), padding=(0, 0)):
    """Return the cross-correlation of an image with a kernel.

    image: tensor (H, W), kernel: tensor (k_h, k_w), both float32 or both float64.
    stride and padding: two ints each, down and across; at least one window fits.
    Returns a tensor (H_out, W_out) of the same dtype. Gradients are not asked for.
    """
    ### BEGIN SOLUTION
    padded = F.pad(image, (padding[1], padding[1], padding[0], padding[0]))
    windows = padded.unfold(0, kernel.shape[0], stride[0])
    windows = windows.unfold(1, kernel.shape[1], stride[1])  # (H_out, W_out, k_h, k_w)
    return torch.einsum("ijuv,uv->ij", windows, kernel)
    ### END SOLUTION


# %% tests="correlate2d" points=3
image = torch.arange(1.0, 21.0).reshape(4, 5)
kernel = torch.tensor([[0.0, 1.0], [2.0, 3.0]])
_expect_close(
    correlate2d(image, kernel, (3, 2)),
    torch.tensor([[35.0, 47.0]]),
    "3 down, 2 across: the windows 1 2 / 6 7 and 3 4 / 8 9",
)
_expect_close(
    correlate2d(image, kernel, stride=(2, 3), padding=(0, 1)),
    torch.tensor([[19.0, 47.0], [59.0, 107.0]]),
    "one column of zeros on the left and right, none above and below",
)
_expect_close(
    correlate2d(kernel.double(), image[:3, :1].double(), padding=(1, 0)),
    torch.tensor([[22.0, 39.0], [12.0, 19.0]]).double(),
    "float64, a kernel of 3 x 1 with the weights 1, 6, 11, a row above and below",
)
_expect_equal(kernel.tolist(), [[0.0, 1.0], [2.0, 3.0]], "leave the kernel as it is")


### BEGIN HIDDEN TESTS
def matrix(*size, dtype=torch.float64):
    return torch.randn(size, dtype=dtype, generator=generator)


def reference(image, kernel, stride=(1, 1), padding=(0, 0)):
    return F.conv2d(image[None, None], kernel[None, None], None, stride, padding)[0, 0]


for dtype in (torch.float64, torch.float32):
    for size, taps in (
        ((5, 7), (2, 3)),
        ((7, 4), (3, 2)),
        ((4, 4), (3, 3)),
        ((6, 5), (1, 1)),
    ):
        a, b = matrix(*size, dtype=dtype), matrix(*taps, dtype=dtype)
        _expect_close(correlate2d(a, b), reference(a, b), "no stride, no padding")
    for size, taps in (
        ((1, 1), (1, 1)),
        ((1, 6), (1, 3)),
        ((5, 1), (2, 1)),
        ((3, 4), (3, 4)),
    ):
        a, b = matrix(*size, dtype=dtype), matrix(*taps, dtype=dtype)
        _expect_close(correlate2d(a, b), reference(a, b), "axes of one entry")
    for stride in ((2, 1), (1, 2), (2, 2), (3, 5), (4, 1), (9, 9)):
        a, b = matrix(8, 9, dtype=dtype), matrix(2, 3, dtype=dtype)
        got = correlate2d(a, b, stride)
        _expect_close(got, reference(a, b, stride), "with stride")
    for padding in ((1, 0), (0, 1), (2, 2), (3, 1), (0, 4)):
        a, b = matrix(4, 3, dtype=dtype), matrix(2, 3, dtype=dtype)
        got = correlate2d(a, b, padding=padding)
        _expect_close(got, reference(a, b, (1, 1), padding), "with padding")
for _ in range(40):
    taps = (random.randint(1, 5), random.randint(1, 5))
    stride = (random.randint(1, 4), random.randint(1, 4))
    padding = (random.randint(0, 3), random.randint(0, 3))
    least = [max(1, k - 2 * p) for k, p in zip(taps, padding, strict=True)]
    a = matrix(*(n + random.randint(0, 6) for n in least))
    b = matrix(*taps)
    got = correlate2d(padding=padding, stride=stride, kernel=b, image=a)
    expected = reference(a, b, stride, padding)
    _expect_close(got, expected, "random sizes, strides and padding, by keyword")
a, b = matrix(36, 41), matrix(13, 14)
got = correlate2d(a, b, (2, 3), (6, 5))
_expect_close(got, reference(a, b, (2, 3), (6, 5)), "a large image and kernel")
for factor in (1e-6, 1e4):
    a, b = factor * matrix(5, 6), -matrix(2, 3).abs()
    got = correlate2d(a, b, (1, 2)) / factor
    expected = reference(a, b, (1, 2)) / factor
    _expect_close(got, expected, "small or large numbers, negative weights")
a, b = matrix(5, 6), matrix(2, 3)
expected = reference(a, b, (2, 1), (0, 1))
for image in _layouts(a):
    for kernel in _layouts(b):
        got = correlate2d(image, kernel, (2, 1), (0, 1))
        _expect_close(got, expected, "an image or a kernel that is not contiguous")
        _expect_equal(image, a, "correlate2d changed the image")
        _expect_equal(kernel, b, "correlate2d changed the kernel")
kept = correlate2d(a, b, (2, 1), (0, 1))
for other in (
    (matrix(5, 6), b, (2, 1), (0, 1)),
    (a, matrix(2, 3), (2, 1), (0, 1)),
    (a, b, (1, 2), (0, 1)),
    (a, b, (2, 1), (1, 0)),
):
    got = correlate2d(*other)
    _expect_close(got, reference(*other), "a second call with one argument changed")
    _expect_close(kept, expected, "a later call changed an earlier result")
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Pixels that no window reads
#
# *15 minutes · level 3 of 5*
#
# A stride larger than the kernel leaves pixels out, and a stride that does not divide
# evenly may leave out the last rows or columns. How many pixels of an image does *no*
# window read? Satellite images have up to 100,000 pixels on each side: a table of all
# pixels, or a loop over all windows, is too much.
#
# <details><summary>Hint</summary>
#
# A pixel is read if its row is read and its column is read. So look at each axis by
# itself, and count what *is* read.
# </details>


# %% solution="unread_pixels"
def unread_pixels(size, kernel, stride=(1, 1), padding=(0, 0)):
    """Return how many pixels of an image no window reads, an int.

    size: (H, W), up to 100,000 each, kernel: (k_h, k_w), up to 1,000 each, stride:
    the steps down and across, padding: the zeros on each side, down and across. At
    least one window fits along each axis. Padding is no pixel.
    """
    ### BEGIN SOLUTION
    read = 1
    for n, k, s, p in zip(size, kernel, stride, padding):
        outputs = (n + 2 * p - k) // s + 1
        is_read = torch.zeros(p + n)
        for tap in range(k):
            is_read[tap::s][:outputs] = 1
        read *= int(is_read[p:].sum())
    return size[0] * size[1] - read
    ### END SOLUTION


# %% tests="unread_pixels" points=3
_expect_equal(unread_pixels((4, 6), (2, 3)), 0, "stride 1: every pixel is read")
_expect_equal(
    unread_pixels((5, 7), (2, 3), stride=(3, 4)),
    11,
    "4 of 5 rows and 6 of 7 columns are read: 4·6 of 35 pixels",
)
_expect_equal(
    unread_pixels(size=(5, 4), kernel=(1, 3), stride=(2, 5), padding=(1, 0)),
    14,
    "rows 1 and 3 and columns 0, 1, 2 are read: 2·3 of 20 pixels",
)
_expect_equal(
    unread_pixels((100_000, 99_999), (3, 3), (4, 4)),
    4_374_900_000,
    "three of four rows and columns of a large image are read",
)


### BEGIN HIDDEN TESTS
def count(size, kernel, stride, padding):
    """The pixels that no window reads, on a table of all of them."""
    H, W = size
    p_h, p_w = padding
    table = torch.zeros(H + 2 * p_h, W + 2 * p_w)
    for top in range(0, H + 2 * p_h - kernel[0] + 1, stride[0]):
        for left in range(0, W + 2 * p_w - kernel[1] + 1, stride[1]):
            table[top : top + kernel[0], left : left + kernel[1]] = 1
    return H * W - int(table[p_h : p_h + H, p_w : p_w + W].sum())


none, ones = (0, 0), (1, 1)
for size, kernel in (
    ((1, 1), (1, 1)),
    ((1, 7), (1, 3)),
    ((5, 4), (5, 4)),
    ((6, 3), (2, 2)),
):
    expected = count(size, kernel, ones, none)
    _expect_equal(unread_pixels(size, kernel), expected, "no stride, no padding")
for size in ((6, 9), (7, 7), (9, 8), (8, 5)):
    for stride in ((2, 2), (3, 1), (1, 4), (4, 3), (9, 7)):
        for kernel in ((2, 3), (1, 1), (3, 2)):
            expected = count(size, kernel, stride, none)
            got = unread_pixels(size, kernel, stride)
            _expect_equal(got, expected, "with stride, without padding")
for padding in ((1, 0), (0, 2), (1, 1), (3, 2)):
    for stride in ((2, 3), (4, 2), (5, 5)):
        expected = count((6, 5), (2, 1), stride, padding)
        got = unread_pixels((6, 5), (2, 1), stride, padding)
        _expect_equal(got, expected, "with stride and padding")
for case in (((1, 4), (1, 1), (9, 2), (2, 0)), ((2, 2), (1, 1), (9, 9), (3, 3))):
    _expect_equal(unread_pixels(*case), count(*case), "windows in the padding only")
for case in (((3, 5), (4, 2), (2, 2), (2, 1)), ((2, 9), (5, 1), (1, 3), (2, 0))):
    _expect_equal(unread_pixels(*case), count(*case), "a kernel larger than the image")
for _ in range(60):
    kernel = (random.randint(1, 5), random.randint(1, 5))
    stride = (random.randint(1, 7), random.randint(1, 7))
    padding = (random.randint(0, 4), random.randint(0, 4))
    least = [max(1, k - 2 * p) for k, p in zip(kernel, padding, strict=True)]
    size = tuple(n + random.randint(0, 9) for n in least)
    expected = count(size, kernel, stride, padding)
    got = unread_pixels(size, kernel, stride, padding)
    _expect_equal(got, expected, "random sizes, strides and padding")
for k, s in ((900, 1000), (3, 7), (2, 2)):
    periods = [random.randint(60, 99) for _ in range(2)]
    size = tuple(period * s for period in periods)
    expected = size[0] * size[1] - periods[0] * k * periods[1] * k
    got = unread_pixels(size, (k, k), (s, s))
    _expect_equal(got, expected, "a large image")
### END HIDDEN TESTS

# %% [markdown]
# ## 6. A small picture without false patterns
#
# *25 minutes · level 4 of 5*
#
# Put it together. A picture is to become smaller by a factor of $s$ along each axis,
# without the false patterns of the chapter: blur it, then keep every $s$-th window. The
# blur has the taps $t$ along both axes, so its kernel is $t[u]\, t[v]$. The output has
# $\lceil H / s \rceil \times \lceil W / s \rceil$ entries: pad each axis as in task 2,
# and let the mirror of task 3 say what stands there, so that no dark frame shows. Your
# own functions can do the work, but you may call anything here.
#
# <details><summary>Hint 1</summary>
#
# A list of mirrored indices for the rows, and one for the columns, from minus `before`
# to the size plus `after`: indexing the image with them pads it.
# </details>
# <details><summary>Hint 2</summary>
#
# The padding may be wider than the image; functions of libraries often refuse that.
# </details>


# %% solution="thumbnail"
def thumbnail(image, taps, stride=2):
    """Return a blurred image at every stride-th position, (ceil(H / s), ceil(W / s)).

    image: tensor (H, W), taps: tensor (k,), both float32 or both float64; k may be
    larger than H or W. stride: an int, at least 1. Returns the same dtype. Gradients
    are not asked for.
    """
    ### BEGIN SOLUTION
    kernel = taps[:, None] * taps  # (k, k)
    for axis in (0, 1):
        n = image.shape[axis]
        before, after = same_padding(n, len(taps), stride)
        reads = [mirror_index(i, n) for i in range(-before, n + after)]
        image = image.index_select(axis, torch.tensor(reads))
    return correlate2d(image, kernel, (stride, stride))
    ### END SOLUTION


# %% tests="thumbnail" points=3
_expect_close(
    thumbnail(torch.tensor([[1.0, 2.0, 3.0]]), torch.tensor([1.0, 1.0]), stride=1),
    torch.tensor([[6.0, 10.0, 12.0]]),
    "one row, mirrored to two, and 3 mirrored behind: 2·(1 + 2), 2·(2 + 3), 2·(3 + 3)",
)
stripes = torch.tensor([0.0, 1.0], dtype=torch.float64).repeat(4, 3)
soft = torch.tensor([0.25, 0.5, 0.25], dtype=torch.float64)
_expect_close(
    thumbnail(stripes, soft),
    torch.tensor([[0.5, 0.5, 0.75]] * 2, dtype=torch.float64),
    "fine stripes of 0 and 1 become grey: stride 2, and the last column is mirrored",
)
grey = torch.full((5, 7), 0.5)
_expect_close(
    thumbnail(grey, torch.tensor([1.0, 4.0, 6.0, 4.0, 1.0]) / 16, 3),
    torch.full((2, 3), 0.5),
    "taps that add up to 1 leave a grey image grey, up to its border",
)
_expect_equal(stripes[0, :2].tolist(), [0.0, 1.0], "leave the image as it is")


### BEGIN HIDDEN TESTS
def padding_of(n, k, stride):
    outputs = (n + stride - 1) // stride
    total = max((outputs - 1) * stride + k - n, 0)
    return total // 2, total - total // 2


def small(image, taps, stride):
    """Mirrored by numpy, blurred and thinned out by torch."""
    pads = [padding_of(n, len(taps), stride) for n in image.shape]
    wide = torch.from_numpy(np.pad(image.numpy(), pads, mode="symmetric"))
    return F.conv2d(
        wide[None, None], torch.outer(taps, taps)[None, None], stride=stride
    )[0, 0]


def drawn(*size, dtype=torch.float64):
    return torch.randn(size, dtype=dtype, generator=generator)


for dtype in (torch.float64, torch.float32):
    for size, k in (((6, 8), 3), ((7, 4), 2), ((5, 9), 4), ((4, 4), 1)):
        image, taps = drawn(*size, dtype=dtype), drawn(k, dtype=dtype)
        got = thumbnail(image, taps)
        _expect_close(got, small(image, taps, 2), "stride left at its default")
    for size, k, s in (((1, 1), 1, 1), ((1, 1), 3, 2), ((1, 5), 2, 2), ((6, 1), 4, 3)):
        image, taps = drawn(*size, dtype=dtype), drawn(k, dtype=dtype)
        _expect_close(
            thumbnail(image, taps, s), small(image, taps, s), "axes of one entry"
        )
    for size, k, s in (((5, 6), 3, 1), ((4, 7), 2, 3), ((7, 5), 5, 4), ((6, 9), 1, 5)):
        image, taps = drawn(*size, dtype=dtype), drawn(k, dtype=dtype)
        _expect_close(
            thumbnail(image, taps, s), small(image, taps, s), "stride 1, or above 2"
        )
for size, k, s in (((2, 3), 9, 1), ((3, 2), 12, 2), ((1, 2), 8, 1), ((4, 3), 15, 3)):
    image, taps = drawn(*size), drawn(k)
    got = thumbnail(image, taps, s)
    _expect_close(got, small(image, taps, s), "a blur wider than the image")
for _ in range(40):
    image = drawn(random.randint(1, 9), random.randint(1, 9))
    taps, s = drawn(random.randint(1, 6)), random.randint(1, 5)
    got = thumbnail(stride=s, taps=taps, image=image)
    _expect_close(got, small(image, taps, s), "random sizes, by keyword")
image, taps = 100 * drawn(61, 48), drawn(7)
_expect_close(thumbnail(image, taps, 4), small(image, taps, 4), "a larger image")
image, taps = drawn(5, 6), drawn(3)
expected = small(image, taps, 2)
for picture in _layouts(image):
    for blur in _layouts(taps):
        got = thumbnail(picture, blur, 2)
        _expect_close(got, expected, "an image or taps that are not contiguous")
        _expect_equal(picture, image, "thumbnail changed the image")
        _expect_equal(blur, taps, "thumbnail changed the taps")
kept = thumbnail(image, taps, 2)
for other in (
    (drawn(5, 6), taps, 2),
    (image, drawn(3), 2),
    (image, taps, 3),
    (image, taps, 1),
):
    _expect_close(
        thumbnail(*other), small(*other), "a second call with one argument changed"
    )
    _expect_close(kept, expected, "a later call changed an earlier result")
image = torch.ones(1, 1, dtype=torch.float64)
kept = thumbnail(image, torch.ones(1, dtype=torch.float64), 1)
image += 1
_expect_equal(float(kept[0, 0]), 1.0, "a new tensor, not a view of the image")
### END HIDDEN TESTS
