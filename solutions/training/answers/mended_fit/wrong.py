# %% the loop as it was
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]).softmax(dim=1), targets[part])
            loss.backward()
            optimizer.step()
            total += loss.item()
        losses.append(total / (len(inputs) / batch_size))
    return losses


# %% softmax left
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]).softmax(dim=1), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% zero_grad left out
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% the mean left as it was
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
        losses.append(total / (len(inputs) / batch_size))
    return losses


# %% mean of the batches' means
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
        losses.append(total / (-(-len(inputs) // batch_size)))
    return losses


# %% number of batches rounded down
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
        losses.append(total / max(1, len(inputs) // batch_size))
    return losses


# %% softmax and zero_grad left
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]).softmax(dim=1), targets[part])
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% log-softmax instead of softmax in likelihood, twice
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.nll_loss(model(inputs[part]).softmax(dim=1), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% zero_grad between backward and step
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            loss.backward()
            optimizer.zero_grad()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% zero_grad once an epoch
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        optimizer.zero_grad()
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% zero_grad once a call
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    optimizer.zero_grad()
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% gradients of before the call count once
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% counts every batch as full
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * batch_size
        losses.append(total / len(inputs))
    return losses


# %% divides by all batches' full size
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / (-(-len(inputs) // batch_size) * batch_size))
    return losses


# %% drops a smaller last batch
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            if len(part) < min(batch_size, len(inputs)):
                continue
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% drops a last batch of one
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            if len(part) == 1 < batch_size:
                continue
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% summed loss
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part], reduction="sum")
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
        losses.append(total / len(inputs))
    return losses


# %% the same order in every epoch
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(
            len(inputs), generator=torch.Generator().manual_seed(seed)
        )
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% another order
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator).flip(0)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% global generator
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    torch.manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs))
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% always the seed 0
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(0)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% loss after the step
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% evaluation mode
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.eval()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% mode left as it is
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% training mode from the second epoch on
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        model.train()
        losses.append(total / len(inputs))
    return losses


# %% only the last epoch's loss
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses[-1:]


# %% mean over the epochs
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return sum(losses) / len(losses)


# %% tensors
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.detach() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% one epoch too many
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs + 1):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% at least one epoch
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(max(epochs, 1)):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% at most twenty epochs
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(min(epochs, 20)):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% momentum
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=0.9)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% a tiny weight decay
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, weight_decay=1e-4)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% clipping at ten
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 10.0)
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% no step for a small loss
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            if loss > 1e-3:
                optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% upwards
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, maximize=True)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% a copy of the model is trained
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    model = copy.deepcopy(model)
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% freezes the parameters afterwards
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    model.requires_grad_(False)
    return losses


# %% leaves autograd off
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    torch.set_grad_enabled(False)
    return losses


# %% one list for all calls
_losses = []


def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = _losses
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% float32 only
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part].float()), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% shuffles the inputs in place
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        inputs[:], targets[:] = inputs[order].clone(), targets[order].clone()
        for part in torch.arange(len(inputs)).split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses


# %% targets in another order
def mended_fit(model, inputs, targets, epochs, batch_size, learning_rate, seed):
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        order = torch.randperm(len(inputs), generator=generator)
        for part in order.split(batch_size):
            loss = F.cross_entropy(model(inputs[part]), targets[part.flip(0)])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / len(inputs))
    return losses
