"""Execute notebook cells outside Jupyter and score the graded ones as nbgrader does."""

import ast
import linecache
import sys
import traceback
from collections.abc import Sequence
from types import FunctionType, ModuleType, TracebackType

from ..graded_cells import FUNCTION

LONGEST_MESSAGE = 300  # characters


class Notebook:
    """The names that the cells of one notebook share, and where each cell's text is.

    A forked process goes on from the state it was forked in.
    """

    def __init__(self) -> None:
        module = ModuleType("__main__")
        sys.modules["__main__"] = module  # dataclasses look their module up there
        self.names = module.__dict__
        self.hidden_lines: dict[str, set[int]] = {}

    def run(self, name: str, source: str, hidden: Sequence[int] = ()) -> object:
        """Execute one cell; return the value of a last line that is an expression.

        `name` stands for the file in tracebacks; `hidden` are the numbers, from 1, of
        the lines in hidden regions. Whatever the cell raises is raised.
        """
        filename = f"<{name}>"
        linecache.cache[filename] = (
            len(source),
            None,
            source.splitlines(keepends=True),
            filename,
        )
        self.hidden_lines[filename] = set(hidden)
        tree = ast.parse(source, filename)
        last = tree.body.pop() if ends_with_expression(tree) else None
        exec(compile(tree, filename, "exec"), self.names)
        if last is None:
            return None
        return eval(compile(ast.Expression(last.value), filename, "eval"), self.names)

    def in_hidden_test(self) -> bool:
        """Whether the call being made now comes from a hidden part of a test cell."""
        return self.test_part() == "hidden"

    def test_part(self) -> str:
        """The part of a test cell that the call comes from, "" from no test cell."""
        frame = sys._getframe()
        while frame is not None:
            hidden = self.hidden_lines.get(frame.f_code.co_filename)
            if hidden is not None and frame.f_code.co_name.startswith(FUNCTION):
                return "hidden" if frame.f_lineno in hidden else "visible"
            frame = frame.f_back
        return ""

    def rebind(self, names: Sequence[str], files: set[str]) -> None:
        """Go on as if the student had bound `names` to something useless.

        The answer's own functions keep what they know; those of `files`, the set-up
        cells, see the new bindings.
        """
        old = self.names
        self.names = old | dict.fromkeys(names, object())
        for name, value in old.items():
            if type(value) is FunctionType and value.__code__.co_filename in files:
                copied = FunctionType(
                    value.__code__,
                    self.names,
                    value.__name__,
                    value.__defaults__,
                    value.__closure__,
                )
                copied.__kwdefaults__ = value.__kwdefaults__
                self.names[name] = copied


def ends_with_expression(tree: ast.Module) -> bool:
    """Whether Jupyter would show the value of the cell's last line."""
    return bool(tree.body) and isinstance(tree.body[-1], ast.Expr)


def score_cell(notebook: Notebook, cell: dict) -> dict:
    """Run a test cell: {"cell", "points", "of", "error", "line", "part", "broken"}.

    `cell` holds "name", "source", "hidden" (line numbers) and "points". No value is
    full marks, a plain float is a partial score, an exception is 0. `part` says whether
    the visible or the hidden part failed, at `line`; `broken` that the answer itself
    read a name that nothing defines.
    """
    score = {"cell": cell["name"], "of": cell["points"], "part": "", "broken": False}
    try:
        value = notebook.run(cell["name"], cell["source"], cell["hidden"])
    except BaseException as error:  # SystemExit too: nothing an answer does may escape
        line = failing_line(error.__traceback__, f"<{cell['name']}>")
        broken = type(error) is NameError and not raised_in(error, f"<{cell['name']}>")
        part = "hidden" if line in cell["hidden"] else "visible"
        complaint = describe_error(error)
        return score | {
            "points": 0.0,
            "error": complaint,
            "line": line,
            "part": part,
            "broken": broken,
        }
    earned, complaint = earned_points(value, cell["points"])
    return score | {"points": earned, "error": complaint, "line": 0}


def earned_points(value: object, points: float) -> tuple[float, str]:
    """Points for the value a test cell ends with, and what is wrong with the value."""
    if value is None:
        return float(points), ""
    if type(value) is not float:
        kind = type(value).__name__
        return 0.0, f"the cell ends with a {kind}; a partial score is a plain float"
    if not 0 <= value <= points:
        return 0.0, f"the partial score {value} is not between 0 and {points}"
    return value, "" if value == points else f"partial score {value} of {points}"


def describe_error(error: BaseException) -> str:
    """The exception's type and the first line of its message, cut to a fair length."""
    text = "".join(traceback.format_exception_only(error)).strip()
    if isinstance(error, SyntaxError):
        text = text.splitlines()[-1]
    return text.partition("\n")[0][:LONGEST_MESSAGE]


def failing_line(trace: TracebackType | None, filename: str) -> int:
    """The line of the checks at which the cell failed, 0 if it never began."""
    lines = [
        (frame.f_code.co_name.startswith(FUNCTION), line)
        for frame, line in traceback.walk_tb(trace)
        if frame.f_code.co_filename == filename
    ]
    return next((line for own, line in lines if own), lines[0][1] if lines else 0)


def raised_in(error: BaseException, filename: str) -> bool:
    """Whether the innermost frame of the exception is one of the cell's."""
    frames = list(traceback.walk_tb(error.__traceback__))
    return bool(frames) and frames[-1][0].f_code.co_filename == filename
