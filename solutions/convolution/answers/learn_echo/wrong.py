# %% learns the flipped kernel
def learn_echo(x, y, k, first=0):
    n = len(x)
    padded = torch.cat([x.new_zeros(2 * k), x, x.new_zeros(2 * k)])
    columns = [padded[2 * k - u : 2 * k - u + n] for u in range(first, first + k)]
    A = torch.stack(columns, dim=1)
    return torch.linalg.lstsq(A, y[:, None]).solution[:, 0].flip(0)


# %% ignores first
def learn_echo(x, y, k, first=0):
    n = len(x)
    padded = torch.cat([x.new_zeros(2 * k), x, x.new_zeros(2 * k)])
    columns = [padded[2 * k - u : 2 * k - u + n] for u in range(k)]
    A = torch.stack(columns, dim=1)
    return torch.linalg.lstsq(A, y[:, None]).solution[:, 0]


# %% the sign of first
def learn_echo(x, y, k, first=0):
    n = len(x)
    padded = torch.cat([x.new_zeros(2 * k), x, x.new_zeros(2 * k)])
    columns = [padded[2 * k - u : 2 * k - u + n] for u in range(-first, k - first)]
    A = torch.stack(columns, dim=1)
    return torch.linalg.lstsq(A, y[:, None]).solution[:, 0]


# %% one off
def learn_echo(x, y, k, first=0):
    n = len(x)
    padded = torch.cat([x.new_zeros(2 * k), x, x.new_zeros(2 * k)])
    columns = [
        padded[2 * k - u : 2 * k - u + n] for u in range(first + 1, first + k + 1)
    ]
    A = torch.stack(columns, dim=1)
    return torch.linalg.lstsq(A, y[:, None]).solution[:, 0]


# %% correlates instead of convolving
def learn_echo(x, y, k, first=0):
    n = len(x)
    padded = torch.cat([x.new_zeros(2 * k), x, x.new_zeros(2 * k)])
    columns = [padded[2 * k + u : 2 * k + u + n] for u in range(first, first + k)]
    A = torch.stack(columns, dim=1)
    return torch.linalg.lstsq(A, y[:, None]).solution[:, 0]


# %% circular: echoes that leave come in again
def learn_echo(x, y, k, first=0):
    n = len(x)
    padded = torch.cat([x.new_zeros(2 * k), x, x.new_zeros(2 * k)])
    columns = [torch.roll(x, u) for u in range(first, first + k)]
    A = torch.stack(columns, dim=1)
    return torch.linalg.lstsq(A, y[:, None]).solution[:, 0]


# %% divides spectra, which is circular too
def learn_echo(x, y, k, first=0):
    spectrum = torch.fft.fft(y.double()) / torch.fft.fft(x.double())
    w = torch.fft.ifft(spectrum).real
    return w.roll(-first)[:k].to(x.dtype)


# %% the common part of x and y, which only comes close
def learn_echo(x, y, k, first=0):
    n = len(x)
    padded = torch.cat([x.new_zeros(2 * k), x, x.new_zeros(2 * k)])
    columns = [padded[2 * k - u : 2 * k - u + n] for u in range(first, first + k)]
    A = torch.stack(columns, dim=1)
    return A.T @ y / n


# %% as many equations as taps: the noise counts in full
def learn_echo(x, y, k, first=0):
    n = len(x)
    padded = torch.cat([x.new_zeros(2 * k), x, x.new_zeros(2 * k)])
    columns = [padded[2 * k - u : 2 * k - u + n] for u in range(first, first + k)]
    A, y = torch.stack(columns, dim=1)[k : 3 * k], y[k : 3 * k]
    return torch.linalg.lstsq(A, y[:, None]).solution[:, 0]


# %% leaves out the border
def learn_echo(x, y, k, first=0):
    n = len(x)
    padded = torch.cat([x.new_zeros(2 * k), x, x.new_zeros(2 * k)])
    columns = [padded[2 * k - u : 2 * k - u + n] for u in range(first, first + k)]
    A, y = (
        torch.stack(columns, dim=1)[2 * k : -2 * k or None],
        y[2 * k : -2 * k or None],
    )
    return torch.linalg.lstsq(A, y[:, None]).solution[:, 0]


# %% too few steps
def learn_echo(x, y, k, first=0):
    n = len(x)
    padded = torch.cat([x.new_zeros(2 * k), x, x.new_zeros(2 * k)])
    columns = [padded[2 * k - u : 2 * k - u + n] for u in range(first, first + k)]
    A = torch.stack(columns, dim=1)
    w = torch.zeros(k, dtype=x.dtype, requires_grad=True)
    for _ in range(5):
        loss = ((A @ w - y) ** 2).mean()
        (slope,) = torch.autograd.grad(loss, [w])
        w = (w - 0.1 * slope).detach().requires_grad_()
    return w.detach()


# %% climbs
def learn_echo(x, y, k, first=0):
    n = len(x)
    padded = torch.cat([x.new_zeros(2 * k), x, x.new_zeros(2 * k)])
    columns = [padded[2 * k - u : 2 * k - u + n] for u in range(first, first + k)]
    A = torch.stack(columns, dim=1)
    w = torch.zeros(k, dtype=x.dtype, requires_grad=True)
    for _ in range(300):
        loss = ((A @ w - y) ** 2).mean()
        (slope,) = torch.autograd.grad(loss, [w])
        w = (w + 0.1 * slope).detach().requires_grad_()
    return w.detach()


# %% steps too large
def learn_echo(x, y, k, first=0):
    n = len(x)
    padded = torch.cat([x.new_zeros(2 * k), x, x.new_zeros(2 * k)])
    columns = [padded[2 * k - u : 2 * k - u + n] for u in range(first, first + k)]
    A = torch.stack(columns, dim=1)
    w = torch.zeros(k, dtype=x.dtype, requires_grad=True)
    for _ in range(300):
        loss = ((A @ w - y) ** 2).mean()
        (slope,) = torch.autograd.grad(loss, [w])
        w = (w - 1.3 * slope).detach().requires_grad_()
    return w.detach()


# %% small sizes only: the summed loss diverges for long signals
def learn_echo(x, y, k, first=0):
    n = len(x)
    padded = torch.cat([x.new_zeros(2 * k), x, x.new_zeros(2 * k)])
    columns = [padded[2 * k - u : 2 * k - u + n] for u in range(first, first + k)]
    A = torch.stack(columns, dim=1)
    w = torch.zeros(k, dtype=x.dtype, requires_grad=True)
    for _ in range(1500):
        loss = ((A @ w - y) ** 2).sum()
        (slope,) = torch.autograd.grad(loss, [w])
        w = (w - 0.002 * slope).detach().requires_grad_()
    return w.detach()


# %% absolute instead of squared differences
def learn_echo(x, y, k, first=0):
    n = len(x)
    padded = torch.cat([x.new_zeros(2 * k), x, x.new_zeros(2 * k)])
    columns = [padded[2 * k - u : 2 * k - u + n] for u in range(first, first + k)]
    A = torch.stack(columns, dim=1)
    w = torch.zeros(k, dtype=x.dtype, requires_grad=True)
    for _ in range(1500):
        loss = (A @ w - y).abs().mean()
        (slope,) = torch.autograd.grad(loss, [w])
        w = (w - 0.002 * slope).detach().requires_grad_()
    return w.detach()


# %% a tiny weight decay
def learn_echo(x, y, k, first=0):
    n = len(x)
    padded = torch.cat([x.new_zeros(2 * k), x, x.new_zeros(2 * k)])
    columns = [padded[2 * k - u : 2 * k - u + n] for u in range(first, first + k)]
    A = torch.stack(columns, dim=1)
    w = torch.zeros(k, dtype=x.dtype, requires_grad=True)
    for _ in range(300):
        loss = ((A @ w - y) ** 2).mean() + 0.01 * (w * w).sum()
        (slope,) = torch.autograd.grad(loss, [w])
        w = (w - 0.1 * slope).detach().requires_grad_()
    return w.detach()


# %% clips the taps at two
def learn_echo(x, y, k, first=0):
    n = len(x)
    padded = torch.cat([x.new_zeros(2 * k), x, x.new_zeros(2 * k)])
    columns = [padded[2 * k - u : 2 * k - u + n] for u in range(first, first + k)]
    A = torch.stack(columns, dim=1)
    return torch.linalg.lstsq(A, y[:, None]).solution[:, 0].clamp(-2, 2)


# %% at most ten taps
def learn_echo(x, y, k, first=0):
    n = len(x)
    padded = torch.cat([x.new_zeros(2 * k), x, x.new_zeros(2 * k)])
    columns = [padded[2 * k - u : 2 * k - u + n] for u in range(first, first + k)]
    A = torch.stack(columns, dim=1)
    A = A.clone()
    A[:, 10:] = 0
    return torch.linalg.pinv(A) @ y


# %% dtype: float32, whatever comes in
def learn_echo(x, y, k, first=0):
    x, y = x.float(), y.float()
    n = len(x)
    padded = torch.cat([x.new_zeros(2 * k), x, x.new_zeros(2 * k)])
    columns = [padded[2 * k - u : 2 * k - u + n] for u in range(first, first + k)]
    A = torch.stack(columns, dim=1)
    return torch.linalg.lstsq(A, y[:, None]).solution[:, 0]


# %% dtype: float64, whatever comes in
def learn_echo(x, y, k, first=0):
    x, y = x.double(), y.double()
    n = len(x)
    padded = torch.cat([x.new_zeros(2 * k), x, x.new_zeros(2 * k)])
    columns = [padded[2 * k - u : 2 * k - u + n] for u in range(first, first + k)]
    A = torch.stack(columns, dim=1)
    return torch.linalg.lstsq(A, y[:, None]).solution[:, 0]


# %% axes of one entry: squeezes the result
def learn_echo(x, y, k, first=0):
    n = len(x)
    padded = torch.cat([x.new_zeros(2 * k), x, x.new_zeros(2 * k)])
    columns = [padded[2 * k - u : 2 * k - u + n] for u in range(first, first + k)]
    A = torch.stack(columns, dim=1)
    return torch.linalg.lstsq(A, y[:, None]).solution.squeeze()


# %% a column instead of a list
def learn_echo(x, y, k, first=0):
    n = len(x)
    padded = torch.cat([x.new_zeros(2 * k), x, x.new_zeros(2 * k)])
    columns = [padded[2 * k - u : 2 * k - u + n] for u in range(first, first + k)]
    A = torch.stack(columns, dim=1)
    return torch.linalg.lstsq(A, y[:, None]).solution


# %% layout: reads the memory from its start
def learn_echo(x, y, k, first=0):
    x = torch.as_strided(x, x.shape, (1,), 0)
    n = len(x)
    padded = torch.cat([x.new_zeros(2 * k), x, x.new_zeros(2 * k)])
    columns = [padded[2 * k - u : 2 * k - u + n] for u in range(first, first + k)]
    A = torch.stack(columns, dim=1)
    return torch.linalg.lstsq(A, y[:, None]).solution[:, 0]


# %% side effect: takes the mean off the recording
def learn_echo(x, y, k, first=0):
    n = len(x)
    padded = torch.cat([x.new_zeros(2 * k), x, x.new_zeros(2 * k)])
    columns = [padded[2 * k - u : 2 * k - u + n] for u in range(first, first + k)]
    A = torch.stack(columns, dim=1)
    y -= y.mean()
    return torch.linalg.lstsq(A, y[:, None]).solution[:, 0]


# %% side effect: seeds the global generator
def learn_echo(x, y, k, first=0):
    torch.manual_seed(1234)
    n = len(x)
    padded = torch.cat([x.new_zeros(2 * k), x, x.new_zeros(2 * k)])
    columns = [padded[2 * k - u : 2 * k - u + n] for u in range(first, first + k)]
    A = torch.stack(columns, dim=1)
    return torch.linalg.lstsq(A, y[:, None]).solution[:, 0]


# %% state: remembers the signal by its size
SIGNALS = {}


def learn_echo(x, y, k, first=0):
    x = SIGNALS.setdefault((len(x), x.dtype), x.clone())
    n = len(x)
    padded = torch.cat([x.new_zeros(2 * k), x, x.new_zeros(2 * k)])
    columns = [padded[2 * k - u : 2 * k - u + n] for u in range(first, first + k)]
    A = torch.stack(columns, dim=1)
    return torch.linalg.lstsq(A, y[:, None]).solution[:, 0]


# %% state: one buffer for each number of taps
BUFFERS = {}


def learn_echo(x, y, k, first=0):
    n = len(x)
    padded = torch.cat([x.new_zeros(2 * k), x, x.new_zeros(2 * k)])
    columns = [padded[2 * k - u : 2 * k - u + n] for u in range(first, first + k)]
    A = torch.stack(columns, dim=1)
    buffer = BUFFERS.setdefault((k, x.dtype), x.new_zeros(k))
    return buffer.copy_(torch.linalg.lstsq(A, y[:, None]).solution[:, 0])


# %% keyword: other names for the arguments
def learn_echo(signal, record, taps, first=0):
    padded = F.pad(signal, (2 * taps, 2 * taps))
    start, n = 2 * taps, len(signal)
    columns = [padded[start - u : start - u + n] for u in range(first, first + taps)]
    return torch.linalg.lstsq(torch.stack(columns, 1), record[:, None]).solution[:, 0]


# %% tolerance: rounds to two digits
def learn_echo(x, y, k, first=0):
    n = len(x)
    padded = torch.cat([x.new_zeros(2 * k), x, x.new_zeros(2 * k)])
    columns = [padded[2 * k - u : 2 * k - u + n] for u in range(first, first + k)]
    A = torch.stack(columns, dim=1)
    return torch.linalg.lstsq(A, y[:, None]).solution[:, 0].mul(100).round() / 100


# %% one call in ten is wrong
CALLS = [0]


def learn_echo(x, y, k, first=0):
    n = len(x)
    padded = torch.cat([x.new_zeros(2 * k), x, x.new_zeros(2 * k)])
    columns = [padded[2 * k - u : 2 * k - u + n] for u in range(first, first + k)]
    A = torch.stack(columns, dim=1)
    CALLS[0] += 1
    A = A if CALLS[0] % 10 else -A
    return torch.linalg.lstsq(A, y[:, None]).solution[:, 0]
