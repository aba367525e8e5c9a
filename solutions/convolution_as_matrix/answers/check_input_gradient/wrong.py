# %% accepts everything
def check_input_gradient(f):
    return True


# %% rejects everything
def check_input_gradient(f):
    return False


# %% by chance
def check_input_gradient(f):
    return bool(torch.rand(()) < 0.5)


# %% mostly accepts, by chance
def check_input_gradient(f):
    return bool(torch.rand(()) < 0.95)


# %% knows the two that are shown
def check_input_gradient(f):
    return f.__name__ != "_wrong"


# %% rejects by name
def check_input_gradient(f):
    return f.__name__.startswith(("_by", "by"))


# %% stride 1 only
def check_input_gradient(f):
    for _ in range(1):
        for kind in (torch.float64, torch.float32):
            for height, width in ((7, 5), (4, 8), (6, 6), (3, 4), (9, 11)):
                for k_h, k_w in ((1, 1), (1, 3), (2, 2), (3, 2), (3, 3)):
                    for s in (1,):
                        w = torch.randn(k_h, k_w, dtype=kind)
                        out = (height - k_h) // s + 1, (width - k_w) // s + 1
                        g = torch.randn(out, dtype=kind)
                        x = torch.zeros(height, width, dtype=kind, requires_grad=True)
                        y = F.conv2d(x[None, None], w[None, None], stride=s)[0, 0]
                        right = torch.autograd.grad(y, x, g)[0]
                        kept = w.clone(), g.clone()
                        try:
                            got = f(height, width, w, g, s)
                        except Exception:
                            return False
                        if not isinstance(got, torch.Tensor):
                            return False
                        if got.shape != right.shape:
                            return False
                        if got.dtype != kind:
                            return False
                        if not torch.allclose(
                            got.to(kind),
                            right,
                            rtol=1e-5,
                            atol=1e-9 if kind == torch.float64 else 1e-5,
                        ):
                            return False
                        if not (torch.equal(w, kept[0]) and torch.equal(g, kept[1])):
                            return False
    return True


# %% strides 1 and 2 only
def check_input_gradient(f):
    for _ in range(1):
        for kind in (torch.float64, torch.float32):
            for height, width in ((7, 5), (4, 8), (6, 6), (3, 4), (9, 11)):
                for k_h, k_w in ((1, 1), (1, 3), (2, 2), (3, 2), (3, 3)):
                    for s in (1, 2):
                        w = torch.randn(k_h, k_w, dtype=kind)
                        out = (height - k_h) // s + 1, (width - k_w) // s + 1
                        g = torch.randn(out, dtype=kind)
                        x = torch.zeros(height, width, dtype=kind, requires_grad=True)
                        y = F.conv2d(x[None, None], w[None, None], stride=s)[0, 0]
                        right = torch.autograd.grad(y, x, g)[0]
                        kept = w.clone(), g.clone()
                        try:
                            got = f(height, width, w, g, s)
                        except Exception:
                            return False
                        if not isinstance(got, torch.Tensor):
                            return False
                        if got.shape != right.shape:
                            return False
                        if got.dtype != kind:
                            return False
                        if not torch.allclose(
                            got.to(kind),
                            right,
                            rtol=1e-5,
                            atol=1e-9 if kind == torch.float64 else 1e-5,
                        ):
                            return False
                        if not (torch.equal(w, kept[0]) and torch.equal(g, kept[1])):
                            return False
    return True


# %% float64 only
def check_input_gradient(f):
    for _ in range(1):
        for kind in (torch.float64,):
            for height, width in ((7, 5), (4, 8), (6, 6), (3, 4), (9, 11)):
                for k_h, k_w in ((1, 1), (1, 3), (2, 2), (3, 2), (3, 3)):
                    for s in (1, 2, 3):
                        w = torch.randn(k_h, k_w, dtype=kind)
                        out = (height - k_h) // s + 1, (width - k_w) // s + 1
                        g = torch.randn(out, dtype=kind)
                        x = torch.zeros(height, width, dtype=kind, requires_grad=True)
                        y = F.conv2d(x[None, None], w[None, None], stride=s)[0, 0]
                        right = torch.autograd.grad(y, x, g)[0]
                        kept = w.clone(), g.clone()
                        try:
                            got = f(height, width, w, g, s)
                        except Exception:
                            return False
                        if not isinstance(got, torch.Tensor):
                            return False
                        if got.shape != right.shape:
                            return False
                        if got.dtype != kind:
                            return False
                        if not torch.allclose(
                            got.to(kind),
                            right,
                            rtol=1e-5,
                            atol=1e-9 if kind == torch.float64 else 1e-5,
                        ):
                            return False
                        if not (torch.equal(w, kept[0]) and torch.equal(g, kept[1])):
                            return False
    return True


# %% float32 only
def check_input_gradient(f):
    for _ in range(1):
        for kind in (torch.float32,):
            for height, width in ((7, 5), (4, 8), (6, 6), (3, 4), (9, 11)):
                for k_h, k_w in ((1, 1), (1, 3), (2, 2), (3, 2), (3, 3)):
                    for s in (1, 2, 3):
                        w = torch.randn(k_h, k_w, dtype=kind)
                        out = (height - k_h) // s + 1, (width - k_w) // s + 1
                        g = torch.randn(out, dtype=kind)
                        x = torch.zeros(height, width, dtype=kind, requires_grad=True)
                        y = F.conv2d(x[None, None], w[None, None], stride=s)[0, 0]
                        right = torch.autograd.grad(y, x, g)[0]
                        kept = w.clone(), g.clone()
                        try:
                            got = f(height, width, w, g, s)
                        except Exception:
                            return False
                        if not isinstance(got, torch.Tensor):
                            return False
                        if got.shape != right.shape:
                            return False
                        if got.dtype != kind:
                            return False
                        if not torch.allclose(
                            got.to(kind),
                            right,
                            rtol=1e-5,
                            atol=1e-9 if kind == torch.float64 else 1e-5,
                        ):
                            return False
                        if not (torch.equal(w, kept[0]) and torch.equal(g, kept[1])):
                            return False
    return True


# %% square images only
def check_input_gradient(f):
    for _ in range(1):
        for kind in (torch.float64, torch.float32):
            for height, width in ((5, 5), (6, 6), (8, 8)):
                for k_h, k_w in ((1, 1), (1, 3), (2, 2), (3, 2), (3, 3)):
                    for s in (1, 2, 3):
                        w = torch.randn(k_h, k_w, dtype=kind)
                        out = (height - k_h) // s + 1, (width - k_w) // s + 1
                        g = torch.randn(out, dtype=kind)
                        x = torch.zeros(height, width, dtype=kind, requires_grad=True)
                        y = F.conv2d(x[None, None], w[None, None], stride=s)[0, 0]
                        right = torch.autograd.grad(y, x, g)[0]
                        kept = w.clone(), g.clone()
                        try:
                            got = f(height, width, w, g, s)
                        except Exception:
                            return False
                        if not isinstance(got, torch.Tensor):
                            return False
                        if got.shape != right.shape:
                            return False
                        if got.dtype != kind:
                            return False
                        if not torch.allclose(
                            got.to(kind),
                            right,
                            rtol=1e-5,
                            atol=1e-9 if kind == torch.float64 else 1e-5,
                        ):
                            return False
    return True


# %% one example
def check_input_gradient(f):
    for _ in range(1):
        for kind in (torch.float64, torch.float32):
            for height, width in ((5, 7),):
                for k_h, k_w in ((2, 3),):
                    for s in (1,):
                        w = torch.randn(k_h, k_w, dtype=kind)
                        out = (height - k_h) // s + 1, (width - k_w) // s + 1
                        g = torch.randn(out, dtype=kind)
                        x = torch.zeros(height, width, dtype=kind, requires_grad=True)
                        y = F.conv2d(x[None, None], w[None, None], stride=s)[0, 0]
                        right = torch.autograd.grad(y, x, g)[0]
                        kept = w.clone(), g.clone()
                        try:
                            got = f(height, width, w, g, s)
                        except Exception:
                            return False
                        if not isinstance(got, torch.Tensor):
                            return False
                        if got.shape != right.shape:
                            return False
                        if got.dtype != kind:
                            return False
                        if not torch.allclose(
                            got.to(kind),
                            right,
                            rtol=1e-5,
                            atol=1e-9 if kind == torch.float64 else 1e-5,
                        ):
                            return False
                        if not (torch.equal(w, kept[0]) and torch.equal(g, kept[1])):
                            return False
    return True


# %% a kernel of one tap
def check_input_gradient(f):
    for _ in range(1):
        for kind in (torch.float64, torch.float32):
            for height, width in ((7, 5), (4, 8), (6, 6), (3, 4), (9, 11)):
                for k_h, k_w in ((1, 1),):
                    for s in (1, 2, 3):
                        w = torch.randn(k_h, k_w, dtype=kind)
                        out = (height - k_h) // s + 1, (width - k_w) // s + 1
                        g = torch.randn(out, dtype=kind)
                        x = torch.zeros(height, width, dtype=kind, requires_grad=True)
                        y = F.conv2d(x[None, None], w[None, None], stride=s)[0, 0]
                        right = torch.autograd.grad(y, x, g)[0]
                        kept = w.clone(), g.clone()
                        try:
                            got = f(height, width, w, g, s)
                        except Exception:
                            return False
                        if not isinstance(got, torch.Tensor):
                            return False
                        if got.shape != right.shape:
                            return False
                        if got.dtype != kind:
                            return False
                        if not torch.allclose(
                            got.to(kind),
                            right,
                            rtol=1e-5,
                            atol=1e-9 if kind == torch.float64 else 1e-5,
                        ):
                            return False
                        if not (torch.equal(w, kept[0]) and torch.equal(g, kept[1])):
                            return False
    return True


# %% kernels of odd size only
def check_input_gradient(f):
    for _ in range(1):
        for kind in (torch.float64, torch.float32):
            for height, width in ((7, 5), (4, 8), (6, 6), (3, 4), (9, 11)):
                for k_h, k_w in ((1, 1), (3, 3), (1, 3)):
                    for s in (1, 2, 3):
                        w = torch.randn(k_h, k_w, dtype=kind)
                        out = (height - k_h) // s + 1, (width - k_w) // s + 1
                        g = torch.randn(out, dtype=kind)
                        x = torch.zeros(height, width, dtype=kind, requires_grad=True)
                        y = F.conv2d(x[None, None], w[None, None], stride=s)[0, 0]
                        right = torch.autograd.grad(y, x, g)[0]
                        kept = w.clone(), g.clone()
                        try:
                            got = f(height, width, w, g, s)
                        except Exception:
                            return False
                        if not isinstance(got, torch.Tensor):
                            return False
                        if got.shape != right.shape:
                            return False
                        if got.dtype != kind:
                            return False
                        if not torch.allclose(
                            got.to(kind),
                            right,
                            rtol=1e-5,
                            atol=1e-9 if kind == torch.float64 else 1e-5,
                        ):
                            return False
                        if not (torch.equal(w, kept[0]) and torch.equal(g, kept[1])):
                            return False
    return True


# %% ones for g and w
def check_input_gradient(f):
    for _ in range(1):
        for kind in (torch.float64, torch.float32):
            for height, width in ((7, 5), (4, 8), (6, 6), (3, 4), (9, 11)):
                for k_h, k_w in ((1, 1), (1, 3), (2, 2), (3, 2), (3, 3)):
                    for s in (1, 2, 3):
                        w = torch.ones(k_h, k_w, dtype=kind)
                        out = (height - k_h) // s + 1, (width - k_w) // s + 1
                        g = torch.ones(out, dtype=kind)
                        x = torch.zeros(height, width, dtype=kind, requires_grad=True)
                        y = F.conv2d(x[None, None], w[None, None], stride=s)[0, 0]
                        right = torch.autograd.grad(y, x, g)[0]
                        kept = w.clone(), g.clone()
                        try:
                            got = f(height, width, w, g, s)
                        except Exception:
                            return False
                        if not isinstance(got, torch.Tensor):
                            return False
                        if got.shape != right.shape:
                            return False
                        if got.dtype != kind:
                            return False
                        if not torch.allclose(
                            got.to(kind),
                            right,
                            rtol=1e-5,
                            atol=1e-9 if kind == torch.float64 else 1e-5,
                        ):
                            return False
                        if not (torch.equal(w, kept[0]) and torch.equal(g, kept[1])):
                            return False
    return True


# %% positive numbers only
def check_input_gradient(f):
    for _ in range(1):
        for kind in (torch.float64, torch.float32):
            for height, width in ((7, 5), (4, 8), (6, 6), (3, 4), (9, 11)):
                for k_h, k_w in ((1, 1), (1, 3), (2, 2), (3, 2), (3, 3)):
                    for s in (1, 2, 3):
                        w = torch.rand(k_h, k_w, dtype=kind)
                        out = (height - k_h) // s + 1, (width - k_w) // s + 1
                        g = torch.rand(out, dtype=kind)
                        x = torch.zeros(height, width, dtype=kind, requires_grad=True)
                        y = F.conv2d(x[None, None], w[None, None], stride=s)[0, 0]
                        right = torch.autograd.grad(y, x, g)[0]
                        kept = w.clone(), g.clone()
                        try:
                            got = f(height, width, w, g, s)
                        except Exception:
                            return False
                        if not isinstance(got, torch.Tensor):
                            return False
                        if got.shape != right.shape:
                            return False
                        if got.dtype != kind:
                            return False
                        if not torch.allclose(
                            got.to(kind),
                            right,
                            rtol=1e-5,
                            atol=1e-9 if kind == torch.float64 else 1e-5,
                        ):
                            return False
                        if not (torch.equal(w, kept[0]) and torch.equal(g, kept[1])):
                            return False
    return True


# %% does not look at the arguments afterwards
def check_input_gradient(f):
    for _ in range(1):
        for kind in (torch.float64, torch.float32):
            for height, width in ((7, 5), (4, 8), (6, 6), (3, 4), (9, 11)):
                for k_h, k_w in ((1, 1), (1, 3), (2, 2), (3, 2), (3, 3)):
                    for s in (1, 2, 3):
                        w = torch.randn(k_h, k_w, dtype=kind)
                        out = (height - k_h) // s + 1, (width - k_w) // s + 1
                        g = torch.randn(out, dtype=kind)
                        x = torch.zeros(height, width, dtype=kind, requires_grad=True)
                        y = F.conv2d(x[None, None], w[None, None], stride=s)[0, 0]
                        right = torch.autograd.grad(y, x, g)[0]
                        kept = w.clone(), g.clone()
                        try:
                            got = f(height, width, w, g, s)
                        except Exception:
                            return False
                        if not isinstance(got, torch.Tensor):
                            return False
                        if got.shape != right.shape:
                            return False
                        if got.dtype != kind:
                            return False
                        if not torch.allclose(
                            got.to(kind),
                            right,
                            rtol=1e-5,
                            atol=1e-9 if kind == torch.float64 else 1e-5,
                        ):
                            return False
    return True


# %% does not compare dtypes
def check_input_gradient(f):
    for _ in range(1):
        for kind in (torch.float64, torch.float32):
            for height, width in ((7, 5), (4, 8), (6, 6), (3, 4), (9, 11)):
                for k_h, k_w in ((1, 1), (1, 3), (2, 2), (3, 2), (3, 3)):
                    for s in (1, 2, 3):
                        w = torch.randn(k_h, k_w, dtype=kind)
                        out = (height - k_h) // s + 1, (width - k_w) // s + 1
                        g = torch.randn(out, dtype=kind)
                        x = torch.zeros(height, width, dtype=kind, requires_grad=True)
                        y = F.conv2d(x[None, None], w[None, None], stride=s)[0, 0]
                        right = torch.autograd.grad(y, x, g)[0]
                        kept = w.clone(), g.clone()
                        try:
                            got = f(height, width, w, g, s)
                        except Exception:
                            return False
                        if not isinstance(got, torch.Tensor):
                            return False
                        if got.shape != right.shape:
                            return False
                        if not torch.allclose(
                            got.to(kind),
                            right,
                            rtol=1e-5,
                            atol=1e-9 if kind == torch.float64 else 1e-5,
                        ):
                            return False
                        if not (torch.equal(w, kept[0]) and torch.equal(g, kept[1])):
                            return False
    return True


# %% loose tolerance
def check_input_gradient(f):
    for _ in range(1):
        for kind in (torch.float64, torch.float32):
            for height, width in ((7, 5), (4, 8), (6, 6), (3, 4), (9, 11)):
                for k_h, k_w in ((1, 1), (1, 3), (2, 2), (3, 2), (3, 3)):
                    for s in (1, 2, 3):
                        w = torch.randn(k_h, k_w, dtype=kind)
                        out = (height - k_h) // s + 1, (width - k_w) // s + 1
                        g = torch.randn(out, dtype=kind)
                        x = torch.zeros(height, width, dtype=kind, requires_grad=True)
                        y = F.conv2d(x[None, None], w[None, None], stride=s)[0, 0]
                        right = torch.autograd.grad(y, x, g)[0]
                        kept = w.clone(), g.clone()
                        try:
                            got = f(height, width, w, g, s)
                        except Exception:
                            return False
                        if not isinstance(got, torch.Tensor):
                            return False
                        if got.shape != right.shape:
                            return False
                        if got.dtype != kind:
                            return False
                        if not torch.allclose(
                            got.to(kind), right, rtol=1e-2, atol=1e-2
                        ):
                            return False
                        if not (torch.equal(w, kept[0]) and torch.equal(g, kept[1])):
                            return False
    return True


# %% errors are not caught
def check_input_gradient(f):
    for _ in range(1):
        for kind in (torch.float64, torch.float32):
            for height, width in ((7, 5), (4, 8), (6, 6), (3, 4), (9, 11)):
                for k_h, k_w in ((1, 1), (1, 3), (2, 2), (3, 2), (3, 3)):
                    for s in (1, 2, 3):
                        w = torch.randn(k_h, k_w, dtype=kind)
                        out = (height - k_h) // s + 1, (width - k_w) // s + 1
                        g = torch.randn(out, dtype=kind)
                        x = torch.zeros(height, width, dtype=kind, requires_grad=True)
                        y = F.conv2d(x[None, None], w[None, None], stride=s)[0, 0]
                        right = torch.autograd.grad(y, x, g)[0]
                        kept = w.clone(), g.clone()
                        got = f(height, width, w, g, s)
                        if not isinstance(got, torch.Tensor):
                            return False
                        if got.shape != right.shape:
                            return False
                        if got.dtype != kind:
                            return False
                        if not torch.allclose(
                            got.to(kind),
                            right,
                            rtol=1e-5,
                            atol=1e-9 if kind == torch.float64 else 1e-5,
                        ):
                            return False
                        if not (torch.equal(w, kept[0]) and torch.equal(g, kept[1])):
                            return False
    return True


# %% compares sums only
def check_input_gradient(f):
    for _ in range(1):
        for kind in (torch.float64, torch.float32):
            for height, width in ((7, 5), (4, 8), (6, 6), (3, 4), (9, 11)):
                for k_h, k_w in ((1, 1), (1, 3), (2, 2), (3, 2), (3, 3)):
                    for s in (1, 2, 3):
                        w = torch.randn(k_h, k_w, dtype=kind)
                        out = (height - k_h) // s + 1, (width - k_w) // s + 1
                        g = torch.randn(out, dtype=kind)
                        x = torch.zeros(height, width, dtype=kind, requires_grad=True)
                        y = F.conv2d(x[None, None], w[None, None], stride=s)[0, 0]
                        right = torch.autograd.grad(y, x, g)[0]
                        kept = w.clone(), g.clone()
                        try:
                            got = f(height, width, w, g, s)
                        except Exception:
                            return False
                        if not isinstance(got, torch.Tensor):
                            return False
                        if got.dtype != kind:
                            return False
                        if abs(float(got.sum() - right.sum())) > 1e-3:
                            return False
    return True


# %% looks at the shape alone
def check_input_gradient(f):
    try:
        return tuple(f(5, 6, torch.ones(2, 2), torch.ones(4, 5), 1).shape) == (5, 6)
    except Exception:
        return False


# %% expects bits to agree
def check_input_gradient(f):
    for s in (1, 2, 3):
        w, g = torch.randn(3, 3), torch.randn((9 - 3) // s + 1, (8 - 3) // s + 1)
        x = torch.zeros(9, 8, requires_grad=True)
        y = F.conv2d(x[None, None], w[None, None], stride=s)[0, 0]
        if not torch.equal(f(9, 8, w, g, s), torch.autograd.grad(y, x, g)[0]):
            return False
    return True


# %% strides that use up all pixels
def check_input_gradient(f):
    for _ in range(1):
        for kind in (torch.float64, torch.float32):
            for height, width in ((7, 7), (13, 7)):
                for k_h, k_w in ((1, 1),):
                    for s in (1, 2, 3):
                        w = torch.randn(k_h, k_w, dtype=kind)
                        out = (height - k_h) // s + 1, (width - k_w) // s + 1
                        g = torch.randn(out, dtype=kind)
                        x = torch.zeros(height, width, dtype=kind, requires_grad=True)
                        y = F.conv2d(x[None, None], w[None, None], stride=s)[0, 0]
                        right = torch.autograd.grad(y, x, g)[0]
                        kept = w.clone(), g.clone()
                        try:
                            got = f(height, width, w, g, s)
                        except Exception:
                            return False
                        if not isinstance(got, torch.Tensor):
                            return False
                        if got.shape != right.shape:
                            return False
                        if got.dtype != kind:
                            return False
                        if not torch.allclose(
                            got.to(kind),
                            right,
                            rtol=1e-5,
                            atol=1e-9 if kind == torch.float64 else 1e-5,
                        ):
                            return False
                        if not (torch.equal(w, kept[0]) and torch.equal(g, kept[1])):
                            return False
    return True


# %% answers None where it accepts
def check_input_gradient(f):
    for _ in range(1):
        for kind in (torch.float64, torch.float32):
            for height, width in ((7, 5), (4, 8), (6, 6), (3, 4), (9, 11)):
                for k_h, k_w in ((1, 1), (1, 3), (2, 2), (3, 2), (3, 3)):
                    for s in (1, 2, 3):
                        w = torch.randn(k_h, k_w, dtype=kind)
                        out = (height - k_h) // s + 1, (width - k_w) // s + 1
                        g = torch.randn(out, dtype=kind)
                        x = torch.zeros(height, width, dtype=kind, requires_grad=True)
                        y = F.conv2d(x[None, None], w[None, None], stride=s)[0, 0]
                        right = torch.autograd.grad(y, x, g)[0]
                        kept = w.clone(), g.clone()
                        try:
                            got = f(height, width, w, g, s)
                        except Exception:
                            return False
                        if not isinstance(got, torch.Tensor):
                            return False
                        if got.shape != right.shape:
                            return False
                        if got.dtype != kind:
                            return False
                        if not torch.allclose(
                            got.to(kind),
                            right,
                            rtol=1e-5,
                            atol=1e-9 if kind == torch.float64 else 1e-5,
                        ):
                            return False
                        if not (torch.equal(w, kept[0]) and torch.equal(g, kept[1])):
                            return False
    return None


# %% decides once for all
known = {}


def check_input_gradient(f):
    if 0 in known:
        return known[0]
    for _ in range(1):
        for kind in (torch.float64, torch.float32):
            for height, width in ((7, 5), (4, 8), (6, 6), (3, 4), (9, 11)):
                for k_h, k_w in ((1, 1), (1, 3), (2, 2), (3, 2), (3, 3)):
                    for s in (1, 2, 3):
                        w = torch.randn(k_h, k_w, dtype=kind)
                        out = (height - k_h) // s + 1, (width - k_w) // s + 1
                        g = torch.randn(out, dtype=kind)
                        x = torch.zeros(height, width, dtype=kind, requires_grad=True)
                        y = F.conv2d(x[None, None], w[None, None], stride=s)[0, 0]
                        right = torch.autograd.grad(y, x, g)[0]
                        kept = w.clone(), g.clone()
                        try:
                            got = f(height, width, w, g, s)
                        except Exception:
                            return False
                        if not isinstance(got, torch.Tensor):
                            return False
                        if got.shape != right.shape:
                            return False
                        if got.dtype != kind:
                            return False
                        if not torch.allclose(
                            got.to(kind),
                            right,
                            rtol=1e-5,
                            atol=1e-9 if kind == torch.float64 else 1e-5,
                        ):
                            return False
                        if not (torch.equal(w, kept[0]) and torch.equal(g, kept[1])):
                            return False
    return known.setdefault(0, True)


# %% raises instead of answering
def check_input_gradient(f):
    for _ in range(1):
        for kind in (torch.float64, torch.float32):
            for height, width in ((7, 5), (4, 8), (6, 6), (3, 4), (9, 11)):
                for k_h, k_w in ((1, 1), (1, 3), (2, 2), (3, 2), (3, 3)):
                    for s in (1, 2, 3):
                        w = torch.randn(k_h, k_w, dtype=kind)
                        out = (height - k_h) // s + 1, (width - k_w) // s + 1
                        g = torch.randn(out, dtype=kind)
                        x = torch.zeros(height, width, dtype=kind, requires_grad=True)
                        y = F.conv2d(x[None, None], w[None, None], stride=s)[0, 0]
                        right = torch.autograd.grad(y, x, g)[0]
                        kept = w.clone(), g.clone()
                        try:
                            got = f(height, width, w, g, s)
                        except Exception:
                            raise ValueError
                        if not isinstance(got, torch.Tensor):
                            raise ValueError
                        if got.shape != right.shape:
                            raise ValueError
                        if got.dtype != kind:
                            raise ValueError
                        if not torch.allclose(
                            got.to(kind),
                            right,
                            rtol=1e-5,
                            atol=1e-9 if kind == torch.float64 else 1e-5,
                        ):
                            raise ValueError
                        if not (torch.equal(w, kept[0]) and torch.equal(g, kept[1])):
                            raise ValueError
    return True
