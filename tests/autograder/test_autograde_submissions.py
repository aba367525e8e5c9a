"""Any file that a student hands in is read, or refused in one clear line."""

import json

import nbformat
import pytest
from nbformat.v3 import new_code_cell, new_notebook, new_worksheet

from autograder.submissions import SubmissionError, find_submission, read_submission


def write(folder, content):
    path = folder / "sums.ipynb"
    if not isinstance(content, bytes):
        content = json.dumps(content).encode()
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is not JSON"),
        (b'{"cells": [', "is not JSON"),
        (b"PK\x03\x04\xff\xfe", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        ([], "is JSON but not a notebook"),
        (None, "is JSON but not a notebook"),
        ({"cells": []}, "is JSON but not a notebook"),
        ({"nbformat": 4}, "has no cells"),
        ({"nbformat": 4, "cells": {}}, "has no cells"),
        ({"nbformat": 5, "cells": []}, "has no cells"),
        ({"nbformat": 3, "worksheets": [{"cells": [1]}]}, "is a broken notebook"),
    ],
)
def test_no_notebook_is_one_line(tmp_path, content, what):
    with pytest.raises(SubmissionError, match=rf"sums\.ipynb {what}.*submit") as caught:
        read_submission(write(tmp_path, content))
    assert "\n" not in str(caught.value)


ODD = [
    {"cell_type": "code", "source": ["a = 1\n", "b = 2"]},
    {"cell_type": "code", "source": 7, "metadata": [], "outputs": {"x": 1}},
    {"cell_type": "heading", "source": "Title"},
    "no cell",
    {"cell_type": "markdown", "source": "text", "id": "not / valid", "extra": 1},
    {},
]


@pytest.mark.parametrize("minor", [0, 5, 99, "x", None])
def test_odd_cells_are_repaired(tmp_path, minor):
    content = {"nbformat": 4, "nbformat_minor": minor, "cells": ODD, "metadata": 3}
    notebook = read_submission(write(tmp_path, content))
    nbformat.validate(notebook)
    assert [(cell.cell_type, cell.source) for cell in notebook.cells] == [
        ("code", "a = 1\nb = 2"),
        ("code", ""),
        ("raw", "Title"),
        ("markdown", "text"),
        ("raw", ""),
    ]


def test_old_version_is_upgraded(tmp_path):
    cells = [new_code_cell(input="a = 1")]
    old = new_notebook(worksheets=[new_worksheet(cells=cells)])
    notebook = read_submission(write(tmp_path, nbformat.writes(old, 3).encode()))
    nbformat.validate(notebook)
    assert [cell.source for cell in notebook.cells] == ["a = 1"]


def test_byte_order_mark_is_no_fault(tmp_path):
    content = b"\xef\xbb\xbf" + json.dumps({"nbformat": 4, "cells": []}).encode()
    assert read_submission(write(tmp_path, content)).cells == []


def test_wrong_file_name_is_named(tmp_path):
    (tmp_path / "sums (1).ipynb").write_text("{}")
    with pytest.raises(SubmissionError, match=r"only 'sums \(1\)\.ipynb'; rename"):
        find_submission(tmp_path, "sums")


def test_empty_folder_is_named(tmp_path):
    with pytest.raises(SubmissionError, match=r"no sums\.ipynb .*only no notebook"):
        find_submission(tmp_path, "sums")


def test_symbolic_link_is_refused(tmp_path):
    (tmp_path / "sums.ipynb").write_text("{}")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "grades").symlink_to("/etc/hostname")
    with pytest.raises(SubmissionError, match="grades is a symbolic link"):
        find_submission(tmp_path, "sums")


def test_file_is_found(tmp_path):
    (tmp_path / "sums.ipynb").write_text("{}")
    assert find_submission(tmp_path, "sums") == tmp_path / "sums.ipynb"
