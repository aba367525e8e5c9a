# Layerwise. `make` lists the targets; README.md says what each is for.
# Without make: the same commands, see "Without make" in README.md.

PYTHON ?= python3
# The folder of the class that `make grade` grades; the sample class by default.
CLASS ?= _build/sample_class
ASSIGNMENT ?= padding_and_stride

BIN := .venv/bin
RUN := $(BIN)/python
STAMPS := _build/stamps
INSTALLED := .venv/installed

PACKAGE := $(shell find layerwise results -name '*.py' -o -name '*.json')
BOOK := $(shell find book -type f -not -path '*/__pycache__/*')
# A hand-out (`make release`) has no solutions: its exercises and book are ready.
SOLUTIONS := $(if $(wildcard solutions),$(shell find solutions -type f))
AUTOGRADER := $(shell find autograder -name '*.py')

.PHONY: help course book exercises grade lab release test clean

help:
	@echo "make course     set up, build the book and the exercises, grade a sample class"
	@echo "make test       set up if needed, then run every check"
	@echo "make book       build the HTML book into _build/html"
	@echo "make exercises  generate exercises/ from solutions/"
	@echo "make grade      grade CLASS=folder ASSIGNMENT=name (default: the sample class)"
	@echo "make lab        JupyterLab, with the book as its start page"
	@echo "make release    zip what students get: no solutions, no hidden tests"
	@echo "make clean      remove what was generated (never a class's submissions)"

course: exercises book grade
	@echo
	@echo "The book:       $(CURDIR)/_build/html/index.html"
	@echo "The exercises:  $(CURDIR)/exercises"
	@echo "The grades:     $(CURDIR)/$(CLASS)/grades/$(ASSIGNMENT).csv"
	@echo "The feedback:   $(CURDIR)/$(CLASS)/feedback"

$(INSTALLED): requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
	  "error: Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --progress-bar on -r requirements.txt
	@touch $@

exercises: $(STAMPS)/exercises
$(STAMPS)/exercises: $(INSTALLED) $(SOLUTIONS) $(AUTOGRADER) book/concepts.yml
	$(if $(SOLUTIONS),$(RUN) -m autograder exercises)
	@mkdir -p $(STAMPS) && touch $@

book: $(STAMPS)/book
$(STAMPS)/book: $(INSTALLED) $(STAMPS)/exercises $(BOOK) $(PACKAGE) _config.yml
	$(RUN) book/build.py
	@mkdir -p $(STAMPS) && touch $@

grade: $(INSTALLED) $(STAMPS)/exercises
ifeq ($(CLASS),_build/sample_class)
	$(RUN) -m autograder sample-class $(ASSIGNMENT)
endif
	$(RUN) -m autograder grade $(ASSIGNMENT) --class-folder $(CLASS)

# book/lab_config.py makes or updates the copies in work/.
lab: $(if $(SOLUTIONS),$(STAMPS)/book,$(INSTALLED))
	$(BIN)/jupyter lab --config book/lab_config.py

release: $(STAMPS)/book
	$(RUN) -m autograder hand-out _build/handout/layerwise.zip

# The exercises are not generated first: the tests say whether exercises/ is what
# solutions/ generate. The book is built by the tests that read it.
test: $(INSTALLED)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	OMP_NUM_THREADS=1 $(RUN) -m pytest -n 2 --dist loadfile

clean:
	rm -rf _build .pytest_cache .ruff_cache
