# %% read the digit in the name
def moving_axes(name):
    if name not in ("conv1d", "conv2d", "conv3d"):
        raise ValueError(name)
    d = int(name[4])
    return d, d + 2, d + 2


def choose_convolution(data):
    return "conv{}d".format(
        {
            "photograph": 2,
            "recording": 1,
            "video": 3,
            "scan": 3,
            "spectrogram": 2,
            "weather": 1,
        }[data]
    )


# %% a table
def moving_axes(name):
    table = {"conv1d": (1, 3, 3), "conv2d": (2, 4, 4), "conv3d": (3, 5, 5)}
    if name in table:
        return table[name]
    raise ValueError("conv1d, conv2d or conv3d")


def choose_convolution(data):
    if data in ("recording", "weather"):
        return "conv1d"
    return "conv3d" if data in ("video", "scan") else "conv2d"


# %% ask torch's layers
def moving_axes(name):
    layers = {"conv1d": nn.Conv1d, "conv2d": nn.Conv2d, "conv3d": nn.Conv3d}
    try:
        layer = layers[name](1, 1, 1)
    except KeyError:
        raise ValueError(f"no layer called {name}") from None
    axes = layer.weight.dim()
    return [len(layer.kernel_size), axes, axes]


def choose_convolution(data):
    with_neighbours = {
        "photograph": "height width",
        "recording": "time",
        "video": "time height width",
        "scan": "x y z",
        "spectrogram": "pitch time",
        "weather": "time",
    }
    return f"conv{len(with_neighbours[data].split())}d"
