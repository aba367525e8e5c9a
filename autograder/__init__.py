"""Grading of the course: notebooks, nbgrader, verdicts; nothing about the subject."""
