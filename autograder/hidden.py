"""Which lines of a test cell are hidden, and what may be said about their failures."""

import ast
import builtins

from .graded_cells import HELPER_NAMES

BEGIN, END = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"


def hidden_lines(source: str) -> dict[int, str]:
    """The hidden lines of a test cell by number, counted from 1, markers included."""
    hidden, inside = {}, False
    for number, line in enumerate(source.splitlines(), 1):
        inside = inside or line.strip() == BEGIN
        if inside:
            hidden[number] = line
        inside = inside and line.strip() != END
    return hidden


def visible_source(source: str) -> str:
    """The test cell as the student's notebook shows it."""
    hidden = hidden_lines(source)
    lines = enumerate(source.splitlines(), 1)
    return "\n".join(line for number, line in lines if number not in hidden)


def statement_at(source: str, line: int) -> ast.stmt | None:
    """The innermost statement of the source that covers a line."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return None
    covering = [
        node
        for node in ast.walk(tree)  # outer statements first
        if isinstance(node, ast.stmt) and node.lineno <= line <= node.end_lineno
    ]
    return covering[-1] if covering else None


def visible_statement(source: str, line: int) -> list[str]:
    """The lines of the statement at a line, without its body and hidden lines."""
    statement = statement_at(source, line)
    if statement is None:
        return []
    body = getattr(statement, "body", None)
    end = body[0].lineno - 1 if body else statement.end_lineno
    hidden = hidden_lines(source)
    lines = list(enumerate(source.splitlines(), 1))[statement.lineno - 1 : end]
    return [text for number, text in lines if number not in hidden]


def hint_at(source: str, line: int, said: str = "") -> str:
    """The author's own words on a failing check: constant text, no values.

    The message of an `assert` or of a raised exception, the `msg` of a call such as
    assert_close or the hint of a helper such as `_expect_close`; values in an f-string
    become an ellipsis. Where the hint is a variable, as in a function of the test's,
    it is the constant text of the cell with which the failure's message, `said`,
    begins. "" where there is none.
    """
    statement = statement_at(source, line)
    message = None
    if isinstance(statement, ast.Assert):
        message = statement.msg
    elif isinstance(statement, ast.Raise) and isinstance(statement.exc, ast.Call):
        message = next(iter(statement.exc.args), None)
    elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        call = statement.value
        keywords = {keyword.arg: keyword.value for keyword in call.keywords}
        message = keywords.get("msg")
        if getattr(call.func, "id", "") in HELPER_NAMES and len(call.args) > 2:
            message = call.args[2]  # (got, expected, hint), (error, call, hint)
    parts = message.values if isinstance(message, ast.JoinedStr) else [message]
    words = "".join(_words(part) for part in parts).split()
    found = " ".join(words).lstrip("…,: ")  # values in front say nothing
    return found or _beginning(source, said)


def exception_name(name: str) -> str:
    """The name of a built-in exception; a student can put anything into others."""
    known = getattr(builtins, name, None)
    if isinstance(known, type) and issubclass(known, BaseException):
        return name
    return "an exception"


def _beginning(source: str, said: str) -> str:
    """The longest text in the source, of two words or more, that `said` begins with."""
    try:
        nodes = ast.walk(ast.parse(source))
    except SyntaxError:
        return ""
    texts = {
        node.value.strip(" ,:")
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    fitting = [text for text in texts if " " in text and said.startswith(text)]
    return max(fitting, key=len, default="")


def _words(part: ast.expr | None) -> str:
    """Constant text as it is, a value as an ellipsis."""
    if isinstance(part, ast.Constant) and isinstance(part.value, str):
        return part.value
    return "…" if isinstance(part, ast.FormattedValue) else ""
