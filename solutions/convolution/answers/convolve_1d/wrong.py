# %% correlates: forgets the flip
def convolve_1d(x, w):
    return F.conv1d(x[None, None], w[None, None], padding=len(w) - 1)[0, 0]


# %% valid part only
def convolve_1d(x, w):
    return torch.from_numpy(np.convolve(x.numpy(), w.numpy(), mode="valid"))


# %% as long as the input
def convolve_1d(x, w):
    return torch.from_numpy(np.convolve(x.numpy(), w.numpy()))[: len(x)]


# %% numpy's same mode
def convolve_1d(x, w):
    return torch.from_numpy(np.convolve(x.numpy(), w.numpy(), mode="same"))


# %% one entry too many
def convolve_1d(x, w):
    output = x.new_zeros(len(x) + len(w))
    for a in range(len(x)):
        for b in range(len(w)):
            output[a + b] += x[a] * w[b]
    return output


# %% overwrites the echoes instead of adding them
def convolve_1d(x, w):
    output = x.new_zeros(len(x) + len(w) - 1)
    for a in range(len(x)):
        output[a : a + len(w)] = x[a] * w
    return output


# %% flips the input as well as the kernel
def convolve_1d(x, w):
    taps = w.flip(0)[None, None]
    return F.conv1d(x.flip(0)[None, None], taps, padding=len(w) - 1)[0, 0]


# %% negative index wraps around
def convolve_1d(x, w):
    output = []
    for t in range(len(x) + len(w) - 1):
        total = 0.0
        for a in range(len(x)):
            if t - a < len(w):
                total = total + x[a] * w[t - a if t - a >= -len(w) else 0]
        output.append(total)
    return torch.stack(output)


# %% only when the signal is longer than the kernel
def convolve_1d(x, w):
    n, k = len(x), len(w)
    output = x.new_zeros(n + k - 1)
    for t in range(n + k - 1):
        for b in range(min(k, n)):
            if 0 <= t - b < n:
                output[t] += w[b] * x[t - b]
    return output


# %% default dtype, whatever comes in
def convolve_1d(x, w):
    output = torch.zeros(len(x) + len(w) - 1)
    for a in range(len(x)):
        for b in range(len(w)):
            output[a + b] += x[a] * w[b]
    return output


# %% flips the kernel in place
def convolve_1d(x, w):
    result = torch.from_numpy(np.convolve(x.numpy(), w.numpy()))
    w[:] = w.flip(0)
    return result


# %% circular: what leaves at the end comes in at the front
def convolve_1d(x, w):
    output = torch.zeros_like(x)
    for a in range(len(x)):
        for b in range(len(w)):
            output[(a + b) % len(x)] += x[a] * w[b]
    return output
