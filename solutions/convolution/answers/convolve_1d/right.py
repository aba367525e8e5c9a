# %% the sum as it is written, day by day
def convolve_1d(x, w):
    output = []
    for t in range(len(x) + len(w) - 1):
        total = torch.zeros((), dtype=x.dtype)
        for a in range(len(x)):
            if 0 <= t - a < len(w):
                total = total + x[a] * w[t - a]
        output.append(total)
    return torch.stack(output)


# %% NumPy's own function
def convolve_1d(x, w):
    return torch.from_numpy(np.convolve(x.numpy(), w.numpy()))


# %% one shifted echo per entry
def convolve_1d(x, w):
    n = x.shape[0]
    return sum(F.pad(x[a] * w, (a, n - 1 - a)) for a in range(n))


# %% torch's correlation with the flipped kernel
def convolve_1d(x, w):
    taps = w.flip(0).reshape(1, 1, -1)
    return F.conv1d(x.reshape(1, 1, -1), taps, padding=len(w) - 1).reshape(-1)


# %% the diagonals of a table of products
def convolve_1d(x, w):
    table = torch.outer(x, w).flip(1)
    places = range(len(w) - 1, -len(x), -1)
    return torch.stack([torch.diagonal(table, d).sum() for d in places])
