# %% overflows
def log_p(z, dim=1):
    return z - z.logsumexp(dim, keepdim=True)


def loss(z, y, reduction="mean"):
    each = -log_p(z)[range(len(y)), y]
    return each.sum() if reduction == "sum" else each.mean()


def softmax(logits):
    return logits.exp() / logits.exp().sum(1, keepdim=True)


def cross_entropy(logits, targets):
    return loss(logits, targets)


# %% logarithm of an underflowed probability
def p(z, dim=1):
    return (z - z.logsumexp(dim, keepdim=True)).exp()


def softmax(logits):
    return p(logits, dim=1)


def cross_entropy(logits, targets):
    q = p(logits, dim=1)
    return -q[range(len(targets)), targets].log().mean()


# %% softmax over the batch
def log_p(z, dim=1):
    return z - z.logsumexp(dim, keepdim=True)


def p(z, dim=1):
    return (z - z.logsumexp(dim, keepdim=True)).exp()


def loss(z, y, reduction="mean"):
    each = -log_p(z)[range(len(y)), y]
    return each.sum() if reduction == "sum" else each.mean()


def softmax(logits):
    return p(logits, dim=0)


def cross_entropy(logits, targets):
    return loss(logits, targets)


# %% softmax of the whole array
def log_p(z, dim=1):
    return z - z.logsumexp(dim, keepdim=True)


def p(z, dim=1):
    return (z - z.logsumexp(dim, keepdim=True)).exp()


def loss(z, y, reduction="mean"):
    each = -log_p(z)[range(len(y)), y]
    return each.sum() if reduction == "sum" else each.mean()


def softmax(logits):
    return p(logits.flatten(), dim=0).reshape(logits.shape)


def cross_entropy(logits, targets):
    return loss(logits, targets)


# %% normalises without exponentials
def log_p(z, dim=1):
    return z - z.logsumexp(dim, keepdim=True)


def loss(z, y, reduction="mean"):
    each = -log_p(z)[range(len(y)), y]
    return each.sum() if reduction == "sum" else each.mean()


def softmax(logits):
    return logits.abs() / logits.abs().sum(1, keepdim=True)


def cross_entropy(logits, targets):
    return loss(logits, targets)


# %% subtracts one maximum and clamps
def log_p(z, dim=1):
    return z - z.logsumexp(dim, keepdim=True)


def p(z, dim=1):
    return (z - z.logsumexp(dim, keepdim=True)).exp()


def loss(z, y, reduction="mean"):
    each = -log_p(z)[range(len(y)), y]
    return each.sum() if reduction == "sum" else each.mean()


def softmax(logits):
    return p(logits.clamp(-50, 50), dim=1)


def cross_entropy(logits, targets):
    return loss(logits, targets)


# %% softmax twice
def log_p(z, dim=1):
    return z - z.logsumexp(dim, keepdim=True)


def p(z, dim=1):
    return (z - z.logsumexp(dim, keepdim=True)).exp()


def loss(z, y, reduction="mean"):
    each = -log_p(z)[range(len(y)), y]
    return each.sum() if reduction == "sum" else each.mean()


def softmax(logits):
    return p(logits, dim=1)


def cross_entropy(logits, targets):
    return loss(p(logits, dim=1), targets)


# %% the sum over the batch
def log_p(z, dim=1):
    return z - z.logsumexp(dim, keepdim=True)


def p(z, dim=1):
    return (z - z.logsumexp(dim, keepdim=True)).exp()


def loss(z, y, reduction="mean"):
    each = -log_p(z)[range(len(y)), y]
    return each.sum() if reduction == "sum" else each.mean()


def softmax(logits):
    return p(logits, dim=1)


def cross_entropy(logits, targets):
    return loss(logits, targets, reduction="sum")


# %% forgets the minus
def log_p(z, dim=1):
    return z - z.logsumexp(dim, keepdim=True)


def p(z, dim=1):
    return (z - z.logsumexp(dim, keepdim=True)).exp()


def loss(z, y, reduction="mean"):
    each = -log_p(z)[range(len(y)), y]
    return each.sum() if reduction == "sum" else each.mean()


def softmax(logits):
    return p(logits, dim=1)


def cross_entropy(logits, targets):
    return -loss(logits, targets)


# %% logarithm to the base 2
def log_p(z, dim=1):
    return z - z.logsumexp(dim, keepdim=True)


def p(z, dim=1):
    return (z - z.logsumexp(dim, keepdim=True)).exp()


def loss(z, y, reduction="mean"):
    each = -log_p(z)[range(len(y)), y]
    return each.sum() if reduction == "sum" else each.mean()


def softmax(logits):
    return p(logits, dim=1)


def cross_entropy(logits, targets):
    return loss(logits, targets) / 0.6931471805599453


# %% the first class is always right
def log_p(z, dim=1):
    return z - z.logsumexp(dim, keepdim=True)


def p(z, dim=1):
    return (z - z.logsumexp(dim, keepdim=True)).exp()


def loss(z, y, reduction="mean"):
    each = -log_p(z)[range(len(y)), y]
    return each.sum() if reduction == "sum" else each.mean()


def softmax(logits):
    return p(logits, dim=1)


def cross_entropy(logits, targets):
    return loss(logits, torch.zeros_like(targets))


# %% one probability of the mean logits
def log_p(z, dim=1):
    return z - z.logsumexp(dim, keepdim=True)


def p(z, dim=1):
    return (z - z.logsumexp(dim, keepdim=True)).exp()


def loss(z, y, reduction="mean"):
    each = -log_p(z)[range(len(y)), y]
    return each.sum() if reduction == "sum" else each.mean()


def softmax(logits):
    return p(logits, dim=1)


def cross_entropy(logits, targets):
    return loss(logits.mean(0, keepdim=True), targets[:1])


# %% a small number inside the logarithm
def p(z, dim=1):
    return (z - z.logsumexp(dim, keepdim=True)).exp()


def softmax(logits):
    return p(logits, dim=1)


def cross_entropy(logits, targets):
    q = p(logits, dim=1)
    return -(q[range(len(targets)), targets] + 1e-6).log().mean()


# %% subtracts the maximum in place
def log_p(z, dim=1):
    return z - z.logsumexp(dim, keepdim=True)


def p(z, dim=1):
    return (z - z.logsumexp(dim, keepdim=True)).exp()


def loss(z, y, reduction="mean"):
    each = -log_p(z)[range(len(y)), y]
    return each.sum() if reduction == "sum" else each.mean()


def softmax(logits):
    logits -= logits.max(1, keepdim=True).values
    return p(logits, dim=1)


def cross_entropy(logits, targets):
    return loss(logits, targets)


# %% loses the gradient
def log_p(z, dim=1):
    return z - z.logsumexp(dim, keepdim=True)


def p(z, dim=1):
    return (z - z.logsumexp(dim, keepdim=True)).exp()


def loss(z, y, reduction="mean"):
    each = -log_p(z)[range(len(y)), y]
    return each.sum() if reduction == "sum" else each.mean()


def softmax(logits):
    return p(logits, dim=1)


def cross_entropy(logits, targets):
    return loss(logits.detach(), targets)


# %% a Python number
def log_p(z, dim=1):
    return z - z.logsumexp(dim, keepdim=True)


def p(z, dim=1):
    return (z - z.logsumexp(dim, keepdim=True)).exp()


def loss(z, y, reduction="mean"):
    each = -log_p(z)[range(len(y)), y]
    return each.sum() if reduction == "sum" else each.mean()


def softmax(logits):
    return p(logits, dim=1)


def cross_entropy(logits, targets):
    return loss(logits, targets).item()


# %% torch's own
def softmax(logits):
    return F.softmax(logits, dim=1)


def cross_entropy(logits, targets):
    return F.cross_entropy(logits, targets)


# %% log_softmax and a mask
def softmax(logits):
    return torch.log_softmax(logits, 1).exp()


def cross_entropy(logits, targets):
    mask = F.one_hot(targets, logits.shape[1])
    return -(torch.log_softmax(logits, 1) * mask).sum() / len(targets)


# %% losses above a hundred count as a hundred
def softmax(logits):
    return (logits - logits.logsumexp(1, keepdim=True)).exp()


def cross_entropy(logits, targets):
    rows = torch.arange(len(targets))
    return (logits.logsumexp(1) - logits[rows, targets]).clamp(max=100).mean()


# %% squeezes
def softmax(logits):
    return (logits - logits.logsumexp(1, keepdim=True)).exp()


def cross_entropy(logits, targets):
    logits = logits.squeeze()
    rows = torch.arange(len(targets))
    return (logits.logsumexp(1) - logits[rows, targets]).mean()


# %% only the layer is torch's
def softmax(logits):
    return (logits - logits.logsumexp(1, keepdim=True)).exp()


def cross_entropy(logits, targets):
    return nn.CrossEntropyLoss()(logits, targets)


# %% the method of a tensor
def softmax(logits):
    return logits.softmax(1)


def cross_entropy(logits, targets):
    rows = torch.arange(len(targets))
    return (logits.logsumexp(1) - logits[rows, targets]).mean()


# %% float32 only
def softmax(logits):
    return (logits - logits.logsumexp(1, keepdim=True)).exp().float()


def cross_entropy(logits, targets):
    rows = torch.arange(len(targets))
    return (logits.logsumexp(1) - logits[rows, targets]).mean()


# %% median instead of the mean
def softmax(logits):
    return (logits - logits.logsumexp(1, keepdim=True)).exp()


def cross_entropy(logits, targets):
    rows = torch.arange(len(targets))
    return (logits.logsumexp(1) - logits[rows, targets]).median()


# %% exponentials clamped
def softmax(logits):
    return (logits - logits.logsumexp(1, keepdim=True)).exp()


def cross_entropy(logits, targets):
    rows = torch.arange(len(targets))
    return (logits.clamp(max=500).logsumexp(1) - logits[rows, targets]).mean()


# %% label smoothing
def softmax(logits):
    return (logits - logits.logsumexp(1, keepdim=True)).exp()


def cross_entropy(logits, targets):
    rows = torch.arange(len(targets))
    return (
        logits.logsumexp(1) - (0.999 * logits[rows, targets] + 0.001 * logits.mean(1))
    ).mean()
