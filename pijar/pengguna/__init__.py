"""Accounts: made, changed, reset, their passwords and second factors (ADR 0035).

``akun`` are the verbs of admins, ``usulan`` those that two of them are needed for, ``diri`` what
owners do with their own account, ``kode`` the codes of a second factor, ``gerbang`` the gate that a
session passes before it may do anything.
"""
