# Everything needs only Python 3.11 or later and make; the rest is put into .venv by the lock file.

PYTHON ?= python3
UV := $(shell command -v uv || echo .uv/bin/uv)
RUN := $(UV) run --frozen
READY := .venv/.ready

.PHONY: demo test lint bench wheel env browser office clean

demo: $(READY)  ## build the sample graph and serve it
	$(RUN) zelian demo

test: $(READY) browser office  ## all tests
	$(RUN) pytest

lint: $(READY)  ## style, types, direction of imports
	$(RUN) ruff check
	$(RUN) mypy
	$(RUN) lint-imports

bench: $(READY)  ## how long reading, loading and asking take
	$(RUN) python bench/run.py

wheel: $(READY)  ## the package in dist/
	rm -rf dist
	$(UV) build --wheel --quiet

env: $(READY)

$(READY): pyproject.toml uv.lock | $(UV)
	$(UV) sync --frozen
	touch $@

.uv/bin/uv:
	$(PYTHON) -m pip install --quiet --target .uv uv

# A browser for the tests of the pages: one that is here, else Debian's, else Playwright's; without any they are skipped.
browser: $(READY)
	@if [ -n "$$ZELIAN_TEST_BROWSER" ] || command -v chromium || command -v chromium-browser || command -v google-chrome; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ]; then root=; else root="sudo -n"; fi; \
	if command -v apt-get >/dev/null && $$root true 2>/dev/null && $$root apt-get update -q \
		&& $$root apt-get install -qy --no-install-recommends chromium; then exit 0; fi; \
	$(RUN) playwright install chromium || echo "No browser could be installed: the browser tests will be skipped."

# LibreOffice for the tests of old Word files: the one that is here, else Debian's; without it they are skipped.
office:
	@if command -v soffice; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ]; then root=; else root="sudo -n"; fi; \
	{ command -v apt-get >/dev/null && $$root true 2>/dev/null && $$root apt-get update -q \
		&& $$root apt-get install -qy --no-install-recommends libreoffice-writer-nogui; } \
		|| echo "LibreOffice could not be installed: the tests that need it will be skipped."

clean:
	rm -rf .venv .uv dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
