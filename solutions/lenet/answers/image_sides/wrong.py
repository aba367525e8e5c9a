# %% padding on one side only
def image_sides(features, padding=0):
    found = []
    for side in range(1, 1100):
        last = ((side + padding - 4) // 2 - 4) // 2
        if last >= 1 and 16 * last**2 == features:
            found.append(side)
    return found


# %% ignores the padding
def image_sides(features, padding=0):
    found = []
    for side in range(1, 1100):
        last = ((side - 4) // 2 - 4) // 2
        if last >= 1 and 16 * last**2 == features:
            found.append(side)
    return found


# %% padding at both convolutions
def image_sides(features, padding=0):
    found = []
    for side in range(1, 1100):
        last = ((side + 2 * padding - 4) // 2 + 2 * padding - 4) // 2
        if last >= 1 and 16 * last**2 == features:
            found.append(side)
    return found


# %% takes the padding off
def image_sides(features, padding=0):
    found = []
    for side in range(1, 1100):
        last = ((side - 2 * padding - 4) // 2 - 4) // 2
        if last >= 1 and 16 * last**2 == features:
            found.append(side)
    return found


# %% only the smallest side
def image_sides(features, padding=0):
    found = []
    for side in range(1, 1100):
        last = ((side + 2 * padding - 4) // 2 - 4) // 2
        if last >= 1 and 16 * last**2 == features:
            found.append(side)
    return found[:1]


# %% only the largest side
def image_sides(features, padding=0):
    found = []
    for side in range(1, 1100):
        last = ((side + 2 * padding - 4) // 2 - 4) // 2
        if last >= 1 and 16 * last**2 == features:
            found.append(side)
    return found[-1:]


# %% only sides without a remainder
def image_sides(features, padding=0):
    found = []
    for side in range(1, 1100):
        last = ((side + 2 * padding - 4) // 2 - 4) // 2
        if (side + 2 * padding) % 4 == 0 and last >= 1 and 16 * last**2 == features:
            found.append(side)
    return found


# %% a kernel takes five off
def image_sides(features, padding=0):
    found = []
    for side in range(1, 1100):
        last = ((side + 2 * padding - 5) // 2 - 4) // 2
        if last >= 1 and 16 * last**2 == features:
            found.append(side)
    return found


# %% the first convolution keeps the size
def image_sides(features, padding=0):
    found = []
    for side in range(1, 1100):
        last = ((side + 2 * padding) // 2 - 4) // 2
        if last >= 1 and 16 * last**2 == features:
            found.append(side)
    return found


# %% pools the first block only
def image_sides(features, padding=0):
    found = []
    for side in range(1, 1100):
        last = (side + 2 * padding - 4) // 2 - 4
        if last >= 1 and 16 * last**2 == features:
            found.append(side)
    return found


# %% pooling keeps the last row
def image_sides(features, padding=0):
    found = []
    for side in range(1, 1100):
        last = ((side + 2 * padding - 3) // 2 - 3) // 2
        if last >= 1 and 16 * last**2 == features:
            found.append(side)
    return found


# %% one map instead of sixteen
def image_sides(features, padding=0):
    found = []
    for side in range(1, 1100):
        last = ((side + 2 * padding - 4) // 2 - 4) // 2
        if last >= 1 and last**2 == features:
            found.append(side)
    return found


# %% six maps
def image_sides(features, padding=0):
    found = []
    for side in range(1, 1100):
        last = ((side + 2 * padding - 4) // 2 - 4) // 2
        if last >= 1 and 6 * last**2 == features:
            found.append(side)
    return found


# %% counts a side, not its square
def image_sides(features, padding=0):
    found = []
    for side in range(1, 1100):
        last = ((side + 2 * padding - 4) // 2 - 4) // 2
        if last >= 1 and 16 * last == features:
            found.append(side)
    return found


# %% roundly
def image_sides(features, padding=0):
    found = []
    for side in range(1, 1100):
        last = ((side + 2 * padding - 4) // 2 - 4) // 2
        if last >= 1 and last == round((features / 16) ** 0.5):
            found.append(side)
    return found


# %% rounded down
def image_sides(features, padding=0):
    found = []
    for side in range(1, 1100):
        last = ((side + 2 * padding - 4) // 2 - 4) // 2
        if last >= 1 and last == int((features // 16) ** 0.5):
            found.append(side)
    return found


# %% descending
def image_sides(features, padding=0):
    found = []
    for side in range(1, 1100):
        last = ((side + 2 * padding - 4) // 2 - 4) // 2
        if last >= 1 and 16 * last**2 == features:
            found.append(side)
    return found[::-1]


# %% sides up to a hundred
def image_sides(features, padding=0):
    found = []
    for side in range(1, 100):
        last = ((side + 2 * padding - 4) // 2 - 4) // 2
        if last >= 1 and 16 * last**2 == features:
            found.append(side)
    return found


# %% sides up to a thousand
def image_sides(features, padding=0):
    found = []
    for side in range(1, 1000):
        last = ((side + 2 * padding - 4) // 2 - 4) // 2
        if last >= 1 and 16 * last**2 == features:
            found.append(side)
    return found


# %% a side of zero too
def image_sides(features, padding=0):
    found = []
    for side in range(0, 1100):
        last = ((side + 2 * padding - 4) // 2 - 4) // 2
        if last >= 1 and 16 * last**2 == features:
            found.append(side)
    return found


# %% negative sides too
def image_sides(features, padding=0):
    found = []
    for side in range(-100, 1100):
        last = ((side + 2 * padding - 4) // 2 - 4) // 2
        if last >= 1 and 16 * last**2 == features:
            found.append(side)
    return found


# %% one side as an int
def image_sides(features, padding=0):
    found = []
    for side in range(1, 1100):
        last = ((side + 2 * padding - 4) // 2 - 4) // 2
        if last >= 1 and 16 * last**2 == features:
            found.append(side)
    return found[0] if found else []


# %% ValueError instead of an empty list
def image_sides(features, padding=0):
    found = []
    for side in range(1, 1100):
        last = ((side + 2 * padding - 4) // 2 - 4) // 2
        if last >= 1 and 16 * last**2 == features:
            found.append(side)
    if not found:
        raise ValueError(features)
    return found


# %% None instead of an empty list
def image_sides(features, padding=0):
    found = []
    for side in range(1, 1100):
        last = ((side + 2 * padding - 4) // 2 - 4) // 2
        if last >= 1 and 16 * last**2 == features:
            found.append(side)
    return found or None


# %% sides that leave two pixels less
def image_sides(features, padding=0):
    found = []
    for side in range(1, 1100):
        last = ((side + 2 * padding - 4) // 2 - 4) // 2
        if 16 * (last - 1) ** 2 == features:
            found.append(side)
    return found


# %% one list for all calls
_found = []


def image_sides(features, padding=0):
    found = _found
    for side in range(1, 1100):
        last = ((side + 2 * padding - 4) // 2 - 4) // 2
        if last >= 1 and 16 * last**2 == features:
            found.append(side)
    return found


# %% remembers by the features
_known = {}


def image_sides(features, padding=0):
    found = []
    for side in range(1, 1100):
        last = ((side + 2 * padding - 4) // 2 - 4) // 2
        if last >= 1 and 16 * last**2 == features:
            found.append(side)
    return _known.setdefault(features, found)


# %% remembers, and hands out the same list
import functools


@functools.cache
def image_sides(features, padding=0):
    found = []
    for side in range(1, 1100):
        last = ((side + 2 * padding - 4) // 2 - 4) // 2
        if last >= 1 and 16 * last**2 == features:
            found.append(side)
    return found
