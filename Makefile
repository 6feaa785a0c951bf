# Two commands do everything: `make run` and `make test`. Each sets up what it needs first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export ACTION_MAP_DATA_DIR ?= var

.PHONY: help run test quick mutants check bench siege messages lock wheel clean
.DEFAULT_GOAL := help

help:  ## List the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.ready  ## Start the dashboard with its example campaign on http://localhost:8501
	@$(BIN)/python -m dashboard run

SHARED = --dist loadfile --no-loadscope-reorder
# What is compiled stays, whatever the shell says: each of the processes would compile everything again.
unexport PYTHONDONTWRITEBYTECODE

# More processes than a small machine has cores: many a test waits for a server or a browser.
test: $(VENV)/.ready $(VENV)/.browser  ## Run all tests, browser tests included, four at a time
	@$(BIN)/python -m pytest -n 4 $(SHARED)

quick: $(VENV)/.ready  ## Run the tests that need no browser, no server and no PostgreSQL, in two minutes
	@$(BIN)/python -m pytest -q -m "not slow" -n 4 $(SHARED)

mutants: $(VENV)/.ready  ## Change the code in small ways and see whether the tests notice; takes long
	@$(BIN)/python -m pip install --quiet "cosmic-ray>=8.3"
	@$(BIN)/python -m tools.mutants

check: $(VENV)/.ready  ## Check style, types and import order
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(VENV)/.ready $(VENV)/.browser  ## Measure against the stock page and other geocoders, in one run
	@$(BIN)/python -m bench

siege: $(VENV)/.ready $(VENV)/.browser  ## Attack it on this machine: files, crowds, kills, slow databases (twenty minutes)
	@$(BIN)/python tools/set_up.py office $(VENV)
	@$(BIN)/python -m siege

messages: $(VENV)/.ready  ## Bring the catalogues of translations up to date with the sentences in the code
	@$(BIN)/python -m tools.messages

LOCK = $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes $(UPGRADE) \
  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --quiet
UPGRADE = --upgrade

lock: $(VENV)/.ready  ## Pin the newest allowed versions, with hashes: for work in requirements.txt, for servers in requirements-server.txt
	@$(LOCK) --group dev --output-file requirements.txt
	@$(LOCK) --constraint requirements.txt --output-file requirements-server.txt

wheel: $(VENV)/.ready  ## Install the wheel afresh on Python 3.11, 3.12 and 3.13, and see it answer
	@$(BIN)/python -m tools.try_wheel

clean:  ## Remove the environment and the data of `make run`
	@rm -rf $(VENV) var

$(VENV)/.ready: requirements.txt pyproject.toml tools/set_up.py
	@$(PYTHON) tools/set_up.py environment $(VENV)
	@touch $@

$(VENV)/.browser: $(VENV)/.ready
	@$(BIN)/python tools/set_up.py browser $(VENV)
	@touch $@
