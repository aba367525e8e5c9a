# %% overflows
def softmax(logits):
    return logits.exp() / logits.exp().sum(1, keepdim=True)


def cross_entropy(logits, targets):
    return F.cross_entropy(logits, targets)


# %% logarithm of an underflowed probability
def softmax(logits):
    return F.softmax(logits, dim=1)


def cross_entropy(logits, targets):
    p = F.softmax(logits, dim=1)
    return -p[range(len(targets)), targets].log().mean()


# %% softmax over the batch
def softmax(logits):
    return F.softmax(logits, dim=0)


def cross_entropy(logits, targets):
    return F.cross_entropy(logits, targets)


# %% softmax of the whole array
def softmax(logits):
    return F.softmax(logits.flatten(), dim=0).reshape(logits.shape)


def cross_entropy(logits, targets):
    return F.cross_entropy(logits, targets)


# %% normalises without exponentials
def softmax(logits):
    return logits.abs() / logits.abs().sum(1, keepdim=True)


def cross_entropy(logits, targets):
    return F.cross_entropy(logits, targets)


# %% subtracts one maximum and clamps
def softmax(logits):
    return F.softmax(logits.clamp(-50, 50), dim=1)


def cross_entropy(logits, targets):
    return F.cross_entropy(logits, targets)


# %% softmax twice
def softmax(logits):
    return F.softmax(logits, dim=1)


def cross_entropy(logits, targets):
    return F.cross_entropy(F.softmax(logits, dim=1), targets)


# %% the sum over the batch
def softmax(logits):
    return F.softmax(logits, dim=1)


def cross_entropy(logits, targets):
    return F.cross_entropy(logits, targets, reduction="sum")


# %% forgets the minus
def softmax(logits):
    return F.softmax(logits, dim=1)


def cross_entropy(logits, targets):
    return -F.cross_entropy(logits, targets)


# %% logarithm to the base 2
def softmax(logits):
    return F.softmax(logits, dim=1)


def cross_entropy(logits, targets):
    return F.cross_entropy(logits, targets) / 0.6931471805599453


# %% the first class is always right
def softmax(logits):
    return F.softmax(logits, dim=1)


def cross_entropy(logits, targets):
    return F.cross_entropy(logits, torch.zeros_like(targets))


# %% one probability of the mean logits
def softmax(logits):
    return F.softmax(logits, dim=1)


def cross_entropy(logits, targets):
    return F.cross_entropy(logits.mean(0, keepdim=True), targets[:1])


# %% a small number inside the logarithm
def softmax(logits):
    return F.softmax(logits, dim=1)


def cross_entropy(logits, targets):
    p = F.softmax(logits, dim=1)
    return -(p[range(len(targets)), targets] + 1e-6).log().mean()


# %% subtracts the maximum in place
def softmax(logits):
    logits -= logits.max(1, keepdim=True).values
    return F.softmax(logits, dim=1)


def cross_entropy(logits, targets):
    return F.cross_entropy(logits, targets)


# %% loses the gradient
def softmax(logits):
    return F.softmax(logits, dim=1)


def cross_entropy(logits, targets):
    return F.cross_entropy(logits.detach(), targets)


# %% a Python number
def softmax(logits):
    return F.softmax(logits, dim=1)


def cross_entropy(logits, targets):
    return F.cross_entropy(logits, targets).item()
