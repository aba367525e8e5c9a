"""Seeds repeat every generator; full_precision() switches TF32 off and back."""

import random

import numpy as np
import pytest
import torch

from layerwise.training.reproducibility import full_precision, seed_everything


def draw() -> tuple[float, float, float]:
    return random.random(), float(np.random.rand()), float(torch.rand(()))


@pytest.mark.parametrize("seed", [0, 17, 2**32 - 1, np.int64(17)])
def test_the_same_seed_gives_the_same_numbers(seed):
    seed_everything(seed)
    first = draw()
    draw()
    seed_everything(seed)
    assert draw() == first


def test_another_seed_gives_other_numbers_everywhere():
    seed_everything(1)
    first = draw()
    seed_everything(2)
    assert all(a != b for a, b in zip(first, draw(), strict=True))


@pytest.mark.parametrize("seed", [1.0, "1", None, True])
def test_a_seed_that_is_no_integer_is_refused(seed):
    with pytest.raises(TypeError, match="seed must be an integer"):
        seed_everything(seed)


@pytest.mark.parametrize("seed", [-1, 2**32])
def test_a_seed_out_of_range_is_refused(seed):
    with pytest.raises(ValueError, match=r"seed must lie from 0 to 4294967295"):
        seed_everything(seed)


def tf32() -> tuple[bool, bool]:
    return torch.backends.cuda.matmul.allow_tf32, torch.backends.cudnn.allow_tf32


def set_tf32(matmul: bool, cudnn: bool) -> None:
    torch.backends.cuda.matmul.allow_tf32 = matmul
    torch.backends.cudnn.allow_tf32 = cudnn


@pytest.fixture(autouse=True)
def settings_of_the_session():
    before = tf32()
    yield
    set_tf32(*before)


@pytest.mark.parametrize("before", [(True, True), (True, False), (False, True)])
def test_full_precision_switches_tf32_off_and_back(before):
    set_tf32(*before)
    with full_precision():
        assert tf32() == (False, False)
    assert tf32() == before


def test_full_precision_restores_the_settings_after_an_error():
    set_tf32(True, True)

    def fail():
        with full_precision():
            raise RuntimeError("inside")

    with pytest.raises(RuntimeError, match="inside"):
        fail()
    assert tf32() == (True, True)


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_full_precision_makes_a_gpu_product_exact_to_float32():
    seed_everything(0)
    a, b = torch.randn(2, 512, 512, device="cuda")
    with full_precision():
        torch.testing.assert_close(
            a @ b, (a.double() @ b.double()).float(), rtol=1e-4, atol=1e-4
        )
