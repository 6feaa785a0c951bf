# Two commands do everything: `make run` and `make test`. Each sets up what it needs first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export ACTION_MAP_DATA_DIR ?= var

.PHONY: help run test check bench messages lock clean
.DEFAULT_GOAL := help

help:  ## List the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.ready  ## Start the dashboard with its example campaign on http://localhost:8501
	@$(BIN)/python -m dashboard run

test: $(VENV)/.ready $(VENV)/.browser  ## Run all tests, browser tests included
	@$(BIN)/python -m pytest

check: $(VENV)/.ready  ## Check style, types and import order
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(VENV)/.ready $(VENV)/.browser  ## Measure against the stock page and other geocoders, in one run
	@$(BIN)/python -m bench

messages: $(VENV)/.ready  ## Bring the catalogues of translations up to date with the sentences in the code
	@$(BIN)/python -m tools.messages

lock: $(VENV)/.ready  ## Pin the newest allowed versions, with hashes, in requirements.txt
	@$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --upgrade \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --quiet --output-file requirements.txt

clean:  ## Remove the environment and the data of `make run`
	@rm -rf $(VENV) var

$(VENV)/.ready: requirements.txt pyproject.toml tools/set_up.py
	@$(PYTHON) tools/set_up.py environment $(VENV)
	@touch $@

$(VENV)/.browser: $(VENV)/.ready
	@$(BIN)/python tools/set_up.py browser $(VENV)
	@touch $@
