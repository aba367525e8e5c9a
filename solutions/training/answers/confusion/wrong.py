# %% rows and columns exchanged
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            k = logits.shape[1]
            pairs = k * logits.argmax(dim=1) + targets
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total


# %% training mode
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.train()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total


# %% mode left as it is
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total


# %% leaves evaluation mode
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    return total


# %% always back in training mode
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    model.train()
    return total


# %% only the model's own mode comes back
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    model.train(modes[0][1])
    return total


# %% detach instead of no_grad
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    if True:
        for inputs, targets in batches:
            logits = model(inputs).detach()
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total


# %% leaves autograd off
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    torch.set_grad_enabled(False)
    if True:
        for inputs, targets in batches:
            logits = model(inputs)
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total


# %% freezes the parameters instead of no_grad
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    model.requires_grad_(False)
    if True:
        for inputs, targets in batches:
            logits = model(inputs)
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total


# %% counts a pair once in a batch
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            k = logits.shape[1]
            counts = torch.zeros(k, k, dtype=torch.int64)
            counts[targets, logits.argmax(dim=1)] += 1
            total = total + counts
    for layer, training in modes:
        layer.training = training
    return total


# %% only the last batch
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            total = pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total


# %% only the first batch
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            if not isinstance(total, int):
                continue
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total


# %% drops a smaller last batch
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total, size = 0, 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            if len(inputs) < size:
                continue
            size = len(inputs)
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total


# %% drops batches of one
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            if len(inputs) == 1:
                continue
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total


# %% squeezes the logits
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs).squeeze()
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total


# %% classes from the targets
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            k = int(targets.max()) + 1
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total


# %% always ten classes
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            k = 10
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total


# %% shares instead of counts
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total / total.sum()


# %% each row divided by its sum
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total / total.sum(dim=1, keepdim=True)


# %% counts as float
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total.double()


# %% counts as int32
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total.int()


# %% counts in eight bits
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total.to(torch.uint8).long()


# %% the accuracy
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return (total.diag().sum() / total.sum()).item()


# %% a list
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total.tolist()


# %% the last of equal logits
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            k = logits.shape[1]
            pairs = k * targets + (k - 1 - logits.flip(1).argmax(dim=1))
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total


# %% smallest logit
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            k = logits.shape[1]
            pairs = k * targets + logits.argmin(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total


# %% the largest absolute value
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            k = logits.shape[1]
            pairs = k * targets + logits.abs().argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total


# %% rounds the logits first
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            k = logits.shape[1]
            pairs = k * targets + logits.round(decimals=2).argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total


# %% walks through the batches twice
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    number = sum(1 for _ in batches)
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total


# %% calls the model twice
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            model(inputs)
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total


# %% all batches at once
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        batches = list(batches)
        x, y = (torch.cat(part) for part in zip(*batches))
        for inputs, targets in [(x, y)]:
            logits = model(inputs)
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total


# %% one buffer for all calls
_buffer = {}


def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    kept = _buffer.setdefault(total.shape, total)
    kept[:] = total
    return kept


# %% adds to the counts of earlier calls
_seen = {}


def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    _seen[total.shape] = _seen.get(total.shape, 0) + total
    return _seen[total.shape]


# %% remembers by the model
_known = {}


def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return _known.setdefault(id(model), total)


# %% float32 only
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs.float())
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total


# %% seeds the global generator
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    torch.manual_seed(0)
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total


# %% scales the inputs in place
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            inputs /= inputs.abs().max().clamp(min=1)
            logits = model(inputs)
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total


# %% batch normalisation evaluated, dropout not
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    for layer in model.modules():
        if isinstance(layer, nn.Dropout):
            layer.train()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total


# %% view of inputs that may not be contiguous
def confusion(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    total = 0
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs.view(-1).view(inputs.shape))
            k = logits.shape[1]
            pairs = k * targets + logits.argmax(dim=1)
            total = total + pairs.bincount(minlength=k * k).reshape(k, k)
    for layer, training in modes:
        layer.training = training
    return total
