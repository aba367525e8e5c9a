"""Checks: assertions that a NaN, a wrong shape or a copied object cannot pass."""

import ast
from collections.abc import Iterator

from ..graded_cells import HELPER_NAMES
from .parsed import Finding, ParsedCell, calls

ORDER = ast.Lt | ast.LtE | ast.Gt | ast.GtE


def check_parts(parsed: ParsedCell) -> Iterator[Finding]:
    """visible-part, hidden-part, identity-only: both parts check something of worth."""
    visible = [node for node in ast.walk(parsed.visible) if _is_check(node)]
    hidden = [node for node in parsed.hidden() if _is_check(node)]
    if not visible:
        yield parsed.finding(
            None, "visible-part", "students see no check; assert a law or an example"
        )
    if not hidden:
        yield parsed.finding(
            None,
            "hidden-part",
            "no hidden check; compare with a reference on random inputs between "
            "'### BEGIN HIDDEN TESTS' and '### END HIDDEN TESTS'",
        )
    for part in (visible, hidden):
        if part and all(_is_identity(node) for node in part):
            yield parsed.finding(
                part[0],
                "identity-only",
                "'is', id and data_ptr say nothing about values; compare values too",
            )


def check_messages(parsed: ParsedCell) -> Iterator[Finding]:
    """assert-message: a visible assert tells the student what is wrong."""
    for node in ast.walk(parsed.visible):
        if not isinstance(node, ast.Assert):
            continue
        if node.msg is None or getattr(node.msg, "value", "text") == "":
            yield parsed.finding(
                node, "assert-message", "add a message: what is wrong, and a hint"
            )


def check_comparisons(parsed: ParsedCell) -> Iterator[Finding]:
    """negated-comparison, shape-blind: comparisons that NaN or broadcasting passes."""
    for node in ast.walk(parsed.full):
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            negated = _has_order(node.operand)
        elif isinstance(node, ast.If):
            negated = _has_order(node.test) and _fails(node.body[0])
        else:
            negated = False
        if negated:
            yield parsed.finding(
                node,
                "negated-comparison",
                "a NaN passes this; write 'assert error <= tolerance'",
            )
    for tree in (ast.walk(parsed.visible), parsed.hidden()):
        nodes = list(tree)
        if any(_mentions_shape(node) for node in nodes):
            continue
        for call in calls(nodes):
            if _broadcasts(parsed, call):
                yield parsed.finding(
                    call,
                    "shape-blind",
                    "this broadcasts, a wrong shape passes; use "
                    "torch.testing.assert_close or compare the shapes too",
                )


def check_score(parsed: ParsedCell) -> Iterator[Finding]:
    """score: a cell ends in a plain float or in nothing that Jupyter displays."""
    for tree in (parsed.full, parsed.visible):
        last = tree.body[-1] if tree.body else None
        if isinstance(last, ast.Expr) and not _is_float_or_none(parsed, last.value):
            yield parsed.finding(
                last,
                "score",
                "nbgrader reads the last value as the score; end with float(...) "
                "or with an assertion",
            )
            return
    if not parsed.full.body:
        return
    last = parsed.full.body[-1]
    line = parsed.cell.text.split("\n")[last.end_lineno - 1]
    if line.encode()[last.end_col_offset :].lstrip().startswith(b";"):
        yield parsed.finding(last, "score", "a final ';' hides the score; remove it")


def _is_check(node: ast.AST) -> bool:
    """An assert, a raise, a call made for its effect, or a score that grows."""
    if isinstance(node, ast.Expr):
        call = node.value
        return isinstance(call, ast.Call) and ast.unparse(call.func) != "print"
    return isinstance(node, ast.Assert | ast.Raise | ast.AugAssign)


def _is_identity(node: ast.AST) -> bool:
    """An assert whose test is `is`, id(...) or .data_ptr() and no other comparison."""
    if not isinstance(node, ast.Assert):
        return False
    test = node.test
    if isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Is | ast.IsNot):
        return True
    names = {ast.unparse(call.func).split(".")[-1] for call in calls(ast.walk(test))}
    return bool(names & {"id", "data_ptr"})


def _has_order(node: ast.AST) -> bool:
    """Whether <, <=, > or >= occurs in the expression."""
    comparisons = [n for n in ast.walk(node) if isinstance(n, ast.Compare)]
    return any(isinstance(op, ORDER) for one in comparisons for op in one.ops)


def _fails(node: ast.AST) -> bool:
    """A statement that fails whatever happens: raise, assert False."""
    return isinstance(node, ast.Raise) or (
        isinstance(node, ast.Assert) and isinstance(node.test, ast.Constant)
    )


def _mentions_shape(node: ast.AST) -> bool:
    """An assert about shapes."""
    return isinstance(node, ast.Assert) and any(
        isinstance(inner, ast.Attribute) and inner.attr in ("shape", "size", "ndim")
        for inner in ast.walk(node.test)
    )


def _broadcasts(parsed: ParsedCell, call: ast.Call) -> bool:
    """allclose(a, b), (a == b).all() and torch.all(a == b)."""
    name = parsed.dotted(call.func).split(".")[-1]
    operand = call.args[0] if call.args else getattr(call.func, "value", None)
    equal = isinstance(operand, ast.Compare) and isinstance(operand.ops[0], ast.Eq)
    return name == "allclose" or (name == "all" and equal)


def _is_float_or_none(parsed: ParsedCell, value: ast.AST) -> bool:
    """float(...), an assertion, print, or a helper that returns nothing."""
    if not isinstance(value, ast.Call):
        return False
    name = parsed.dotted(value.func).split(".")[-1]
    if name in parsed.helpers:
        body = ast.walk(parsed.helpers[name])
        return not any(isinstance(n, ast.Return) and n.value for n in body)
    known = name in HELPER_NAMES or name in ("float", "print")
    return known or name.startswith("assert")
