# The workbench's commands; `make` alone explains them. Everything runs from .venv, which `setup` makes.

PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3)
VENV := .venv
RUN := $(VENV)/bin/python
# A stamp is named after the content of its lock, so a changed lock installs again and an unchanged one costs nothing.
STAMP := $(VENV)/.installed-$(shell cksum < requirements.txt | tr -dc 0-9)
STAMP_DEV := $(VENV)/.installed-dev-$(shell cat requirements.txt requirements-dev.txt | cksum | tr -dc 0-9)
COMPILE := $(RUN) -m piptools compile --quiet --strip-extras --no-annotate --no-header --no-emit-index-url \
	--no-emit-find-links --no-emit-options --no-emit-trusted-host

.DEFAULT_GOAL := help
.PHONY: help setup demo up test check lint format lock words clean

help:
	@echo "make demo    install, load the demo corpus, serve it at http://127.0.0.1:8000 until Ctrl-C"
	@echo "make up      the same without the demo corpus"
	@echo "make test    install what tests need and run them all"
	@echo "make check   every static check, then the tests"
	@echo "make lint    the static checks alone"
	@echo "make format  put the code into its format"
	@echo "make setup   only create $(VENV) and install the locked packages"
	@echo "make lock    resolve requirements*.in into the locks again"
	@echo "make words   collect the text for people into locale/, and compile its translations"
	@echo "make clean   remove caches (not the data in .data, not $(VENV))"
	@echo
	@echo "Another port: PORT=8001 make up. Another data folder: WORKBENCH_DATA=/elsewhere make up."
	@echo "Another Python (3.11 or later): make setup PYTHON=python3.12"

setup: $(STAMP)

# exec: Python gets Ctrl-C as make's own child, without a shell between them.
demo: $(STAMP)
	@exec $(RUN) manage.py demo

up: $(STAMP)
	@exec $(RUN) manage.py up

# Two processes, each with servers of its own; tests of one file stay together. `make test JOBS=0` uses one process.
JOBS ?= 2
test: $(STAMP_DEV)
	@exec $(RUN) -m pytest -n $(JOBS) --dist loadfile $(ARGS)

check: lint test

lint: $(STAMP_DEV)
	$(RUN) -m ruff format --check .
	$(RUN) -m ruff check .
	$(RUN) -m mypy claims verification workbench evaluation manage.py
	$(RUN) -c "from importlinter.cli import lint_imports_command; lint_imports_command()"
	git ls-files -z "templates/*.html" | xargs -0 -r $(VENV)/bin/djade --check --target-version 5.2
	$(RUN) manage.py makemigrations --check --dry-run

format: $(STAMP_DEV)
	$(RUN) -m ruff format .
	$(RUN) -m ruff check --fix .
	git ls-files -z "templates/*.html" | xargs -0 -r $(VENV)/bin/djade --target-version 5.2

# A CPU build of torch satisfies the plain pin; its local version would not be found on the default index.
lock: $(STAMP_DEV)
	$(COMPILE) --output-file requirements.txt requirements.in
	sed 's/+cpu$$//' requirements.txt > .requirements.new && mv .requirements.new requirements.txt
	$(COMPILE) --output-file requirements-dev.txt requirements-dev.in
	sed 's/+cpu$$//' requirements-dev.txt > .requirements.new && mv .requirements.new requirements-dev.txt

# Needs no GNU gettext: extraction and compiling are Babel's.
words: $(STAMP_DEV)
	@exec $(RUN) manage.py words

clean:
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis test-results
	find . -name __pycache__ -type d -not -path "./$(VENV)/*" -prune -exec rm -rf {} +

$(RUN):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "The workbench needs Python 3.11 or later, and '$(PYTHON)' is not. Name one: make setup PYTHON=python3.11" >&2; \
	  exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
	  rm -rf $(VENV); \
	  echo "'$(PYTHON) -m venv' failed. On Debian and Ubuntu, install python3-venv first." >&2; \
	  exit 1; }

$(STAMP): | $(RUN)
	$(RUN) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@rm -f $(VENV)/.installed-[0-9]*
	@touch $@

$(STAMP_DEV): $(STAMP)
	$(RUN) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@rm -f $(VENV)/.installed-dev-*
	@touch $@
