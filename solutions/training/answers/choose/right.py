# %% loops
def choose(settings, validation, test):
    best, most = 0, -1
    for r, runs in enumerate(validation.tolist()):
        right = sum(sum(run) for run in runs)
        if right > most:
            best, most = r, right
    tested = [answer for run in test[best].tolist() for answer in run]
    inside = best not in (0, len(settings) - 1)
    return settings[best], sum(tested) / len(tested), inside


# %% argmax of the counts
def choose(settings, validation, test):
    best = validation.flatten(1).long().sum(dim=1).argmax().item()
    accuracy = float(test[best].sum()) / test[best].numel()
    return settings[best], accuracy, min(settings) < settings[best] < max(settings)


# %% numpy
def choose(settings, validation, test):
    import numpy

    best = int(numpy.argmax(validation.numpy().sum(axis=(1, 2))))
    return (
        settings[best],
        float(test.numpy()[best].mean()),
        best + 1 < len(settings) and best > 0,
    )
