# %% laws: a single 1 picks an entry, sums add up, nothing changes
def check_correlation(f):
    for dtype, error in ((torch.float32, 1e-3), (torch.float64, 1e-10)):
        for height, width, rows, columns in (
            (6, 9, 3, 2),
            (4, 3, 3, 3),
            (3, 7, 3, 1),
            (5, 4, 1, 4),
            (2, 2, 2, 2),
        ):
            for _ in range(2):
                image = torch.randn(width, height, dtype=dtype).T
                kernel = torch.randn(rows, columns, dtype=dtype)
                kept = image.clone(), kernel.clone()
                expected = 0
                for u in range(rows):
                    for v in range(columns):
                        part = image[
                            u : u + height - rows + 1, v : v + width - columns + 1
                        ]
                        expected = expected + kernel[u, v] * part
                got = f(image, kernel)
                if got.shape != expected.shape or got.dtype != dtype:
                    return False
                if bool((got - expected).abs().max() > error):
                    return False
                if not torch.equal(image, kept[0]) or not torch.equal(kernel, kept[1]):
                    return False
    return True


# %% compares with torch, all sizes from 1 to 3; helpers called right and wrong
def right(image, kernel):
    return torch.conv2d(image[None, None], kernel[None, None])[0, 0]


def wrong(f, image, kernel):
    copies = image.clone(), kernel.clone()
    try:
        bound = 1e-4 if image.dtype == torch.float32 else 1e-10
        torch.testing.assert_close(
            f(image, kernel), right(*copies), rtol=bound, atol=bound
        )
    except AssertionError:
        return True
    return not (torch.equal(image, copies[0]) and torch.equal(kernel, copies[1]))


def check_correlation(f):
    generator = torch.Generator().manual_seed(4)
    for dtype in (torch.float64, torch.float32):
        for rows in (1, 2, 3):
            for columns in (1, 2, 3):
                for repeat in range(3):
                    large = torch.randn(8, 11, generator=generator).to(dtype)
                    image = large[::2, ::2]
                    image = image[:rows] if repeat == 2 else image
                    kernel = torch.randn(rows, columns, generator=generator).to(dtype)
                    if wrong(f, image, kernel):
                        return False
    return True


# %% errors while it runs are the verdict, whole numbers leave no rounding
def check_correlation(f):
    for dtype in (torch.float32, torch.float64):
        for shift in (0.0, 0.1):
            for size in ((2, 3), (3, 3), (4, 1), (1, 5)):
                image = (torch.arange(20.0).reshape(5, 4).T * 7 % 11 - 5).to(dtype)
                image = image * (1 + shift)
                kernel = torch.arange(float(size[0] * size[1])) - 3 - 10 * shift
                kernel = (kernel * kernel * (-1) ** torch.arange(len(kernel))).to(dtype)
                kernel = (kernel / 3 if shift else kernel).reshape(size)
                a, b = image.clone(), kernel.clone()
                result = f(image, kernel)
                assert image.tolist() == a.tolist() and kernel.tolist() == b.tolist()
                wanted = F.conv2d(a[None, None], b[None, None])[0, 0]
                if result.dtype is not dtype or list(result.shape) != list(
                    wanted.shape
                ):
                    return False
                bound = 1e-4 if dtype is torch.float32 else 1e-9
                if (result - wanted).abs().sum() > bound:
                    return False
    return True
