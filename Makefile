# Two commands: `make demo` runs the main job on the example pages, `make test` passes the tests.
# Both do all the set-up in .venv from the locks in requirements/ (hashes checked).

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
# Matrix products on sentences are small: more than one thread only spins.
export OPENBLAS_NUM_THREADS := 1
export OMP_NUM_THREADS := 1

.PHONY: demo test lint types tests browser docs lock bench tagger clean

demo: $(VENV)/run.stamp
	rm -rf demo && mkdir -p demo
	$(BIN)/onrecord add examples/pages --record demo/onrecord.db
	$(BIN)/onrecord read examples/pages/ferry-northway-wire.html
	$(BIN)/onrecord find dam --record demo/onrecord.db
	$(BIN)/onrecord stories --record demo/onrecord.db
	$(BIN)/onrecord problems --record demo/onrecord.db
	$(BIN)/onrecord verify --record demo/onrecord.db
	$(BIN)/onrecord export --format csv --out demo/tables --record demo/onrecord.db
	@echo "The record file is demo/onrecord.db; the tables are in demo/tables."

test: lint types tests

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check src tests bench training docs
	$(BIN)/ruff format --check src tests bench training docs

types: $(VENV)/dev.stamp
	$(BIN)/mypy

tests: $(VENV)/dev.stamp browser
	$(BIN)/pytest

# The browser tests drive Debian's Chromium; where it cannot be had they are skipped and say so.
browser:
	@command -v chromium > /dev/null \
	|| { apt-get -qq update && apt-get -qq -y --no-install-recommends install chromium; } > /dev/null 2>&1 \
	|| echo "no Chromium, and no right to install Debian's: the browser tests will be skipped"

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "onrecord needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: $(VENV)/bin/python requirements/run.txt pyproject.toml
	$(BIN)/pip install --quiet --require-hashes -r requirements/run.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.txt
	$(BIN)/pip install --quiet --require-hashes -r requirements/dev.txt
	touch $@

$(VENV)/train.stamp: $(VENV)/dev.stamp requirements/train.txt
	$(BIN)/pip install --quiet --require-hashes -r requirements/train.txt
	touch $@

docs: $(VENV)/dev.stamp
	$(BIN)/python docs/make_docs.py

# Needs ../shared/data; bench.events fits its folds with scikit-learn, which onrecord itself never imports.
bench: $(VENV)/train.stamp
	for name in attribution quotes speakers relays actors moments event_times dating places events triples \
	eventless audit pages splices stories copies origins disagreements examples speed spans; do $(BIN)/python -m bench.$$name || exit 1; done

# Trains the tagger anew and fits what joins it to the parse: about an hour and a half on two cores, needs
# ../shared/data and, where PyPI's torch would bring CUDA, PIP_EXTRA_INDEX_URL=https://download.pytorch.org/whl/cpu.
# The lock names PyTorch's CPU build; the environment is its own, since onrecord itself never imports torch.
TAGGER := .venv-tagger
$(TAGGER)/stamp: requirements/tagger.txt requirements/encoder.txt
	$(PYTHON) -m venv $(TAGGER)
	$(TAGGER)/bin/pip install --quiet --require-hashes -r requirements/tagger.txt
	$(TAGGER)/bin/pip install --quiet --require-hashes --no-deps -r requirements/encoder.txt
	$(TAGGER)/bin/pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

tagger: export OMP_NUM_THREADS := 2
tagger: $(TAGGER)/stamp
	mkdir -p build
	$(TAGGER)/bin/python -m training.tagger --epochs 6 --out build/tagger.pt
	$(TAGGER)/bin/python -m training.export build/tagger.pt
	$(TAGGER)/bin/python -m training.cues --parses build/train.spacy --held build
	$(TAGGER)/bin/python -m training.fusion --parses build/train.spacy --parse-models build

# Needs pip-tools in an environment of its own: pipx run --spec pip-tools pip-compile ...
COMPILE := pip-compile --quiet --generate-hashes --strip-extras --no-header --no-emit-index-url \
	--no-emit-find-links --allow-unsafe
lock:
	$(COMPILE) --extra build -o requirements/run.txt pyproject.toml
	$(COMPILE) --extra build --extra dev -c requirements/run.txt -o requirements/dev.txt pyproject.toml
	$(COMPILE) --extra build --extra dev --extra train -c requirements/dev.txt -o requirements/train.txt pyproject.toml
	$(COMPILE) --extra build --extra dev --extra train --extra tagger -c requirements/train.txt \
		-o requirements/tagger.txt pyproject.toml

clean:
	rm -rf $(VENV) $(TAGGER) build demo .mypy_cache .ruff_cache .pytest_cache
