# %% one sequence
class LeNet(nn.Module):
    def __init__(self, activation="sigmoid", pooling="average"):
        super().__init__()
        activate = nn.Sigmoid if activation == "sigmoid" else nn.ReLU
        shrink = nn.AvgPool2d if pooling == "average" else nn.MaxPool2d
        self.layers = nn.Sequential(
            nn.Conv2d(1, 6, 5),
            activate(),
            shrink(2),
            nn.Conv2d(6, 16, 5),
            activate(),
            shrink(2),
            nn.Flatten(),
            nn.Linear(256, 120),
            activate(),
            nn.Linear(120, 84),
            activate(),
            nn.Linear(84, 10),
        )

    def forward(self, batch):
        return self.layers(batch)


# %% the network is a sequence itself
class LeNet(nn.Sequential):
    def __init__(self, activation="sigmoid", pooling="average"):
        activate = {"sigmoid": nn.Sigmoid, "relu": nn.ReLU}[activation]
        shrink = {"average": nn.AvgPool2d, "max": nn.MaxPool2d}[pooling]
        block = []
        for a, b in ((1, 6), (6, 16)):
            block += [nn.Conv2d(a, b, 5), activate(), shrink(2)]
        super().__init__(
            *block,
            nn.Flatten(),
            nn.Linear(16 * 4 * 4, 120),
            activate(),
            nn.Linear(120, 84),
            activate(),
            nn.Linear(84, 10),
        )


# %% written out, with lazy layers made real
class LeNet(nn.Module):
    def __init__(self, activation="sigmoid", pooling="average"):
        super().__init__()
        self.activation, self.kind = activation, pooling
        self.conv1, self.conv2 = nn.LazyConv2d(6, 5), nn.LazyConv2d(16, 5)
        self.fc1, self.fc2, self.fc3 = (nn.LazyLinear(n) for n in (120, 84, 10))
        with torch.no_grad():
            self(torch.zeros(1, 1, 28, 28))

    def act(self, x):
        return x.sigmoid() if self.activation == "sigmoid" else x.clamp(min=0)

    def shrink(self, x):
        windows = x.unfold(2, 2, 2).unfold(3, 2, 2)
        return windows.mean((4, 5)) if self.kind == "average" else windows.amax((4, 5))

    def forward(self, x):
        x = self.shrink(self.act(self.conv1(x)))
        x = self.shrink(self.act(self.conv2(x)))
        x = self.act(self.fc1(x.reshape(len(x), -1)))
        return self.fc3(self.act(self.fc2(x)))


# %% my own pool and parameters, odd names
class LeNet(nn.Module):
    def __init__(self, activation="sigmoid", pooling="average"):
        super().__init__()
        self.choice, self.dark = activation, pooling
        sizes = [(6, 1, 5, 5), (16, 6, 5, 5), (120, 256), (84, 120), (10, 84)]
        self.ordered = nn.ParameterList()
        for size in sizes:
            bound = torch.Size(size[1:]).numel() ** -0.5
            self.ordered.append((2 * torch.rand(size) - 1) * bound)
            self.ordered.append((2 * torch.rand(size[0]) - 1) * bound)

    def reference(self, x):
        return torch.sigmoid(x) if self.choice == "sigmoid" else F.relu(x)

    def forward(self, batch):
        p = list(self.ordered)
        for i in (0, 2):
            batch = pool(self.reference(F.conv2d(batch, p[i], p[i + 1])), 2, self.dark)
        batch = torch.flatten(batch, 1)
        for i in (4, 6):
            batch = self.reference(batch @ p[i].T + p[i + 1])
        return batch @ p[8].T + p[9]
