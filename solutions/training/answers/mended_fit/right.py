# %% the broken loop, mended line by line
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            logits = model(inputs[part])
            loss = F.cross_entropy(logits, targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% odd names: parameters moved by hand, a list of every example's loss
def own(seed):
    return torch.Generator().manual_seed(seed)


def part(model, x, y):
    return F.cross_entropy(model(x), y, reduction="none")


def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    random, expected = own(seed), []
    twin = list(model.train().parameters())
    for _ in range(epochs):
        order, seen = torch.randperm(len(targets), generator=random), []
        for start in range(0, len(order), batch_size):
            chosen = order[start : start + batch_size]
            each = part(model, inputs[chosen], targets[chosen])
            slopes = torch.autograd.grad(each.mean(), twin)
            with torch.no_grad():
                for parameter, slope in zip(twin, slopes):
                    parameter -= learning_rate * slope
            seen.extend(each.tolist())
        expected.append(sum(seen) / len(seen))
    return expected


# %% negative log-likelihood of log-softmax; gradients cleared after the step
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    draws = torch.Generator()
    draws.manual_seed(seed)
    sgd = torch.optim.SGD(model.parameters(), lr=learning_rate)
    sgd.zero_grad()
    model.train()
    losses = [0.0] * epochs
    for epoch in range(epochs):
        order = torch.randperm(inputs.shape[0], generator=draws)
        for places in torch.split(order, batch_size):
            log_p = model(inputs[places]).log_softmax(dim=1)
            loss = F.nll_loss(log_p, targets[places])
            loss.backward()
            sgd.step()
            sgd.zero_grad()
            losses[epoch] += float(loss.detach()) * places.numel() / inputs.shape[0]
    return losses
