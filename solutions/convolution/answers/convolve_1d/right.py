# %% the sum as it is written, position by position
def convolve_1d(x, w, first=0):
    output = []
    for t in range(len(x)):
        total = torch.zeros((), dtype=x.dtype)
        for u in range(first, first + len(w)):
            if 0 <= t - u < len(x):
                total = total + x[t - u] * w[u - first]
        output.append(total)
    return torch.stack(output)


# %% one moved copy of the signal per tap, slices only
def convolve_1d(x, w, first=0):
    n = x.shape[0]
    y = x.new_zeros(n)
    for j, tap in enumerate(w):
        u = first + j
        if abs(u) >= n:
            continue
        if u >= 0:
            y[u:] += tap * x[: n - u]
        else:
            y[:u] += tap * x[-u:]
    return y


# %% helpers called size, x1, expected, reference and signal
def size(v):
    return v.shape[0]


def reference(v, position):
    return v[position] if 0 <= position < size(v) else 0 * v[0]


def signal(values):
    return torch.stack(values)


def convolve_1d(x, w, first=0):
    expected = []
    for t in range(size(x)):
        terms = [w[j] * reference(x, t - first - j) for j in range(size(w))]
        expected.append(torch.stack(terms).sum())
    return signal(expected)


# %% plain Python numbers
def convolve_1d(x, w, first=0):
    entries, taps = x.tolist(), w.tolist()
    n = len(entries)
    y = [0.0] * n
    for a, entry in enumerate(entries):
        for j, tap in enumerate(taps):
            if 0 <= a + first + j < n:
                y[a + first + j] += entry * tap
    return torch.tensor(y, dtype=x.dtype)


# %% a Toeplitz matrix by advanced indexing
def convolve_1d(x, w, first=0):
    t = torch.arange(len(x))
    offset = t[:, None] - t[None, :] - first  # which tap joins output t and entry a
    inside = (offset >= 0) & (offset < len(w))
    matrix = torch.where(inside, w[offset.clamp(0, len(w) - 1)], 0)
    return matrix.to(x.dtype) @ x


# %% through the Fourier transform, zeros around
def convolve_1d(x, w, first=0):
    n, k = len(x), len(w)
    length = n + k - 1
    spectrum = torch.fft.rfft(x.double(), length) * torch.fft.rfft(w.double(), length)
    full = torch.fft.irfft(spectrum, length).to(x.dtype)
    y = torch.zeros_like(x)
    for t in range(n):
        if 0 <= t - first < length:
            y[t] = full[t - first]
    return y
