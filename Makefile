# Every target does the set-up that it needs and skips what is done. The work is in tools/.
PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help install peers run test test-long bench bench-growth bench-grading check lock messages

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' Makefile | awk -F'|' '{ printf "  %-18s%s\n", $$1, $$2 }'

install: ## set everything up in this checkout; starts nothing
	@$(PYTHON) -m tools.set_up

peers: ## other projects' LTI programs, in a virtual environment of their own (.venv-peers); `make test` does it too
	@$(PYTHON) -m tools.set_up --peers

run: ## the demo: Slipway on http://localhost:8000 and a practice LMS on http://127.0.0.1:8001 (PORT, LMS_PORT)
	@$(PYTHON) -m tools.set_up
	@.venv/bin/slipway demo

test: ## all tests, on SQLite and PostgreSQL, in Chromium and Firefox too
	@$(PYTHON) -m tools.run_tests

test-long: ## all tests, and those that take long
	@$(PYTHON) -m tools.run_tests --long

bench: ## what launches cost, beside other tools: bench/README.md (QUICK=1, WRITE=1, OPTIONS="--checkout PATH …")
	@$(PYTHON) -m tools.set_up
	@.venv/bin/python -m bench.launches $(if $(QUICK),--quick) $(if $(WRITE),--write) $(OPTIONS)
	@$(if $(QUICK),,.venv/bin/python -m bench.picker $(if $(WRITE),--write))
	@$(if $(QUICK),,.venv/bin/python -m bench.class_page $(if $(WRITE),--write))
	@$(if $(QUICK),,.venv/bin/python -m bench.running $(if $(WRITE),--write))
	@$(if $(QUICK),,.venv/bin/python -m bench.grading $(if $(WRITE),--write))

bench-growth: ## launches beside a million others, and on an empty database (WRITE=1, OPTIONS="--launches N …")
	@$(PYTHON) -m tools.set_up
	@.venv/bin/python -m bench.growth $(if $(WRITE),--write) $(OPTIONS)

bench-grading: ## what grading costs, what it takes from those who wait for pages, and jobs a second (WRITE=1)
	@$(PYTHON) -m tools.set_up
	@.venv/bin/python -m bench.grading $(if $(WRITE),--write)
	@.venv/bin/python -m bench.jobs $(if $(WRITE),--write)

check: ## lint, types, floors, handbook, translations, migrations, lock files
	@$(PYTHON) -m tools.check

messages: ## bring the catalogues of translations up to the sources, and compile them
	@$(PYTHON) -m tools.set_up
	@.venv/bin/python -m tools.messages

lock: ## write the lock files anew after a change of pyproject.toml's dependencies or package.json
	@$(PYTHON) -m tools.lock
