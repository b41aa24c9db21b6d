# `make` lists what there is to do. Everything is installed into .venv, with every package pinned by its hash.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help demo test check format lint types contracts tests bench requirements clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1|/' | column -t -s '|'

.venv/made:
	$(PYTHON) -m venv .venv
	touch $@

.venv/run: .venv/made requirements/run.txt pyproject.toml
	$(PIP) --require-hashes -r requirements/run.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

.venv/dev: .venv/run requirements/dev.txt
	$(PIP) --require-hashes -r requirements/dev.txt
	touch $@

demo: .venv/run ## set up, and run the main job once on sample data
	$(BIN)/outreach demo

test: check ## set up, and pass every check and test

check: lint types contracts tests ## what CI runs: format, lint, types, import contracts, tests

format: .venv/dev ## put the code into its format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: .venv/dev ## format and lint
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: .venv/dev ## strict type checking
	$(BIN)/mypy

contracts: .venv/dev ## who may import whom
	$(BIN)/lint-imports

tests: .venv/dev ## the tests, on two cores
	$(BIN)/pytest -n 2 --dist worksteal

bench: .venv/dev ## the benchmarks, each a ratio against a peer in the same run
	$(BIN)/python -m benchmarks

requirements: ## pin the dependencies anew (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
		--group build pyproject.toml -o requirements/run.txt
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
		--extra postgres --group build --group dev pyproject.toml -o requirements/dev.txt

clean: ## remove the environment, caches and the demo
	rm -rf .venv .mypy_cache .ruff_cache .import_linter_cache .hypothesis dist demo
