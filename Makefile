# Everything a person does here, by name. `make` alone lists it.

PORT ?= 8000
ARGS ?=
VENV := .venv
BIN := $(VENV)/bin
DEV := DJANGO_SETTINGS_MODULE=project.settings.dev
TEST := DJANGO_SETTINGS_MODULE=project.settings.test
PACKAGES := project core web_api mobile_api tests

# A complete environment that connects to nothing, to look at the production settings with.
PRODUCTION := DJANGO_SETTINGS_MODULE=project.settings.production ALLOWED_HOSTS=shop.example SHOP_URL=https://shop.example \
	SECRET_KEY=never-signs-anything-0123456789-abcdefghijklmnopqrstuvwxyz \
	DATABASE_URL=postgres://nobody@127.0.0.1:1/nothing EMAIL_URL=smtp://mail.shop.example:587

.DEFAULT_GOAL := help
.PHONY: help run dev test check e2e scale faults faults-short listing-hour fuzz cases lock clean venv install-run install-dev

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: install-run ## the whole shop at http://127.0.0.1:8000/ (PORT= changes it)
	@DJANGO_SETTINGS_MODULE=project.settings.base exec $(BIN)/python manage.py serve --port $(PORT)

dev: install-dev ## the same for its makers: reloads on every change, tracebacks in the browser
	@$(DEV) $(BIN)/python manage.py prepare
	@$(DEV) exec $(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

test: install-dev ## the tests, on SQLite or whatever DATABASE_URL names (ARGS="-k cart" narrows them)
	@$(TEST) $(BIN)/pytest -n auto --ignore tests/e2e --ignore tests/scale --ignore tests/faults $(ARGS)

check: install-dev ## style, types, import contracts, migrations, deployment settings, sizes, known vulnerabilities
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(PACKAGES)
	$(BIN)/lint-imports --no-logo
	@$(TEST) DATABASE_URL=sqlite://:memory: $(BIN)/python manage.py makemigrations --check --dry-run
	@$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING
	@$(BIN)/python -m tests.architecture.size
	$(BIN)/bandit --quiet --configfile pyproject.toml --severity-level medium --confidence-level medium --recursive $(filter-out tests,$(PACKAGES))
	@$(BIN)/python -m tests.architecture.advisories

e2e: install-dev ## the real pages in a real browser (E2E=short looks at them in two ways, not six)
	@command -v chromium >/dev/null || { echo "make e2e needs Chromium: apt-get install chromium" >&2; exit 1; }
	@$(TEST) $(BIN)/pytest tests/e2e $(ARGS)

PRODUCTS ?= 100000
scale: install-dev ## statements and plans in a shop of PRODUCTS=100000, on the PostgreSQL that DATABASE_URL names
	@$(TEST) PRODUCTS=$(PRODUCTS) $(BIN)/pytest tests/scale $(ARGS)

faults: install-dev ## what is broken on purpose, in full (about two hours): writes docs/faults.md; needs DATABASE_URL
	@$(TEST) FAULTS=full $(BIN)/pytest tests/faults $(ARGS)

faults-short: install-dev ## a short form of the same
	@$(TEST) $(BIN)/pytest -n 2 --dist loadfile tests/faults $(ARGS)

SECONDS ?= 600
listing-hour: install-dev ## an hour of everything in SECONDS=600, then lists compared row by row; needs DATABASE_URL
	@$(TEST) LISTING_HOUR=$(SECONDS) $(BIN)/pytest -s tests/processes/test_listing_hour.py $(ARGS)

FUZZ ?= 100
SEED ?= 1
fuzz: install-dev ## what schemathesis makes of both contracts: FUZZ=100 requests by chance an operation, from SEED=1 on
	@$(TEST) FUZZ=$(FUZZ) SEED=$(SEED) $(BIN)/pytest tests/security/test_contracts_hold.py $(ARGS)

CASES ?= 10000
cases: install-dev ## what must hold of any amounts, taxes and currencies: CASES=10000 by chance a property
	@$(TEST) CASES=$(CASES) $(BIN)/pytest -n auto tests/core/tax/test_rules.py tests/core/checkout/test_totals.py tests/core/shared/test_money.py $(ARGS)

COMPILE := pip compile --universal --python-version 3.12 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet

lock: venv ## compile requirements/*.in into their hash-pinned locks
	@command -v uv >/dev/null || $(BIN)/uv --version >/dev/null 2>&1 || $(BIN)/pip install --quiet uv
	@uv=$$(command -v uv || echo $(BIN)/uv); for name in run dev; do \
		$$uv $(COMPILE) requirements/$$name.in -o requirements/$$name.txt || exit; done

clean: ## remove what can be made again; the shop's data in var/ stays
	rm -rf $(VENV) var/static var/static.fingerprint .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The first interpreter >= 3.12 that really runs; a pyenv shim may be on PATH and fail.
NEW_ENOUGH := -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1
define find_python
at="$${PYENV_ROOT:-$$HOME/.pyenv}/versions"; \
for python in python3.14 python3.13 python3.12 python3 "$$at"/3.1[4-9]*/bin/python "$$at"/3.13*/bin/python "$$at"/3.12*/bin/python none; do \
	[ $$python = none ] || "$$python" $(NEW_ENOUGH) && break; done; \
[ $$python != none ] || { echo "Bespoke needs Python 3.12 or newer with venv: install it (apt-get install python3 python3-venv, or pyenv install 3.13)." >&2; exit 1; }
endef

# A half-made or outdated environment is made again.
venv:
	@$(BIN)/python -m pip --version >/dev/null 2>&1 && $(BIN)/python $(NEW_ENOUGH) || \
		{ $(find_python); echo "Making $(VENV) with $$("$$python" --version)"; "$$python" -m venv --clear $(VENV); }

# $(call install,run): exactly the lock's packages. The copy of the lock kept beside them says what is installed; where
# nothing has changed this takes a fraction of a second.
define install
@cmp -s requirements/$(1).txt $(VENV)/installed-$(1).txt || \
	{ echo "Installing requirements/$(1).txt"; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/$(1).txt && \
	cp requirements/$(1).txt $(VENV)/installed-$(1).txt; }
endef

install-run: venv
	$(call install,run)

install-dev: venv
	$(call install,dev)
