"""``manage.py kinerja tahan``: whether killing a part, at any moment, loses or doubles anything."""

TAHAN = "tahan"
