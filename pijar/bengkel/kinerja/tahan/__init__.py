"""``manage.py kinerja tahan``: whether killing any part, at any moment, loses or doubles anything."""

TAHAN = "tahan"
