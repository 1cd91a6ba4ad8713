"""Sign-in, lock-out, expiry, passwords, roles."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pijar.hak import ARTI_HAK, HAK, Peran
from pijar.models import JejakAkses, Pengguna, Sesi
from pijar.settings import CELERY_BEAT_SCHEDULE
from pijar.tasks import hapus_sesi_usang
from tests.factories import PenggunaFactory

SANDI = "Becak-Semarang-26"


def coba_masuk(client, sandi, username="budi"):
    return client.post("/masuk/", {"username": username, "password": sandi})


@pytest.fixture
def budi(db):
    budi = PenggunaFactory(username="budi")
    budi.set_password(SANDI)
    budi.groups.add(Group.objects.get(name="sekda"))
    budi.save()
    return budi


def test_masuk_then_keluar(client, budi):
    assert coba_masuk(client, SANDI).url == "/"
    assert client.post("/keluar/").url == "/masuk/"
    assert client.get("/tugas/").url.startswith("/masuk/")


def test_fifth_failure_locks_the_account_even_for_the_right_password(client, budi):
    for _ in range(4):
        assert coba_masuk(client, "salah").status_code == 200

    assert coba_masuk(client, "salah").status_code == 429
    assert coba_masuk(client, SANDI).status_code == 429


@pytest.mark.parametrize(("hari", "boleh"), [(-1, False), (0, True), (1, True)])
def test_masuk_until_the_last_day(client, budi, hari, boleh):
    budi.berlaku_sampai = timezone.localdate() + timedelta(days=hari)
    budi.save()

    assert coba_masuk(client, SANDI).status_code == (302 if boleh else 200)


def test_a_session_in_use_lives_on_and_is_seldom_written(client, budi, monkeypatch, settings):
    awal = timezone.now()

    def ditulis(menit):
        monkeypatch.setattr(timezone, "now", lambda: awal + timedelta(minutes=menit))
        with CaptureQueriesContext(connection) as query:
            assert client.get("/tugas/").status_code == 200
        return any("UPDATE" in q["sql"] and "pijar_sesi" in q["sql"] for q in query)

    settings.SESSION_COOKIE_AGE = 2 * 60 * 60
    coba_masuk(client, SANDI)
    client.get("/tugas/")

    assert [ditulis(menit) for menit in (1, 3, 4, 119, 120, 237)] == [
        False, True, False, True, False, True,
    ]  # fmt: skip
    monkeypatch.setattr(timezone, "now", lambda: awal + timedelta(minutes=237 + 121))
    assert client.get("/tugas/").url.startswith("/masuk/")


def test_a_right_comes_with_a_role_alone(client, budi):
    budi.user_permissions.add(Permission.objects.get(codename="menetapkan"))

    assert not Pengguna.objects.get(pk=budi.pk).has_perm("pijar.menetapkan")


def test_expiry_ends_a_running_session(client, budi):
    coba_masuk(client, SANDI)
    assert client.get("/tugas/").status_code == 200

    Pengguna.objects.update(berlaku_sampai=date(2020, 1, 1))

    assert client.get("/tugas/").url.startswith("/masuk/")


@pytest.mark.parametrize(
    ("sandi", "sah"),
    [
        ("Pendek-1a", False),
        ("hanyahurufkecil", False),
        ("hurufdan12345angka", False),
        ("Huruf12345angka", True),
        (SANDI, True),
    ],
)
def test_password_is_long_and_mixed(sandi, sah):
    if sah:
        validate_password(sandi)
    else:
        with pytest.raises(ValidationError):
            validate_password(sandi)


@pytest.mark.parametrize("peran", Peran.values)
def test_group_holds_exactly_the_rights_of_the_table(db, peran):
    punya = Group.objects.get(name=peran).permissions.filter(
        content_type__model="pengguna", content_type__app_label="pijar", codename__in=ARTI_HAK
    )

    assert {p.codename for p in punya} == HAK[Peran(peran)]


@pytest.mark.parametrize(
    ("wilayah", "kode", "tampak"),
    [
        ([], "33.74.01.1001", True),
        (["33.74.01"], "33.74.01.1001", True),
        (["33.74.02"], "33.74.01.1001", False),
        (["33.74.02", "33.74.01.1001"], "33.74.01.1001", True),
        (["33.74.01.1002"], "33.74.01.1001", False),
    ],
)
def test_q_wilayah_matches_by_prefix(db, wilayah, kode, tampak):
    from peserta.models import Kelurahan  # noqa: PLC0415  # the app is under test elsewhere

    orang = Pengguna(wilayah=wilayah)

    assert Kelurahan.objects.filter(orang.q_wilayah("kode"), kode=kode).exists() is tampak


def test_jejak_akses_cannot_be_changed_or_deleted(petugas):
    JejakAkses.catat(oleh=petugas, tindakan="ekspor", objek="daftar peserta", jumlah=3)

    for perintah in ("UPDATE pijar_jejakakses SET jumlah = 0", "DELETE FROM pijar_jejakakses"):
        with pytest.raises(DatabaseError, match=r"Cannot|permission denied"), transaction.atomic():
            connection.cursor().execute(perintah)


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("jejak_buka_nik_beralasan", {"tindakan": "buka_nik", "objek": "peserta 1"}),
        ("jejak_tindakan_sah", {"tindakan": "lain", "objek": "x"}),
    ],
)
def test_jejak_constraints(petugas, nama, isi):
    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        JejakAkses.catat(oleh=petugas, **isi)


def test_nip_has_18_digits(db):
    with pytest.raises(IntegrityError, match="pengguna_nip_18_angka"), transaction.atomic():
        PenggunaFactory(nip="123")


def test_health_answers_without_signing_in(client, db):
    assert client.get("/sehat/").json() == {"sehat": True}


def test_sessions_that_have_ended_are_gone_in_the_morning(client, budi, monkeypatch):
    coba_masuk(client, SANDI)
    kini = timezone.now()
    for jam, sisa in ((1, 1), (3, 0)):
        monkeypatch.setattr(timezone, "now", lambda jam=jam: kini + timedelta(hours=jam))
        hapus_sesi_usang()
        assert Sesi.objects.count() == sisa

    assert hapus_sesi_usang.name in {j["task"] for j in CELERY_BEAT_SCHEDULE.values()}
