# The project's commands. A fresh machine needs Python 3.11 and make: uv comes from PyPI, Node as a wheel.
.PHONY: demo install build migrate seed serve test test-fast test-browser test-drills lint types format bench mutation help
.DEFAULT_GOAL := help
SHELL := /bin/bash

PYTHON ?= $(shell command -v python3.11 || command -v python3)
UV := $(shell command -v uv || echo var/tools/bin/uv)
RUN := $(UV) run --frozen
PORT ?= 8000
WORKERS ?= 2

help: ## What you can ask for
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 16

demo: install build migrate seed serve ## Install, build, migrate, seed a living demo and serve it at http://localhost:8000

var/tools/bin/uv:
	$(PYTHON) -m venv var/tools
	var/tools/bin/pip install --quiet --disable-pip-version-check uv

install: $(if $(findstring var/tools,$(UV)),var/tools/bin/uv) ## Install everything into .venv
	UV_COMPILE_BYTECODE=1 $(UV) sync --frozen --quiet

build: install ## Build the front end and compile the translations
	$(RUN) python manage.py build_assets
	$(RUN) python manage.py messages --compile

migrate: ## Make or update the database
	$(RUN) python manage.py migrate --verbosity 0

seed: ## Fill the database with the demo (nothing happens when it is there already)
	$(RUN) python manage.py seed_demo

serve: ## Serve pages, sockets and mail delivery at http://localhost:8000
	$(RUN) python manage.py demo --port $(PORT)

test: build ## The everyday tests: lint, types, contracts, behaviour, journeys in the browser
	$(MAKE) lint types test-fast test-browser

test-fast: ## Only the everyday tests without a browser
	$(RUN) pytest tests --ignore tests/browser -n $(WORKERS) -m "not races and not drill"

test-browser: ## The journeys in Chromium (left out where Chromium is not installed)
	$(RUN) pytest tests/browser --ignore tests/browser/demo -n $(WORKERS) --ds portal.settings.browser

test-drills: build ## What takes long: the whole demo, many at once, killed servers, every page of the demo in Chromium
	$(RUN) pytest tests --ignore tests/browser -n 0 -m "drill and not races"
	$(RUN) pytest tests --ignore tests/browser -n 0 -m races --ds portal.settings.races
	$(RUN) pytest tests/browser/demo -n 0 --ds portal.settings.browser

MODULES ?= grading*
mutation: ## Changes the grading engine line by line and counts the changes that no test notices (SAMPLE=2500: only so many, drawn at random)
	$(UV) run --frozen --group mutation python -m tests.mutation $(if $(SAMPLE),--sample $(SAMPLE)) $(foreach module,$(MODULES),'$(module)')

lint: ## Format, lint, templates, floors and rooms
	$(RUN) ruff format --check .
	$(RUN) ruff check .
	$(RUN) djlint templates --lint --quiet
	$(RUN) lint-imports

types: ## Type checks on the rooms where rules live
	$(RUN) mypy

format: ## Format the code
	$(RUN) ruff format .
	$(RUN) ruff check --fix .

bench: install ## Measure speed against peers (bench/README.md) and write bench/results.json
	$(RUN) python -m bench
