"""Grading of the course: notebooks, nbgrader and verdicts; nothing about the subject."""
