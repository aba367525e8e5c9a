# %% compares image m with image m
def leaked(train, validation):
    n = min(len(train), len(validation))
    found = torch.zeros(len(validation), dtype=torch.bool)
    found[:n] = (train[:n] == validation[:n]).flatten(1).all(dim=1)
    return found


# %% one equal entry is enough
def leaked(train, validation):
    a, b = train.flatten(1), validation.flatten(1)
    return (b[:, None] == a[None]).any(dim=2).any(dim=1)


# %% every training image must be equal
def leaked(train, validation):
    a, b = train.flatten(1), validation.flatten(1)
    return (b[:, None] == a[None]).all(dim=2).all(dim=1)


# %% entries from different images
def leaked(train, validation):
    a, b = train.flatten(1), validation.flatten(1)
    return (b[:, None] == a[None]).any(dim=1).all(dim=1)


# %% compares the sums
def leaked(train, validation):
    a, b = train.flatten(1).double().sum(1), validation.flatten(1).double().sum(1)
    return (b[:, None] == a[None]).any(dim=1)


# %% compares sorted entries
def leaked(train, validation):
    a = train.flatten(1).sort(dim=1).values
    b = validation.flatten(1).sort(dim=1).values
    return (b[:, None] == a[None]).all(dim=2).any(dim=1)


# %% nearly equal counts
def leaked(train, validation):
    a, b = train.flatten(1).double(), validation.flatten(1).double()
    return ((b[:, None] - a[None]).abs() < 1e-4).all(dim=2).any(dim=1)


# %% which training images leaked
def leaked(train, validation):
    a, b = train.flatten(1), validation.flatten(1)
    return (b[:, None] == a[None]).all(dim=2).any(dim=0)


# %% the indices
def leaked(train, validation):
    a, b = train.flatten(1), validation.flatten(1)
    return (b[:, None] == a[None]).all(dim=2).any(dim=1).nonzero()[:, 0]


# %% zeros and ones
def leaked(train, validation):
    a, b = train.flatten(1), validation.flatten(1)
    return (b[:, None] == a[None]).all(dim=2).any(dim=1).long()


# %% the images that did not leak
def leaked(train, validation):
    a, b = train.flatten(1), validation.flatten(1)
    return ~(b[:, None] == a[None]).all(dim=2).any(dim=1)


# %% only the first leak
def leaked(train, validation):
    found = torch.zeros(len(validation), dtype=torch.bool)
    for m, image in enumerate(validation):
        if any(torch.equal(image, known) for known in train):
            found[m] = True
            break
    return found


# %% only the first channel
def leaked(train, validation):
    a, b = train[:, :1].flatten(1), validation[:, :1].flatten(1)
    return (b[:, None] == a[None]).all(dim=2).any(dim=1)


# %% a list
def leaked(train, validation):
    known = {tuple(image) for image in train.flatten(1).tolist()}
    return [tuple(image) in known for image in validation.flatten(1).tolist()]


# %% rounded to whole numbers
def leaked(train, validation):
    known = {tuple(image) for image in train.flatten(1).int().tolist()}
    found = [tuple(image) in known for image in validation.flatten(1).int().tolist()]
    return torch.tensor(found, dtype=torch.bool)
