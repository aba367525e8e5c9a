"""Tables of results: what is shown of values, on the page and as text."""

import numpy as np
import pytest
import torch
from bs4 import BeautifulSoup

from layerwise import show_table


def cells(table) -> list[list[str]]:
    soup = BeautifulSoup(table.html, "html.parser")
    return [
        [cell.get_text() for cell in row.find_all(["th", "td"])]
        for row in soup.find_all("tr")
    ]


def test_headers_name_columns_and_rows():
    table = show_table({"model": ["a <b>", "c & d"], "wrong": [3, 4]}, name="tab-wrong")
    soup = BeautifulSoup(table.html, "html.parser")
    assert [h.get_text() for h in soup.find_all("th", scope="col")] == [
        "model",
        "wrong",
    ]
    rows = soup.find_all("th", scope="row")
    assert [h.get_text() for h in rows] == ["a <b>", "c & d"]
    assert soup.find("figure")["id"] == "tab-wrong"


@pytest.mark.parametrize(
    "values",
    [torch.tensor([0.5, -1e-6]), np.array([0.5, -1e-6]), [torch.tensor(0.5), -1e-6]],
    ids=["tensor", "array", "list"],
)
def test_numbers_are_short_with_a_real_minus_sign(values):
    table = show_table({"x": [1, 2], "y": values})
    assert [row[1] for row in cells(table)] == ["y", "0.5", "−1e−06"]


def test_formats_whole_numbers_and_gaps():
    table = show_table(
        {"n": [12345, None], "share": [0.125, 1], "yes": [True, False]},
        formats={"share": "{:.1%}", "yes": lambda value: "yes" if value else "no"},
    )
    assert cells(table)[1:] == [["12,345", "12.5%", "yes"], ["–", "100.0%", "no"]]
    numbers = BeautifulSoup(table.html, "html.parser").find_all(class_="number")
    assert [cell.get_text() for cell in numbers[:2]] == ["n", "share"]
    assert len(numbers) == 6


@pytest.mark.parametrize(
    ("values", "numeric"),
    [
        (["12.5%", "−3 %", "–"], True),
        (["97.1 ± 0.4", "1,024 kB"], True),
        (["× 389.1", "≈ 0.7 s"], True),
        (["3 × 3", "1-nearest neighbour"], False),
        (["12", "as before"], False),
        ([True, False], False),
    ],
)
def test_columns_of_numbers_stand_on_the_right_if_formatted_before(values, numeric):
    table = show_table({"row": list("abc")[: len(values)], "value": values})
    soup = BeautifulSoup(table.html, "html.parser")
    assert bool(soup.find_all("td", class_="number")) == numeric


def test_text_has_aligned_columns():
    table = show_table({"model": ["a", "wide"], "n": [1, 1000]})
    assert table._repr_mimebundle_()["text/plain"] == (
        "model      n\na          1\nwide   1,000"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"columns": {}}, "columns must have one length, at least 1"),
        ({"columns": {"a": [1], "b": [1, 2]}}, "got {'a': 1, 'b': 2}"),
        ({"columns": {"a": [1]}, "formats": {"b": "{}"}}, r"no column: \['b'\]"),
        ({"columns": {"a": [1]}, "name": "Tab 1"}, "name must be lower-case"),
    ],
)
def test_bad_arguments_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        show_table(**arguments)
