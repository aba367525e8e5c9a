# %% chooses on the test part
def choose(settings, validation, test):
    best = test.sum(dim=(1, 2)).tolist()
    best = best.index(max(best))
    return (
        settings[best],
        test[best].double().mean().item(),
        0 < best < len(settings) - 1,
    )


# %% chooses on both parts
def choose(settings, validation, test):
    right = (validation.sum(dim=(1, 2)) + test.sum(dim=(1, 2))).tolist()
    best = right.index(max(right))
    return (
        settings[best],
        test[best].double().mean().item(),
        0 < best < len(settings) - 1,
    )


# %% reports the validation accuracy
def choose(settings, validation, test):
    right = validation.sum(dim=(1, 2)).tolist()
    best = right.index(max(right))
    return (
        settings[best],
        validation[best].double().mean().item(),
        0 < best < len(settings) - 1,
    )


# %% reports the best test accuracy
def choose(settings, validation, test):
    right = validation.sum(dim=(1, 2)).tolist()
    best = right.index(max(right))
    return (
        settings[best],
        test.double().mean(dim=(1, 2)).max().item(),
        0 < best < len(settings) - 1,
    )


# %% reports the best seed
def choose(settings, validation, test):
    right = validation.sum(dim=(1, 2)).tolist()
    best = right.index(max(right))
    return (
        settings[best],
        test[best].double().mean(dim=1).max().item(),
        0 < best < len(settings) - 1,
    )


# %% reports the mean of all settings
def choose(settings, validation, test):
    right = validation.sum(dim=(1, 2)).tolist()
    best = right.index(max(right))
    return settings[best], test.double().mean().item(), 0 < best < len(settings) - 1


# %% the single best run decides
def choose(settings, validation, test):
    right = validation.sum(dim=2).amax(dim=1).tolist()
    best = right.index(max(right))
    return (
        settings[best],
        test[best].double().mean().item(),
        0 < best < len(settings) - 1,
    )


# %% only the first seed
def choose(settings, validation, test):
    right = validation[:, 0].sum(dim=1).tolist()
    best = right.index(max(right))
    return (
        settings[best],
        test[best].double().mean().item(),
        0 < best < len(settings) - 1,
    )


# %% the largest of equal ones
def choose(settings, validation, test):
    right = validation.sum(dim=(1, 2)).tolist()
    best = max(range(len(right)), key=lambda r: (right[r], r))
    return (
        settings[best],
        test[best].double().mean().item(),
        0 < best < len(settings) - 1,
    )


# %% returns the index
def choose(settings, validation, test):
    right = validation.sum(dim=(1, 2)).tolist()
    best = right.index(max(right))
    return best, test[best].double().mean().item(), 0 < best < len(settings) - 1


# %% the first counts as inside
def choose(settings, validation, test):
    right = validation.sum(dim=(1, 2)).tolist()
    best = right.index(max(right))
    return settings[best], test[best].double().mean().item(), best < len(settings) - 1


# %% the last counts as inside
def choose(settings, validation, test):
    right = validation.sum(dim=(1, 2)).tolist()
    best = right.index(max(right))
    return settings[best], test[best].double().mean().item(), best > 0


# %% says outside for inside
def choose(settings, validation, test):
    right = validation.sum(dim=(1, 2)).tolist()
    best = right.index(max(right))
    return (
        settings[best],
        test[best].double().mean().item(),
        not 0 < best < len(settings) - 1,
    )


# %% the worst setting
def choose(settings, validation, test):
    right = validation.sum(dim=(1, 2)).tolist()
    best = right.index(min(right))
    return (
        settings[best],
        test[best].double().mean().item(),
        0 < best < len(settings) - 1,
    )


# %% counts in eight bits
def choose(settings, validation, test):
    right = (
        validation.to(torch.uint8)
        .flatten(1)
        .cumsum(1, dtype=torch.uint8)[:, -1]
        .tolist()
    )
    best = right.index(max(right))
    return (
        settings[best],
        test[best].double().mean().item(),
        0 < best < len(settings) - 1,
    )
