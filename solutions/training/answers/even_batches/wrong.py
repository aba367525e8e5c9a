# %% a small last batch, as always
def even_batches(inputs, targets, batch_size, seed):
    order = torch.randperm(len(inputs), generator=torch.Generator().manual_seed(seed))
    return [(inputs[part], targets[part]) for part in order.split(batch_size)]


# %% loses a last batch of one
def even_batches(inputs, targets, batch_size, seed):
    order = torch.randperm(len(inputs), generator=torch.Generator().manual_seed(seed))
    number = -(-len(inputs) // batch_size)
    parts = [p for p in order.tensor_split(number) if len(p) > 1]
    return [(inputs[part], targets[part]) for part in parts]


# %% an empty batch when the size divides N
def even_batches(inputs, targets, batch_size, seed):
    order = torch.randperm(len(inputs), generator=torch.Generator().manual_seed(seed))
    number = -(-len(inputs) // batch_size)
    batches = [(inputs[p], targets[p]) for p in order.tensor_split(number)]
    if len(inputs) % batch_size == 0:
        batches.append((inputs[:0], targets[:0]))
    return batches


# %% one batch too many when the size divides N
def even_batches(inputs, targets, batch_size, seed):
    order = torch.randperm(len(inputs), generator=torch.Generator().manual_seed(seed))
    parts = order.tensor_split(len(inputs) // batch_size + 1)
    return [(inputs[part], targets[part]) for part in parts]


# %% rounds the number of batches down
def even_batches(inputs, targets, batch_size, seed):
    order = torch.randperm(len(inputs), generator=torch.Generator().manual_seed(seed))
    parts = order.tensor_split(max(1, len(inputs) // batch_size))
    return [(inputs[part], targets[part]) for part in parts]


# %% chunk, whose last batch may be much smaller
def even_batches(inputs, targets, batch_size, seed):
    order = torch.randperm(len(inputs), generator=torch.Generator().manual_seed(seed))
    parts = order.chunk(-(-len(inputs) // batch_size))
    return [(inputs[part], targets[part]) for part in parts]


# %% the smaller ones first
def even_batches(inputs, targets, batch_size, seed):
    order = torch.randperm(len(inputs), generator=torch.Generator().manual_seed(seed))
    parts = order.tensor_split(-(-len(inputs) // batch_size))[::-1]
    return [(inputs[part], targets[part]) for part in parts]


# %% drops what does not fill a batch
def even_batches(inputs, targets, batch_size, seed):
    order = torch.randperm(len(inputs), generator=torch.Generator().manual_seed(seed))
    number = -(-len(inputs) // batch_size)
    size = len(inputs) // number
    parts = [order[i * size : (i + 1) * size] for i in range(number)]
    return [(inputs[part], targets[part]) for part in parts]


# %% no shuffling
def even_batches(inputs, targets, batch_size, seed):
    parts = torch.arange(len(inputs)).tensor_split(-(-len(inputs) // batch_size))
    return [(inputs[part], targets[part]) for part in parts]


# %% shuffles the batches only
def even_batches(inputs, targets, batch_size, seed):
    number = -(-len(inputs) // batch_size)
    parts = torch.arange(len(inputs)).tensor_split(number)
    draws = torch.Generator().manual_seed(seed)
    order = torch.randperm(number, generator=draws).tolist()
    parts = sorted((parts[i] for i in order), key=len, reverse=True)
    return [(inputs[part], targets[part]) for part in parts]


# %% sorted inside each batch
def even_batches(inputs, targets, batch_size, seed):
    order = torch.randperm(len(inputs), generator=torch.Generator().manual_seed(seed))
    parts = order.tensor_split(-(-len(inputs) // batch_size))
    return [(inputs[p.sort()[0]], targets[p.sort()[0]]) for p in parts]


# %% rotates, so neighbours stay neighbours
def even_batches(inputs, targets, batch_size, seed):
    order = torch.arange(len(inputs)).roll(seed % len(inputs))
    parts = order.tensor_split(-(-len(inputs) // batch_size))
    return [(inputs[part], targets[part]) for part in parts]


# %% draws with replacement
def even_batches(inputs, targets, batch_size, seed):
    draws = torch.Generator().manual_seed(seed)
    order = torch.randint(len(inputs), (len(inputs),), generator=draws)
    parts = order.tensor_split(-(-len(inputs) // batch_size))
    return [(inputs[part], targets[part]) for part in parts]


# %% inputs and targets in two orders
def even_batches(inputs, targets, batch_size, seed):
    draws = torch.Generator().manual_seed(seed)
    number = -(-len(inputs) // batch_size)
    first = torch.randperm(len(inputs), generator=draws)
    second = torch.randperm(len(inputs), generator=draws)
    x, y = inputs[first].tensor_split(number), targets[second].tensor_split(number)
    return list(zip(x, y))


# %% seeds the global generator
def even_batches(inputs, targets, batch_size, seed):
    torch.manual_seed(seed)
    order = torch.randperm(len(inputs))
    parts = order.tensor_split(-(-len(inputs) // batch_size))
    return [(inputs[part], targets[part]) for part in parts]


# %% ignores the seed
def even_batches(inputs, targets, batch_size, seed):
    order = torch.randperm(len(inputs))
    parts = order.tensor_split(-(-len(inputs) // batch_size))
    return [(inputs[part], targets[part]) for part in parts]


# %% always the seed 0
def even_batches(inputs, targets, batch_size, seed):
    order = torch.randperm(len(inputs), generator=torch.Generator().manual_seed(0))
    parts = order.tensor_split(-(-len(inputs) // batch_size))
    return [(inputs[part], targets[part]) for part in parts]


# %% the order goes on from call to call
_own = {}


def even_batches(inputs, targets, batch_size, seed):
    draws = _own.setdefault(seed, torch.Generator().manual_seed(seed))
    order = torch.randperm(len(inputs), generator=draws)
    parts = order.tensor_split(-(-len(inputs) // batch_size))
    return [(inputs[part], targets[part]) for part in parts]


# %% remembers batches by the sizes and the seed
_known = {}


def even_batches(inputs, targets, batch_size, seed):
    key = (tuple(inputs.shape), batch_size, seed)
    if key not in _known:
        draws = torch.Generator().manual_seed(seed)
        order = torch.randperm(len(inputs), generator=draws)
        parts = order.tensor_split(-(-len(inputs) // batch_size))
        _known[key] = [(inputs[part], targets[part]) for part in parts]
    return _known[key]


# %% shuffles the inputs in place
def even_batches(inputs, targets, batch_size, seed):
    order = torch.randperm(len(inputs), generator=torch.Generator().manual_seed(seed))
    inputs[:], targets[:] = inputs[order].clone(), targets[order].clone()
    number = -(-len(inputs) // batch_size)
    return list(zip(inputs.tensor_split(number), targets.tensor_split(number)))


# %% squeezes batches of one
def even_batches(inputs, targets, batch_size, seed):
    order = torch.randperm(len(inputs), generator=torch.Generator().manual_seed(seed))
    parts = order.tensor_split(-(-len(inputs) // batch_size))
    return [(inputs[part].squeeze(0), targets[part]) for part in parts]


# %% everything in float32
def even_batches(inputs, targets, batch_size, seed):
    order = torch.randperm(len(inputs), generator=torch.Generator().manual_seed(seed))
    parts = order.tensor_split(-(-len(inputs) // batch_size))
    return [(inputs[part].float(), targets[part]) for part in parts]


# %% flattened inputs
def even_batches(inputs, targets, batch_size, seed):
    order = torch.randperm(len(inputs), generator=torch.Generator().manual_seed(seed))
    parts = order.tensor_split(-(-len(inputs) // batch_size))
    return [(inputs[p].reshape(len(p), -1), targets[p]) for p in parts]


# %% view of inputs that may not be contiguous
def even_batches(inputs, targets, batch_size, seed):
    order = torch.randperm(len(inputs), generator=torch.Generator().manual_seed(seed))
    flat = inputs.view(len(inputs), -1)[order].reshape(inputs.shape)
    number = -(-len(inputs) // batch_size)
    return list(zip(flat.tensor_split(number), targets[order].tensor_split(number)))


# %% the order of a thousand at most
def even_batches(inputs, targets, batch_size, seed):
    draws = torch.Generator().manual_seed(seed)
    order = torch.randperm(min(len(inputs), 1000), generator=draws)
    parts = order.tensor_split(-(-len(inputs) // batch_size))
    return [(inputs[part], targets[part]) for part in parts]


# %% the seed in 32 bits
def even_batches(inputs, targets, batch_size, seed):
    import numpy as np

    order = torch.from_numpy(np.random.RandomState(seed).permutation(len(inputs)))
    parts = order.tensor_split(-(-len(inputs) // batch_size))
    return [(inputs[part], targets[part]) for part in parts]
