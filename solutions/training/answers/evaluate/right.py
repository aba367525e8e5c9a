# %% count while going through the batches
def evaluate(model, batches):
    mode = model.training
    model.eval()
    correct, count, collected = 0, 0, []
    with torch.no_grad():
        for inputs, targets in batches:
            logits = model(inputs)
            correct += int((logits.argmax(dim=1) == targets).sum())
            count += len(targets)
            collected.append(logits)
    model.train(mode)
    return correct / count, torch.cat(collected)


# %% each layer's mode put back, even after an error
@torch.no_grad()
def evaluate(model, batches):
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    try:
        outputs = [model(x) for x, _ in batches]
    finally:
        for layer, training in modes:
            layer.training = training
    hits = [o.max(dim=1).indices == y for o, (_, y) in zip(outputs, batches)]
    return torch.cat(hits).double().mean().item(), torch.cat(outputs)


# %% a copy of the model, detached afterwards
def evaluate(model, batches):
    twin = copy.deepcopy(model).eval()
    logits = [twin(inputs).detach() for inputs, _ in batches]
    right = sum(
        int(row.argmax()) == int(target)
        for rows, (_, targets) in zip(logits, batches)
        for row, target in zip(rows, targets)
    )
    return right / sum(len(targets) for _, targets in batches), torch.cat(logits)


# %% batch by batch, weighted by the batch's size
def evaluate(model, batches):
    training = model.training
    model.train(False)
    total, share, rows = sum(len(y) for _, y in batches), 0.0, []
    for x, y in batches:
        with torch.inference_mode():
            rows += [model(x)]
            share += float((rows[-1].argmax(1) == y).double().mean()) * len(y) / total
    if training:
        model.train()
    return share, torch.cat(rows)
