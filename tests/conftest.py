"""Fixtures for all tests. What they run under is in ``tests/plugin.py``."""

import os

# Playwright's event loop makes Django think that it is called from asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

pytest_plugins = ["tests.pekerja", "tests.peramban", "tests.peran", "tests.rujukan"]
