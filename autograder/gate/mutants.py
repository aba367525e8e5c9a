"""Small changes of right answers that the tests must notice.

A mutant is the solution cell with one node of its syntax tree changed inside the
solution region: an operator, a boundary, a constant, the order of two arguments, a
statement left out. The kinds follow the usual catalogue of mutation testing (DeMillo,
Lipton and Sayward, "Hints on test data selection", 1978, and its successors).
`sample_mutants` adds the mistakes of this field; see field_operators.py.
"""

import ast
import copy
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from .field_operators import OPERATORS as FIELD_OPERATORS
from .field_operators import THE_SAME_FOR_ALL, Around

MOST = 80  # mutants a task
MOST_OF_OTHERS = 30  # mutants of each right answer but the reference
GENERAL = "general"  # the operator of the mutants made here

OPERATORS = {
    ast.Add: [ast.Sub],
    ast.Sub: [ast.Add],
    ast.Mult: [ast.Add, ast.Div],
    ast.Div: [ast.Mult, ast.FloorDiv],
    ast.FloorDiv: [ast.Div, ast.Mult],
    ast.Mod: [ast.FloorDiv],
    ast.Pow: [ast.Mult],
    ast.MatMult: [ast.Mult],
    ast.BitAnd: [ast.BitOr],
    ast.BitOr: [ast.BitAnd],
    ast.BitXor: [ast.BitOr],
    ast.LShift: [ast.RShift],
    ast.RShift: [ast.LShift],
    ast.And: [ast.Or],
    ast.Or: [ast.And],
    ast.Lt: [ast.LtE, ast.GtE],
    ast.LtE: [ast.Lt, ast.Gt],
    ast.Gt: [ast.GtE, ast.LtE],
    ast.GtE: [ast.Gt, ast.Lt],
    ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq],
    ast.In: [ast.NotIn],
    ast.NotIn: [ast.In],
    ast.Is: [ast.IsNot],
    ast.IsNot: [ast.Is],
}
DROPPED = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr, ast.Raise, ast.Assert)
SYMMETRIC = {"max", "min", "maximum", "minimum"}  # swapping arguments changes nothing


@dataclass(frozen=True)
class Mutant:
    """One mutant: the line of the solution that changed, before and after, and all."""

    original: str
    mutated: str
    code: str
    operator: str = GENERAL


def make_mutants(
    source: str, lines: set[int], most: int = MOST
) -> tuple[list[Mutant], int]:
    """Mutants of the code in `lines` of `source`, and how many there are without a cap.

    No two have the same code. When there are more than `most`, a fixed sample is kept:
    those whose code has the smallest hashes.
    """
    tree = ast.parse(source)
    before = ast.unparse(tree)
    mutants = {}
    for index, node in enumerate(_nodes(tree)):
        for number in range(len(_changes(node, lines))):
            changed = copy.deepcopy(tree)
            _changes(_nth(changed, index), lines)[number]()
            code = ast.unparse(ast.fix_missing_locations(changed))
            if code != before:
                mutants.setdefault(code, Mutant(*_difference(before, code), code))
    found = list(mutants.values())
    kept = set(sorted(mutants, key=_hash)[:most])
    return [mutant for mutant in found if mutant.code in kept], len(found)


def sample_mutants(
    source: str, lines: set[int], taken: set[str], most: int, further: bool
) -> list[Mutant]:
    """A fixed sample of at most `most` mutants by the operators of this field.

    With `further`, for a right answer besides the reference, without those that do the
    same to every right answer. `taken` holds the code that is known, as `plain_code`
    writes it, and gains the sample's.
    """
    tree = ast.parse(source)
    before = ast.unparse(tree)
    ways = _ways(tree, lines)
    if further:
        ways = [way for way in ways if way[0] not in THE_SAME_FOR_ALL]
    place = {way: number for number, way in enumerate(ways)}
    salt = _hash(before)
    mutants = []
    for way in sorted(ways, key=lambda way: _hash(f"{salt} {place[way]}")):
        if len(mutants) == most:
            break
        operator, make = way
        code = make()
        plain = plain_code(code)
        if code != before and plain not in taken:
            taken.add(plain)
            mutants.append(Mutant(*_difference(before, code), code, operator))
    return sorted(mutants, key=lambda mutant: (mutant.operator, mutant.code))


def plain_code(source: str) -> str:
    """The code without comments, docstrings and formatting; as it is if it is none."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return source
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and len(body) > 1 and _is_text(body[0]):
            node.body = body[1:]
    return ast.unparse(tree)


def _ways(tree: ast.Module, lines: set[int]) -> list[tuple[str, Callable[[], str]]]:
    """(operator, how to make the mutant's code) for the operators of this field."""
    around = Around(tree)
    return [
        (name, partial(_with_change, tree, parent, field, position, new))
        for parent, field, position, node in _slots(tree)
        if _within(node, lines)
        for name, operator in FIELD_OPERATORS.items()
        for new in operator(node, around)
    ]


def _with_change(
    tree: ast.Module, parent: ast.AST, field: str, position: int | None, new: ast.AST
) -> str:
    """The code with `new` in one place; the tree stays as it was."""
    old = getattr(parent, field)
    if position is None:
        setattr(parent, field, new)
    else:
        setattr(parent, field, [*old[:position], new, *old[position + 1 :]])
    try:
        return ast.unparse(tree)
    finally:
        setattr(parent, field, old)


def _slots(node: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """(parent, field, position in a list, node) for what `_nodes` yields but the tree.

    Targets of assignments and what is called are left out as a whole.
    """
    if isinstance(node, (ast.Raise, ast.JoinedStr)):
        return
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "targets", "target", "op", "ctx"):
            continue
        several = isinstance(value, list)
        for position, child in enumerate(value if several else [value]):
            if not isinstance(child, ast.AST) or isinstance(child, ast.arguments):
                continue
            if field != "func":
                yield node, field, position if several else None, child
            yield from _slots(child)


def _within(node: ast.AST, lines: set[int]) -> bool:
    """Whether the node is the student's; a function is when part of its body is."""
    body = getattr(node, "body", None)
    own = getattr(node, "lineno", None) in lines
    return own or (
        isinstance(node, ast.FunctionDef) and any(s.lineno in lines for s in body)
    )


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def _nth(tree: ast.Module, index: int) -> ast.AST:
    """The node that `_nodes` yields at position `index`."""
    for position, node in enumerate(_nodes(tree)):
        if position == index:
            return node
    raise IndexError(index)


def _nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Every node whose change alters behaviour, parents first.

    Left out: texts of exceptions and f-strings, annotations, the order of reduced axes.
    """
    yield node
    if isinstance(node, (ast.Raise, ast.JoinedStr)):
        return
    if _is_axes(node):
        children = node.value.elts
    else:
        children = [
            child
            for field, value in ast.iter_fields(node)
            if field not in ("annotation", "returns")
            for child in (value if isinstance(value, list) else [value])
            if isinstance(child, ast.AST)
        ]
    for child in children:
        yield from _nodes(child)


def _changes(node: ast.AST, lines: set[int]) -> list[Callable[[], None]]:
    """What can be changed at this node, each as a call that does it in place."""
    changes = _dropped_statements(node, lines)
    if getattr(node, "lineno", None) not in lines:
        return changes
    if isinstance(node, (ast.BinOp, ast.AugAssign, ast.BoolOp)):
        changes += [_set(node, "op", new()) for new in OPERATORS[type(node.op)]]
    elif isinstance(node, ast.Compare):
        for position, op in enumerate(node.ops):
            changes += [_put(node.ops, position, n()) for n in OPERATORS[type(op)]]
    elif isinstance(node, ast.Constant):
        changes += _constants(node)
    elif isinstance(node, (ast.If, ast.While, ast.IfExp)):
        changes.append(_set(node, "test", _negated(node.test)))
    elif isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
        for part in node.generators:
            changes += [
                _put(part.ifs, position, _negated(test))
                for position, test in enumerate(part.ifs)
            ]
    elif isinstance(node, (ast.Tuple, ast.List)):
        changes += _swaps(node.elts)
    elif isinstance(node, ast.Slice):
        changes += [
            _set(node, part, None)
            for part in ("lower", "upper", "step")
            if getattr(node, part) is not None
        ]
    elif isinstance(node, ast.Call):
        changes += _call_changes(node)
    changes += _without_sign(node)
    return changes


def _dropped_statements(node: ast.AST, lines: set[int]) -> list[Callable[[], None]]:
    """Leave out each statement of the node's blocks; a return gives back None."""
    changes = []
    for block in ("body", "orelse", "finalbody"):
        statements = getattr(node, block, None)
        if not isinstance(statements, list):  # a lambda's body is an expression
            continue
        for position, statement in enumerate(statements):
            if statement.lineno not in lines or _is_text(statement):
                continue
            if isinstance(statement, ast.Return):
                new = ast.Return(ast.Constant(None))
            elif isinstance(statement, DROPPED):
                new = ast.Pass()
            else:
                continue
            changes.append(_put(statements, position, new))
    return changes


def _constants(node: ast.Constant) -> list[Callable[[], None]]:
    """Integers one up and one down, booleans the other way round."""
    if type(node.value) is bool:
        return [_set(node, "value", not node.value)]
    if type(node.value) is int:
        return [_set(node, "value", node.value + step) for step in (1, -1)]
    return []


def _call_changes(node: ast.Call) -> list[Callable[[], None]]:
    """Neighbouring arguments swapped, keyword arguments left out, ranges one off."""
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    changes = [] if name in SYMMETRIC else _swaps(node.args)
    changes += [
        partial(node.keywords.pop, position)
        for position, keyword in enumerate(node.keywords)
        if keyword.arg
    ]
    if name == "range":
        for position, bound in enumerate(node.args):
            # `n` and `n - k`; in `4` and `n + 1` the constant changes by itself.
            if not isinstance(getattr(bound, "right", bound), ast.Constant):
                changes += [
                    _put(node.args, position, ast.BinOp(bound, op(), ast.Constant(1)))
                    for op in (ast.Add, ast.Sub)
                ]
        if len(node.args) == 1:
            changes.append(partial(node.args.insert, 0, ast.Constant(1)))
    return changes


def _without_sign(node: ast.AST) -> list[Callable[[], None]]:
    """Leave out `not` and minus in front of this node's parts."""
    changes = []
    for field, value in ast.iter_fields(node):
        places = value if isinstance(value, list) else [value]
        for position, child in enumerate(places):
            if isinstance(child, ast.UnaryOp) and isinstance(
                child.op, (ast.Not, ast.USub)
            ):
                if isinstance(value, list):
                    changes.append(_put(value, position, child.operand))
                else:
                    changes.append(_set(node, field, child.operand))
    return changes


def _swaps(items: list[ast.expr]) -> list[Callable[[], None]]:
    """Each pair of neighbours exchanged; starred items stay where they are."""
    return [
        partial(
            items.__setitem__, slice(left, left + 2), [items[left + 1], items[left]]
        )
        for left in range(len(items) - 1)
        if not any(isinstance(i, ast.Starred) for i in items[left : left + 2])
    ]


def _negated(test: ast.expr) -> ast.expr:
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return test.operand
    return ast.UnaryOp(ast.Not(), test)


def _is_axes(node: ast.AST) -> bool:
    """`dim=(0, 1)`: the axes of a reduction, in whatever order."""
    return (
        isinstance(node, ast.keyword)
        and node.arg in ("dim", "axis")
        and isinstance(node.value, ast.Tuple)
    )


def _is_text(statement: ast.stmt) -> bool:
    """Docstrings, and `...` alone on a line."""
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _set(node: ast.AST, field: str, value: object) -> Callable[[], None]:
    return partial(setattr, node, field, value)


def _put(items: list, position: int, value: object) -> Callable[[], None]:
    return partial(items.__setitem__, position, value)


def _difference(before: str, after: str) -> tuple[str, str]:
    """The lines that differ, stripped, between two versions of the same code."""
    old, new = before.splitlines(), after.splitlines()
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    same_end = 0
    while old and new and old[-1] == new[-1]:
        old, new, same_end = old[:-1], new[:-1], same_end + 1
    if not old:  # a line more: say before which
        old = before.splitlines()[len(before.splitlines()) - same_end :][:1]
        new = [*new, *old]
    return "\n".join(map(str.strip, old)), "\n".join(map(str.strip, new))
