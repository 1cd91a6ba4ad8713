"""WSGI entry point for gunicorn."""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pijar.settings")

application = get_wsgi_application()

# Load the views now and freeze all loaded objects: otherwise the garbage collector scans them and
# delays a page by 70 ms now and then.
import_module("pijar.urls")
gc.collect()
gc.freeze()
