# haipdose: `make run` serves a demonstration clinic on a fresh machine, `make test` runs everything that CI runs.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
# Tests start the same programs again and again: these keep what Python has compiled, whatever the machine prefers.
unexport PYTHONDONTWRITEBYTECODE
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# The domain stands at 100 % branch coverage and may not fall below it.
WHOLLY_COVERED := src/haipdose/quantities.py,src/haipdose/errors.py,src/haipdose/evidence.py,src/haipdose/derivation.py,src/haipdose/laboratory_catalogue/*,src/haipdose/patient/*,src/haipdose/protocol/*,src/haipdose/pump/*,src/haipdose/fill/*,src/haipdose/toxicity/*,src/haipdose/systemic/*,src/haipdose/course/*,src/haipdose/schedule/*,src/haipdose/orders/*,src/haipdose/documents/*

.PHONY: run demo test check lint types imports unit slow-tests format setup clean bench mutation schemathesis soak crash guide client audit screenshots pictures trial-proof stream-proof rule-proof clinic-proof

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $(STAMP)

run: setup
	$(BIN)/haipdose serve --demonstration

demo: setup
	$(BIN)/haipdose demo --out out

# Both at once: the checks of types use one core for a minute or two.
test: setup
	$(MAKE) --no-print-directory --jobs 2 check unit

check: lint types imports

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: setup
	$(BIN)/mypy
	cd clients/python && ../../$(BIN)/mypy haipdose_client examples

imports: setup
	$(BIN)/lint-imports

unit: setup
	$(BIN)/pytest -n 2 --dist worksteal --cov --cov-report=term --cov-fail-under=95
	$(BIN)/coverage report --fail-under=100 --include='$(WHOLLY_COVERED)'

# Where a folder's time goes, without coverage: make slow-tests IN=tests/api (docs/testing.md).
slow-tests: setup
	time $(BIN)/pytest -q --no-cov --durations=40 --durations-min=0.5 $${IN:-tests}

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Long runs, outside CI: each says how far it is and writes below out/.
bench: setup
	$(BIN)/python benchmarks/run.py --out out/benchmarks

mutation: setup
	$(BIN)/python -m pip install --quiet --constraint constraints.txt 'mutmut>=3.3'
	$(BIN)/python benchmarks/mutation.py

# Many requests of every kind to every operation of the API, on both stores; a short one is part of `make test`.
schemathesis: setup
	HAIPDOSE_SCHEMATHESIS_EXAMPLES=$${EXAMPLES:-100} $(BIN)/pytest -n 2 -s tests/api/test_whole_openapi.py

# Written anew when the API has changed: first the guide, whose answers are the examples of the API, then the client.
guide: setup
	PYTHONPATH=tests/support:clients/python:clients/python/examples $(BIN)/python -m guide

client: setup
	$(BIN)/python clients/write_python_client.py

# Error rate, power and whole simulated data sets against their truth, at length; a short one is part of `make test`.
trial-proof: setup
	$(BIN)/python benchmarks/trial_proof.py --out out/trial-proof.json

# The compiled rules of the simulation against the engine on a million random cases and 5,000 whole courses; twenty thousand and 135 are part of `make test`.
rule-proof: setup
	PYTHONPATH=tests/support $(BIN)/python benchmarks/rule_proof.py --out out/rule-proof.json

# The random streams' independence at length; a short one is part of `make test`.
stream-proof: setup
	PYTHONPATH=tests/support $(BIN)/python benchmarks/stream_proof.py --out out/stream-proof.json

# The clinic planner on some hundred random clinics and a thousand patients, checked independently; a few are part of `make test`.
clinic-proof: setup
	PYTHONPATH=tests/support $(BIN)/python benchmarks/clinic_proof.py --out out/clinic-proof.json

soak: setup
	$(BIN)/python -m haipdose_sim.soak --dialogues 1000000 --processes 2

crash: setup
	$(BIN)/python benchmarks/crash.py --kills 200 --out out/crash

# Pictures of the main pages for the documentation, of a fresh demonstration clinic.
screenshots: setup
	PYTHONPATH=tests/support $(BIN)/python tests/support/screenshots.py

# Every page and paper in both languages, to be looked at; below out/pictures, not committed.
pictures: setup
	PYTHONPATH=tests/support $(BIN)/python tests/support/pictures.py

# Known weaknesses of what is installed. Needs the advisory service; says so and fails when it cannot be reached. Not in CI.
audit:
	test -x .venv-audit/bin/pip-audit || ($(PYTHON) -m venv .venv-audit && .venv-audit/bin/python -m pip install --quiet 'pip-audit>=2.9')
	.venv-audit/bin/pip-audit --requirement constraints.txt --no-deps --disable-pip --strict --progress-spinner off || (echo "make audit: weaknesses were found, or the advisory service could not be reached (see above)"; exit 1)

clean:
	rm -rf $(VENV) out dist build
