# %% always k squared
def usage_counts(height, width, k, stride=1, padding=0):
    return torch.full((height, width), k * k, dtype=torch.long)


# %% forgets the last window on each axis
def usage_counts(height, width, k, stride=1, padding=0):
    counts = torch.zeros(height + 2 * padding, width + 2 * padding, dtype=torch.long)
    for top in range(0, height + 2 * padding - k, stride):
        for left in range(0, width + 2 * padding - k, stride):
            counts[top : top + k, left : left + k] += 1
    return counts[padding : padding + height, padding : padding + width]


# %% height and width swapped
def usage_counts(height, width, k, stride=1, padding=0):
    counts = torch.zeros(width + 2 * padding, height + 2 * padding, dtype=torch.long)
    for top in range(0, width + 2 * padding - k + 1, stride):
        for left in range(0, height + 2 * padding - k + 1, stride):
            counts[top : top + k, left : left + k] += 1
    return counts[padding : padding + width, padding : padding + height]


# %% keeps the padding in the result
def usage_counts(height, width, k, stride=1, padding=0):
    counts = torch.zeros(height + 2 * padding, width + 2 * padding, dtype=torch.long)
    for top in range(0, height + 2 * padding - k + 1, stride):
        for left in range(0, width + 2 * padding - k + 1, stride):
            counts[top : top + k, left : left + k] += 1
    return counts


# %% ignores the padding
def usage_counts(height, width, k, stride=1, padding=0):
    counts = torch.zeros(height, width, dtype=torch.long)
    for top in range(0, height - k + 1, stride):
        for left in range(0, width - k + 1, stride):
            counts[top : top + k, left : left + k] += 1
    return counts


# %% ignores the stride
def usage_counts(height, width, k, stride=1, padding=0):
    counts = torch.zeros(height + 2 * padding, width + 2 * padding, dtype=torch.long)
    for top in range(height + 2 * padding - k + 1):
        for left in range(width + 2 * padding - k + 1):
            counts[top : top + k, left : left + k] += 1
    return counts[padding : padding + height, padding : padding + width]


# %% counts where windows start, not what they hold
def usage_counts(height, width, k, stride=1, padding=0):
    counts = torch.zeros(height + 2 * padding, width + 2 * padding, dtype=torch.long)
    for top in range(0, height + 2 * padding - k + 1, stride):
        for left in range(0, width + 2 * padding - k + 1, stride):
            counts[top, left] += 1
    return counts[padding : padding + height, padding : padding + width]


# %% floats
def usage_counts(height, width, k, stride=1, padding=0):
    ones = torch.ones(1, 1, k, k)
    image = torch.zeros(1, 1, height, width, requires_grad=True)
    F.conv2d(image, ones, stride=stride, padding=padding).sum().backward()
    return image.grad[0, 0]


# %% windows that hang over the border count too
def usage_counts(height, width, k, stride=1, padding=0):
    counts = torch.zeros(height + 2 * padding, width + 2 * padding, dtype=torch.long)
    for top in range(0, height + 2 * padding, stride):
        for left in range(0, width + 2 * padding, stride):
            counts[top : top + k, left : left + k] += 1
    return counts[padding : padding + height, padding : padding + width]


# %% square images only
def usage_counts(height, width, k, stride=1, padding=0):
    side = height + 2 * padding
    counts = torch.zeros(side, side, dtype=torch.long)
    for top in range(0, side - k + 1, stride):
        for left in range(0, side - k + 1, stride):
            counts[top : top + k, left : left + k] += 1
    return counts[padding : padding + height, padding : padding + width]
