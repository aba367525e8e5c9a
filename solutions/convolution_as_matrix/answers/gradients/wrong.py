# %% autograd
def gradients(x, w, g, stride=1):
    with torch.enable_grad():
        x, w = (a.detach().clone().requires_grad_() for a in (x, w))
        b = torch.zeros(1, dtype=x.dtype, requires_grad=True)
        y = F.conv2d(x[None, None], w[None, None], b, stride)[0, 0]
        by_x, by_w, by_b = torch.autograd.grad(y, (x, w, b), g)
    by_b = by_b[0]
    return by_x, by_w, by_b


# %% autograd by a tensor's method
def gradients(x, w, g, stride=1):
    with torch.enable_grad():
        x, w = (a.detach().clone().requires_grad_() for a in (x, w))
        b = torch.zeros(1, dtype=x.dtype, requires_grad=True)
        y = F.conv2d(x[None, None], w[None, None], b, stride)[0, 0]
        y.backward(g)
    by_x, by_w, by_b = x.grad, w.grad, b.grad[0]
    return by_x, by_w, by_b


# %% torch.func
def gradients(x, w, g, stride=1):
    def layer(x, w, b):
        return F.conv2d(x[None, None], w[None, None], b, stride)[0, 0]

    back = torch.func.vjp(layer, x, w, torch.zeros(1, dtype=x.dtype))[1]
    by_x, by_w, by_b = back(g)
    by_b = by_b[0]
    return by_x, by_w, by_b


# %% torch.nn.grad
def gradients(x, w, g, stride=1):
    by_x = torch.nn.grad.conv2d_input(
        (1, 1, *x.shape), w[None, None], g[None, None], stride
    )
    by_w = torch.nn.grad.conv2d_weight(
        x[None, None], (1, 1, *w.shape), g[None, None], stride
    )
    by_x, by_w, by_b = by_x[0, 0], by_w[0, 0], g.sum()
    return by_x, by_w, by_b


# %% kernel flipped for the input
def gradients(x, w, g, stride=1):
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[i, j] * w.flip(0, 1)
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    return by_x, by_w, by_b


# %% kernel flipped along one axis
def gradients(x, w, g, stride=1):
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[i, j] * w.flip(1)
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    return by_x, by_w, by_b


# %% gradient of the kernel flipped
def gradients(x, w, g, stride=1):
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[i, j] * w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    by_w = by_w.flip(0, 1)
    return by_x, by_w, by_b


# %% overwrites where windows overlap
def gradients(x, w, g, stride=1):
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] = g[i, j] * w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    return by_x, by_w, by_b


# %% mean over the positions
def gradients(x, w, g, stride=1):
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[i, j] * w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    by_w = by_w / g.numel()
    return by_x, by_w, by_b


# %% ignores g
def gradients(x, w, g, stride=1):
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    return by_x, by_w, by_b


# %% ignores the stride
def gradients(x, w, g, stride=1):
    stride = 1
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[i, j] * w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    return by_x, by_w, by_b


# %% stride down only
def gradients(x, w, g, stride=1):
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j, j + w.shape[1])
            by_x[rows, columns] += g[i, j] * w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    return by_x, by_w, by_b


# %% rows and columns of g exchanged
def gradients(x, w, g, stride=1):
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[min(j, g.shape[0] - 1), min(i, g.shape[1] - 1)] * w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    return by_x, by_w, by_b


# %% a gradient for every bias
def gradients(x, w, g, stride=1):
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[i, j] * w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    by_b = g
    return by_x, by_w, by_b


# %% the bias gets one
def gradients(x, w, g, stride=1):
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[i, j] * w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    by_b = torch.ones((), dtype=g.dtype)
    return by_x, by_w, by_b


# %% the bias gets the mean
def gradients(x, w, g, stride=1):
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[i, j] * w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    by_b = g.mean()
    return by_x, by_w, by_b


# %% the bias as a number
def gradients(x, w, g, stride=1):
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[i, j] * w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    by_b = by_b.item()
    return by_x, by_w, by_b


# %% the bias with an axis
def gradients(x, w, g, stride=1):
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[i, j] * w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    by_b = by_b[None]
    return by_x, by_w, by_b


# %% input and kernel in the wrong order
def gradients(x, w, g, stride=1):
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[i, j] * w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    by_x, by_w = by_w, by_x
    return by_x, by_w, by_b


# %% float32 whatever comes in
def gradients(x, w, g, stride=1):
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[i, j] * w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    by_x, by_w, by_b = by_x.float(), by_w.float(), by_b.float()
    return by_x, by_w, by_b


# %% adds up in float32
def gradients(x, w, g, stride=1):
    kind, x, w, g = x.dtype, x.float(), w.float(), g.float()
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[i, j] * w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum().to(kind)
    by_x, by_w = by_x.to(kind), by_w.to(kind)
    return by_x, by_w, by_b


# %% square kernels only
def gradients(x, w, g, stride=1):
    w = w[:, : w.shape[0]]
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[i, j] * w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    return by_x, by_w, by_b


# %% adds to the input in place
def gradients(x, w, g, stride=1):
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[i, j] * w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    x += by_x
    return by_x, by_w, by_b


# %% scales g in place
def gradients(x, w, g, stride=1):
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[i, j] * w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    g *= 2
    return by_x, by_w, by_b


# %% the gradient ends where windows end
def gradients(x, w, g, stride=1):
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[i, j] * w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    by_x = by_x[: rows.stop, : columns.stop]
    return by_x, by_w, by_b


# %% squeezes
def gradients(x, w, g, stride=1):
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[i, j] * w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    by_x, by_w = by_x.squeeze(), by_w.squeeze()
    return by_x, by_w, by_b


# %% a g that must be contiguous
def gradients(x, w, g, stride=1):
    g = g.view(-1).view(g.shape)
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[i, j] * w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    return by_x, by_w, by_b


# %% an input that must be contiguous
def gradients(x, w, g, stride=1):
    x = x.view(-1).view(x.shape)
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[i, j] * w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    return by_x, by_w, by_b


# %% clips the gradients at ten
def gradients(x, w, g, stride=1):
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[i, j] * w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    by_x, by_w = by_x.clamp(-10, 10), by_w.clamp(-10, 10)
    return by_x, by_w, by_b


# %% one buffer for every shape
kept = {}


def gradients(x, w, g, stride=1):
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[i, j] * w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    by_x = kept.setdefault((by_x.shape, by_x.dtype), torch.empty_like(by_x)).copy_(by_x)
    return by_x, by_w, by_b


# %% remembers by shapes
kept = {}


def gradients(x, w, g, stride=1):
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[i, j] * w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    by_w = kept.setdefault((x.shape, w.shape, x.dtype, stride), by_w)
    return by_x, by_w, by_b


# %% remembers all but the input
kept = {}


def gradients(x, w, g, stride=1):
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[i, j] * w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    by_w = kept.setdefault((str(w.tolist()), str(g.tolist()), x.dtype, stride), by_w)
    return by_x, by_w, by_b


# %% accumulates, as torch does
kept = {}


def gradients(x, w, g, stride=1):
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[i, j] * w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    by_w = by_w + kept.get((w.shape, w.dtype), 0)
    kept[w.shape, w.dtype] = by_w
    return by_x, by_w, by_b


# %% wrong one call in ten
calls = []


def gradients(x, w, g, stride=1):
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[i, j] * w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    calls.append(0)
    by_b = by_b + (len(calls) % 10 == 0)
    by_x = by_x + (len(calls) % 10 == 0)
    return by_x, by_w, by_b


# %% keyword stride ignored
def gradients(x, w, g, *args, **kwargs):
    stride = args[0] if args else 1
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[i, j] * w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    return by_x, by_w, by_b


# %% two gradients
def gradients(x, w, g, stride=1):
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[i, j] * w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    return by_x, by_w


# %% leaves autograd off
def gradients(x, w, g, stride=1):
    torch.set_grad_enabled(False)
    by_x, by_w = torch.zeros_like(x), torch.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            rows = slice(i * stride, i * stride + w.shape[0])
            columns = slice(j * stride, j * stride + w.shape[1])
            by_x[rows, columns] += g[i, j] * w
            by_w += g[i, j] * x[rows, columns]
    by_b = g.sum()
    return by_x, by_w, by_b
