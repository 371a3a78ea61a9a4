"""What all tests share: a server for PostgreSQL, a browser, and how hard hypothesis looks."""

from hypothesis import settings

pytest_plugins = ["tests.postgres", "tests.browser"]

# The same examples on every run: a failure belongs to the change that is being made.
settings.register_profile("house", derandomize=True, deadline=None, database=None)
settings.load_profile("house")
