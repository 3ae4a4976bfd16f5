# Två kommandon gör allt: `make demo` och `make test`. / Two commands do everything.
PYTHON ?= python3
BIN := .venv/bin
# A real browser on a busy machine may miss a moment: such a test gets one more try, and the summary says so.
AGAIN := --reruns 1 --reruns-delay 2
# Most tests wait for a browser, a disk or a server: two for each core keep it busy.
SIDE_BY_SIDE := -n $(shell echo $$((2 * $$(nproc)))) --dist loadfile --no-loadscope-reorder

.PHONY: help install demo test test-postgresql check pictures format real torture bench clean

help:            ## visar den här listan
	@grep -E '^[a-z-]+: .*##|^[a-z-]+:  *##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 12

install: .venv/.installed  ## .venv med kommandot somearkiv, en Chromium och typsnitt

.venv/.installed: pyproject.toml .ci/setup
	PYTHON="$(PYTHON)" bash .ci/setup
	@touch $@

demo: install    ## hela huvudjobbet på den inbyggda demokommunen; resultatet i demo-archive/
	$(BIN)/somearkiv demo --out demo-archive

test: install    ## alla prov, två i taget på varje kärna
	$(BIN)/python -m pytest -q $(SIDE_BY_SIDE) $(AGAIN)

test-postgresql: install  ## alla prov med korten i PostgreSQL, som proven startar själva
	SOMEARKIV_TEST_DATABASE=postgresql $(BIN)/python -m pytest -q $(SIDE_BY_SIDE) $(AGAIN)

check: install   ## format, lint, typer, importkontrakt, prov: utvecklarens enda kommando
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q $(SIDE_BY_SIDE) $(AGAIN)

pictures: install  ## bilder av alla sidor till handboken, ur en påhittad kommun
	$(BIN)/python -m tests.web.screenshots

format: install  ## rättar format och det lint kan rätta själv
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

real: install    ## alla riktiga servrar, även de långsamma
	@bash .ci/screen
	SOMEARKIV_REAL=all $(BIN)/python -m pytest -q tests/real

torture: install ## dödar arkivet mitt i arbetet 500 gånger; inget får gå förlorat
	$(BIN)/python -m tests.storage.crash.killing 500

clean:           ## tar bort det som byggts (inte arkiv)
	rm -rf .venv .cache build *.egg-info
