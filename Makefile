# The one door to every tool. `make run` and `make test` need nothing before them.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
export PYTHONPATH := $(CURDIR):$(CURDIR)/src
export DJANGO_SETTINGS_MODULE := config.settings

.PHONY: run test check fix lock bench clean docs doors backup restore drill

run: $(VENV)/.run  ## start the house: portal, desk and worker (PLAN=file imports a plan first)
	@$(PY) manage.py start $(if $(PLAN),--plan "$(PLAN)")

test: $(VENV)/.dev  ## everything a user runs
	@$(PY) -m pytest -n 2 --dist worksteal $(ARGS)

check: $(VENV)/.dev  ## the static gates, and the tests of the house: some ten minutes
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@$(VENV)/bin/lint-imports --no-cache
	@$(VENV)/bin/djlint --lint --quiet src
	@SURFACE=public $(PY) manage.py check --fail-level WARNING
	@SURFACE=desk $(PY) manage.py check --fail-level WARNING
	@$(PY) manage.py makemigrations --check --dry-run
	@$(PY) -m tests.house.deploy_check
	@$(PY) -m pytest tests/house -n 2 --dist loadfile

fix: $(VENV)/.dev
	@$(PY) -m ruff check --fix . ; $(PY) -m ruff format .

docs: $(VENV)/.dev  ## write anew what is generated from the code
	@$(PY) manage.py write_docs

doors: $(VENV)/.dev  ## walk through every door and write the table anew; read what changed before you commit it
	@QUANCHENG_WRITE_DOORS=1 $(PY) -m pytest tests/house/test_doors.py -n 0

backup: $(VENV)/.run  ## back up while the house goes on (TO=folder KEYS_TO=another KEEP=14)
	@$(PY) manage.py backup $(if $(TO),--to "$(TO)") $(if $(KEYS_TO),--keys-to "$(KEYS_TO)") $(if $(KEEP),--keep "$(KEEP)")

restore: $(VENV)/.run  ## put a backup into an empty place and compare (FROM=backup INTO=folder KEYS=archive DATABASE=name)
	@test -n "$(FROM)" || { echo "请用 FROM= 指明备份文件或放备份的目录：make restore FROM=... INTO=..."; exit 2; }
	@$(PY) manage.py restore "$(FROM)" $(if $(INTO),--into "$(INTO)") $(if $(KEYS),--keys "$(KEYS)") $(if $(DATABASE),--database "$(DATABASE)")

drill: $(VENV)/.run  ## back up, restore into an empty place, compare everything, clear away
	@$(PY) manage.py drill $(if $(IN),--in "$(IN)")

bench: $(VENV)/.dev  ## measure, print, and compare with docs/performance.md
	@$(PY) -m tests.bench $(ARGS)

lock: $(VENV)/.dev  ## choose versions anew and write their hashes
	@$(PY) -m pip install --quiet uv
	@$(PY) -m uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --upgrade -q pyproject.toml -o requirements/run.txt
	@$(PY) -m uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --extra dev -c requirements/run.txt -q pyproject.toml -o requirements/dev.txt

$(VENV)/bin/python:
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt | $(VENV)/bin/python
	@echo "Installing what the house needs (once) ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@echo "Installing what the tests need (once) ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

clean:
	rm -rf $(VENV) var .mypy_cache .ruff_cache .hypothesis
