# %% least squares, the columns from convolve_1d
def learn_echo(x, y, k, first=0):
    units = torch.eye(k, dtype=x.dtype)
    columns = torch.stack([convolve_1d(x, unit, first) for unit in units], dim=1)
    return torch.linalg.lstsq(columns, y[:, None]).solution.flatten()


# %% gradient descent from zeros on the mean square
def learn_echo(x, y, k, first=0):
    pad = 2 * k + 1
    around = F.pad(x, (pad, pad)).double()
    signals = torch.stack(
        [around[pad - u : pad - u + len(x)] for u in range(first, first + k)]
    )
    w = torch.zeros(k, dtype=torch.float64, requires_grad=True)
    for _ in range(1500):
        loss = ((w @ signals - y) ** 2).mean()
        (slope,) = torch.autograd.grad(loss, [w])
        w = (w - 0.15 * slope).detach().requires_grad_()
    return w.detach().to(x.dtype)


# %% the normal equations with NumPy; helpers called columns, best and recording
def columns(x, k, first):
    n = len(x)
    table = np.zeros((k, n))
    for j in range(k):
        u = first + j
        lo, hi = max(u, 0), min(n, n + u)
        table[j, lo:hi] = x[lo - u : hi - u]
    return table


def best(table, target):
    return np.linalg.solve(table @ table.T, table @ target)


def learn_echo(x, y, k, first=0):
    recording = y.numpy().astype(np.float64)
    taps = best(columns(x.numpy().astype(np.float64), k, first), recording)
    return torch.tensor(taps, dtype=x.dtype)


# %% torch's optimiser and its convolution
def learn_echo(x, y, k, first=0):
    reach = 2 * k + 1
    signal = F.pad(x.double(), (reach, reach))[None, None]
    layer = torch.nn.Linear(k, 1, bias=False, dtype=torch.float64)
    torch.nn.init.zeros_(layer.weight)
    optimiser = torch.optim.LBFGS(
        layer.parameters(), max_iter=60, line_search_fn="strong_wolfe"
    )

    def closure():
        optimiser.zero_grad()
        full = F.conv1d(signal, layer.weight.flip(1)[None])[0, 0]
        start = reach - first - k + 1
        loss = F.mse_loss(full[start : start + len(x)], y.double())
        loss.backward()
        return loss

    optimiser.step(closure)
    return layer.weight.detach()[0].to(x.dtype)
