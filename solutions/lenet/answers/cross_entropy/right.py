# %% torch's own
def softmax(logits):
    return F.softmax(logits, dim=1)


def cross_entropy(logits, targets):
    return F.cross_entropy(logits, targets)


# %% by the logarithm of the sum of exponentials
def softmax(logits):
    return (logits - logits.logsumexp(1, keepdim=True)).exp()


def cross_entropy(logits, targets):
    rows = torch.arange(len(targets))
    return (logits.logsumexp(1) - logits[rows, targets]).mean()


# %% row by row
def softmax(logits):
    rows = []
    for row in logits:
        powers = torch.exp(row - row.max())
        rows.append(powers / powers.sum())
    return torch.stack(rows)


def cross_entropy(logits, targets):
    losses = []
    for row, target in zip(logits, targets):
        losses.append(torch.logsumexp(row, 0) - row[target])
    return sum(losses) / len(losses)


# %% log_softmax and a mask
def softmax(logits):
    return torch.log_softmax(logits, 1).exp()


def cross_entropy(logits, targets):
    mask = F.one_hot(targets, logits.shape[1])
    return -(torch.log_softmax(logits, 1) * mask).sum() / len(targets)
