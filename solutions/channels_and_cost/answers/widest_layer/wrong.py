# %% forgets the bias
def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_h) // stride + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = c * k_h * k_w
    most = min(parameters // taps, products // (taps * rows * columns))
    return most


# %% one bias for the whole layer
def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_h) // stride + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = c * k_h * k_w
    most = min(max(parameters - 1, 0) // taps, products // (taps * rows * columns))
    return most


# %% counts the bias among the products
def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_h) // stride + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = c * k_h * k_w
    most = min(parameters // (taps + 1), products // ((taps + 1) * rows * columns))
    return most


# %% a bias for every position
def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_h) // stride + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = c * k_h * k_w
    most = min(
        parameters // (taps + rows * columns), products // (taps * rows * columns)
    )
    return most


# %% products without the positions
def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_h) // stride + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = c * k_h * k_w
    most = min(parameters // (taps + 1), products // taps)
    return most


# %% positions of the image, not of the output
def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_h) // stride + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = c * k_h * k_w
    most = min(parameters // (taps + 1), products // (taps * h * w))
    return most


# %% forgets the input channels
def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_h) // stride + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = k_h * k_w
    most = min(parameters // (taps + 1), products // (taps * rows * columns))
    return most


# %% channels counted for the parameters only
def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_h) // stride + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = c * k_h * k_w
    most = min(parameters // (taps + 1), products // (k_h * k_w * rows * columns))
    return most


# %% the larger of the two
def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_h) // stride + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = c * k_h * k_w
    most = max(parameters // (taps + 1), products // (taps * rows * columns))
    return most


# %% the parameters alone
def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_h) // stride + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = c * k_h * k_w
    most = parameters // (taps + 1)
    return most


# %% the products alone
def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_h) // stride + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = c * k_h * k_w
    most = products // (taps * rows * columns)
    return most


# %% rounds up
def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_h) // stride + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = c * k_h * k_w
    most = min(parameters // (taps + 1), -(-products // (taps * rows * columns)))
    return most


# %% strictly below the budget
def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_h) // stride + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = c * k_h * k_w
    most = min((parameters - 1) // (taps + 1), products // (taps * rows * columns))
    return most


# %% at least one filter
def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_h) // stride + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = c * k_h * k_w
    most = min(parameters // (taps + 1), products // (taps * rows * columns))
    most = max(most, 1)
    return most


# %% floats
def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_h) // stride + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = c * k_h * k_w
    most = min(parameters / (taps + 1), products / (taps * rows * columns))
    return most


# %% float result
def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_h) // stride + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = c * k_h * k_w
    most = min(parameters // (taps + 1), products // (taps * rows * columns))
    most = float(most)
    return most


# %% ignores the stride
def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    stride = 1
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_h) // stride + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = c * k_h * k_w
    most = min(parameters // (taps + 1), products // (taps * rows * columns))
    return most


# %% ignores the padding
def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    padding = 0
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_h) // stride + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = c * k_h * k_w
    most = min(parameters // (taps + 1), products // (taps * rows * columns))
    return most


# %% padding on one side
def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_h) // stride + 1
    columns = (w + padding - k_w) // stride + 1
    taps = c * k_h * k_w
    most = min(parameters // (taps + 1), products // (taps * rows * columns))
    return most


# %% square kernels
def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_h) // stride + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = c * k_h * k_h
    most = min(parameters // (taps + 1), products // (taps * rows * columns))
    return most


# %% square maps
def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_h) // stride + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = c * k_h * k_w
    most = min(parameters // (taps + 1), products // (taps * rows * rows))
    return most


# %% width of the kernel down
def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_w) // stride + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = c * k_h * k_w
    most = min(parameters // (taps + 1), products // (taps * rows * columns))
    return most


# %% rounds the positions up
def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = -(-(h + 2 * padding - k_h) // stride) + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = c * k_h * k_w
    most = min(parameters // (taps + 1), products // (taps * rows * columns))
    return most


# %% multiplications and additions counted apart
def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_h) // stride + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = c * k_h * k_w
    most = min(parameters // (taps + 1), products // (2 * taps * rows * columns))
    return most


# %% at most 256 filters
def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_h) // stride + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = c * k_h * k_w
    most = min(parameters // (taps + 1), products // (taps * rows * columns))
    most = min(most, 256)
    return most


# %% padding is one by default
def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=1):
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_h) // stride + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = c * k_h * k_w
    most = min(parameters // (taps + 1), products // (taps * rows * columns))
    return most


# %% stride two by default
def widest_layer(input_shape, kernel_size, parameters, products, stride=2, padding=0):
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_h) // stride + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = c * k_h * k_w
    most = min(parameters // (taps + 1), products // (taps * rows * columns))
    return most


# %% remembers all but the stride
seen = {}


def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_h) // stride + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = c * k_h * k_w
    most = min(parameters // (taps + 1), products // (taps * rows * columns))
    key = (input_shape, kernel_size, parameters, products, padding)
    most = seen.setdefault(key, most)
    return most


# %% remembers all but the padding
seen = {}


def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_h) // stride + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = c * k_h * k_w
    most = min(parameters // (taps + 1), products // (taps * rows * columns))
    key = (input_shape, kernel_size, parameters, products, stride)
    most = seen.setdefault(key, most)
    return most


# %% wrong one call in ten
calls = []


def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_h) // stride + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = c * k_h * k_w
    most = min(parameters // (taps + 1), products // (taps * rows * columns))
    calls.append(0)
    most += len(calls) % 10 == 0
    return most


# %% ignores keywords
def widest_layer(input_shape, kernel_size, parameters, products, *args, **kwargs):
    stride, padding = (*args, 1, 0)[:2] if len(args) != 1 else (args[0], 0)
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_h) // stride + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = c * k_h * k_w
    most = min(parameters // (taps + 1), products // (taps * rows * columns))
    return most


# %% 32 bits
def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = (h + 2 * padding - k_h) // stride + 1
    columns = (w + 2 * padding - k_w) // stride + 1
    taps = c * k_h * k_w
    most = min(parameters // (taps + 1), products // (taps * rows * columns))
    work = (taps * rows * columns) % 2**31
    most = min(parameters // (taps + 1), products % 2**31 // max(work, 1))
    return most
