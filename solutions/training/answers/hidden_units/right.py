# %% solve for the number of units
def hidden_units(parameters, inputs, classes):
    units = (parameters - classes) // (inputs + classes + 1)
    if units < 1:
        raise ValueError(f"{parameters} parameters are too few")
    return units


# %% add units while they fit
def hidden_units(parameters, inputs, classes):
    units = 0
    while True:
        more = units + 1
        if inputs * more + more + more * classes + classes > parameters:
            break
        units = more
    if units == 0:
        raise ValueError("too few parameters for one hidden unit")
    return units


# %% build layers and count
def hidden_units(parameters, inputs, classes):
    def size(units):
        layers = nn.Linear(inputs, units), nn.Linear(units, classes)
        return sum(p.numel() for layer in layers for p in layer.parameters())

    if size(1) > parameters:
        raise ValueError("one hidden unit is too much")
    return int((parameters - size(1)) / (size(2) - size(1))) + 1


# %% bisection
def hidden_units(parameters, inputs, classes):
    low, high = 0, parameters  # low fits or is zero, high does not
    while high - low > 1:
        middle = (low + high) // 2
        if (inputs + 1) * middle + (middle + 1) * classes <= parameters:
            low = middle
        else:
            high = middle
    if low < 1:
        raise ValueError("nothing fits")
    return low
