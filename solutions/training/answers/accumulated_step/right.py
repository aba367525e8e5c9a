# %% every parameter moved by hand, gradients from autograd.grad
def accumulated_step(model, inputs, targets, learning_rate, piece):
    model.train()
    moving = [p for p in model.parameters() if p.requires_grad]
    slopes, loss = [torch.zeros_like(p) for p in moving], 0.0
    for start in range(0, len(inputs), piece):
        x, y = inputs[start : start + piece], targets[start : start + piece]
        part = F.cross_entropy(model(x), y, reduction="sum")
        found = torch.autograd.grad(part, moving, allow_unused=True)
        for slope, more in zip(slopes, found):
            if more is not None:
                slope += more
        loss += float(part.detach())
    with torch.no_grad():
        for parameter, slope in zip(moving, slopes):
            parameter.sub_(learning_rate * slope / len(inputs))
    return loss / len(inputs)


# %% weighted means, .grad cleared by hand
def accumulated_step(model, inputs, targets, learning_rate, piece):
    model.train()
    for parameter in model.parameters():
        parameter.grad = None
    losses = []
    for part in torch.arange(len(inputs)).split(piece):
        share = len(part) / len(inputs)
        loss = share * F.cross_entropy(model(inputs[part]), targets[part])
        loss.backward()
        losses.append(loss.item())
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.requires_grad:
                parameter -= learning_rate * parameter.grad
    return sum(losses)


# %% odd names, all logits first, one backward
def twin(model):
    return torch.optim.SGD([p for p in model.parameters() if p.requires_grad], lr=1.0)


def draw(x, piece):
    return [x[i : i + piece] for i in range(0, x.shape[0], piece)]


def compare(model, x, piece):
    return torch.cat([model(part) for part in draw(x, piece)])


def accumulated_step(model, inputs, targets, learning_rate, piece):
    expected = twin(model.train())
    for group in expected.param_groups:
        group["lr"] = learning_rate
    z = compare(model, inputs, piece)
    seen = (z.logsumexp(dim=1) - z[range(len(targets)), targets]).mean()
    expected.zero_grad()
    seen.backward()
    expected.step()
    return seen.item()
