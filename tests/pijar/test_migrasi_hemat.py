"""While migrating, a rule of a table is told to its class; the class itself stays."""

import pytest
from django.db import migrations, models
from django.db.migrations.state import ModelState, ProjectState

from pijar.management.commands.migrate import ATURAN, _hemat

BENAR = models.CheckConstraint(condition=models.Q(lebar__gt=0), name="lebar_ada")


@pytest.fixture
def keadaan() -> ProjectState:
    """A state with two models, one of which points to the other, drawn already."""
    semua = ProjectState()
    semua.add_model(ModelState("x", "Meja", [("id", models.AutoField(primary_key=True))]))
    kolom = [
        ("id", models.AutoField(primary_key=True)),
        ("lebar", models.IntegerField()),
        ("meja", models.ForeignKey("x.Meja", models.CASCADE)),
    ]
    semua.add_model(ModelState("x", "Laci", kolom))
    assert semua.apps.get_model("x", "Laci")
    return semua


@pytest.fixture
def hemat(monkeypatch):
    for kelas, nama in ATURAN:
        monkeypatch.setattr(kelas, nama, _hemat(getattr(kelas, nama)))


def test_constraint_keeps_the_class_and_is_known_to_it(keadaan, hemat):
    kelas = keadaan.apps.get_model("x", "Laci")

    migrations.AddConstraint("laci", BENAR).state_forwards("x", keadaan)
    assert keadaan.apps.get_model("x", "Laci") is kelas
    assert kelas._meta.constraints == [BENAR]
    assert keadaan.models["x", "laci"].options["constraints"] == [BENAR]

    migrations.RemoveConstraint("laci", "lebar_ada").state_forwards("x", keadaan)
    assert kelas._meta.constraints == []


def test_index_is_known_to_the_class(keadaan, hemat):
    indeks = models.Index(fields=["lebar"], name="lebar_laci")

    migrations.AddIndex("laci", indeks).state_forwards("x", keadaan)

    assert keadaan.apps.get_model("x", "Laci")._meta.indexes == [indeks]


def test_field_draws_the_class_anew(keadaan, hemat):
    kelas = keadaan.apps.get_model("x", "Laci")

    migrations.AddField("laci", "isi", models.TextField(null=True)).state_forwards("x", keadaan)

    assert keadaan.apps.get_model("x", "Laci") is not kelas
    assert keadaan.apps.get_model("x", "Laci")._meta.get_field("isi")


def test_state_that_is_not_drawn_stays_so(hemat):
    kosong = ProjectState()
    kosong.add_model(ModelState("x", "Laci", [("id", models.AutoField(primary_key=True))]))

    migrations.AddConstraint("laci", BENAR).state_forwards("x", kosong)

    assert "apps" not in kosong.__dict__
