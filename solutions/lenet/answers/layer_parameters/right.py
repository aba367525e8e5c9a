# %% build the layers and count
def layer_parameters(side, padding=0):
    network = nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=padding),
        nn.AvgPool2d(2),
        nn.Conv2d(6, 16, 5),
        nn.AvgPool2d(2),
        nn.Flatten(),
    )
    features = network(torch.zeros(1, 1, side, side)).shape[1]
    network.extend([nn.Linear(features, 120), nn.Linear(120, 84), nn.Linear(84, 10)])
    counts = [sum(p.numel() for p in layer.parameters()) for layer in network]
    return [count for count in counts if count]


# %% weights and biases apart
def layer_parameters(side, padding=0):
    n = ((side + 2 * padding - 4) // 2 - 4) // 2
    widths = [16 * n * n, 120, 84, 10]
    weights = [6 * 25, 16 * 6 * 25]
    biases = [6, 16]
    for a, b in zip(widths[:-1], widths[1:]):
        weights.append(a * b)
        biases.append(b)
    return [w + b for w, b in zip(weights, biases)]


# %% constants but for one layer
def layer_parameters(side, padding=0):
    n = ((side + 2 * padding - 4) // 2 - 4) // 2
    return (156, 2416, 120 * 16 * n**2 + 120, 10164, 850)
