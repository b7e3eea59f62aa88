# Everything one types here. `make help` lists it. Needs make and Python 3.11 or newer, nothing else.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PORT ?= 8000
ARGS ?=
BIN := .venv/bin
PYTHON := $(BIN)/python
SERVE := $(BIN)/uvicorn s3platform.asgi:application --port $(PORT) --workers 1 --timeout-graceful-shutdown 3
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/*/LC_MESSAGES/django.po))
STATIC := var/static/.collected
# The whole suite on all cores; each worker has a database of its own, and Redis has sixteen to give.
# Who is done takes from the others: the rooms (a minute each) stand together and would keep one core waiting.
ALL_TESTS := --numprocesses auto --maxprocesses 8 --dist worksteal
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
        --no-emit-index-url --no-emit-find-links $(ARGS)

# Where this is set, Python throws compiled modules away and every start compiles them again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup setup-dev demo demo-reset hall run services backup restore test guide-pictures check bench drill bench-peers lock messages format clean

help: ## this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 20

# -- the environment ---------------------------------------------------------------------------------------------

$(BIN)/pip:
	@without_venv=
	for python in python3.12 python3.11 python3.13 python3.14 python3; do
	  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
	  if $$python -c 'import ensurepip, venv' 2>/dev/null; then
	    echo "Making the environment .venv with $$($$python --version) ..."
	    exec $$python -m venv --clear .venv
	  fi
	  without_venv=$${without_venv:-$$python}
	done
	if [ -n "$$without_venv" ]; then
	  echo "Python's venv module is missing. Please run: sudo apt install $$without_venv-venv" >&2
	else
	  echo "Python 3.11 or newer is missing. Please run: sudo apt install python3 python3-venv" >&2
	fi
	exit 1

.venv/.installed: requirements.txt | $(BIN)/pip
	@echo "Installing what the product runs on (once; about half a minute) ..."
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	@echo "Installing what the tests and checks need (once; about half a minute) ..."
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

%.mo: %.po | .venv/.installed
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale $(notdir $(patsubst %/LC_MESSAGES/,%,$(dir $<)))

$(STATIC): .venv/.installed $(shell find static $(filter-out var/static,$(wildcard */static)) -type f)
	@echo "Collecting static files ..."
	mkdir -p var/static
	DJANGO_SETTINGS_MODULE=s3platform.settings.dev $(PYTHON) manage.py collectstatic --noinput --verbosity 0 --ignore redoc --ignore rest_framework
	touch $@

setup: .venv/.installed $(CATALOGUES) $(STATIC) ## prepare everything the product needs

setup-dev: .venv/.installed-dev $(CATALOGUES) $(STATIC) ## the same for the tests and checks

# -- running it --------------------------------------------------------------------------------------------------

define port_is_free
$(PYTHON) -c 'import socket; socket.create_server(("127.0.0.1", $(PORT))).close()' 2>/dev/null \
  || { echo "Port $(PORT) is taken. Choose another: make $@ PORT=8001" >&2; exit 1; }
endef

# One process for all steps: starting Django is what costs a second start its seconds.
define prepare_data
$(PYTHON) - <<'EOF'
import django
from django.core.management import call_command
django.setup()
call_command("migrate", verbosity=0, skip_checks=False)
call_command("seed_demo")
call_command("demo_accounts")
EOF
endef

demo: setup ## the demonstration on http://127.0.0.1:8000 (PORT=...); keeps its data
	@$(port_is_free)
	export DJANGO_SETTINGS_MODULE=s3platform.settings.dev REDIS_URL= PUBLIC_URL=http://127.0.0.1:$(PORT)
	export DATABASE_URL=sqlite:///$(CURDIR)/var/demo.sqlite3
	$(prepare_data)
	exec $(SERVE) --host 127.0.0.1

demo-reset: ## throw the demonstration's data away (nothing else)
	@rm -f var/demo.sqlite3 var/demo.sqlite3-wal var/demo.sqlite3-shm
	echo "The next 'make demo' starts afresh."

hall: setup ## the same for everybody in the room (HOST=..., PUBLIC_URL=..., PORT=...)
	@$(port_is_free)
	export DATABASE_URL=$${DATABASE_URL:-sqlite:///$(CURDIR)/var/hall.sqlite3} REDIS_URL=$${REDIS_URL:-}
	export DJANGO_SETTINGS_MODULE=s3platform.settings.production PORT=$(PORT) DEFAULT_LANGUAGE=$${DEFAULT_LANGUAGE:-ru}
	settings=$$($(PYTHON) deploy/hall_env.py var/hall.env)
	eval "$$settings"
	$(prepare_data)
	exec $(SERVE) --host 0.0.0.0

run: setup ## serve what .env describes, restarting when code changes (for development)
	@$(port_is_free)
	if [ -f .env ]; then set -a; . ./.env; set +a; fi
	$(PYTHON) manage.py migrate --verbosity 0
	exec $(SERVE) --host 127.0.0.1 --reload

define with_settings
if [ -f .env ]; then set -a; . ./.env; set +a; fi
endef

services: setup ## web, live, worker, beat and nginx as processes of their own, on PostgreSQL and Redis (DEMO=1)
	@$(port_is_free)
	$(with_settings)
	export PORT=$(PORT) DJANGO_SETTINGS_MODULE=s3platform.settings.production
	exec $(PYTHON) -m deploy.services $(if $(DEMO),--demo)

backup: setup ## everything a site is, into one file (TO=file.tar)
	@$(with_settings)
	$(PYTHON) manage.py backup $(if $(TO),$(TO),$(error Please say where to: make backup TO=site.tar))

restore: setup ## a backup into an empty database, then verify it (FROM=file.tar)
	@$(with_settings)
	$(PYTHON) manage.py restore $(if $(FROM),$(FROM),$(error Please say where from: make restore FROM=site.tar))

# -- tests and checks --------------------------------------------------------------------------------------------

test: setup-dev ## the whole suite on PostgreSQL and Redis, the journeys also on SQLite (ARGS="-k word")
	@export REQUIRE=$${REQUIRE-$(if $(ARGS),,$${CI:+postgresql,redis,browser})}  # a build machine leaves nothing out
	env -u DJANGO_SETTINGS_MODULE $(PYTHON) -m pytest $(or $(ARGS),$(ALL_TESTS))

guide-pictures: setup-dev ## take the pictures of the guides anew (PICTURES="set ranking" for some); then look at them
	@env -u DJANGO_SETTINGS_MODULE $(PYTHON) -m pytest tests/browser/guide_pictures.py $(ARGS)

CHECKS := check-style check-types check-layers check-templates check-django check-messages check-names check-faults
.PHONY: $(CHECKS)
check: $(CHECKS) ## style, types, layers, templates, migrations, translations, known faults

$(CHECKS): setup-dev
check-django check-types check-messages: export DJANGO_SETTINGS_MODULE := s3platform.settings.dev

check-style:
	@echo "== style"
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

check-types:
	@echo "== types"
	$(BIN)/mypy

check-layers:
	@echo "== who imports whom"
	$(BIN)/lint-imports --no-logo

check-templates:
	@echo "== templates"
	$(BIN)/djlint templates --lint --quiet

check-django:
	@echo "== Django's own checks, migrations up to date"
	$(PYTHON) manage.py check --fail-level WARNING
	$(PYTHON) manage.py makemigrations --check --dry-run

check-messages:
	@echo "== translations"
	$(PYTHON) manage.py collect_messages --check

# One grep for what must never be in a tracked file; tests/house asks the same file.
check-names:
	@echo "== no package index, no path of one machine"
	if git grep -nIE -f .ci/forbidden; then exit 1; fi

# A machine without a network can still check everything else.
check-faults:
	@echo "== known faults in what we depend on"
	mkdir -p var
	if $(BIN)/pip-audit --require-hashes --disable-pip -r requirements.txt >var/pip-audit.txt 2>&1; then
	  unknown=$$(grep -c 'could not be audited' var/pip-audit.txt || true)
	  if [ "$$unknown" = 0 ]; then head -1 var/pip-audit.txt; else echo "NOT CHECKED: $$unknown packages cannot be looked up"; fi
	elif grep -q 'known vulnerabilit' var/pip-audit.txt; then
	  cat var/pip-audit.txt; exit 1
	else
	  echo "NOT CHECKED: the list of known faults cannot be reached ($$(tail -1 var/pip-audit.txt | cut -c1-120))"
	fi

bench: setup-dev ## measure the figures that are promised (ARGS="cells scoring" for some)
	@$(PYTHON) -m bench $(ARGS)

drill: setup-dev ## a hall of phones drives the real processes; without ARGS the list (ARGS="L1 phones=100")
	@$(PYTHON) -m bench.drill $(ARGS)

bench-peers: setup-dev ## install what `make bench` measures beside ours
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement bench/requirements.txt

# -- housekeeping ------------------------------------------------------------------------------------------------

lock: $(BIN)/pip ## write requirements*.txt anew from requirements*.in (ARGS=--upgrade for newer versions)
	@$(PYTHON) -m uv --version >/dev/null 2>&1 || $(PYTHON) -m pip install --quiet "$$(grep -oE '^uv==[0-9.]+' requirements-dev.in)"
	$(LOCK) requirements.in --output-file requirements.txt
	$(LOCK) requirements-dev.in --constraint requirements.txt --output-file requirements-dev.txt
	$(LOCK) bench/requirements.in --output-file bench/requirements.txt

messages: setup-dev ## collect texts to translate, keep what is translated
	@DJANGO_SETTINGS_MODULE=s3platform.settings.dev $(PYTHON) manage.py collect_messages

format: setup-dev ## bring all Python files into one form
	@$(BIN)/ruff check --fix --exit-zero --quiet .
	$(BIN)/ruff format .

clean: ## remove what can be made again (keeps var/*.sqlite3 and var/media)
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis var/static
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find locale -name '*.mo' -delete
