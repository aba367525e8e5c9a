# %% Python's random numbers, batches by slicing
def shuffled_batches(inputs, targets, batch_size, seed):
    order = list(range(len(inputs)))
    random.Random(seed).shuffle(order)
    batches = []
    for start in range(0, len(order), batch_size):
        part = order[start : start + batch_size]
        batches.append((inputs[part], targets[part]))
    return batches


# %% a generator function, sorting random numbers
def shuffled_batches(inputs, targets, batch_size, seed):
    keys = torch.rand(len(inputs), generator=torch.Generator().manual_seed(seed))
    order = keys.argsort()
    inputs, targets = inputs[order], targets[order]
    yield from zip(inputs.split(batch_size), targets.split(batch_size))


# %% torch's DataLoader
def shuffled_batches(inputs, targets, batch_size, seed):
    from torch.utils.data import DataLoader, TensorDataset

    loader = DataLoader(
        TensorDataset(inputs, targets),
        batch_size=batch_size,
        shuffle=True,
        generator=torch.Generator().manual_seed(seed),
    )
    return [(x, y) for x, y in loader]


# %% numpy's permutation
def shuffled_batches(inputs, targets, batch_size, seed):
    import numpy as np

    order = torch.from_numpy(np.random.default_rng(seed).permutation(len(targets)))
    count = -(-len(order) // batch_size)
    parts = [order[i * batch_size : (i + 1) * batch_size] for i in range(count)]
    return [(inputs[part], targets[part]) for part in parts]


# %% the global generator, seeded for as long as it takes
def shuffled_batches(inputs, targets, batch_size, seed):
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        order = torch.randperm(inputs.size(0))
    return [
        (inputs.index_select(0, part), targets.index_select(0, part))
        for part in torch.split(order, batch_size)
    ]
