"""Embedded servers for the demo, the tests and every command run without DATABASE_URL.

Real PostgreSQL and Valkey from wheels that production does not install. Addresses given in the
environment always win; then nothing here starts.
"""

from pijar.lokal.environment import servers_for
from pijar.lokal.suite import run_tests

__all__ = ["run_tests", "servers_for"]
