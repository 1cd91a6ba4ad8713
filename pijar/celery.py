"""The Celery application; it finds tasks in the ``tasks`` modules of the apps."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pijar.settings")

app = Celery("pijar")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
