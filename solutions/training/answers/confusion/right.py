# %% loops and a dictionary of modes, odd names
def build(model):
    return {name: layer.training for name, layer in model.named_modules()}


def draw(logits):
    return [row.index(max(row)) for row in logits.tolist()]


def confusion(model, batches):
    kept, counts = build(model), {}
    model.eval()
    with torch.inference_mode():
        for x, y in batches:
            expected = model(x)
            size = expected.shape[1]
            for pair in zip(y.tolist(), draw(expected)):
                counts[pair] = counts.get(pair, 0) + 1
    for name, layer in model.named_modules():
        layer.training = kept[name]
    return torch.tensor(
        [[counts.get((i, j), 0) for j in range(size)] for i in range(size)]
    )


# %% one-hot matrices, multiplied
@torch.no_grad()
def confusion(model, batches):
    modes = [layer.training for layer in model.modules()]
    for layer in model.modules():
        layer.training = False
    parts = [(targets, model(inputs)) for inputs, targets in batches]
    for layer, mode in zip(model.modules(), modes):
        layer.training = mode
    targets = torch.cat([y for y, _ in parts])
    logits = torch.cat([z for _, z in parts])
    k = logits.shape[1]
    return F.one_hot(targets, k).T @ F.one_hot(logits.argmax(1), k)


# %% index_put with accumulation; modes put back even after an error
import contextlib


@contextlib.contextmanager
def evaluating(model):
    training = [layer for layer in model.modules() if layer.training]
    model.eval()
    try:
        with torch.no_grad():
            yield
    finally:
        for layer in training:
            layer.training = True


def confusion(model, batches):
    matrix = None
    with evaluating(model):
        for x, y in batches:
            z = model(x)
            if matrix is None:
                matrix = torch.zeros(z.shape[1], z.shape[1], dtype=torch.long)
            one = torch.ones_like(y)
            matrix.index_put_((y, z.max(dim=1).indices), one, accumulate=True)
    return matrix
