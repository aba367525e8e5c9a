# %% plain Python, with random of its own
import random


def even_batches(inputs, targets, batch_size, seed):
    order = list(range(len(inputs)))
    random.Random(seed).shuffle(order)
    number = (len(order) + batch_size - 1) // batch_size
    small, more = divmod(len(order), number)
    batches, start = [], 0
    for i in range(number):
        part = order[start : start + small + (i < more)]
        batches.append((inputs[part], targets[part]))
        start += len(part)
    return batches


# %% numpy, array_split
import numpy as np


def even_batches(inputs, targets, batch_size, seed):
    order = np.random.default_rng(seed).permutation(len(inputs))
    lengths = np.array_split(order, -(-len(order) // batch_size))
    result = []
    for places in lengths:
        places = torch.from_numpy(places)
        result.append((inputs[places], targets[places]))
    return result


# %% odd names: shuffles everything first, a generator function
def order(x, seed):
    return torch.randperm(len(x), generator=torch.Generator().manual_seed(seed))


def number(n, size):
    return (n - 1) // size + 1


def look(n, size):
    count = number(n, size)
    return [(n + count - 1 - i) // count for i in range(count)]


def even_batches(inputs, targets, batch_size, seed):
    chosen = order(inputs, seed)
    sizes = look(len(inputs), batch_size)
    return list(zip(inputs[chosen].split(sizes), targets[chosen].split(sizes)))


# %% chunk is not even, but rounding up each time is
def even_batches(inputs, targets, batch_size, seed):
    draws = torch.Generator().manual_seed(seed)
    left = torch.randperm(inputs.shape[0], generator=draws)
    pairs = []
    for remaining in range(-(-inputs.shape[0] // batch_size), 0, -1):
        take = -(-left.shape[0] // remaining)
        now, left = left[:take], left[take:]
        pairs.append((inputs[now], targets[now]))
    return pairs
