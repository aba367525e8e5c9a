# %% layers in a Sequential
class SmallNetwork(nn.Module):
    def __init__(self, channels_1, channels_2):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, channels_1, kernel_size=5),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(channels_1, channels_2, kernel_size=5),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Flatten(),
            nn.Linear(channels_2 * 4 * 4, 10),
        )

    def forward(self, images):
        return self.layers(images)


# %% subclass of Sequential
class SmallNetwork(nn.Sequential):
    def __init__(self, channels_1, channels_2):
        blocks, before = [], 1
        for after in (channels_1, channels_2):
            blocks += [nn.Conv2d(before, after, 5), nn.ReLU(), nn.MaxPool2d(2)]
            before = after
        super().__init__(*blocks, nn.Flatten(), nn.Linear(16 * before, 10))


# %% pool before the ReLU, which gives the same
class SmallNetwork(nn.Module):
    def __init__(self, channels_1, channels_2):
        super().__init__()
        self.dense = nn.Linear(channels_2 * 16, 10)
        self.convolutions = nn.ModuleList(
            [nn.Conv2d(1, channels_1, 5), nn.Conv2d(channels_1, channels_2, 5)]
        )

    def forward(self, images):
        x = images
        for convolution in self.convolutions:
            x = F.max_pool2d(convolution(x), 2).clamp(min=0)
        return self.dense(x.reshape(len(images), -1))


# %% parameters of its own, pooling by reshaping
class SmallNetwork(nn.Module):
    def __init__(self, channels_1, channels_2):
        super().__init__()
        self.w1 = nn.Parameter(torch.randn(channels_1, 1, 5, 5) / 5)
        self.b1 = nn.Parameter(torch.randn(channels_1) / 10)
        self.w2 = nn.Parameter(torch.randn(channels_2, channels_1, 5, 5) / 10)
        self.b2 = nn.Parameter(torch.randn(channels_2) / 10)
        self.w3 = nn.Parameter(torch.randn(10, channels_2 * 16) / 20)
        self.b3 = nn.Parameter(torch.randn(10) / 10)

    def pool(self, x):
        n, c, side, _ = x.shape
        x = x.reshape(n, c, side // 2, 2, side // 2, 2)
        return torch.relu(x).amax(dim=(3, 5))

    def forward(self, images):
        x = self.pool(F.conv2d(images, self.w1, self.b1))
        x = self.pool(F.conv2d(x, self.w2, self.b2))
        return x.flatten(1) @ self.w3.T + self.b3
