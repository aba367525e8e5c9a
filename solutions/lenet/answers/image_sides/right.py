# %% tries every side
def image_sides(features, padding=0):
    found = []
    for side in range(1, 1100):
        last = ((side + 2 * padding - 4) // 2 - 4) // 2
        if last >= 1 and 16 * last**2 == features:
            found.append(side)
    return found


# %% through the layers, without numbers
import functools


@functools.cache
def sides():
    table = {}
    for grown in range(16, 1100):  # side and padding together
        first = (grown - 4) // 2
        table.setdefault(16 * ((first - 4) // 2) ** 2, []).append(grown)
    return table


def image_sides(features, padding=0):
    known = sides().get(features, [])
    return [grown - 2 * padding for grown in known if grown > 2 * padding]


# %% walks back, odd names
def last(maps):
    root = round(maps**0.5)
    return [root] if root**2 == maps else []


def unpool(known):
    return [2 * n + more for n in known for more in (0, 1)]


def image_sides(features, padding=0):
    whole, rest = divmod(features, 16)
    if rest:
        return []
    first = [n + 4 for n in unpool(last(whole))]
    grown = [n + 4 for n in unpool(first)]
    return [n - 2 * padding for n in grown if n - 2 * padding > 0]
