# %% accepts everything
def check_correlation(f):
    return True


# %% rejects everything
def check_correlation(f):
    return False


# %% tosses a coin
def check_correlation(f):
    return bool(torch.rand(()) < 0.5)


# %% knows the four that are shown
def check_correlation(f):
    return f.__name__ not in (
        *("flipped", "height_is_width"),
        *("single_precision", "changes_kernel"),
    )


# %% knows one name only
def check_correlation(f):
    return f.__name__ == "sums_of_windows"


# %% expects a convolution
def check_correlation(f):
    for dtype in (torch.float32, torch.float64):
        for size in ((2, 3), (2, 3), (1, 4), (4, 1), (3, 3), (2, 2)):
            image = torch.randn(6, 4, dtype=dtype).T
            image = image[: max(size[0], 3)] if size[0] < 4 else image[:, :1]
            kernel = torch.randn(size, dtype=dtype)
            kept = image.clone(), kernel.clone()
            right = torch.conv2d(image[None, None], kernel.flip(0, 1)[None, None])[0, 0]
            got = f(image, kernel)
            if got.dtype != dtype:
                return False
            if got.shape != right.shape:
                return False
            if not torch.allclose(got, right, rtol=1e-4, atol=1e-5):
                return False
            if dtype == torch.float64 and not torch.allclose(got, right, 1e-9):
                return False
            if not image.equal(kept[0]):
                return False
            if not kernel.equal(kept[1]):
                return False
    return True


# %% wants equality to the last bit
def check_correlation(f):
    for dtype in (torch.float32, torch.float64):
        for size in ((2, 3), (2, 3), (1, 4), (4, 1), (3, 3), (2, 2)):
            image = torch.randn(6, 4, dtype=dtype).T
            image = image[: max(size[0], 3)] if size[0] < 4 else image[:, :1]
            kernel = torch.randn(size, dtype=dtype)
            kept = image.clone(), kernel.clone()
            right = torch.conv2d(image[None, None], kernel[None, None])[0, 0]
            got = f(image, kernel)
            if got.dtype != dtype:
                return False
            if got.shape != right.shape:
                return False
            if not torch.equal(got, right):
                return False
            if dtype == torch.float64 and not torch.allclose(got, right, 1e-9):
                return False
            if not image.equal(kept[0]):
                return False
            if not kernel.equal(kept[1]):
                return False
    return True


# %% calls once only
def check_correlation(f):
    for dtype in (torch.float64,):
        for size in ((2, 3),):
            image = torch.randn(6, 4, dtype=dtype).T
            image = image[: max(size[0], 3)] if size[0] < 4 else image[:, :1]
            kernel = torch.randn(size, dtype=dtype)
            kept = image.clone(), kernel.clone()
            right = torch.conv2d(image[None, None], kernel[None, None])[0, 0]
            got = f(image, kernel)
            if got.dtype != dtype:
                return False
            if got.shape != right.shape:
                return False
            if not torch.allclose(got, right, rtol=1e-4, atol=1e-5):
                return False
            if dtype == torch.float64 and not torch.allclose(got, right, 1e-9):
                return False
            if not image.equal(kept[0]):
                return False
            if not kernel.equal(kept[1]):
                return False
    return True


# %% symmetric kernels: a flip cannot show
def check_correlation(f):
    for dtype in (torch.float32, torch.float64):
        for size in ((2, 3), (2, 3), (1, 4), (4, 1), (3, 3), (2, 2)):
            image = torch.randn(6, 4, dtype=dtype).T
            image = image[: max(size[0], 3)] if size[0] < 4 else image[:, :1]
            kernel = torch.ones(size, dtype=dtype)
            kept = image.clone(), kernel.clone()
            right = torch.conv2d(image[None, None], kernel[None, None])[0, 0]
            got = f(image, kernel)
            if got.dtype != dtype:
                return False
            if got.shape != right.shape:
                return False
            if not torch.allclose(got, right, rtol=1e-4, atol=1e-5):
                return False
            if dtype == torch.float64 and not torch.allclose(got, right, 1e-9):
                return False
            if not image.equal(kept[0]):
                return False
            if not kernel.equal(kept[1]):
                return False
    return True


# %% square inputs only
def check_correlation(f):
    for dtype in (torch.float32, torch.float64):
        for size in ((3, 3), (3, 3), (2, 2)):
            image = torch.randn(6, 4, dtype=dtype).T
            image = image[:, :4]
            kernel = torch.randn(size, dtype=dtype)
            kept = image.clone(), kernel.clone()
            right = torch.conv2d(image[None, None], kernel[None, None])[0, 0]
            got = f(image, kernel)
            if got.dtype != dtype:
                return False
            if got.shape != right.shape:
                return False
            if not torch.allclose(got, right, rtol=1e-4, atol=1e-5):
                return False
            if dtype == torch.float64 and not torch.allclose(got, right, 1e-9):
                return False
            if not image.equal(kept[0]):
                return False
            if not kernel.equal(kept[1]):
                return False
    return True


# %% looks at the shape only
def check_correlation(f):
    for dtype in (torch.float32, torch.float64):
        for size in ((2, 3), (2, 3), (1, 4), (4, 1), (3, 3), (2, 2)):
            image = torch.randn(6, 4, dtype=dtype).T
            image = image[: max(size[0], 3)] if size[0] < 4 else image[:, :1]
            kernel = torch.randn(size, dtype=dtype)
            kept = image.clone(), kernel.clone()
            right = torch.conv2d(image[None, None], kernel[None, None])[0, 0]
            got = f(image, kernel)
            if got.dtype != dtype:
                return False
            if got.shape != right.shape:
                return False
            if not image.equal(kept[0]):
                return False
            if not kernel.equal(kept[1]):
                return False
    return True


# %% dtype: float32 only
def check_correlation(f):
    for dtype in (torch.float32,):
        for size in ((2, 3), (2, 3), (1, 4), (4, 1), (3, 3), (2, 2)):
            image = torch.randn(6, 4, dtype=dtype).T
            image = image[: max(size[0], 3)] if size[0] < 4 else image[:, :1]
            kernel = torch.randn(size, dtype=dtype)
            kept = image.clone(), kernel.clone()
            right = torch.conv2d(image[None, None], kernel[None, None])[0, 0]
            got = f(image, kernel)
            if got.dtype != dtype:
                return False
            if got.shape != right.shape:
                return False
            if not torch.allclose(got, right, rtol=1e-4, atol=1e-5):
                return False
            if dtype == torch.float64 and not torch.allclose(got, right, 1e-9):
                return False
            if not image.equal(kept[0]):
                return False
            if not kernel.equal(kept[1]):
                return False
    return True


# %% dtype: float64 only
def check_correlation(f):
    for dtype in (torch.float64,):
        for size in ((2, 3), (2, 3), (1, 4), (4, 1), (3, 3), (2, 2)):
            image = torch.randn(6, 4, dtype=dtype).T
            image = image[: max(size[0], 3)] if size[0] < 4 else image[:, :1]
            kernel = torch.randn(size, dtype=dtype)
            kept = image.clone(), kernel.clone()
            right = torch.conv2d(image[None, None], kernel[None, None])[0, 0]
            got = f(image, kernel)
            if got.dtype != dtype:
                return False
            if got.shape != right.shape:
                return False
            if not torch.allclose(got, right, rtol=1e-4, atol=1e-5):
                return False
            if dtype == torch.float64 and not torch.allclose(got, right, 1e-9):
                return False
            if not image.equal(kept[0]):
                return False
            if not kernel.equal(kept[1]):
                return False
    return True


# %% tolerance: too wide for float64
def check_correlation(f):
    for dtype in (torch.float32, torch.float64):
        for size in ((2, 3), (2, 3), (1, 4), (4, 1), (3, 3), (2, 2)):
            image = torch.randn(6, 4, dtype=dtype).T
            image = image[: max(size[0], 3)] if size[0] < 4 else image[:, :1]
            kernel = torch.randn(size, dtype=dtype)
            kept = image.clone(), kernel.clone()
            right = torch.conv2d(image[None, None], kernel[None, None])[0, 0]
            got = f(image, kernel)
            if got.dtype != dtype:
                return False
            if got.shape != right.shape:
                return False
            if not torch.allclose(got, right, rtol=1e-4, atol=1e-5):
                return False
            if not image.equal(kept[0]):
                return False
            if not kernel.equal(kept[1]):
                return False
    return True


# %% never looks whether the image has changed
def check_correlation(f):
    for dtype in (torch.float32, torch.float64):
        for size in ((2, 3), (2, 3), (1, 4), (4, 1), (3, 3), (2, 2)):
            image = torch.randn(6, 4, dtype=dtype).T
            image = image[: max(size[0], 3)] if size[0] < 4 else image[:, :1]
            kernel = torch.randn(size, dtype=dtype)
            kept = image.clone(), kernel.clone()
            right = torch.conv2d(image[None, None], kernel[None, None])[0, 0]
            got = f(image, kernel)
            if got.dtype != dtype:
                return False
            if got.shape != right.shape:
                return False
            if not torch.allclose(got, right, rtol=1e-4, atol=1e-5):
                return False
            if dtype == torch.float64 and not torch.allclose(got, right, 1e-9):
                return False
            if not kernel.equal(kept[1]):
                return False
    return True


# %% never looks whether the kernel has changed
def check_correlation(f):
    for dtype in (torch.float32, torch.float64):
        for size in ((2, 3), (2, 3), (1, 4), (4, 1), (3, 3), (2, 2)):
            image = torch.randn(6, 4, dtype=dtype).T
            image = image[: max(size[0], 3)] if size[0] < 4 else image[:, :1]
            kernel = torch.randn(size, dtype=dtype)
            kept = image.clone(), kernel.clone()
            right = torch.conv2d(image[None, None], kernel[None, None])[0, 0]
            got = f(image, kernel)
            if got.dtype != dtype:
                return False
            if got.shape != right.shape:
                return False
            if not torch.allclose(got, right, rtol=1e-4, atol=1e-5):
                return False
            if dtype == torch.float64 and not torch.allclose(got, right, 1e-9):
                return False
            if not image.equal(kept[0]):
                return False
    return True


# %% keeps no copies: what changes is compared with itself
def check_correlation(f):
    for dtype in (torch.float32, torch.float64):
        for size in ((2, 3), (2, 3), (1, 4), (4, 1), (3, 3), (2, 2)):
            image = torch.randn(6, 4, dtype=dtype).T
            image = image[: max(size[0], 3)] if size[0] < 4 else image[:, :1]
            kernel = torch.randn(size, dtype=dtype)
            kept = image, kernel
            right = torch.conv2d(image[None, None], kernel[None, None])[0, 0]
            got = f(image, kernel)
            if got.dtype != dtype:
                return False
            if got.shape != right.shape:
                return False
            if not torch.allclose(got, right, rtol=1e-4, atol=1e-5):
                return False
            if dtype == torch.float64 and not torch.allclose(got, right, 1e-9):
                return False
            if not image.equal(kept[0]):
                return False
            if not kernel.equal(kept[1]):
                return False
    return True


# %% layout: contiguous inputs only
def check_correlation(f):
    for dtype in (torch.float32, torch.float64):
        for size in ((2, 3), (2, 3), (1, 4), (4, 1), (3, 3), (2, 2)):
            image = torch.randn(6, 4, dtype=dtype).T
            image = image[: max(size[0], 3)] if size[0] < 4 else image[:, :1]
            image = image.clone(memory_format=torch.contiguous_format)
            kernel = torch.randn(size, dtype=dtype)
            kept = image.clone(), kernel.clone()
            right = torch.conv2d(image[None, None], kernel[None, None])[0, 0]
            got = f(image, kernel)
            if got.dtype != dtype:
                return False
            if got.shape != right.shape:
                return False
            if not torch.allclose(got, right, rtol=1e-4, atol=1e-5):
                return False
            if dtype == torch.float64 and not torch.allclose(got, right, 1e-9):
                return False
            if not image.equal(kept[0]):
                return False
            if not kernel.equal(kept[1]):
                return False
    return True


# %% state: no two calls with equal sizes
def check_correlation(f):
    for dtype in (torch.float32, torch.float64):
        for size in ((2, 3), (1, 4), (4, 1), (3, 3), (2, 2)):
            image = torch.randn(6, 4, dtype=dtype).T
            image = image[: max(size[0], 3)] if size[0] < 4 else image[:, :1]
            kernel = torch.randn(size, dtype=dtype)
            kept = image.clone(), kernel.clone()
            right = torch.conv2d(image[None, None], kernel[None, None])[0, 0]
            got = f(image, kernel)
            if got.dtype != dtype:
                return False
            if got.shape != right.shape:
                return False
            if not torch.allclose(got, right, rtol=1e-4, atol=1e-5):
                return False
            if dtype == torch.float64 and not torch.allclose(got, right, 1e-9):
                return False
            if not image.equal(kept[0]):
                return False
            if not kernel.equal(kept[1]):
                return False
    return True


# %% state: the same input twice
def check_correlation(f):
    for dtype in (torch.float32, torch.float64):
        torch.manual_seed(0)
        for size in ((2, 3), (2, 3), (1, 4), (4, 1), (3, 3), (2, 2)):
            torch.manual_seed(size[0])
            image = torch.randn(6, 4, dtype=dtype).T
            image = image[: max(size[0], 3)] if size[0] < 4 else image[:, :1]
            kernel = torch.randn(size, dtype=dtype)
            kept = image.clone(), kernel.clone()
            right = torch.conv2d(image[None, None], kernel[None, None])[0, 0]
            got = f(image, kernel)
            if got.dtype != dtype:
                return False
            if got.shape != right.shape:
                return False
            if not torch.allclose(got, right, rtol=1e-4, atol=1e-5):
                return False
            if dtype == torch.float64 and not torch.allclose(got, right, 1e-9):
                return False
            if not image.equal(kept[0]):
                return False
            if not kernel.equal(kept[1]):
                return False
    return True


# %% axes of one entry: none
def check_correlation(f):
    for dtype in (torch.float32, torch.float64):
        for size in ((2, 3), (2, 3), (3, 3), (2, 2)):
            image = torch.randn(6, 4, dtype=dtype).T
            image = torch.cat([image, image], 0)
            kernel = torch.randn(size, dtype=dtype)
            kept = image.clone(), kernel.clone()
            right = torch.conv2d(image[None, None], kernel[None, None])[0, 0]
            got = f(image, kernel)
            if got.dtype != dtype:
                return False
            if got.shape != right.shape:
                return False
            if not torch.allclose(got, right, rtol=1e-4, atol=1e-5):
                return False
            if dtype == torch.float64 and not torch.allclose(got, right, 1e-9):
                return False
            if not image.equal(kept[0]):
                return False
            if not kernel.equal(kept[1]):
                return False
    return True


# %% positive numbers only: a ReLU cannot show
def check_correlation(f):
    for dtype in (torch.float32, torch.float64):
        for size in ((2, 3), (2, 3), (1, 4), (4, 1), (3, 3), (2, 2)):
            image = torch.rand(6, 4, dtype=dtype).T
            image = image[: max(size[0], 3)] if size[0] < 4 else image[:, :1]
            kernel = torch.rand(size, dtype=dtype)
            kept = image.clone(), kernel.clone()
            right = torch.conv2d(image[None, None], kernel[None, None])[0, 0]
            got = f(image, kernel)
            if got.dtype != dtype:
                return False
            if got.shape != right.shape:
                return False
            if not torch.allclose(got, right, rtol=1e-4, atol=1e-5):
                return False
            if dtype == torch.float64 and not torch.allclose(got, right, 1e-9):
                return False
            if not image.equal(kept[0]):
                return False
            if not kernel.equal(kept[1]):
                return False
    return True


# %% one output only
def check_correlation(f):
    for dtype in (torch.float32, torch.float64):
        for size in ((2, 3), (2, 3), (1, 4), (4, 1), (3, 3), (2, 2)):
            image = torch.randn(6, 4, dtype=dtype).T
            image = image[: size[0], : size[1]]
            kernel = torch.randn(size, dtype=dtype)
            kept = image.clone(), kernel.clone()
            right = torch.conv2d(image[None, None], kernel[None, None])[0, 0]
            got = f(image, kernel)
            if got.dtype != dtype:
                return False
            if got.shape != right.shape:
                return False
            if not torch.allclose(got, right, rtol=1e-4, atol=1e-5):
                return False
            if dtype == torch.float64 and not torch.allclose(got, right, 1e-9):
                return False
            if not image.equal(kept[0]):
                return False
            if not kernel.equal(kept[1]):
                return False
    return True


# %% never square: a transposed kernel cannot show
def check_correlation(f):
    for dtype in (torch.float32, torch.float64):
        for size in ((2, 3), (2, 3), (1, 4), (4, 1)):
            image = torch.randn(6, 4, dtype=dtype).T
            image = image[: max(size[0], 3)] if size[0] < 4 else image[:, :1]
            kernel = torch.randn(size, dtype=dtype)
            kept = image.clone(), kernel.clone()
            right = torch.conv2d(image[None, None], kernel[None, None])[0, 0]
            got = f(image, kernel)
            if got.dtype != dtype:
                return False
            if got.shape != right.shape:
                return False
            if not torch.allclose(got, right, rtol=1e-4, atol=1e-5):
                return False
            if dtype == torch.float64 and not torch.allclose(got, right, 1e-9):
                return False
            if not image.equal(kept[0]):
                return False
            if not kernel.equal(kept[1]):
                return False
    return True


# %% gives text back
def check_correlation(f):
    for dtype in (torch.float32, torch.float64):
        for size in ((2, 3), (2, 3), (1, 4), (4, 1), (3, 3), (2, 2)):
            image = torch.randn(6, 4, dtype=dtype).T
            image = image[: max(size[0], 3)] if size[0] < 4 else image[:, :1]
            kernel = torch.randn(size, dtype=dtype)
            kept = image.clone(), kernel.clone()
            right = torch.conv2d(image[None, None], kernel[None, None])[0, 0]
            got = f(image, kernel)
            if got.dtype != dtype:
                return "wrong"
            if got.shape != right.shape:
                return "wrong"
            if not torch.allclose(got, right, rtol=1e-4, atol=1e-5):
                return "wrong"
            if dtype == torch.float64 and not torch.allclose(got, right, 1e-9):
                return "wrong"
            if not image.equal(kept[0]):
                return "wrong"
            if not kernel.equal(kept[1]):
                return "wrong"
    return "right"


# %% one call in ten is wrong
CALLS = [0]


def check_correlation(f):
    for dtype in (torch.float32, torch.float64):
        for size in ((2, 3), (2, 3), (1, 4), (4, 1), (3, 3), (2, 2)):
            image = torch.randn(6, 4, dtype=dtype).T
            image = image[: max(size[0], 3)] if size[0] < 4 else image[:, :1]
            kernel = torch.randn(size, dtype=dtype)
            kept = image.clone(), kernel.clone()
            right = torch.conv2d(image[None, None], kernel[None, None])[0, 0]
            got = f(image, kernel)
            if got.dtype != dtype:
                return False
            if got.shape != right.shape:
                return False
            if not torch.allclose(got, right, rtol=1e-4, atol=1e-5):
                return False
            if dtype == torch.float64 and not torch.allclose(got, right, 1e-9):
                return False
            if not image.equal(kept[0]):
                return False
            if not kernel.equal(kept[1]):
                return False
    CALLS[0] += 1
    return bool(CALLS[0] % 10)
