# %% forgets the hidden layer's biases
def hidden_units(parameters, inputs, classes):
    if parameters < inputs + 2 * classes:
        raise ValueError("too few")
    return (parameters - classes) // (inputs + classes)


# %% forgets the outputs' biases
def hidden_units(parameters, inputs, classes):
    if parameters < inputs + 1 + classes:
        raise ValueError("too few")
    return parameters // (inputs + 1 + classes)


# %% forgets all biases
def hidden_units(parameters, inputs, classes):
    if parameters < inputs + classes:
        raise ValueError("too few")
    return parameters // (inputs + classes)


# %% the nearest size, which may be larger
def hidden_units(parameters, inputs, classes):
    units = round((parameters - classes) / (inputs + 1 + classes))
    if units < 1:
        raise ValueError("too few")
    return units


# %% rounds up
def hidden_units(parameters, inputs, classes):
    if parameters < inputs + 1 + 2 * classes:
        raise ValueError("too few")
    return -(-(parameters - classes) // (inputs + 1 + classes))


# %% true division
def hidden_units(parameters, inputs, classes):
    if parameters < inputs + 1 + 2 * classes:
        raise ValueError("too few")
    return (parameters - classes) / (inputs + 1 + classes)


# %% strictly fewer parameters
def hidden_units(parameters, inputs, classes):
    units = (parameters - classes - 1) // (inputs + 1 + classes)
    if units < 1:
        raise ValueError("too few")
    return units


# %% zero units instead of an error
def hidden_units(parameters, inputs, classes):
    return max((parameters - classes) // (inputs + 1 + classes), 0)


# %% at least one unit, whether it fits or not
def hidden_units(parameters, inputs, classes):
    return max((parameters - classes) // (inputs + 1 + classes), 1)


# %% a bias for each weight
def hidden_units(parameters, inputs, classes):
    units = parameters // (2 * (inputs + classes))
    if units < 1:
        raise ValueError("too few")
    return units


# %% a network without a hidden layer
def hidden_units(parameters, inputs, classes):
    units = parameters // (inputs * classes + classes)
    if units < 1:
        raise ValueError("too few")
    return units


# %% ten classes always
def hidden_units(parameters, inputs, classes):
    units = (parameters - 10) // (inputs + 11)
    if units < 1:
        raise ValueError("too few")
    return units


# %% inputs of 28 by 28 pixels always
def hidden_units(parameters, inputs, classes):
    units = (parameters - classes) // (785 + classes)
    if units < 1:
        raise ValueError("too few")
    return units


# %% an error already when one unit fits exactly
def hidden_units(parameters, inputs, classes):
    if parameters <= inputs + 1 + 2 * classes:
        raise ValueError("too few")
    return (parameters - classes) // (inputs + 1 + classes)
