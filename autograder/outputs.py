"""Collect a cell's outputs from the kernel's messages: plain, typed and cut to size."""

from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_output

from .clean import clean_text

TEXT_BUDGET = 20_000  # characters of printed text and of one traceback
DATA_BUDGET = 2_000_000  # characters of results and pictures
KEPT = (
    "text/plain",
    "text/html",
    "text/markdown",
    "text/latex",
    "image/png",
    "image/jpeg",
    "image/svg+xml",
)
CUT = "\n... output cut ...\n"


class OutputCollector:
    """The outputs of one cell; what goes beyond the budgets is dropped."""

    def __init__(self) -> None:
        self.outputs: list[NotebookNode] = []
        self.error: NotebookNode | None = None
        self._text_left = TEXT_BUDGET
        self._data_left = DATA_BUDGET

    def add(self, message: dict) -> None:
        """Take one message of the kernel's output channel."""
        kind, content = message["msg_type"], message["content"]
        if kind == "stream":
            self._add_text(str(content.get("name")), str(content.get("text", "")))
        elif kind in ("execute_result", "display_data"):
            self._add_data(kind, content.get("data", {}))
        elif kind == "error":
            self.error = error_output(
                str(content.get("ename", "")),
                str(content.get("evalue", "")),
                [str(line) for line in content.get("traceback", [])],
            )
        elif kind == "clear_output":
            self.outputs.clear()

    def _add_text(self, name: str, text: str) -> None:
        if self._text_left <= 0:
            return
        text = clean_text(text[: self._text_left])
        self._text_left -= max(len(text), 1)
        if self._text_left <= 0:
            text += CUT
        name = name if name == "stderr" else "stdout"
        last = self.outputs[-1] if self.outputs else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["text"] += text
        else:
            self.outputs.append(new_output("stream", name=name, text=text))

    def _add_data(self, kind: str, data: dict) -> None:
        kept = {mime: data[mime] for mime in KEPT if isinstance(data.get(mime), str)}
        size = sum(len(value) for value in kept.values())
        if not kept or size > self._data_left:
            return
        self._data_left -= max(size, 1000)
        if "text/plain" in kept:
            kept["text/plain"] = clean_text(kept["text/plain"][:TEXT_BUDGET])
        output = new_output(kind, data=kept)
        if kind == "execute_result":
            output["execution_count"] = None
        self.outputs.append(output)


def error_output(name: str, message: str, traceback: list[str]) -> NotebookNode:
    """An nbformat error output without terminal escapes, cut to size."""
    text = clean_text("\n".join(traceback))
    if len(text) > TEXT_BUDGET:
        text = text[: TEXT_BUDGET // 2] + CUT + text[-TEXT_BUDGET // 2 :]
    return new_output(
        "error",
        ename=clean_text(name)[:100],
        evalue=clean_text(message)[:2000],
        traceback=text.splitlines(),
    )
