"""The Celery application; every task is found in the apps' ``tasks`` modules."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pijar.settings")

app = Celery("pijar")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
