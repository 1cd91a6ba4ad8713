"""``migrate`` as Django has it, by the owner of the tables, who then gives the roles their rights.

It takes half the time: a rule of a table does not redraw its model.

Django makes the classes of a model and of its neighbours anew after each operation. A constraint,
an index or a trigger changes no field, so that the class stays and is only told of it (ADR 0032).
"""

from collections.abc import Callable
from contextlib import ExitStack
from functools import wraps
from typing import Any
from unittest.mock import patch

from django.core.management.commands import migrate
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

from pijar.hak_basis import beri_hak, buat_peran, sebagai_pemilik

ATURAN = (
    (ProjectState, "_append_option"),
    (ProjectState, "_remove_option"),
    (ProjectState, "_alter_option"),
    (AddTrigger, "state_forwards"),
    (RemoveTrigger, "state_forwards"),
)


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with ExitStack() as semua:
            for kelas, nama in ATURAN:
                semua.enter_context(patch.object(kelas, nama, _hemat(getattr(kelas, nama))))
            semua.enter_context(sebagai_pemilik())
            super().handle(*args, **options)
            if not (options["check_unapplied"] or options["plan"]):
                buat_peran()
                beri_hak()


def _hemat(asli: Callable[..., None]) -> Callable[..., None]:
    """The same change of the state, told to the class that is there."""

    @wraps(asli)
    def dalam(*args: Any, **kwargs: Any) -> None:
        with patch.object(ProjectState, "reload_model", _beri_tahu):
            asli(*args, **kwargs)

    return dalam


def _beri_tahu(state: ProjectState, app_label: str, model_name: str, delay: bool = False) -> None:
    """In place of ``reload_model``: the class takes constraints and indexes from the state."""
    if "apps" in state.__dict__:  # hasattr would make it
        meta = state.apps.get_model(app_label, model_name)._meta  # noqa: SLF001
        isi = state.models[app_label, model_name.lower()].options
        meta.constraints = [satu.clone() for satu in isi["constraints"]]
        meta.indexes = [satu.clone() for satu in isi["indexes"]]
