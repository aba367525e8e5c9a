# %% windows may stick out below and on the right
def readers(pixel, image_size, kernel_size, dilation=1):
    (row, column), (height, width), (k_h, k_w) = pixel, image_size, kernel_size
    if row < 0 or column < 0 or row >= height or column >= width:
        raise ValueError("outside")
    rows, columns = height - dilation * (k_h - 1), width - dilation * (k_w - 1)
    found = [
        (row - dilation * u, column - dilation * v, u, v)
        for u in range(k_h)
        for v in range(k_w)
    ]
    found = sorted(f for f in found if 0 <= f[0] < height and 0 <= f[1] < width)
    return found


# %% windows may stick out above and on the left
def readers(pixel, image_size, kernel_size, dilation=1):
    (row, column), (height, width), (k_h, k_w) = pixel, image_size, kernel_size
    if row < 0 or column < 0 or row >= height or column >= width:
        raise ValueError("outside")
    rows, columns = height - dilation * (k_h - 1), width - dilation * (k_w - 1)
    found = [
        (row - dilation * u, column - dilation * v, u, v)
        for u in range(k_h)
        for v in range(k_w)
    ]
    found = sorted(f for f in found if f[0] < rows and f[1] < columns)
    return found


# %% one window too few
def readers(pixel, image_size, kernel_size, dilation=1):
    (row, column), (height, width), (k_h, k_w) = pixel, image_size, kernel_size
    if row < 0 or column < 0 or row >= height or column >= width:
        raise ValueError("outside")
    rows, columns = height - dilation * (k_h - 1), width - dilation * (k_w - 1)
    found = [
        (row - dilation * u, column - dilation * v, u, v)
        for u in range(k_h)
        for v in range(k_w)
    ]
    found = sorted(
        f for f in found if 0 <= f[0] < rows - (rows > 1) and 0 <= f[1] < columns
    )
    return found


# %% one window too many across
def readers(pixel, image_size, kernel_size, dilation=1):
    (row, column), (height, width), (k_h, k_w) = pixel, image_size, kernel_size
    if row < 0 or column < 0 or row >= height or column >= width:
        raise ValueError("outside")
    rows, columns = height - dilation * (k_h - 1), width - dilation * (k_w - 1)
    found = [
        (row - dilation * u, column - dilation * v, u, v)
        for u in range(k_h)
        for v in range(k_w)
    ]
    found = sorted(f for f in found if 0 <= f[0] < rows and 0 <= f[1] <= columns)
    return found


# %% adds the tap instead of subtracting it
def readers(pixel, image_size, kernel_size, dilation=1):
    (row, column), (height, width), (k_h, k_w) = pixel, image_size, kernel_size
    if row < 0 or column < 0 or row >= height or column >= width:
        raise ValueError("outside")
    rows, columns = height - dilation * (k_h - 1), width - dilation * (k_w - 1)
    found = [
        (row + dilation * u, column - dilation * v, u, v)
        for u in range(k_h)
        for v in range(k_w)
    ]
    found = sorted(f for f in found if 0 <= f[0] < rows and 0 <= f[1] < columns)
    return found


# %% ignores the dilation of the taps
def readers(pixel, image_size, kernel_size, dilation=1):
    (row, column), (height, width), (k_h, k_w) = pixel, image_size, kernel_size
    if row < 0 or column < 0 or row >= height or column >= width:
        raise ValueError("outside")
    rows, columns = height - dilation * (k_h - 1), width - dilation * (k_w - 1)
    found = [(row - u, column - v, u, v) for u in range(k_h) for v in range(k_w)]
    found = sorted(f for f in found if 0 <= f[0] < rows and 0 <= f[1] < columns)
    return found


# %% ignores the dilation in the number of windows
def readers(pixel, image_size, kernel_size, dilation=1):
    (row, column), (height, width), (k_h, k_w) = pixel, image_size, kernel_size
    if row < 0 or column < 0 or row >= height or column >= width:
        raise ValueError("outside")
    rows, columns = height - k_h + 1, width - k_w + 1
    found = [
        (row - dilation * u, column - dilation * v, u, v)
        for u in range(k_h)
        for v in range(k_w)
    ]
    found = sorted(f for f in found if 0 <= f[0] < rows and 0 <= f[1] < columns)
    return found


# %% counts windows with dilation times size
def readers(pixel, image_size, kernel_size, dilation=1):
    (row, column), (height, width), (k_h, k_w) = pixel, image_size, kernel_size
    if row < 0 or column < 0 or row >= height or column >= width:
        raise ValueError("outside")
    rows, columns = height - dilation * k_h + 1, width - dilation * k_w + 1
    found = [
        (row - dilation * u, column - dilation * v, u, v)
        for u in range(k_h)
        for v in range(k_w)
    ]
    found = sorted(f for f in found if 0 <= f[0] < rows and 0 <= f[1] < columns)
    return found


# %% not sorted
def readers(pixel, image_size, kernel_size, dilation=1):
    (row, column), (height, width), (k_h, k_w) = pixel, image_size, kernel_size
    if row < 0 or column < 0 or row >= height or column >= width:
        raise ValueError("outside")
    rows, columns = height - dilation * (k_h - 1), width - dilation * (k_w - 1)
    found = [
        (row - dilation * u, column - dilation * v, u, v)
        for u in range(k_h)
        for v in range(k_w)
    ]
    found = [f for f in found if 0 <= f[0] < rows and 0 <= f[1] < columns]
    return found


# %% sorted by columns first
def readers(pixel, image_size, kernel_size, dilation=1):
    (row, column), (height, width), (k_h, k_w) = pixel, image_size, kernel_size
    if row < 0 or column < 0 or row >= height or column >= width:
        raise ValueError("outside")
    rows, columns = height - dilation * (k_h - 1), width - dilation * (k_w - 1)
    found = [
        (row - dilation * u, column - dilation * v, u, v)
        for u in range(k_h)
        for v in range(k_w)
    ]
    found = sorted(f for f in found if 0 <= f[0] < rows and 0 <= f[1] < columns)
    found = sorted(found, key=lambda f: (f[1], f[0]))
    return found


# %% tap before window
def readers(pixel, image_size, kernel_size, dilation=1):
    (row, column), (height, width), (k_h, k_w) = pixel, image_size, kernel_size
    if row < 0 or column < 0 or row >= height or column >= width:
        raise ValueError("outside")
    rows, columns = height - dilation * (k_h - 1), width - dilation * (k_w - 1)
    found = [
        (row - dilation * u, column - dilation * v, u, v)
        for u in range(k_h)
        for v in range(k_w)
    ]
    found = sorted(f for f in found if 0 <= f[0] < rows and 0 <= f[1] < columns)
    found = [(u, v, i, j) for i, j, u, v in found]
    return found


# %% rows and columns of the tap exchanged
def readers(pixel, image_size, kernel_size, dilation=1):
    (row, column), (height, width), (k_h, k_w) = pixel, image_size, kernel_size
    if row < 0 or column < 0 or row >= height or column >= width:
        raise ValueError("outside")
    rows, columns = height - dilation * (k_h - 1), width - dilation * (k_w - 1)
    found = [
        (row - dilation * u, column - dilation * v, u, v)
        for u in range(k_h)
        for v in range(k_w)
    ]
    found = sorted(f for f in found if 0 <= f[0] < rows and 0 <= f[1] < columns)
    found = [(i, j, v, u) for i, j, u, v in found]
    return found


# %% height and width of the image exchanged
def readers(pixel, image_size, kernel_size, dilation=1):
    (row, column), (width, height), (k_h, k_w) = pixel, image_size, kernel_size
    if row < 0 or column < 0 or row >= height or column >= width:
        raise ValueError("outside")
    rows, columns = height - dilation * (k_h - 1), width - dilation * (k_w - 1)
    found = [
        (row - dilation * u, column - dilation * v, u, v)
        for u in range(k_h)
        for v in range(k_w)
    ]
    found = sorted(f for f in found if 0 <= f[0] < rows and 0 <= f[1] < columns)
    return found


# %% square kernels only
def readers(pixel, image_size, kernel_size, dilation=1):
    (row, column), (height, width), (k_h, k_w) = pixel, image_size, kernel_size
    if row < 0 or column < 0 or row >= height or column >= width:
        raise ValueError("outside")
    rows, columns = height - dilation * (k_h - 1), width - dilation * (k_w - 1)
    found = [
        (row - dilation * u, column - dilation * v, u, v)
        for u in range(k_h)
        for v in range(k_h)
    ]
    found = sorted(f for f in found if 0 <= f[0] < rows and 0 <= f[1] < columns)
    return found


# %% windows without their taps
def readers(pixel, image_size, kernel_size, dilation=1):
    (row, column), (height, width), (k_h, k_w) = pixel, image_size, kernel_size
    if row < 0 or column < 0 or row >= height or column >= width:
        raise ValueError("outside")
    rows, columns = height - dilation * (k_h - 1), width - dilation * (k_w - 1)
    found = [
        (row - dilation * u, column - dilation * v, u, v)
        for u in range(k_h)
        for v in range(k_w)
    ]
    found = sorted(f for f in found if 0 <= f[0] < rows and 0 <= f[1] < columns)
    found = [(i, j) for i, j, u, v in found]
    return found


# %% an empty list outside the image
def readers(pixel, image_size, kernel_size, dilation=1):
    (row, column), (height, width), (k_h, k_w) = pixel, image_size, kernel_size
    if row < 0 or column < 0 or row >= height or column >= width:
        return []
    rows, columns = height - dilation * (k_h - 1), width - dilation * (k_w - 1)
    found = [
        (row - dilation * u, column - dilation * v, u, v)
        for u in range(k_h)
        for v in range(k_w)
    ]
    found = sorted(f for f in found if 0 <= f[0] < rows and 0 <= f[1] < columns)
    return found


# %% negative indices count from the end
def readers(pixel, image_size, kernel_size, dilation=1):
    (row, column), (height, width), (k_h, k_w) = pixel, image_size, kernel_size
    if row >= height or column >= width or -row > height or -column > width:
        raise ValueError("outside")
    rows, columns = height - dilation * (k_h - 1), width - dilation * (k_w - 1)
    found = [
        (row - dilation * u, column - dilation * v, u, v)
        for u in range(k_h)
        for v in range(k_w)
    ]
    found = sorted(f for f in found if 0 <= f[0] < rows and 0 <= f[1] < columns)
    return found


# %% IndexError outside
def readers(pixel, image_size, kernel_size, dilation=1):
    (row, column), (height, width), (k_h, k_w) = pixel, image_size, kernel_size
    if row < 0 or column < 0 or row >= height or column >= width:
        raise IndexError("outside")
    rows, columns = height - dilation * (k_h - 1), width - dilation * (k_w - 1)
    found = [
        (row - dilation * u, column - dilation * v, u, v)
        for u in range(k_h)
        for v in range(k_w)
    ]
    found = sorted(f for f in found if 0 <= f[0] < rows and 0 <= f[1] < columns)
    return found


# %% checks the row only
def readers(pixel, image_size, kernel_size, dilation=1):
    (row, column), (height, width), (k_h, k_w) = pixel, image_size, kernel_size
    if row < 0 or row >= height:
        raise ValueError("outside")
    rows, columns = height - dilation * (k_h - 1), width - dilation * (k_w - 1)
    found = [
        (row - dilation * u, column - dilation * v, u, v)
        for u in range(k_h)
        for v in range(k_w)
    ]
    found = sorted(f for f in found if 0 <= f[0] < rows and 0 <= f[1] < columns)
    return found


# %% the last row counts as outside
def readers(pixel, image_size, kernel_size, dilation=1):
    (row, column), (height, width), (k_h, k_w) = pixel, image_size, kernel_size
    if row < 0 or column < 0 or row >= height - (height > 1) or column >= width:
        raise ValueError("outside")
    rows, columns = height - dilation * (k_h - 1), width - dilation * (k_w - 1)
    found = [
        (row - dilation * u, column - dilation * v, u, v)
        for u in range(k_h)
        for v in range(k_w)
    ]
    found = sorted(f for f in found if 0 <= f[0] < rows and 0 <= f[1] < columns)
    return found


# %% taps counted from the middle
def readers(pixel, image_size, kernel_size, dilation=1):
    (row, column), (height, width), (k_h, k_w) = pixel, image_size, kernel_size
    if row < 0 or column < 0 or row >= height or column >= width:
        raise ValueError("outside")
    rows, columns = height - dilation * (k_h - 1), width - dilation * (k_w - 1)
    found = [
        (row - dilation * u, column - dilation * v, u, v)
        for u in range(k_h)
        for v in range(k_w)
    ]
    found = sorted(f for f in found if 0 <= f[0] < rows and 0 <= f[1] < columns)
    found = [(i, j, u - k_h // 2, v - k_w // 2) for i, j, u, v in found]
    return found


# %% floats
def readers(pixel, image_size, kernel_size, dilation=1):
    (row, column), (height, width), (k_h, k_w) = pixel, image_size, kernel_size
    if row < 0 or column < 0 or row >= height or column >= width:
        raise ValueError("outside")
    rows, columns = height - dilation * (k_h - 1), width - dilation * (k_w - 1)
    found = [
        (row - dilation * u, column - dilation * v, u, v)
        for u in range(k_h)
        for v in range(k_w)
    ]
    found = sorted(f for f in found if 0 <= f[0] < rows and 0 <= f[1] < columns)
    found = [tuple(map(float, one)) for one in found]
    return found


# %% one list for all calls
kept = []


def readers(pixel, image_size, kernel_size, dilation=1):
    (row, column), (height, width), (k_h, k_w) = pixel, image_size, kernel_size
    if row < 0 or column < 0 or row >= height or column >= width:
        raise ValueError("outside")
    rows, columns = height - dilation * (k_h - 1), width - dilation * (k_w - 1)
    found = [
        (row - dilation * u, column - dilation * v, u, v)
        for u in range(k_h)
        for v in range(k_w)
    ]
    found = sorted(f for f in found if 0 <= f[0] < rows and 0 <= f[1] < columns)
    kept[:] = found
    found = kept
    return found


# %% remembers by the sizes alone
kept = {}


def readers(pixel, image_size, kernel_size, dilation=1):
    (row, column), (height, width), (k_h, k_w) = pixel, image_size, kernel_size
    if row < 0 or column < 0 or row >= height or column >= width:
        raise ValueError("outside")
    rows, columns = height - dilation * (k_h - 1), width - dilation * (k_w - 1)
    found = [
        (row - dilation * u, column - dilation * v, u, v)
        for u in range(k_h)
        for v in range(k_w)
    ]
    found = sorted(f for f in found if 0 <= f[0] < rows and 0 <= f[1] < columns)
    found = kept.setdefault((image_size, kernel_size, dilation), found)
    return found


# %% remembers all but the dilation
kept = {}


def readers(pixel, image_size, kernel_size, dilation=1):
    (row, column), (height, width), (k_h, k_w) = pixel, image_size, kernel_size
    if row < 0 or column < 0 or row >= height or column >= width:
        raise ValueError("outside")
    rows, columns = height - dilation * (k_h - 1), width - dilation * (k_w - 1)
    found = [
        (row - dilation * u, column - dilation * v, u, v)
        for u in range(k_h)
        for v in range(k_w)
    ]
    found = sorted(f for f in found if 0 <= f[0] < rows and 0 <= f[1] < columns)
    found = kept.setdefault((pixel, image_size, kernel_size), found)
    return found


# %% images of at most 100 columns
def readers(pixel, image_size, kernel_size, dilation=1):
    image_size = image_size[0], min(image_size[1], 100)
    (row, column), (height, width), (k_h, k_w) = pixel, image_size, kernel_size
    if row < 0 or column < 0 or row >= height or column >= width:
        raise ValueError("outside")
    rows, columns = height - dilation * (k_h - 1), width - dilation * (k_w - 1)
    found = [
        (row - dilation * u, column - dilation * v, u, v)
        for u in range(k_h)
        for v in range(k_w)
    ]
    found = sorted(f for f in found if 0 <= f[0] < rows and 0 <= f[1] < columns)
    return found


# %% wrong one call in ten
calls = []


def readers(pixel, image_size, kernel_size, dilation=1):
    (row, column), (height, width), (k_h, k_w) = pixel, image_size, kernel_size
    if row < 0 or column < 0 or row >= height or column >= width:
        raise ValueError("outside")
    rows, columns = height - dilation * (k_h - 1), width - dilation * (k_w - 1)
    found = [
        (row - dilation * u, column - dilation * v, u, v)
        for u in range(k_h)
        for v in range(k_w)
    ]
    found = sorted(f for f in found if 0 <= f[0] < rows and 0 <= f[1] < columns)
    calls.append(0)
    found = found[::-1] if len(calls) % 10 == 0 else found
    return found


# %% dilation 2 by default
def readers(pixel, image_size, kernel_size, dilation=2):
    (row, column), (height, width), (k_h, k_w) = pixel, image_size, kernel_size
    if row < 0 or column < 0 or row >= height or column >= width:
        raise ValueError("outside")
    rows, columns = height - dilation * (k_h - 1), width - dilation * (k_w - 1)
    found = [
        (row - dilation * u, column - dilation * v, u, v)
        for u in range(k_h)
        for v in range(k_w)
    ]
    found = sorted(f for f in found if 0 <= f[0] < rows and 0 <= f[1] < columns)
    return found


# %% keywords ignored
def readers(pixel, image_size, kernel_size, *args, **kwargs):
    dilation = args[0] if args else 1
    (row, column), (height, width), (k_h, k_w) = pixel, image_size, kernel_size
    if row < 0 or column < 0 or row >= height or column >= width:
        raise ValueError("outside")
    rows, columns = height - dilation * (k_h - 1), width - dilation * (k_w - 1)
    found = [
        (row - dilation * u, column - dilation * v, u, v)
        for u in range(k_h)
        for v in range(k_w)
    ]
    found = sorted(f for f in found if 0 <= f[0] < rows and 0 <= f[1] < columns)
    return found
