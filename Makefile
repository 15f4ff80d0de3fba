# Two commands: `make demo` and `make test`. Each does all the set-up it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= 2

.DEFAULT_GOAL := help
.PHONY: help setup demo test check bench validate oldest lock clean

help: ## what there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

setup: $(VENV)/.ready ## the virtual environment, from the lock file

$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Legcurl needs Python 3.11 or newer; $(PYTHON) is older. Say which: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup ## analyse three example sets and say where the reports lie
	$(BIN)/legcurl demo

test: setup ## all tests
	$(BIN)/python -m pytest -n $(JOBS) -m "not slow"

check: setup ## style, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup ## every benchmark: speed and memory, as ratios within one run
	@failed=0; for script in benchmarks/bench_*.py; do echo "== $$script"; $(BIN)/python $$script || failed=1; done; exit $$failed

validate: setup ## the long tables; writes docs/accuracy.md and docs/validation.md
	$(BIN)/python benchmarks/accuracy.py
	$(BIN)/python benchmarks/validation.py
	$(BIN)/python -m pytest -n $(JOBS) -m slow

oldest: ## the tests with the oldest numpy that is supported
	$(PYTHON) -m venv $(VENV)-oldest
	$(VENV)-oldest/bin/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(VENV)-oldest/bin/python -m pip install --quiet "numpy==1.26.*" --group dev --editable .
	$(VENV)-oldest/bin/python -m pytest -n $(JOBS) -m "not slow"

lock: ## renew requirements.lock (needs uv)
	uv pip compile pyproject.toml --group dev --group formats --group opensim --extra video --universal --python-version 3.11 --generate-hashes --no-header -o requirements.lock

clean: ## what was built
	rm -rf $(VENV) $(VENV)-oldest build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis legcurl-demo
