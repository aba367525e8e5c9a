"""Seeds repeat every generator; settings are switched and switched back."""

import os
import random
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from layerwise.training.reproducibility import (
    CUBLAS_WORKSPACE,
    LAYERS,
    ORDER,
    derived_seed,
    deterministic,
    full_precision,
    generator,
    private_random_numbers,
    seed_everything,
)


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


def test_the_streams_of_a_seed_have_nothing_in_common():
    seeds = [derived_seed(s, stream) for s in range(100) for stream in (ORDER, LAYERS)]
    assert len(set(seeds)) == 200
    assert not set(seeds) & set(range(100))
    torch.manual_seed(0)
    weights = torch.rand(1000)
    order, layers = (torch.rand(1000, generator=generator(0, s)) for s in (1, 2))
    table = torch.stack([weights, order, layers])
    assert (table.corrcoef() - torch.eye(3)).abs().max() < 0.15
    assert torch.equal(order, torch.rand(1000, generator=generator(0, ORDER)))


def test_private_random_numbers_repeat_and_leave_the_caller_s_alone():
    cpu = torch.device("cpu")
    torch.manual_seed(1)
    expected = torch.rand(3)
    torch.manual_seed(1)
    inside = []
    for _ in range(2):
        with private_random_numbers(5, cpu):
            inside.append(torch.rand(3))
    assert torch.equal(*inside)
    assert torch.equal(torch.rand(3), expected)


def test_private_random_numbers_of_mps_are_put_back_without_naming_a_device(
    monkeypatch,
):
    """torch.mps has one generator, and its functions take no device."""
    state = [b"before"]
    fake = SimpleNamespace(
        get_rng_state=lambda: state[-1],
        manual_seed=lambda seed: state.append(seed),
        set_rng_state=lambda old: state.append(old),
    )
    monkeypatch.setattr(torch, "get_device_module", lambda device: fake)
    with private_random_numbers(5, torch.device("mps")):
        assert state[-1] == 5
    assert state[-1] == b"before"


def test_private_random_numbers_touch_no_other_device(monkeypatch):
    """torch.manual_seed would seed every GPU, and only one of them is put back."""

    def refuse(seed):
        raise AssertionError("every device was seeded")

    monkeypatch.setattr(torch, "manual_seed", refuse)
    monkeypatch.setattr(torch.cuda, "manual_seed_all", refuse)
    with private_random_numbers(5, torch.device("cpu")):
        torch.rand(1)


def determinism() -> tuple:
    return (
        torch.are_deterministic_algorithms_enabled(),
        torch.is_deterministic_algorithms_warn_only_enabled(),
        torch.backends.cudnn.benchmark,
        os.environ.get(CUBLAS_WORKSPACE),
    )


@pytest.mark.parametrize("workspace", [None, ":16:8"])
@pytest.mark.parametrize(("enabled", "warn_only"), [(False, False), (True, True)])
@pytest.mark.parametrize("benchmark", [False, True])
def test_deterministic_switches_on_and_back_also_after_an_error(
    monkeypatch, workspace, enabled, warn_only, benchmark
):
    monkeypatch.delenv(CUBLAS_WORKSPACE, raising=False)
    if workspace:
        monkeypatch.setenv(CUBLAS_WORKSPACE, workspace)
    monkeypatch.setattr(torch.backends.cudnn, "benchmark", benchmark)
    torch.use_deterministic_algorithms(enabled, warn_only=warn_only)
    try:
        before = determinism()
        seen = []
        with pytest.raises(KeyError), deterministic():
            raise KeyError(seen.append(determinism()))
        assert seen == [(True, False, False, workspace or ":4096:8")]
        assert determinism() == before
    finally:
        torch.use_deterministic_algorithms(False)


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
