# %% look the answer up in one period
def mirror_index(i, n):
    period = list(range(n)) + list(range(n - 1, -1, -1))
    return period[i % len(period)]


# %% the number of the copy says whether it is turned; helpers called rounds and far
def rounds(i, n):
    return i // n


def mirror_index(i, n):
    far = i - n * rounds(i, n)
    return far if rounds(i, n) % 2 == 0 else n - 1 - far


# %% a triangle wave in half steps
def mirror_index(i, n):
    twice = abs((2 * i + 1) % (4 * n) - 2 * n)
    return (2 * n - twice - 1) // 2 if twice < 2 * n else 0


# %% fold back until it is inside
def mirror_index(i, n):
    i %= 4 * n
    while not 0 <= i < n:
        i = 2 * n - 1 - i if i >= n else -1 - i
    return i
