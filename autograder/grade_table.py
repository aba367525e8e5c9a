"""The grades of a class as a table: on the screen and as a file for a spreadsheet."""

import csv
import io
import os
from dataclasses import dataclass
from pathlib import Path

from .clean import clean_csv, clean_text


@dataclass(frozen=True)
class Row:
    """One student: points and worth by task, a status, the feedback page.

    A submission that could not be graded has no points and no page.
    """

    student: str
    points: dict[str, float]
    worth: dict[str, float]
    status: str
    feedback: Path | None

    @property
    def total(self) -> float | None:
        """The sum of the points; None if the submission could not be graded."""
        return sum(self.points.values()) if self.points else None


def format_table(rows: list[Row]) -> str:
    """The table for people: a line for each student, tasks across."""
    worth = rows[0].worth
    most = [f"/{points:g}" for points in (*worth.values(), sum(worth.values()))]
    lines = [["student", *worth, "sum", "status"], ["", *most, ""]]
    for row in rows:
        scores = [_number(row.points.get(task)) for task in worth]
        lines.append([row.student, *scores, _number(row.total), row.status])
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)][:-1]
    template = "  ".join(
        f"{{:{side}{width}}}"
        for side, width in zip("<" + ">" * len(widths), widths, strict=False)
    )
    text = [f"{template.format(*line)}  {line[-1]}" for line in lines]
    return clean_text("\n".join(text))


def write_csv(rows: list[Row], path: Path) -> None:
    """Write the table as CSV in one step; no field can be read as a formula."""
    worth = rows[0].worth
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["student", *worth, "sum", "maximum", "status"])
    for row in rows:
        scores = [_number(row.points.get(task), "") for task in worth]
        total, maximum = _number(row.total, ""), f"{sum(worth.values()):g}"
        writer.writerow(
            [clean_csv(row.student), *scores, total, maximum, clean_csv(row.status)]
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.write_text(text.getvalue(), encoding="utf-8", newline="")
    os.replace(part, path)


def _number(value: float | None, otherwise: str = "-") -> str:
    return otherwise if value is None else f"{value:.4g}"
