"""Tables of results: HTML for the page, aligned text where there is none."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from numbers import Number

import numpy as np
from torch import Tensor

from layerwise.figures.theme import anchor

Format = str | Callable[[object], str]

# Such as "12.5%", "97.1 ± 0.4", "× 3", "1,024 kB", and "–" for a gap.
_NUMBER = r"[-−+×≈<>]?\s?\d[\d,]*(\.\d+)?"
_WRITTEN_NUMBER = re.compile(
    rf"{_NUMBER}(\s?[±–]\s?{_NUMBER})?\s?(%|[A-Za-zµ/]{{1,5}})?|[-–—]"
)


@dataclass(frozen=True)
class ResultTable:
    """A table that notebooks and the book display: headers, and rows of texts."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]  # columns of numbers, which stand on the right
    caption: str | None = None
    name: str | None = None

    @property
    def html(self) -> str:
        """The table as one HTML element; the first column names the rows."""
        head = self._row(self.headers, "col", "col")
        body = "\n".join(self._row(row, "row", None) for row in self.rows)
        table = (
            f'<table class="result-table">\n<thead>{head}</thead>\n'
            f"<tbody>\n{body}\n</tbody>\n</table>"
        )
        anchor = f' id="{self.name}"' if self.name else ""
        caption = ""
        if self.caption:
            caption = f"\n<figcaption>{escape(self.caption, quote=False)}</figcaption>"
        return (
            f'<figure class="layerwise-table"{anchor}>\n'
            f'<div class="table-scroll">{table}</div>{caption}\n</figure>'
        )

    def _row(self, texts: Sequence[str], first: str, others: str | None) -> str:
        """Return a row of cells, of which those with a scope are headers."""
        cells = [
            _cell(text, numeric, others if i else first)
            for i, (text, numeric) in enumerate(zip(texts, self.numeric, strict=True))
        ]
        return f"<tr>{''.join(cells)}</tr>"

    def __str__(self) -> str:
        lines = [self.headers, *self.rows]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        return "\n".join(
            "  ".join(
                text.rjust(width) if numeric else text.ljust(width)
                for text, width, numeric in zip(line, widths, self.numeric, strict=True)
            ).rstrip()
            for line in lines
        )

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": str(self)}


def _cell(text: str, numeric: bool, scope: str | None) -> str:
    """Return a cell of a table, a header if it has a scope."""
    tag = "th" if scope else "td"
    attributes = f' scope="{scope}"' if scope else ""
    attributes += ' class="number"' if numeric else ""
    return f"<{tag}{attributes}>{escape(text)}</{tag}>"


def show_table(
    columns: Mapping[str, Sequence],
    *,
    formats: Mapping[str, Format] | None = None,
    caption: str | None = None,
    name: str | None = None,
) -> ResultTable:
    """Show columns, a mapping from headers to values, as a table.

    The first column names the rows. ``formats`` maps a header to a format such as
    ``"{:.2f}"`` or to a function of the value; otherwise whole numbers have commas,
    others four digits, and None a dash. A chapter's page can give a named table its
    caption. Raises ValueError for columns of different lengths.

    >>> print(show_table({"size": [4, 16], "parameters": [34, 2560]}))
    size  parameters
       4          34
      16       2,560
    """
    values = {header: _plain_values(column) for header, column in columns.items()}
    formats = formats or {}
    lengths = {header: len(column) for header, column in values.items()}
    if len(set(lengths.values())) != 1:
        raise ValueError(f"columns must have one length, at least 1; got {lengths}")
    unknown = sorted(set(formats) - set(values))
    if unknown:
        raise ValueError(f"formats name no column: {unknown}; there are {list(values)}")
    texts = [
        [_text(value, formats.get(header)) for value in column]
        for header, column in values.items()
    ]
    return ResultTable(
        headers=tuple(values),
        rows=tuple(zip(*texts, strict=True)),
        numeric=tuple(map(_is_numeric, values.values())),
        caption=caption,
        name=None if name is None else anchor(name),
    )


def _plain_values(column: Sequence) -> list:
    """Return a column's values as Python's own numbers and strings."""
    if isinstance(column, Tensor | np.ndarray):
        return column.tolist()
    return [
        value.item() if isinstance(value, Tensor | np.generic) else value
        for value in column
    ]


def _is_numeric(values: Sequence) -> bool:
    """Say whether values are numbers or written ones, or None where one is missing."""
    there = [value for value in values if value is not None]
    return bool(there) and all(
        _WRITTEN_NUMBER.fullmatch(value)
        if isinstance(value, str)
        else _is_number(value)
        for value in there
    )


def _is_number(value: object) -> bool:
    return isinstance(value, Number) and not isinstance(value, bool)


def _text(value: object, format: Format | None) -> str:
    """Return a value as a cell's text, with a real minus sign."""
    if value is None:
        return "–"
    if callable(format):
        return str(format(value))
    if not _is_number(value):
        return (format or "{}").format(value)
    default = "{:,}" if isinstance(value, int) else "{:.4g}"
    return (format or default).format(value).replace("-", "−")
