"""The picture of all windows and those that a stride keeps, against torch."""

import re

import pytest
import torch
from figure_checks import check_standard, parse, texts
from torch.nn import functional as F

from layerwise.figures.strided_windows import draw_strided_windows
from layerwise.figures.theme import number_text

HIGHLIGHT = "var(--lw-highlight"


# entries, taps, stride, zeros on each side
@pytest.mark.parametrize(
    ("n", "k", "stride", "padding"),
    [(8, 3, 2, 0), (8, 3, 2, 1), (8, 2, 3, 0), (7, 3, 1, 1), (5, 1, 2, 0)],
)
def test_sums_kept_windows_and_reads_are_those_of_torch(n, k, stride, padding):
    generator = torch.Generator().manual_seed(n)
    x = torch.randint(-9, 10, (n,), generator=generator).double()
    w = torch.randint(-9, 10, (k,), generator=generator).double()
    every, kept = (
        F.conv1d(x[None, None], w[None, None], stride=s, padding=padding)[0, 0]
        for s in (1, stride)
    )
    padded = F.pad(x, (padding, padding))[None, None].requires_grad_()
    F.conv1d(padded, torch.ones(1, 1, k).double(), stride=stride).sum().backward()
    reads = padded.grad[0, 0].long().tolist()

    figure = draw_strided_windows(x, w, stride=stride, padding=padding)
    check_standard(figure)
    written = texts(figure)
    entries = [number_text(value) for value in F.pad(x, (padding, padding)).tolist()]
    assert written[: len(entries)] == entries
    words = next(i for i, text in enumerate(written) if text.startswith("read by"))
    assert written[words + 1 :] == list(map(str, reads))
    rows = written[len(entries) : words]
    sums = [text for text in rows if not text.startswith("→")]
    assert sums == [number_text(total) for total in every.tolist()]
    before_arrow = [rows[i - 1] for i, text in enumerate(rows) if text[0] == "→"]
    assert before_arrow == [number_text(total) for total in kept.tolist()]
    bars = [
        box
        for box in parse(figure).iter("rect")
        if re.search(r"stroke: " + re.escape(HIGHLIGHT), box.get("style"))
    ]
    assert len(bars) == len(kept) * k
    grey = [b for b in parse(figure).iter("rect") if "--lw-muted" in b.get("style")]
    assert len(grey) == reads.count(0)


def test_the_text_alternative_carries_the_numbers():
    figure = draw_strided_windows([3, 1, 4, 1, 5], [1.0, 1, 1], stride=2, padding=1)
    assert figure.alt == (
        "The padded input 0, 3, 1, 4, 1, 5, 0 and the 5 windows of 3 entries, with "
        "sums 4, 8, 6, 10, 6. Stride 2 keeps 3 of them: 4, 6, 6. They read the entries "
        "1, 1, 2, 1, 2, 1, 1 times."
    )


@pytest.mark.parametrize(
    ("input", "kernel"),
    [(torch.ones(3, 3), torch.ones(2, 2)), (torch.ones(30), torch.ones(2))],
)
def test_what_does_not_fit_is_refused(input, kernel):
    with pytest.raises(ValueError, match="at most 16 windows"):
        draw_strided_windows(input, kernel, stride=2)
