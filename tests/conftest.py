"""What all tests share: a server for PostgreSQL, a browser, and how hard hypothesis looks."""

import os

from hypothesis import settings

# A browser that a test has opened leaves its loop running in this thread; tests of the database
# that come after it in the same process are none the less not asynchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

pytest_plugins = ["tests.postgres", "tests.browser"]

# The same examples on every run: a failure belongs to the change that is being made.
settings.register_profile("house", derandomize=True, deadline=None, database=None)
settings.load_profile("house")
