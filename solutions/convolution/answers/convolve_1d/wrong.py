# %% correlates: forgets the flip
def convolve_1d(x, w, first=0):
    y = torch.zeros_like(x)
    for t in range(len(x)):
        for j in range(len(w)):
            if 0 <= t + first + j < len(x):
                y[t] += w[j] * x[t + first + j]
    return y


# %% numpy's own function, which is not allowed
def convolve_1d(x, w, first=0):
    full = torch.from_numpy(np.convolve(x.numpy(), w.numpy()))
    y = torch.zeros_like(x)
    for t in range(len(x)):
        if 0 <= t - first < len(full):
            y[t] = full[t - first]
    return y


# %% torch's layer, which is not allowed
def convolve_1d(x, w, first=0):
    layer = torch.nn.Conv1d(1, 1, len(w), bias=False, dtype=x.dtype)
    with torch.no_grad():
        layer.weight[0, 0] = w.flip(0)
        reach = len(w) - 1 + abs(first)
        full = layer(F.pad(x, (reach, reach))[None, None])[0, 0]
        return full[abs(first) - first :][: len(x)].clone()


# %% ignores first
def convolve_1d(x, w, first=0):
    y = torch.zeros_like(x)
    for t in range(len(x)):
        for j in range(len(w)):
            if 0 <= t - j < len(x):
                y[t] += w[j] * x[t - j]
    return y


# %% the sign of first
def convolve_1d(x, w, first=0):
    y = torch.zeros_like(x)
    for t in range(len(x)):
        for j in range(len(w)):
            if 0 <= t + first - j < len(x):
                y[t] += w[j] * x[t + first - j]
    return y


# %% one off: the first tap has the offset first + 1
def convolve_1d(x, w, first=0):
    y = torch.zeros_like(x)
    for t in range(len(x)):
        for j in range(len(w)):
            if 0 <= t - first - j - 1 < len(x):
                y[t] += w[j] * x[t - first - j - 1]
    return y


# %% the full convolution, not cut
def convolve_1d(x, w, first=0):
    y = x.new_zeros(len(x) + len(w) - 1)
    for a in range(len(x)):
        for j in range(len(w)):
            y[a + j] += x[a] * w[j]
    return y


# %% overwrites the echoes instead of adding them
def convolve_1d(x, w, first=0):
    y = torch.zeros_like(x)
    for a in range(len(x)):
        for j in range(len(w)):
            if 0 <= a + first + j < len(x):
                y[a + first + j] = x[a] * w[j]
    return y


# %% negative positions count from the end
def convolve_1d(x, w, first=0):
    y = torch.zeros_like(x)
    for a in range(len(x)):
        for j in range(len(w)):
            if -len(x) <= a + first + j < len(x):
                y[a + first + j] += x[a] * w[j]
    return y


# %% circular: what leaves at one end comes in at the other
def convolve_1d(x, w, first=0):
    y = torch.zeros_like(x)
    for a in range(len(x)):
        for j in range(len(w)):
            y[(a + first + j) % len(x)] += x[a] * w[j]
    return y


# %% always centred, whatever first says
def convolve_1d(x, w, first=0):
    first = -(len(w) // 2) if first < 0 else first
    y = torch.zeros_like(x)
    for a in range(len(x)):
        for j in range(len(w)):
            if 0 <= a + first + j < len(x):
                y[a + first + j] += x[a] * w[j]
    return y


# %% dtype: float32, whatever comes in
def convolve_1d(x, w, first=0):
    y = torch.zeros(len(x))
    for a in range(len(x)):
        for j in range(len(w)):
            if 0 <= a + first + j < len(x):
                y[a + first + j] += x[a] * w[j]
    return y


# %% dtype: adds up in float32 and returns float64
def convolve_1d(x, w, first=0):
    y = torch.zeros(len(x))
    for a in range(len(x)):
        for j in range(len(w)):
            if 0 <= a + first + j < len(x):
                y[a + first + j] += x[a] * w[j]
    return y.to(x.dtype)


# %% only when the signal is longer than the kernel
def convolve_1d(x, w, first=0):
    y = torch.zeros_like(x)
    for a in range(len(x)):
        for j in range(min(len(w), len(x))):
            if 0 <= a + first + j < len(x):
                y[a + first + j] += x[a] * w[j]
    return y


# %% small sizes only: stops at 24 taps
def convolve_1d(x, w, first=0):
    y = torch.zeros_like(x)
    for a in range(len(x)):
        for j in range(min(len(w), 24)):
            if 0 <= a + first + j < len(x):
                y[a + first + j] += x[a] * w[j]
    return y


# %% small numbers only: skips what is below 1e-4
def convolve_1d(x, w, first=0):
    y = torch.zeros_like(x)
    for a in range(len(x)):
        for j in range(len(w)):
            if 0 <= a + first + j < len(x) and abs(x[a]) > 1e-4:
                y[a + first + j] += x[a] * w[j]
    return y


# %% axes of one entry: squeezes the result
def convolve_1d(x, w, first=0):
    y = torch.zeros_like(x)
    for a in range(len(x)):
        for j in range(len(w)):
            if 0 <= a + first + j < len(x):
                y[a + first + j] += x[a] * w[j]
    return y.squeeze()


# %% layout: reads the memory from its start
def convolve_1d(x, w, first=0):
    x = torch.as_strided(x, x.shape, (1,), 0)
    y = torch.zeros_like(x)
    for a in range(len(x)):
        for j in range(len(w)):
            if 0 <= a + first + j < len(x):
                y[a + first + j] += x[a] * w[j]
    return y


# %% state: one buffer for each size
BUFFERS = {}


def convolve_1d(x, w, first=0):
    y = BUFFERS.setdefault((len(x), x.dtype), torch.zeros_like(x))
    y.zero_()
    for a in range(len(x)):
        for j in range(len(w)):
            if 0 <= a + first + j < len(x):
                y[a + first + j] += x[a] * w[j]
    return y


# %% state: remembers results by signal and kernel, not by first
RESULTS = {}


def convolve_1d(x, w, first=0):
    key = tuple(x.tolist()), tuple(w.tolist()), x.dtype
    if key not in RESULTS:
        y = torch.zeros_like(x)
        for a in range(len(x)):
            for j in range(len(w)):
                if 0 <= a + first + j < len(x):
                    y[a + first + j] += x[a] * w[j]
        RESULTS[key] = y
    return RESULTS[key].clone()


# %% side effect: leaves the kernel flipped
def convolve_1d(x, w, first=0):
    y = torch.zeros_like(x)
    for a in range(len(x)):
        for j in range(len(w)):
            if 0 <= a + first + j < len(x):
                y[a + first + j] += x[a] * w[j]
    w[:] = w.flip(0)
    return y


# %% side effect: leaves autograd off
def convolve_1d(x, w, first=0):
    torch.set_grad_enabled(False)
    y = torch.zeros_like(x)
    for a in range(len(x)):
        for j in range(len(w)):
            if 0 <= a + first + j < len(x):
                y[a + first + j] += x[a] * w[j]
    return y


# %% keyword: other names for the arguments
def convolve_1d(signal, kernel, first=0):
    y = torch.zeros_like(signal)
    for a in range(len(signal)):
        for j in range(len(kernel)):
            if 0 <= a + first + j < len(signal):
                y[a + first + j] += signal[a] * kernel[j]
    return y


# %% one call in ten is wrong
CALLS = [0]


def convolve_1d(x, w, first=0):
    CALLS[0] += 1
    y = torch.zeros_like(x)
    for a in range(len(x)):
        for j in range(len(w)):
            if 0 <= a + first + j < len(x):
                y[a + first + j] += x[a] * w[j]
    return y if CALLS[0] % 10 else -y
