# %% softmax at the end
class SmallNetwork(nn.Module):
    def __init__(self, channels_1, channels_2):
        super().__init__()
        self.first = nn.Conv2d(1, channels_1, 5)
        self.second = nn.Conv2d(channels_1, channels_2, 5)
        self.dense = nn.Linear(channels_2 * 16, 10)

    def forward(self, images):
        x = F.max_pool2d(F.relu(self.first(images)), 2)
        x = F.max_pool2d(F.relu(self.second(x)), 2)
        return self.dense(x.flatten(1)).softmax(dim=1)


# %% log-softmax at the end
class SmallNetwork(nn.Module):
    def __init__(self, channels_1, channels_2):
        super().__init__()
        self.first = nn.Conv2d(1, channels_1, 5)
        self.second = nn.Conv2d(channels_1, channels_2, 5)
        self.dense = nn.Linear(channels_2 * 16, 10)

    def forward(self, images):
        x = F.max_pool2d(F.relu(self.first(images)), 2)
        x = F.max_pool2d(F.relu(self.second(x)), 2)
        return F.log_softmax(self.dense(x.flatten(1)), dim=1)


# %% ReLU on the logits too
class SmallNetwork(nn.Module):
    def __init__(self, channels_1, channels_2):
        super().__init__()
        self.first = nn.Conv2d(1, channels_1, 5)
        self.second = nn.Conv2d(channels_1, channels_2, 5)
        self.dense = nn.Linear(channels_2 * 16, 10)

    def forward(self, images):
        x = F.max_pool2d(F.relu(self.first(images)), 2)
        x = F.max_pool2d(F.relu(self.second(x)), 2)
        return F.relu(self.dense(x.flatten(1)))


# %% no activation
class SmallNetwork(nn.Module):
    def __init__(self, channels_1, channels_2):
        super().__init__()
        self.first = nn.Conv2d(1, channels_1, 5)
        self.second = nn.Conv2d(channels_1, channels_2, 5)
        self.dense = nn.Linear(channels_2 * 16, 10)

    def forward(self, images):
        x = F.max_pool2d(self.first(images), 2)
        x = F.max_pool2d(self.second(x), 2)
        return self.dense(x.flatten(1))


# %% no activation after the second convolution
class SmallNetwork(nn.Module):
    def __init__(self, channels_1, channels_2):
        super().__init__()
        self.first = nn.Conv2d(1, channels_1, 5)
        self.second = nn.Conv2d(channels_1, channels_2, 5)
        self.dense = nn.Linear(channels_2 * 16, 10)

    def forward(self, images):
        x = F.max_pool2d(F.relu(self.first(images)), 2)
        x = F.max_pool2d(self.second(x), 2)
        return self.dense(x.flatten(1))


# %% no activation after the first convolution
class SmallNetwork(nn.Module):
    def __init__(self, channels_1, channels_2):
        super().__init__()
        self.first = nn.Conv2d(1, channels_1, 5)
        self.second = nn.Conv2d(channels_1, channels_2, 5)
        self.dense = nn.Linear(channels_2 * 16, 10)

    def forward(self, images):
        x = F.max_pool2d(self.first(images), 2)
        x = F.max_pool2d(F.relu(self.second(x)), 2)
        return self.dense(x.flatten(1))


# %% sigmoid instead of ReLU
class SmallNetwork(nn.Module):
    def __init__(self, channels_1, channels_2):
        super().__init__()
        self.first = nn.Conv2d(1, channels_1, 5)
        self.second = nn.Conv2d(channels_1, channels_2, 5)
        self.dense = nn.Linear(channels_2 * 16, 10)

    def forward(self, images):
        x = F.max_pool2d(torch.sigmoid(self.first(images)), 2)
        x = F.max_pool2d(torch.sigmoid(self.second(x)), 2)
        return self.dense(x.flatten(1))


# %% average pooling
class SmallNetwork(nn.Module):
    def __init__(self, channels_1, channels_2):
        super().__init__()
        self.first = nn.Conv2d(1, channels_1, 5)
        self.second = nn.Conv2d(channels_1, channels_2, 5)
        self.dense = nn.Linear(channels_2 * 16, 10)

    def forward(self, images):
        x = F.avg_pool2d(F.relu(self.first(images)), 2)
        x = F.avg_pool2d(F.relu(self.second(x)), 2)
        return self.dense(x.flatten(1))


# %% strided slicing instead of pooling
class SmallNetwork(nn.Module):
    def __init__(self, channels_1, channels_2):
        super().__init__()
        self.first = nn.Conv2d(1, channels_1, 5)
        self.second = nn.Conv2d(channels_1, channels_2, 5)
        self.dense = nn.Linear(channels_2 * 16, 10)

    def forward(self, images):
        x = F.relu(self.first(images))[:, :, ::2, ::2]
        x = F.max_pool2d(F.relu(self.second(x)), 2)
        return self.dense(x.flatten(1))


# %% padded to keep the size, cut afterwards
class SmallNetwork(nn.Module):
    def __init__(self, channels_1, channels_2):
        super().__init__()
        self.first = nn.Conv2d(1, channels_1, 5, padding=2)
        self.second = nn.Conv2d(channels_1, channels_2, 5)
        self.dense = nn.Linear(channels_2 * 16, 10)

    def forward(self, images):
        x = F.max_pool2d(F.relu(self.first(images))[:, :, :24, :24], 2)
        x = F.max_pool2d(F.relu(self.second(x)), 2)
        return self.dense(x.flatten(1))


# %% flattens the batch too
class SmallNetwork(nn.Module):
    def __init__(self, channels_1, channels_2):
        super().__init__()
        self.first = nn.Conv2d(1, channels_1, 5)
        self.second = nn.Conv2d(channels_1, channels_2, 5)
        self.dense = nn.Linear(channels_2 * 16, 10)

    def forward(self, images):
        x = F.max_pool2d(F.relu(self.first(images)), 2)
        x = F.max_pool2d(F.relu(self.second(x)), 2)
        return self.dense(x.flatten().reshape(1, -1))


# %% reshapes with the batch at the end
class SmallNetwork(nn.Module):
    def __init__(self, channels_1, channels_2):
        super().__init__()
        self.first = nn.Conv2d(1, channels_1, 5)
        self.second = nn.Conv2d(channels_1, channels_2, 5)
        self.dense = nn.Linear(channels_2 * 16, 10)

    def forward(self, images):
        x = F.max_pool2d(F.relu(self.first(images)), 2)
        x = F.max_pool2d(F.relu(self.second(x)), 2)
        return self.dense(x.reshape(-1, len(images)).T)


# %% flattens with the channels last
class SmallNetwork(nn.Module):
    def __init__(self, channels_1, channels_2):
        super().__init__()
        self.first = nn.Conv2d(1, channels_1, 5)
        self.second = nn.Conv2d(channels_1, channels_2, 5)
        self.dense = nn.Linear(channels_2 * 16, 10)

    def forward(self, images):
        x = F.max_pool2d(F.relu(self.first(images)), 2)
        x = F.max_pool2d(F.relu(self.second(x)), 2)
        return self.dense(x.permute(0, 2, 3, 1).flatten(1))


# %% always 10 and 20 channels
class SmallNetwork(nn.Module):
    def __init__(self, channels_1, channels_2):
        super().__init__()
        self.first = nn.Conv2d(1, 10, 5)
        self.second = nn.Conv2d(10, 20, 5)
        self.dense = nn.Linear(320, 10)

    def forward(self, images):
        x = F.max_pool2d(F.relu(self.first(images)), 2)
        x = F.max_pool2d(F.relu(self.second(x)), 2)
        return self.dense(x.flatten(1))


# %% no biases in the convolutions
class SmallNetwork(nn.Module):
    def __init__(self, channels_1, channels_2):
        super().__init__()
        self.first = nn.Conv2d(1, channels_1, 5, bias=False)
        self.second = nn.Conv2d(channels_1, channels_2, 5, bias=False)
        self.dense = nn.Linear(channels_2 * 16, 10)

    def forward(self, images):
        x = F.max_pool2d(F.relu(self.first(images)), 2)
        x = F.max_pool2d(F.relu(self.second(x)), 2)
        return self.dense(x.flatten(1))


# %% dropout before the dense layer
class SmallNetwork(nn.Module):
    def __init__(self, channels_1, channels_2):
        super().__init__()
        self.first = nn.Conv2d(1, channels_1, 5)
        self.second = nn.Conv2d(channels_1, channels_2, 5)
        self.dense = nn.Linear(channels_2 * 16, 10)

    def forward(self, images):
        x = F.max_pool2d(F.relu(self.first(images)), 2)
        x = F.max_pool2d(F.relu(self.second(x)), 2)
        return self.dense(F.dropout(x.flatten(1)))


# %% one hidden layer too many
class SmallNetwork(nn.Module):
    def __init__(self, channels_1, channels_2):
        super().__init__()
        self.first = nn.Conv2d(1, channels_1, 5)
        self.second = nn.Conv2d(channels_1, channels_2, 5)
        self.dense = nn.Sequential(
            nn.Linear(channels_2 * 16, 50), nn.ReLU(), nn.Linear(50, 10)
        )

    def forward(self, images):
        x = F.max_pool2d(F.relu(self.first(images)), 2)
        x = F.max_pool2d(F.relu(self.second(x)), 2)
        return self.dense(x.flatten(1))


# %% new layers at every call
class SmallNetwork(nn.Module):
    def __init__(self, channels_1, channels_2):
        super().__init__()
        self.channels = channels_1, channels_2

    def forward(self, images):
        first, second = self.channels
        x = F.max_pool2d(F.relu(nn.Conv2d(1, first, 5)(images)), 2)
        x = F.max_pool2d(F.relu(nn.Conv2d(first, second, 5)(x)), 2)
        return nn.Linear(second * 16, 10)(x.flatten(1))


# %% layers in a plain list, so nothing is registered
class SmallNetwork(nn.Module):
    def __init__(self, channels_1, channels_2):
        super().__init__()
        self.layers = [
            nn.Conv2d(1, channels_1, 5),
            nn.Conv2d(channels_1, channels_2, 5),
            nn.Linear(channels_2 * 16, 10),
        ]

    def forward(self, images):
        x = F.max_pool2d(F.relu(self.layers[0](images)), 2)
        x = F.max_pool2d(F.relu(self.layers[1](x)), 2)
        return self.layers[2](x.flatten(1))


# %% subtracts the mean from its input in place
class SmallNetwork(nn.Module):
    def __init__(self, channels_1, channels_2):
        super().__init__()
        self.first = nn.Conv2d(1, channels_1, 5)
        self.second = nn.Conv2d(channels_1, channels_2, 5)
        self.dense = nn.Linear(channels_2 * 16, 10)

    def forward(self, images):
        images -= images.mean()
        x = F.max_pool2d(F.relu(self.first(images)), 2)
        x = F.max_pool2d(F.relu(self.second(x)), 2)
        return self.dense(x.flatten(1))


# %% no gradient through the first convolution
class SmallNetwork(nn.Module):
    def __init__(self, channels_1, channels_2):
        super().__init__()
        self.first = nn.Conv2d(1, channels_1, 5)
        self.second = nn.Conv2d(channels_1, channels_2, 5)
        self.dense = nn.Linear(channels_2 * 16, 10)

    def forward(self, images):
        x = F.max_pool2d(F.relu(self.first(images)).detach(), 2)
        x = F.max_pool2d(F.relu(self.second(x)), 2)
        return self.dense(x.flatten(1))
