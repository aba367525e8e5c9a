"""concepts.yml names every concept of the syllabus, and only things that exist."""

import re

import pytest
from book_building import ROOT
from concept_map import read_concepts
from source_directive import find_object

CONCEPTS = {c.id: c for c in read_concepts(ROOT / "book" / "concepts.yml")}
COVERED = [c for c in CONCEPTS.values() if c.chapter is not None]

SYLLABUS = """
cnn-definition conv-integral cross-correlation computation-graph feature-extraction
sparse-sharing-equivariance sampling-matrix padding stride channels
parameters-and-cost receptive-field pooling conv-1x1 fc-as-conv group-conv depthwise
global-depthwise channel-shuffle depthwise-separable mixconv spatially-separable
flattened dilated transposed deformable-v1 deformable-v2 conv-1d-3d hetconv
dynamic-conv choosing lenet small-cnn inception resnet training-loop rnn gru lstm
deep-rnn bidirectional-rnn seq2seq attention
""".split()  # noqa: SIM905


def chapter_text(concept) -> str:
    path = ROOT / "book" / f"{concept.chapter}.md"
    assert path.is_file(), f"book/{concept.chapter}.md does not exist"
    return path.read_text(encoding="utf-8")


def test_has_every_concept_of_the_syllabus():
    assert list(CONCEPTS) == SYLLABUS


@pytest.mark.parametrize("concept", COVERED, ids=lambda concept: concept.id)
class TestCoveredConcept:
    def test_chapter_is_in_the_table_of_contents(self, concept):
        toc = (ROOT / "book" / "_toc.yml").read_text(encoding="utf-8")
        assert f"file: {concept.chapter}\n" in toc + "\n"

    def test_section_is_a_label_above_a_heading(self, concept):
        label = rf"^\({re.escape(concept.section)}\)=\n+#+ "
        assert re.search(label, chapter_text(concept), re.MULTILINE), concept.section

    def test_references_exist(self, concept):
        assert concept.reference
        for name in concept.reference:
            find_object(name)

    def test_figure_is_named_in_the_chapter(self, concept):
        name = rf"""name\s*=\s*["']{re.escape(concept.figure)}["']"""
        assert re.search(name, chapter_text(concept)), concept.figure

    def test_tasks_exist(self, concept):
        assert concept.task
        for task in concept.task:
            assignment, _, name = task.partition("/")
            path = ROOT / "solutions" / assignment / "assignment.py"
            assert path.is_file(), f"{task}: there is no {path.relative_to(ROOT)}"
            assert f'solution="{name}"' in path.read_text(encoding="utf-8"), task


FAULTY = {
    "title": ("padding: {planned: 'Part I · Convolution'}", "give a title"),
    "part": ("padding: {title: P, chinese: P, planned: Part 9}", "must be one of"),
    "half": ("padding: {title: P, chinese: P, chapter: a/b}", "or all of"),
    "folder": (
        "padding: {title: P, chinese: P, chapter: a/b, section: s, reference: [r],"
        " figure: f, task: [t]}",
        "no part has the folder 'a'",
    ),
}


@pytest.mark.parametrize(("entry", "message"), FAULTY.values(), ids=FAULTY)
def test_a_faulty_entry_is_named_with_its_fix(tmp_path, entry, message):
    path = tmp_path / "concepts.yml"
    path.write_text(entry, encoding="utf-8")
    with pytest.raises(ValueError, match=f"concept padding: .*{message}"):
        read_concepts(path)
