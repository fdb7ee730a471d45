# One door to everything. `make demo` and `make test` set up .venv by themselves; they need
# only python3 (3.11 or newer, with venv) and a package index.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
UV := $(VENV)/bin/uv
RUN := $(UV) run --frozen --no-sync
export UV_PROJECT_ENVIRONMENT := $(abspath $(VENV))
export UV_LINK_MODE ?= copy
export UV_NO_PROGRESS ?= 1
# The tests start the program many times: let it be compiled once.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help demo test lint format types floors unit bench docs lock clean kernel-asan

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

$(UV):
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check "uv>=0.5"

# The core alone, as a user installs it.
$(VENV)/.core: $(UV) pyproject.toml uv.lock
	$(UV) sync --frozen --no-dev --inexact --quiet
	@touch $@

# The core and what the tests need.
$(VENV)/.dev: $(UV) pyproject.toml uv.lock
	$(UV) sync --frozen --inexact --quiet
	@touch $(VENV)/.core $@

# The native kernel of the match index, with the compiler that is there. Without one the Python path
# gives the same answers. Kept until its sources change.
KERNEL := $(filter-out %/__pycache__,$(wildcard kernel/*.toml kernel/*.txt kernel/src/* kernel/holdpoint_kernel/*))
$(VENV)/.kernel: $(UV) $(KERNEL)
	@if $(UV) pip install --quiet --python $(VENV)/bin/python ./kernel >$(VENV)/kernel.log 2>&1; \
	then echo "kernel: built" >$@; \
	else $(UV) pip uninstall --quiet --python $(VENV)/bin/python holdpoint-kernel 2>/dev/null; \
	  echo "kernel: not built ($(VENV)/kernel.log says why); searches use the Python path" >$@; fi
	@cat $@

# The same under AddressSanitizer, and the property tests with it; once before a release.
kernel-asan: $(VENV)/.dev ## the property tests with the kernel under AddressSanitizer
	$(UV) pip install --quiet --python $(VENV)/bin/python --target $(VENV)/asan \
	  -C cmake.define.HOLDPOINT_SANITIZE=ON -C build-dir=$(abspath $(VENV))/asan-build ./kernel
	PYTHONPATH=$(VENV)/asan ASAN_OPTIONS=detect_leaks=0 LD_PRELOAD="$$(c++ -print-file-name=libasan.so) \
	  $$(c++ -print-file-name=libstdc++.so)" $(VENV)/bin/python -m pytest -q -p no:cacheprovider \
	  tests/matching/test_index_engines.py tests/matching/test_kernel.py

demo: $(VENV)/.core $(VENV)/.kernel ## screen the shipped example orders against the embedded knowledge
	@$(VENV)/bin/holdpoint demo

test: $(VENV)/.dev $(VENV)/.kernel lint types floors unit ## everything that must hold before a change lands

lint: $(VENV)/.dev ## style, by ruff
	$(RUN) ruff check .
	$(RUN) ruff format --check .

types: $(VENV)/.dev ## types, by mypy --strict
	$(RUN) mypy

floors: $(VENV)/.dev ## the floors of the house, by import-linter
	$(RUN) lint-imports --no-cache

unit: $(VENV)/.dev $(VENV)/.kernel ## the tests
	$(RUN) pytest -n auto --dist worksteal

bench: $(VENV)/.dev $(VENV)/.kernel ## the benchmarks, one table each
	$(RUN) python -m benchmarks.snapshot
	$(RUN) python -m benchmarks.start
	$(RUN) python -m benchmarks.throughput
	$(RUN) python -m benchmarks.cases
	$(RUN) python -m benchmarks.names
	$(RUN) python -m benchmarks.parties
	$(RUN) python -m benchmarks.addresses
	$(RUN) python -m benchmarks.retrieval
	$(RUN) python -m benchmarks.disclosures
	$(RUN) python -m benchmarks.speed --sizes 50000,1000000

docs: $(VENV)/.dev ## write the pages that are made from the product
	$(RUN) python docs/generate.py

format: $(VENV)/.dev ## put the code into shape
	$(RUN) ruff check --fix .
	$(RUN) ruff format .

lock: $(UV) ## renew uv.lock
	$(UV) lock

clean: ## throw away what was built
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis dist build
