"""Mistakes of this field, made by machine in every right answer.

An operator has a name and finds, at one node of the syntax tree, the nodes that could
stand there instead. Most are rows of the tables below: calls taken for one another,
calls left out, keywords mistaken, a line put before the first of a function. None
changes the tree that it is given.
"""

import ast
import copy
from collections.abc import Callable, Iterator

Operator = Callable[[ast.AST, "Around"], Iterator[ast.AST]]

# One call taken for another, by the last part of its name; it goes both ways.
MISTAKEN = {
    "mean and sum exchanged": [("mean", "sum")],
    "max and min exchanged": [("max", "min"), ("amax", "amin"), ("maximum", "minimum")],
    "max and mean exchanged": [("amax", "mean"), ("max_pool2d", "avg_pool2d")],
    "argmax and argmin exchanged": [("argmax", "argmin")],
    "floor and ceil exchanged": [("floor", "ceil")],
    "floor and round exchanged": [("floor", "round"), ("ceil", "round")],
    "sigmoid and tanh exchanged": [("sigmoid", "tanh"), ("relu", "sigmoid")],
    "exp and log exchanged": [("exp", "log"), ("log_softmax", "softmax")],
    "sin and cos exchanged": [("sin", "cos")],
    "zeros and ones exchanged": [
        ("zeros", "ones"),
        ("zeros_like", "ones_like"),
        ("new_zeros", "new_ones"),
    ],
    "training and evaluation exchanged": [("train", "eval")],
    "any and all exchanged": [("any", "all")],
    "stack and cat exchanged": [("stack", "cat"), ("vstack", "hstack")],
    "repeat and repeat_interleave exchanged": [
        ("repeat", "repeat_interleave"),
        ("tile", "repeat_interleave"),
    ],
    "cross entropy and likelihood exchanged": [("cross_entropy", "nll_loss")],
    "reshape and transpose exchanged": [("reshape", "transpose")],
    "product and sum exchanged": [("prod", "sum"), ("cumprod", "cumsum")],
    "reshape by view": [("reshape", "view"), ("flatten", "ravel")],
    "zip and product exchanged": [("zip", "product")],
    "items and keys exchanged": [("items", "keys"), ("values", "keys")],
    "standard deviation and variance exchanged": [("std", "var")],
    "length and number of entries exchanged": [("len", "sum"), ("numel", "dim")],
}
# A call left out: its first argument, or the object it is a method of, remains.
LEFT_OUT = {
    "clone dropped": {"clone", "copy", "deepcopy"},
    "detach dropped": {"detach"},
    "contiguous dropped": {"contiguous"},
    "flip dropped": {"flip", "fliplr", "flipud", "rot90", "reversed"},
    "transpose dropped": {"transpose", "permute", "t", "swapaxes", "movedim"},
    "relu dropped": {"relu", "ReLU"},
    "square root dropped": {"sqrt", "isqrt"},
    "exponential or logarithm dropped": {"exp", "log", "log2"},
    "softmax dropped": {"softmax", "log_softmax"},
    "absolute value dropped": {"abs"},
    "clamp dropped": {"clamp", "clip"},
    "int dropped": {"int", "float", "bool", "floor", "ceil", "round"},
    "dtype conversion dropped": {"double", "to", "type", "long", "type_as", "astype"},
    "squeeze dropped": {"squeeze", "unsqueeze", "flatten"},
    "padding dropped": {"pad"},
    "roll dropped": {"roll"},
    "sorted dropped": {"sorted", "sort"},
    "list dropped": {"list", "tolist"},
}
# Keyword arguments that are taken for one another.
KEYWORDS = {
    "stride and padding exchanged": ("stride", "padding"),
    "stride and dilation exchanged": ("stride", "dilation"),
    "padding and dilation exchanged": ("padding", "dilation"),
}
# Names and what they are taken for, where the function knows both.
NAMES = {
    "height and width exchanged": [
        *(("h", "w"), ("height", "width"), ("k_h", "k_w"), ("H", "W"), ("kh", "kw")),
        *(("rows", "columns"), ("rows", "cols"), ("row", "column"), ("i", "j")),
        *(("h_out", "w_out"), ("top", "left"), ("y", "x"), ("u", "v"), ("r", "c")),
    ],
    "stride, padding and dilation exchanged": [
        *(("stride", "padding"), ("stride", "dilation"), ("padding", "dilation")),
        *(("s", "p"), ("s", "d"), ("p", "d")),
    ],
    "channels in and out exchanged": [
        *(("c_in", "c_out"), ("in_channels", "out_channels"), ("C_in", "C_out")),
        *(("inputs", "outputs"), ("n", "k"), ("images", "labels")),
    ],
}
# An argument that is not read; the number stands for it.
IGNORED = {
    "stride ignored": ({"stride", "s"}, 1),
    "padding ignored": ({"padding", "p", "pad"}, 0),
    "dilation ignored": ({"dilation", "d"}, 1),
    "groups ignored": ({"groups", "G", "g"}, 1),
}
OFF_BY_ONE = {
    "dilation off by one": {"dilation", "d"},
    "padding off by one": {"padding", "p", "pad"},
    "stride off by one": {"stride", "s"},
    "kernel's size off by one": {"k", "kernel_size", "size", "k_h", "k_w"},
}
# A first line, {x} an argument that looks like a tensor.
FIRST_LINES = {
    "flip added": "{x} = {x}.flip(-1)",
    "height and width of an argument exchanged": "{x} = {x}.transpose(-1, -2)",
    "float32 only": "{x} = {x}.float()",
    "float16 inside": "{x} = {x}.half().to({x}.dtype)",
    "contiguous only": "{x} = {x}.view(-1).view({x}.shape)",
    "batch of one only": "{x} = {x}[:1]",
    "argument detached": "{x} = {x}.detach()",
    "square only, wide ones cut": "{x} = {x}[..., : {x}.shape[-2]]",
    "square only, tall ones cut": "{x} = {x}[..., : {x}.shape[-1], :]",
    "negative values cut": "{x} = {x}.clamp(min=0)",
    "clipped at ten": "{x} = {x}.clamp(-10, 10)",
    "rounded to three digits": "{x} = {x}.round(decimals=3)",
    "at most 16 entries along an axis": "{x} = {x}[..., :16]",
    "axes of one entry squeezed": "{x} = {x}.squeeze()",
    "argument centred": "{x} = {x} - {x}.mean()",
    "argument changed in place": "{x}.data.mul_(0.5)",
}
# What becomes of a result that looks like a tensor.
RESULTS = {
    "result detached": "({r}).detach()",
    "result in float32": "({r}).float()",
    "result flipped": "({r}).flip(-1)",
    "result squeezed": "({r}).squeeze()",
    "result's axes exchanged": "({r}).transpose(-1, -2)",
    "result summed": "({r}).sum()",
    "result without negative values": "({r}).clamp(min=0)",
    "result rounded": "({r}).round(decimals=3)",
}
WHOLE = {
    "seeds the global generator": "__import__('torch').manual_seed(1234)",
    "leaves autograd off": "__import__('torch').set_grad_enabled(False)",
    "changes the default dtype": (
        "__import__('torch').set_default_dtype(__import__('torch').float64)"
    ),
}
ERRORS = {"ValueError": "TypeError", "TypeError": "ValueError"}
TENSOR_LIKE = {
    *("shape", "dim", "ndim", "size", "numel", "dtype", "new_zeros", "flip", "view"),
    *("reshape", "sum", "mean", "clone", "unfold", "backward", "T", "mT", "detach"),
    *("flatten", "permute", "transpose", "tolist", "numpy", "new_empty", "unsqueeze"),
}
TENSOR_NAMES = {"x", "image", "images", "signal", "kernel", "weight", "logits", "batch"}
ORDERED = {"zero_grad", "backward", "step", "append", "clip_grad_norm_"}
MODES = {"train", "eval"}
AXES = {
    *("sum", "mean", "softmax", "log_softmax", "argmax", "argmin", "cat", "stack"),
    *("amax", "amin", "cumsum", "flip", "unsqueeze", "flatten", "max", "min", "prod"),
}


class Around:
    """What an operator knows besides the node: the names and texts of the cell."""

    def __init__(self, tree: ast.Module) -> None:
        nodes = list(ast.walk(tree))
        texts = {_docstring(node) for node in nodes if hasattr(node, "body")}
        self.names = {n.id for n in nodes if isinstance(n, ast.Name)}
        self.arguments = {n.arg for n in nodes if isinstance(n, ast.arg)}
        self.names |= self.arguments
        # Other words are refused, one by one: not by `not in`.
        self.refuses = any(isinstance(node, ast.Raise) for node in nodes)
        self.refuses &= not any(isinstance(node, ast.NotIn) for node in nodes)
        self.rules = sorted(
            {
                node.value
                for node in nodes
                if isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and node not in texts
                and node.value.isidentifier()
            }
        )
        self.tensors = {
            node.value.id
            for node in nodes
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.attr in TENSOR_LIKE
        } | TENSOR_NAMES


def last_name(node: ast.AST) -> str:
    """The last part of the name of what is called."""
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def changed(node: ast.AST, **fields: object) -> ast.AST:
    """A copy of the node, its parts shared, with other fields."""
    new = copy.copy(node)
    for field, value in fields.items():
        setattr(new, field, value)
    return new


def _renamed(node: ast.Call, name: str) -> ast.Call:
    field = "attr" if isinstance(node.func, ast.Attribute) else "id"
    return changed(node, func=changed(node.func, **{field: name}))


def _mistaken(pairs: list[tuple[str, str]]) -> Operator:
    def operator(node: ast.AST, around: Around) -> Iterator[ast.AST]:
        name = last_name(node)
        for pair in pairs:
            if name in pair:
                yield _renamed(node, pair[1 - pair.index(name)])

    return operator


def _left_out(names: set[str]) -> Operator:
    def operator(node: ast.AST, around: Around) -> Iterator[ast.AST]:
        if isinstance(node, ast.Attribute) and node.attr in ("T", "mT"):
            if "transpose" in names:
                yield node.value
            return
        if last_name(node) not in names:
            return
        owner = getattr(node.func, "value", None)
        module = isinstance(owner, ast.Name) and owner.id in MODULES
        if owner is None or module or ast.unparse(owner) == "nn.functional":
            yield from node.args[:1]
        else:
            yield owner

    return operator


MODULES = {"torch", "np", "numpy", "F", "math", "nn", "copy"}


def _keywords(pair: tuple[str, str]) -> Operator:
    def operator(node: ast.AST, around: Around) -> Iterator[ast.AST]:
        if isinstance(node, ast.keyword) and node.arg in pair:
            yield changed(node, arg=pair[1 - pair.index(node.arg)])

    return operator


def _other_name(pairs: list[tuple[str, str]]) -> Operator:
    def operator(node: ast.AST, around: Around) -> Iterator[ast.AST]:
        if not isinstance(node, ast.Name) or not isinstance(node.ctx, ast.Load):
            return
        for pair in pairs:
            if node.id in pair:
                other = pair[1 - pair.index(node.id)]
                if other in around.names:
                    yield changed(node, id=other)

    return operator


def _ignored(names: set[str], value: int) -> Operator:
    def operator(node: ast.AST, around: Around) -> Iterator[ast.AST]:
        if _reads(node, names & around.arguments):
            yield ast.Constant(value)

    return operator


def _off_by_one(names: set[str]) -> Operator:
    def operator(node: ast.AST, around: Around) -> Iterator[ast.AST]:
        if _reads(node, names & around.arguments):
            yield ast.BinOp(node, ast.Add(), ast.Constant(1))
            yield ast.BinOp(node, ast.Sub(), ast.Constant(1))

    return operator


def _reads(node: ast.AST, names: set[str]) -> bool:
    return (
        isinstance(node, ast.Name)
        and isinstance(node.ctx, ast.Load)
        and node.id in names
    )


def _first_line(template: str) -> Operator:
    def operator(node: ast.AST, around: Around) -> Iterator[ast.AST]:
        for argument in _arguments(node):
            if argument in around.tensors:
                yield _with_first(node, template.format(x=argument))

    return operator


def _whole(line: str) -> Operator:
    def operator(node: ast.AST, around: Around) -> Iterator[ast.AST]:
        if isinstance(node, ast.FunctionDef) and node.name != "__init__":
            yield _with_first(node, line)

    return operator


def _result(template: str) -> Operator:
    def operator(node: ast.AST, around: Around) -> Iterator[ast.AST]:
        of_tensors = around.names & {"torch", "F", *TENSOR_NAMES}
        if isinstance(node, ast.Return) and node.value is not None and of_tensors:
            text = template.format(r=ast.unparse(node.value))
            yield changed(node, value=ast.parse(text, mode="eval").body)

    return operator


def _arguments(node: ast.AST) -> list[str]:
    if not isinstance(node, ast.FunctionDef):
        return []
    every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    return [argument.arg for argument in every if argument.arg != "self"]


def _docstring(node: ast.AST) -> ast.Constant | None:
    first = node.body[0] if isinstance(node.body, list) and node.body else None
    text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return first.value if text else None


def _with_first(node: ast.FunctionDef, line: str) -> ast.FunctionDef:
    """The function with a line before its first, after its docstring."""
    start = int(_docstring(node) is not None)
    new = ast.parse(line).body
    return changed(node, body=[*node.body[:start], *new, *node.body[start:]])


def _axes_of_shape(node: ast.AST, around: Around) -> Iterator[ast.AST]:
    """x.shape[-1] and x.shape[-2], x.size(2) and x.size(3) exchanged."""
    pairs = {"-1": -2, "-2": -1, "2": 3, "3": 2, "0": 1, "1": 0}
    if isinstance(node, ast.Subscript) and getattr(node.value, "attr", "") == "shape":
        other = pairs.get(ast.unparse(node.slice))
        if other is not None:
            yield changed(node, slice=ast.Constant(other))
    if last_name(node) == "size" and len(node.args) == 1:
        other = pairs.get(ast.unparse(node.args[0]))
        if other is not None:
            yield changed(node, args=[ast.Constant(other)])


def _axis(node: ast.AST, around: Around) -> Iterator[ast.AST]:
    """The axis of a sum, softmax or cat one off."""
    if isinstance(node, ast.keyword) and node.arg in ("dim", "axis", "dims"):
        for other in _one_off(node.value):
            yield changed(node, value=other)
    position = int(_is_module_call(node))
    if last_name(node) in AXES and len(node.args) > position:
        for other in _one_off(node.args[position]):
            arguments = list(node.args)
            arguments[position] = other
            yield changed(node, args=arguments)


def _one_off(node: ast.AST) -> list[ast.Constant]:
    """The neighbours of an integer; none of anything else."""
    if not _is_integer(node):
        return []
    number = ast.literal_eval(node)
    return [ast.Constant(number + 1), ast.Constant(number - 1)]


def _is_module_call(node: ast.AST) -> bool:
    owner = getattr(getattr(node, "func", None), "value", None)
    return isinstance(owner, ast.Name) and owner.id in MODULES


def _is_integer(node: ast.AST) -> bool:
    inner = node.operand if isinstance(node, ast.UnaryOp) else node
    return isinstance(inner, ast.Constant) and type(inner.value) is int


def _permute(node: ast.AST, around: Around) -> Iterator[ast.AST]:
    """Another order of the axes."""
    if last_name(node) in ("permute", "movedim", "transpose") and len(node.args) > 2:
        yield changed(node, args=node.args[::-1])
        yield changed(node, args=[*node.args[1:], node.args[0]])


def _keepdim(node: ast.AST, around: Around) -> Iterator[ast.AST]:
    if last_name(node) in AXES - {"softmax", "log_softmax", "cat", "stack", "flip"}:
        kept = [k for k in node.keywords if k.arg not in ("keepdim", "keepdims")]
        has_axis = any(k.arg in ("dim", "axis") for k in kept) or node.args
        if len(kept) == len(node.keywords) and has_axis:
            kept = [*kept, ast.keyword("keepdim", ast.Constant(True))]
        if len(kept) != len(node.keywords):
            yield changed(node, keywords=kept)


def _bias(node: ast.AST, around: Around) -> Iterator[ast.AST]:
    """Layers without bias; a sum without its bias."""
    if last_name(node) in ("Conv1d", "Conv2d", "Linear", "LazyLinear"):
        kept = [k for k in node.keywords if k.arg != "bias"]
        if len(kept) == len(node.keywords):
            kept = [*kept, ast.keyword("bias", ast.Constant(False))]
        yield changed(node, keywords=kept)
    if _is_operation(node, ast.Add) and "bias" in ast.unparse(node.right):
        yield node.left


def _is_operation(node: ast.AST, kind: type) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, kind)


def _bias_per_input(node: ast.AST, around: Around) -> Iterator[ast.AST]:
    """Another number of biases, counted from the input channels."""
    if isinstance(node, ast.Name) and node.id in ("c_out", "C_out", "out_channels"):
        for name in ("c_in", "C_in", "in_channels"):
            if name in around.names and isinstance(node.ctx, ast.Load):
                yield changed(node, id=name)


def _reduction(node: ast.AST, around: Around) -> Iterator[ast.AST]:
    if last_name(node) in ("cross_entropy", "mse_loss", "nll_loss", "l1_loss"):
        kept = [k for k in node.keywords if k.arg != "reduction"]
        wanted = "sum" if len(kept) == len(node.keywords) else "mean"
        new = ast.keyword("reduction", ast.Constant(wanted))
        yield changed(node, keywords=[*kept, new])


def _no_grad(node: ast.AST, around: Around) -> Iterator[ast.AST]:
    """`with torch.no_grad()` dropped, or taken for enable_grad."""
    if isinstance(node, ast.With):
        texts = [ast.unparse(item.context_expr) for item in node.items]
        if any("no_grad" in text or "inference_mode" in text for text in texts):
            yield ast.If(ast.Constant(True), node.body, [])
    if isinstance(node, ast.FunctionDef) and node.decorator_list:
        kept = [d for d in node.decorator_list if "no_grad" not in ast.unparse(d)]
        if len(kept) < len(node.decorator_list):
            yield changed(node, decorator_list=kept)


def _epsilon(node: ast.AST, around: Around) -> Iterator[ast.AST]:
    if _is_operation(node, ast.Add) and isinstance(node.right, ast.Constant):
        small = node.right.value
        if isinstance(small, float) and 0 < small < 0.01:
            yield node.left


def _rounded_up(node: ast.AST, around: Around) -> Iterator[ast.AST]:
    """a // b rounded up, or not rounded."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.FloorDiv):
        minus = ast.UnaryOp(ast.USub(), node.left)
        yield ast.UnaryOp(ast.USub(), changed(node, left=minus))
        yield ast.Call(ast.Name("round"), [changed(node, op=ast.Div())], [])


def _flip_slice(node: ast.AST, around: Around) -> Iterator[ast.AST]:
    """[::-1] dropped."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
        step = node.slice.step
        if step is not None and ast.unparse(step) == "-1":
            yield node.value


def _reversed_loop(node: ast.AST, around: Around) -> Iterator[ast.AST]:
    """A loop from the end."""
    body = ast.unparse(node) if isinstance(node, ast.For) else ""
    ordered = any(word in body for word in ("append", "yield", "step(", "extend"))
    if ordered and last_name(node.iter) != "reversed":
        whole = ast.Call(ast.Name("list"), [node.iter], [])
        yield changed(node, iter=ast.Call(ast.Name("reversed"), [whole], []))


def _one_round(node: ast.AST, around: Around) -> Iterator[ast.AST]:
    """A loop that ends after its first round."""
    if isinstance(node, ast.For | ast.While):
        yield changed(node, body=[*node.body, ast.Break()])


def _append(node: ast.AST, around: Around) -> Iterator[ast.AST]:
    if last_name(node) == "append" and len(node.args) == 1:
        new = _renamed(node, "insert")
        yield changed(new, args=[ast.Constant(0), *node.args])
    if last_name(node) == "insert" and len(node.args) == 2:
        yield changed(_renamed(node, "append"), args=node.args[1:])


def _accumulates(node: ast.AST, around: Around) -> Iterator[ast.AST]:
    """x += y taken for x = y."""
    if isinstance(node, ast.AugAssign):
        yield ast.Assign([node.target], node.value, lineno=node.lineno)


def _in_place(node: ast.AST, around: Around) -> Iterator[ast.AST]:
    """x = x + y taken for x += y, which changes an argument."""
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp):
        target, left = node.targets[0], node.value.left
        argument = isinstance(target, ast.Name) and target.id in around.arguments
        if argument and ast.unparse(target) == ast.unparse(left):
            yield ast.AugAssign(target, node.value.op, node.value.right)


def _order(node: ast.AST, around: Around) -> Iterator[ast.AST]:
    """zero_grad, backward and step, and other calls, in another order."""
    for field in ("body", "orelse"):
        block = getattr(node, field, None)
        if not isinstance(block, list):
            continue
        for place in range(len(block) - 1):
            pair = block[place : place + 2]
            calls = [
                last_name(statement.value) if isinstance(statement, ast.Expr) else ""
                for statement in pair
            ]
            text = "".join(map(ast.unparse, pair))
            mode = set(calls) & MODES and ("model(" in text or "net(" in text)
            if mode or set(calls) <= ORDERED:
                new = [*block[:place], *pair[::-1], *block[place + 2 :]]
                yield changed(node, **{field: new})


def _exception(node: ast.AST, around: Around) -> Iterator[ast.AST]:
    if isinstance(node, ast.Raise) and node.exc is not None:
        call = isinstance(node.exc, ast.Call)
        name = node.exc.func if call else node.exc
        other = ERRORS.get(getattr(name, "id", ""))
        if other:
            yield changed(node, exc=ast.Name(other))


def _validation(node: ast.AST, around: Around) -> Iterator[ast.AST]:
    """A condition that raises, dropped."""
    if isinstance(node, ast.If) and all(isinstance(s, ast.Raise) for s in node.body):
        yield ast.If(ast.Constant(True), node.orelse or [ast.Pass()], [])


def _defaults(node: ast.AST, around: Around) -> Iterator[ast.AST]:
    """Other values by default."""
    if not isinstance(node, ast.FunctionDef):
        return
    for place, default in enumerate(node.args.defaults):
        for other in _other_constants(default, around):
            values = list(node.args.defaults)
            values[place] = other
            yield changed(node, args=changed(node.args, defaults=values))
    for place, default in enumerate(node.args.kw_defaults):
        for other in _other_constants(default, around):
            values = list(node.args.kw_defaults)
            values[place] = other
            yield changed(node, args=changed(node.args, kw_defaults=values))


def _other_constants(node: ast.AST | None, around: Around) -> Iterator[ast.AST]:
    value = getattr(node, "value", None)
    if type(value) is bool:
        yield ast.Constant(not value)
    elif type(value) in (int, float):
        yield ast.Constant(value + 1)
    elif isinstance(value, str):
        yield from (ast.Constant(rule) for rule in around.rules if rule != value)


def _keyword_ignored(node: ast.AST, around: Around) -> Iterator[ast.AST]:
    """An argument with a default always has it."""
    if isinstance(node, ast.FunctionDef):
        both = [*node.args.posonlyargs, *node.args.args]
        given = both[len(both) - len(node.args.defaults) :]
        for argument, default in zip(given, node.args.defaults, strict=True):
            yield _with_first(node, f"{argument.arg} = {ast.unparse(default)}")
        pairs = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
        for argument, default in pairs:
            if default is not None:
                yield _with_first(node, f"{argument.arg} = {ast.unparse(default)}")


def _rule(node: ast.AST, around: Around) -> Iterator[ast.AST]:
    """One word, such as a padding rule, taken for another of the answer's."""
    value = getattr(node, "value", None) if isinstance(node, ast.Constant) else None
    if isinstance(value, str) and value in around.rules:
        yield from (ast.Constant(rule) for rule in around.rules if rule != value)


def _contains(node: ast.AST, around: Around) -> Iterator[ast.AST]:
    """name == "same" taken for "same" in name."""
    equal = isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq)
    if equal and around.refuses:
        right = node.comparators[0]
        if isinstance(right, ast.Constant) and isinstance(right.value, str):
            yield ast.Compare(right, [ast.In()], [node.left])


def _where(node: ast.AST, around: Around) -> Iterator[ast.AST]:
    """The two sides of torch.where exchanged."""
    if last_name(node) == "where" and len(node.args) == 3:
        yield changed(node, args=[node.args[0], node.args[2], node.args[1]])


def _enumerate(node: ast.AST, around: Around) -> Iterator[ast.AST]:
    if last_name(node) == "enumerate" and len(node.args) == 1:
        yield changed(node, args=[*node.args, ast.Constant(1)])


def _batch_mean(node: ast.AST, around: Around) -> Iterator[ast.AST]:
    """A division by a number of entries dropped."""
    if _is_operation(node, ast.Div):
        right = ast.unparse(node.right)
        if any(word in right for word in ("len", "shape", "numel")):
            yield node.left


def _groups(node: ast.AST, around: Around) -> Iterator[ast.AST]:
    """A division by the number of groups dropped."""
    names = ("groups", "G", "g", "self.groups")
    if _is_operation(node, ast.FloorDiv) and ast.unparse(node.right) in names:
        yield node.left


def _random_order(node: ast.AST, around: Around) -> Iterator[ast.AST]:
    """A permutation that is none."""
    if last_name(node) == "randperm":
        kept = [k for k in node.keywords if k.arg != "generator"]
        yield changed(_renamed(node, "arange"), keywords=kept)
        if len(kept) < len(node.keywords):
            yield changed(node, keywords=kept)


def _ellipsis(node: ast.AST, around: Around) -> Iterator[ast.AST]:
    """The last axes taken for the first ones."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple):
        entries = node.slice.elts
        if any(isinstance(e, ast.Constant) and e.value is ... for e in entries):
            yield changed(node, slice=ast.Tuple(entries[::-1]))


def _table() -> dict[str, Operator]:
    """All operators by name; the order is that of the kill tables."""
    table = {name: _mistaken(pairs) for name, pairs in MISTAKEN.items()}
    table |= {name: _left_out(names) for name, names in LEFT_OUT.items()}
    table |= {name: _keywords(pair) for name, pair in KEYWORDS.items()}
    table |= {name: _other_name(pairs) for name, pairs in NAMES.items()}
    table |= {name: _ignored(*what) for name, what in IGNORED.items()}
    table |= {name: _off_by_one(names) for name, names in OFF_BY_ONE.items()}
    table |= {name: _first_line(line) for name, line in FIRST_LINES.items()}
    table |= {name: _result(text) for name, text in RESULTS.items()}
    table |= {name: _whole(line) for name, line in WHOLE.items()}
    return table | {
        "axes of a shape exchanged": _axes_of_shape,
        "axis off by one": _axis,
        "axes in another order": _permute,
        "keepdim exchanged": _keepdim,
        "bias dropped": _bias,
        "bias per input channel": _bias_per_input,
        "sum and mean of a loss exchanged": _reduction,
        "no_grad dropped": _no_grad,
        "epsilon dropped": _epsilon,
        "rounded up": _rounded_up,
        "[::-1] dropped": _flip_slice,
        "loop reversed": _reversed_loop,
        "loop of one round": _one_round,
        "append and insert exchanged": _append,
        "accumulation dropped": _accumulates,
        "in place": _in_place,
        "statements in another order": _order,
        "another exception": _exception,
        "validation dropped": _validation,
        "another default": _defaults,
        "argument ignored": _keyword_ignored,
        "rules exchanged": _rule,
        "equal taken for contains": _contains,
        "sides of where exchanged": _where,
        "counted from one": _enumerate,
        "division by a size dropped": _batch_mean,
        "groups forgotten": _groups,
        "no random order": _random_order,
        "last axes taken for first": _ellipsis,
    }


OPERATORS = _table()
# What these do to one right answer they do to every other.
THE_SAME_FOR_ALL = {*FIRST_LINES, *RESULTS, *WHOLE, "another default"}
