# %% forgets the batch
def moving_axes(name):
    if name not in ("conv1d", "conv2d", "conv3d"):
        raise ValueError(name)
    d = int(name[4])
    return d, d + 1, d + 2


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


# %% the weight has the axes of one kernel
def moving_axes(name):
    if name not in ("conv1d", "conv2d", "conv3d"):
        raise ValueError(name)
    d = int(name[4])
    return d, d + 2, d + 1


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


# %% no error for an unknown name
def moving_axes(name):
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


# %% the kernel moves along the channels too
def moving_axes(name):
    if name not in ("conv1d", "conv2d", "conv3d"):
        raise ValueError(name)
    d = int(name[4])
    return d + 1, d + 2, d + 2


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


# %% input and moving axes exchanged
def moving_axes(name):
    if name not in ("conv1d", "conv2d", "conv3d"):
        raise ValueError(name)
    d = int(name[4])
    return d + 2, d, d + 2


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


# %% batch counted, channels not
def moving_axes(name):
    if name not in ("conv1d", "conv2d", "conv3d"):
        raise ValueError(name)
    d = int(name[4])
    return d, d + 1, d + 1


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


# %% always two-dimensional
def moving_axes(name):
    if name not in ("conv1d", "conv2d", "conv3d"):
        raise ValueError(name)
    return 2, 4, 4


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


# %% the weight has an axis for the batch too
def moving_axes(name):
    if name not in ("conv1d", "conv2d", "conv3d"):
        raise ValueError(name)
    d = int(name[4])
    return d, d + 2, d + 3


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


# %% a video is a stack of photographs
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
            "video": 2,
            "scan": 3,
            "spectrogram": 2,
            "weather": 1,
        }[data]
    )


# %% two microphones make two dimensions
def moving_axes(name):
    if name not in ("conv1d", "conv2d", "conv3d"):
        raise ValueError(name)
    d = int(name[4])
    return d, d + 2, d + 2


def choose_convolution(data):
    return "conv{}d".format(
        {
            "photograph": 2,
            "recording": 2,
            "video": 3,
            "scan": 3,
            "spectrogram": 2,
            "weather": 1,
        }[data]
    )


# %% a scan has one channel, so it is flat
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
            "scan": 2,
            "spectrogram": 2,
            "weather": 1,
        }[data]
    )


# %% four measurements are a second axis
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
            "weather": 2,
        }[data]
    )


# %% sound has one dimension
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
            "spectrogram": 1,
            "weather": 1,
        }[data]
    )


# %% colour is the third dimension
def moving_axes(name):
    if name not in ("conv1d", "conv2d", "conv3d"):
        raise ValueError(name)
    d = int(name[4])
    return d, d + 2, d + 2


def choose_convolution(data):
    return "conv{}d".format(
        {
            "photograph": 3,
            "recording": 1,
            "video": 3,
            "scan": 3,
            "spectrogram": 2,
            "weather": 1,
        }[data]
    )
