# %% the pixels that are read
def unread_pixels(size, kernel, stride=(1, 1), padding=(0, 0)):
    read = 1
    for n, k, s, p in zip(size, kernel, stride, padding):
        seen = np.zeros(n + 2 * p, dtype=bool)
        for start in range(0, n + 2 * p - k + 1, s):
            seen[start : start + k] = True
        read *= int(seen[p : p + n].sum())
    return read


# %% unread rows times unread columns
def unread_pixels(size, kernel, stride=(1, 1), padding=(0, 0)):
    read = 1
    for n, k, s, p in zip(size, kernel, stride, padding):
        seen = np.zeros(n + 2 * p, dtype=bool)
        for start in range(0, n + 2 * p - k + 1, s):
            seen[start : start + k] = True
        read *= int((~seen)[p : p + n].sum())
    return read


# %% unread rows and columns, their crossings counted twice
def unread_pixels(size, kernel, stride=(1, 1), padding=(0, 0)):
    unread = []
    for n, k, s, p in zip(size, kernel, stride, padding):
        seen = np.zeros(n + 2 * p, dtype=bool)
        for start in range(0, n + 2 * p - k + 1, s):
            seen[start : start + k] = True
        unread.append(int((~seen)[p : p + n].sum()))
    return unread[0] * size[1] + unread[1] * size[0]


# %% forgets the last window
def unread_pixels(size, kernel, stride=(1, 1), padding=(0, 0)):
    read = 1
    for n, k, s, p in zip(size, kernel, stride, padding):
        seen = np.zeros(n + 2 * p, dtype=bool)
        for start in range(0, n + 2 * p - k, s):
            seen[start : start + k] = True
        read *= int(seen[p : p + n].sum())
    return size[0] * size[1] - read


# %% windows that hang over the end count, too
def unread_pixels(size, kernel, stride=(1, 1), padding=(0, 0)):
    read = 1
    for n, k, s, p in zip(size, kernel, stride, padding):
        seen = np.zeros(n + 2 * p, dtype=bool)
        for start in range(0, n + 2 * p + 1, s):
            seen[start : start + k] = True
        read *= int(seen[p : p + n].sum())
    return size[0] * size[1] - read


# %% gaps between windows only: outputs times gap
def unread_pixels(size, kernel, stride=(1, 1), padding=(0, 0)):
    read = 1
    for n, k, s, p in zip(size, kernel, stride, padding):
        outputs = (n + 2 * p - k) // s + 1
        read *= n - (outputs - 1) * max(s - k, 0)
    return size[0] * size[1] - read


# %% outputs times kernel: counts in overlaps and padding
def unread_pixels(size, kernel, stride=(1, 1), padding=(0, 0)):
    read = 1
    for n, k, s, p in zip(size, kernel, stride, padding):
        read *= ((n + 2 * p - k) // s + 1) * min(k, s)
    return size[0] * size[1] - read


# %% padding counts as pixels
def unread_pixels(size, kernel, stride=(1, 1), padding=(0, 0)):
    read = 1
    for n, k, s, p in zip(size, kernel, stride, padding):
        seen = np.zeros(n + 2 * p, dtype=bool)
        for start in range(0, n + 2 * p - k + 1, s):
            seen[start : start + k] = True
        read *= int(seen.sum())
    return size[0] * size[1] - read


# %% ignores the padding
def unread_pixels(size, kernel, stride=(1, 1), padding=(0, 0)):
    read, padding = 1, (0, 0)
    for n, k, s, p in zip(size, kernel, stride, padding):
        seen = np.zeros(n + 2 * p, dtype=bool)
        for start in range(0, n + 2 * p - k + 1, s):
            seen[start : start + k] = True
        read *= int(seen[p : p + n].sum())
    return size[0] * size[1] - read


# %% ignores the stride
def unread_pixels(size, kernel, stride=(1, 1), padding=(0, 0)):
    read, stride = 1, (1, 1)
    for n, k, s, p in zip(size, kernel, stride, padding):
        seen = np.zeros(n + 2 * p, dtype=bool)
        for start in range(0, n + 2 * p - k + 1, s):
            seen[start : start + k] = True
        read *= int(seen[p : p + n].sum())
    return size[0] * size[1] - read


# %% strides exchanged
def unread_pixels(size, kernel, stride=(1, 1), padding=(0, 0)):
    read, stride = 1, stride[::-1]
    for n, k, s, p in zip(size, kernel, stride, padding):
        seen = np.zeros(n + 2 * p, dtype=bool)
        for start in range(0, n + 2 * p - k + 1, s):
            seen[start : start + k] = True
        read *= int(seen[p : p + n].sum())
    return size[0] * size[1] - read


# %% kernel exchanged
def unread_pixels(size, kernel, stride=(1, 1), padding=(0, 0)):
    read, kernel = 1, kernel[::-1]
    for n, k, s, p in zip(size, kernel, stride, padding):
        seen = np.zeros(n + 2 * p, dtype=bool)
        for start in range(0, n + 2 * p - k + 1, s):
            seen[start : start + k] = True
        read *= int(seen[p : p + n].sum())
    return size[0] * size[1] - read


# %% paddings exchanged
def unread_pixels(size, kernel, stride=(1, 1), padding=(0, 0)):
    read, padding = 1, padding[::-1]
    for n, k, s, p in zip(size, kernel, stride, padding):
        seen = np.zeros(n + 2 * p, dtype=bool)
        for start in range(0, n + 2 * p - k + 1, s):
            seen[start : start + k] = True
        read *= int(seen[p : p + n].sum())
    return size[0] * size[1] - read


# %% square images only
def unread_pixels(size, kernel, stride=(1, 1), padding=(0, 0)):
    read, size = 1, (size[0], size[0])
    for n, k, s, p in zip(size, kernel, stride, padding):
        seen = np.zeros(n + 2 * p, dtype=bool)
        for start in range(0, n + 2 * p - k + 1, s):
            seen[start : start + k] = True
        read *= int(seen[p : p + n].sum())
    return size[0] * size[1] - read


# %% pads in front only
def unread_pixels(size, kernel, stride=(1, 1), padding=(0, 0)):
    read = 1
    for n, k, s, p in zip(size, kernel, stride, padding):
        seen = np.zeros(n + 2 * p, dtype=bool)
        for start in range(0, n + p - k + 1, s):
            seen[start : start + k] = True
        read *= int(seen[p : p + n].sum())
    return size[0] * size[1] - read


# %% a float
def unread_pixels(size, kernel, stride=(1, 1), padding=(0, 0)):
    read = 1
    for n, k, s, p in zip(size, kernel, stride, padding):
        seen = np.zeros(n + 2 * p, dtype=bool)
        for start in range(0, n + 2 * p - k + 1, s):
            seen[start : start + k] = True
        read *= int(seen[p : p + n].sum())
    return float(size[0] * size[1] - read)


# %% a tensor
def unread_pixels(size, kernel, stride=(1, 1), padding=(0, 0)):
    read = 1
    for n, k, s, p in zip(size, kernel, stride, padding):
        seen = np.zeros(n + 2 * p, dtype=bool)
        for start in range(0, n + 2 * p - k + 1, s):
            seen[start : start + k] = True
        read *= int(seen[p : p + n].sum())
    return torch.tensor(size[0] * size[1] - read)


# %% default: stride 2
def unread_pixels(size, kernel, stride=(2, 2), padding=(0, 0)):
    read = 1
    for n, k, s, p in zip(size, kernel, stride, padding):
        seen = np.zeros(n + 2 * p, dtype=bool)
        for start in range(0, n + 2 * p - k + 1, s):
            seen[start : start + k] = True
        read *= int(seen[p : p + n].sum())
    return size[0] * size[1] - read


# %% default: one zero on each side
def unread_pixels(size, kernel, stride=(1, 1), padding=(1, 1)):
    read = 1
    for n, k, s, p in zip(size, kernel, stride, padding):
        seen = np.zeros(n + 2 * p, dtype=bool)
        for start in range(0, n + 2 * p - k + 1, s):
            seen[start : start + k] = True
        read *= int(seen[p : p + n].sum())
    return size[0] * size[1] - read


# %% edge values: padding that no window leaves for a pixel
def unread_pixels(size, kernel, stride=(1, 1), padding=(0, 0)):
    read = 1
    for n, k, s, p in zip(size, kernel, stride, padding):
        seen = np.zeros(n + 2 * p, dtype=bool)
        for start in range(0, n + 2 * p - k + 1, s):
            seen[start : start + k] = True
        read *= int(seen[p : p + n].sum())
    read = max(read, 1)
    return size[0] * size[1] - read


# %% edge values: a kernel larger than the image does not fit
def unread_pixels(size, kernel, stride=(1, 1), padding=(0, 0)):
    read = 1
    for n, k, s, p in zip(size, kernel, stride, padding):
        seen = np.zeros(n + 2 * p, dtype=bool)
        for start in range(0, n + 2 * p - k + 1, s):
            seen[start : start + k] = True
        if k > n:
            seen[:] = True
        read *= int(seen[p : p + n].sum())
    return size[0] * size[1] - read


# %% small sizes only: counts in 32 bits
def unread_pixels(size, kernel, stride=(1, 1), padding=(0, 0)):
    read = 1
    for n, k, s, p in zip(size, kernel, stride, padding):
        seen = np.zeros(n + 2 * p, dtype=bool)
        for start in range(0, n + 2 * p - k + 1, s):
            seen[start : start + k] = True
        read *= int(seen[p : p + n].sum())
    return int((np.array([size[0] * size[1] - read]) % 2**32)[0])


# %% small sizes only: a table of all pixels
def unread_pixels(size, kernel, stride=(1, 1), padding=(0, 0)):
    (H, W), (p_h, p_w) = size, padding
    if H * W > 10**7:
        raise MemoryError("the table is too large")
    seen = np.zeros((H + 2 * p_h, W + 2 * p_w), dtype=bool)
    for top in range(0, H + 2 * p_h - kernel[0] + 1, stride[0]):
        for left in range(0, W + 2 * p_w - kernel[1] + 1, stride[1]):
            seen[top : top + kernel[0], left : left + kernel[1]] = True
    return H * W - int(seen[p_h : p_h + H, p_w : p_w + W].sum())


# %% small sizes only: kernels up to 100
def unread_pixels(size, kernel, stride=(1, 1), padding=(0, 0)):
    read = 1
    for n, k, s, p in zip(size, kernel, stride, padding):
        seen = np.zeros(n + 2 * p, dtype=bool)
        for start in range(0, n + 2 * p - k + 1, s):
            seen[start : start + min(k, 100)] = True
        read *= int(seen[p : p + n].sum())
    return size[0] * size[1] - read


# %% keyword: other names for the arguments
def unread_pixels(shape, taps, stride=(1, 1), padding=(0, 0)):
    read, size, kernel = 1, shape, taps
    for n, k, s, p in zip(shape, taps, stride, padding):
        seen = np.zeros(n + 2 * p, dtype=bool)
        for start in range(0, n + 2 * p - k + 1, s):
            seen[start : start + k] = True
        read *= int(seen[p : p + n].sum())
    return size[0] * size[1] - read


# %% state: remembers by size and kernel
RESULTS = {}


def unread_pixels(size, kernel, stride=(1, 1), padding=(0, 0)):
    read = 1
    for n, k, s, p in zip(size, kernel, stride, padding):
        seen = np.zeros(n + 2 * p, dtype=bool)
        for start in range(0, n + 2 * p - k + 1, s):
            seen[start : start + k] = True
        read *= int(seen[p : p + n].sum())
    return RESULTS.setdefault((size, kernel), size[0] * size[1] - read)


# %% one call in ten is wrong
CALLS = [0]


def unread_pixels(size, kernel, stride=(1, 1), padding=(0, 0)):
    read = 1
    for n, k, s, p in zip(size, kernel, stride, padding):
        seen = np.zeros(n + 2 * p, dtype=bool)
        for start in range(0, n + 2 * p - k + 1, s):
            seen[start : start + k] = True
        read *= int(seen[p : p + n].sum())
    CALLS[0] += 1
    read += CALLS[0] % 10 == 0
    return size[0] * size[1] - read
