"""WSGI entry point for gunicorn."""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pijar.settings")

application = get_wsgi_application()

# What is loaded by now stays for good, the views included: walking over all of it would make a
# page wait for 70 ms now and then.
import_module("pijar.urls")
gc.collect()
gc.freeze()
