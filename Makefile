# Everything that must hold before a commit: make check. Each part can be run alone.
bin := .venv/bin

.PHONY: check style types imports translations documents tests messages manual format

check: style types imports translations documents tests

style:
	$(bin)/ruff check
	$(bin)/ruff format --check

types:
	$(bin)/mypy

imports:
	$(bin)/lint-imports --no-logo

translations:
	$(bin)/python scripts/messages.py check

documents:
	$(bin)/pytest -q tests/architecture/test_documents.py

tests:
	$(bin)/pytest -n 2 --dist worksteal -q

# Brings the catalogues up to date with the sentences in code and templates.
messages:
	$(bin)/python scripts/messages.py update
	$(bin)/python scripts/messages.py compile

# Makes the pages of the manual that are derived from the program.
manual:
	$(bin)/python scripts/manual.py update

format:
	$(bin)/ruff format
	$(bin)/ruff check --fix
