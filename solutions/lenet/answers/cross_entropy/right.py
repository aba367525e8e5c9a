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


# %% shifted, a mask, odd names
def compare(z):
    shifted = z - z.max(dim=1, keepdim=True).values.detach()
    return shifted, shifted.exp().sum(dim=1, keepdim=True)


def softmax(logits):
    draw, factors = compare(logits)
    return draw.exp() / factors


def cross_entropy(logits, targets):
    draw, factors = compare(logits)
    mask = torch.arange(logits.shape[1]) == targets[:, None]
    return -torch.where(mask, draw - factors.log(), 0 * draw).sum() / len(logits)
