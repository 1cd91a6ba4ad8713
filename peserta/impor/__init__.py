"""A list on its way in: read, check, stage, judge, apply. Set-based, without model instances.

``peserta.actions.impor`` is the only caller; everything here runs inside its transaction.
"""
