# %% does not shuffle
def shuffled_batches(inputs, targets, batch_size, seed):
    return list(zip(inputs.split(batch_size), targets.split(batch_size)))


# %% shuffles inputs and targets separately
def shuffled_batches(inputs, targets, batch_size, seed):
    generator = torch.Generator().manual_seed(seed)
    x = inputs[torch.randperm(len(inputs), generator=generator)]
    y = targets[torch.randperm(len(targets), generator=generator)]
    return list(zip(x.split(batch_size), y.split(batch_size)))


# %% drops the smaller last batch
def shuffled_batches(inputs, targets, batch_size, seed):
    order = torch.randperm(len(inputs), generator=torch.Generator().manual_seed(seed))
    parts = [part for part in order.split(batch_size) if len(part) == batch_size]
    return [(inputs[part], targets[part]) for part in parts]


# %% draws with replacement
def shuffled_batches(inputs, targets, batch_size, seed):
    generator = torch.Generator().manual_seed(seed)
    order = torch.randint(len(inputs), (len(inputs),), generator=generator)
    return [(inputs[part], targets[part]) for part in order.split(batch_size)]


# %% one order for every seed
def shuffled_batches(inputs, targets, batch_size, seed):
    order = torch.randperm(len(inputs), generator=torch.Generator().manual_seed(0))
    return [(inputs[part], targets[part]) for part in order.split(batch_size)]


# %% ignores the seed
def shuffled_batches(inputs, targets, batch_size, seed):
    order = torch.randperm(len(inputs))
    return [(inputs[part], targets[part]) for part in order.split(batch_size)]


# %% shuffles the batches, not the examples
def shuffled_batches(inputs, targets, batch_size, seed):
    batches = list(zip(inputs.split(batch_size), targets.split(batch_size)))
    random.Random(seed).shuffle(batches)
    return batches


# %% shuffles the full batches, the rest stays last
def shuffled_batches(inputs, targets, batch_size, seed):
    batches = list(zip(inputs.split(batch_size), targets.split(batch_size)))
    full = [batch for batch in batches if len(batch[0]) == batch_size]
    rest = [batch for batch in batches if len(batch[0]) < batch_size]
    random.Random(seed).shuffle(full)
    return full + rest


# %% shuffles only inside each batch
def shuffled_batches(inputs, targets, batch_size, seed):
    generator = torch.Generator().manual_seed(seed)
    batches = []
    for x, y in zip(inputs.split(batch_size), targets.split(batch_size)):
        order = torch.randperm(len(x), generator=generator)
        batches.append((x[order], y[order]))
    return batches


# %% starts at a random place and goes around
def shuffled_batches(inputs, targets, batch_size, seed):
    start = random.Random(seed).randrange(len(inputs))
    order = (torch.arange(len(inputs)) + start) % len(inputs)
    return [(inputs[part], targets[part]) for part in order.split(batch_size)]


# %% takes the batch size for the number of batches
def shuffled_batches(inputs, targets, batch_size, seed):
    order = torch.randperm(len(inputs), generator=torch.Generator().manual_seed(seed))
    return [(inputs[part], targets[part]) for part in order.chunk(batch_size)]


# %% shuffles the caller's own tensors
def shuffled_batches(inputs, targets, batch_size, seed):
    order = torch.randperm(len(inputs), generator=torch.Generator().manual_seed(seed))
    inputs[:], targets[:] = inputs[order], targets[order]
    return [
        (x.clone(), y.clone())
        for x, y in zip(inputs.split(batch_size), targets.split(batch_size))
    ]


# %% the first example always comes first
def shuffled_batches(inputs, targets, batch_size, seed):
    generator = torch.Generator().manual_seed(seed)
    rest = 1 + torch.randperm(len(inputs) - 1, generator=generator)
    order = torch.cat([torch.zeros(1, dtype=torch.int64), rest])
    return [(inputs[part], targets[part]) for part in order.split(batch_size)]


# %% float32 inputs
def shuffled_batches(inputs, targets, batch_size, seed):
    order = torch.randperm(len(inputs), generator=torch.Generator().manual_seed(seed))
    return [(inputs[p].float(), targets[p]) for p in order.split(batch_size)]


# %% targets as floats
def shuffled_batches(inputs, targets, batch_size, seed):
    order = torch.randperm(len(inputs), generator=torch.Generator().manual_seed(seed))
    return [(inputs[p], targets[p].float()) for p in order.split(batch_size)]


# %% the seed runs over from call to call
calls = []


def shuffled_batches(inputs, targets, batch_size, seed):
    calls.append(seed)
    generator = torch.Generator().manual_seed(seed + len(calls))
    order = torch.randperm(len(inputs), generator=generator)
    return [(inputs[part], targets[part]) for part in order.split(batch_size)]
