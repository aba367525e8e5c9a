"""Randomness: a hidden block draws inputs that nobody can know beforehand."""

import ast
from collections.abc import Iterator

from .parsed import Finding, ParsedCell, calls

DRAWS = {
    *("rand", "randn", "randint", "rand_like", "randn_like", "randint_like"),
    *("randperm", "normal", "uniform", "bernoulli", "multinomial", "poisson"),
    *("normal_", "uniform_", "random_", "bernoulli_"),
    *("random", "standard_normal", "integers", "permutation", "choice", "choices"),
    *("sample", "shuffle", "gauss", "randrange", "getrandbits", "random_sample"),
}
GLOBAL_SEEDS = {
    *("torch.manual_seed", "torch.random.manual_seed", "random.seed"),
    "numpy.random.seed",
}
SEEDERS = {"manual_seed", "seed", "default_rng", "RandomState", "Random"}


def check_seeds(parsed: ParsedCell) -> Iterator[Finding]:
    """fixed-seed: no constant seed that fixes what a hidden block draws."""
    for call in calls(ast.walk(parsed.full)):
        hidden = call.lineno in parsed.hidden_lines
        everywhere = parsed.dotted(call.func) in GLOBAL_SEEDS
        if (hidden or everywhere) and _seeds_fixed(parsed, call):
            yield parsed.finding(
                call,
                "fixed-seed",
                "a constant seed makes the hidden inputs known; drop it, or use "
                "a torch.Generator of its own for a visible example",
            )


def check_fresh(parsed: ParsedCell, before: list[ParsedCell]) -> Iterator[Finding]:
    """fresh-randomness: the hidden block draws random inputs.

    `before` holds the locked cells above, whose seeded generators are not fresh.
    """
    if not parsed.hidden_lines:
        return
    seeded = set().union(*(_seeded_names(cell) for cell in [*before, parsed]))
    drawing = _drawing_helpers(parsed)
    for call in calls(parsed.hidden()):
        name = parsed.dotted(call.func).split(".")
        generators = {kw.value.id for kw in call.keywords if _is_name(kw.value)}
        if name[-1] in DRAWS | drawing and not ({name[0]} | generators) & seeded:
            return
    yield parsed.finding(
        None,
        "fresh-randomness",
        "the hidden block draws no random input; use torch.rand, numpy.random or "
        "random without a constant seed",
    )


def _seeds_fixed(parsed: ParsedCell, call: ast.Call) -> bool:
    """Whether the call sets a seed that only constants decide."""
    name = parsed.dotted(call.func).split(".")[-1]
    keywords = [kw.value for kw in call.keywords if kw.arg in ("seed", "random_state")]
    seeds = [*call.args, *keywords] if name in SEEDERS else keywords
    return bool(seeds) and all(_is_fixed(parsed, seed) for seed in seeds)


def _is_fixed(parsed: ParsedCell, value: ast.AST) -> bool:
    """Whether an expression is made of constants, and of names bound to such ones."""
    if any(parsed.dotted(call.func) != "range" for call in calls(ast.walk(value))):
        return False
    names = {n.id for n in ast.walk(value) if isinstance(n, ast.Name)} - {"range"}
    return all(_bound_to_constants(parsed, name) for name in names)


def _bound_to_constants(parsed: ParsedCell, name: str) -> bool:
    """Whether the cell binds `name`, and only to constants or a range of them."""
    values = []
    for node in ast.walk(parsed.full):
        if isinstance(node, ast.Assign) and any(_binds(t, name) for t in node.targets):
            values.append(node.value)
        elif isinstance(node, ast.For | ast.comprehension) and _binds(
            node.target, name
        ):
            values.append(node.iter)
    inner = {n.id for v in values for n in ast.walk(v) if isinstance(n, ast.Name)}
    return (
        bool(values)
        and name not in inner
        and all(_is_fixed(parsed, value) for value in values)
    )


def _seeded_names(parsed: ParsedCell) -> set[str]:
    """Names bound to a generator with a constant seed."""
    names = set()
    for node in ast.walk(parsed.full):
        if isinstance(node, ast.Assign) and any(
            _seeds_fixed(parsed, call) for call in calls(ast.walk(node.value))
        ):
            names |= {target.id for target in node.targets if _is_name(target)}
    return names


def _drawing_helpers(parsed: ParsedCell) -> set[str]:
    """Helper functions that draw, themselves or through another helper."""
    drawing = set()
    for _ in parsed.helpers:  # long enough for the longest chain of helpers
        for name, function in parsed.helpers.items():
            called = {
                parsed.dotted(call.func).split(".")[-1]
                for call in calls(ast.walk(function))
            }
            if called & (DRAWS | drawing):
                drawing.add(name)
    return drawing


def _binds(target: ast.AST, name: str) -> bool:
    return any(_is_name(node) and node.id == name for node in ast.walk(target))


def _is_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Name)
