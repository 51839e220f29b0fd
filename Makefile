# Two commands matter: `make demo` and `make test`. The rest serves them.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.PHONY: help setup demo test lint types floors unit evals live record mutants lock clean
help:            ## what there is
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 16

$(STAMP): requirements.lock requirements-dev.lock pyproject.toml
	$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v <= (3, 13) else "doichieu needs Python 3.11, 3.12 or 3.13; found %d.%d (name another: make PYTHON=python3.12)" % v)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@
setup: $(STAMP)  ## the virtual environment, from the hash-pinned lock

demo: setup      ## fetch the model, serve, digest a bundled report, keep serving
	$(BIN)/python -m service.demo

test: setup      ## every check and test; needs no model and no network
	$(MAKE) --no-print-directory lint types floors evals unit
lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
types: setup
	$(BIN)/mypy
floors: setup
	$(BIN)/lint-imports
unit: setup
	$(BIN)/pytest --cov --cov-report=term-missing:skip-covered
evals: setup     ## every suite that needs no model, against its committed baseline
	$(BIN)/doichieu eval gate

live: setup      ## the embedded model on one bundled report, through HTTP
	$(BIN)/doichieu model pull
	$(BIN)/pytest -m live tests/live -o addopts= -o filterwarnings= -q -s
record: setup    ## make the cassettes anew against the embedded model
	$(BIN)/doichieu model pull
	$(BIN)/python -m tests.llm.record

mutants: setup   ## change the arithmetic in small ways and see that a test notices
	$(BIN)/mutmut run
	$(BIN)/mutmut results

lock: setup      ## resolve the dependencies again; no addresses in the result
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml --group dev --group evals --group mutants -o requirements-dev.lock
clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
