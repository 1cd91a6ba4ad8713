"""The signed digest finds what an owner changed in the log; what terms end is no alarm."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from pijar import kesehatan
from pijar.errors import AturanDilanggarError
from pijar.jejak.ringkas import baca, kunci_umum, periksa, ringkas
from pijar.models import JejakAkses, RingkasanJejak, Tugas
from pijar.tasks import ringkas_jejak, ringkas_malam
from tests.pemilik import tanpa_penjaga

HARI = 3


@pytest.fixture(autouse=True)
def rahasia(settings):
    settings.JEJAK_RAHASIA = "r" * 40


@pytest.fixture
def berisi(petugas):
    """Two rows on each of the last three days, two today."""
    for mundur in range(HARI, -1, -1):
        pk = [
            JejakAkses.catat(oleh=petugas, tindakan="ekspor", objek=f"uji {mundur} {n}").pk
            for n in range(2)
        ]
        with tanpa_penjaga() as kursor:
            kursor.execute(
                "UPDATE pijar_jejakakses SET pada = pada - make_interval(days => %s) "
                "WHERE id = ANY(%s)",
                [mundur, pk],
            )
    return petugas


def oleh_pemilik(perintah, *isi):
    with tanpa_penjaga() as kursor:
        kursor.execute(perintah, isi)


def salah(umum=None):
    return periksa(RingkasanJejak.objects.all(), umum or kunci_umum(), timezone.now())


def test_each_closed_day_has_one_digest_in_a_chain(berisi):
    kini = timezone.now()

    semua = ringkas(kini)

    hari_ini = timezone.localdate(kini)
    assert [r.hari for r in semua] == [hari_ini - timedelta(days=n) for n in (3, 2, 1)]
    assert [r.baris for r in semua] == [2, 2, 2]
    assert semua[0].sebelum == ""
    assert len({r.sebelum for r in semua}) == HARI
    assert salah() == []
    assert ringkas(kini) == []  # a second run finds nothing
    assert [Path(r.berkas.path).read_text() for r in semua] == [r.teks for r in semua]
    assert [baca(r.teks).teks for r in semua] == [r.teks for r in semua]


def test_a_day_without_rows_has_one_too(berisi):
    oleh_pemilik("DELETE FROM pijar_jejakakses WHERE objek LIKE 'uji 2 %%'")

    assert [r.baris for r in ringkas(timezone.now())] == [2, 0, 2]


@pytest.mark.parametrize(
    ("perintah", "kata"),
    [
        ("UPDATE pijar_jejakakses SET objek = 'lain' WHERE objek = 'uji 2 1'", "isinya berubah"),
        ("UPDATE pijar_jejakakses SET alamat = '10.0.0.1' WHERE objek = 'uji 2 1'", "berubah"),
        ("DELETE FROM pijar_jejakakses WHERE objek LIKE 'uji 2 %%'", "0 baris, seharusnya 2"),
        ("DELETE FROM pijar_jejakakses WHERE objek = 'uji 2 0'", "1 baris, seharusnya 2"),
    ],
)
def test_what_the_owner_changed_is_found(berisi, perintah, kata):
    ringkas(timezone.now())

    oleh_pemilik(perintah)

    (satu,) = salah()
    hari = timezone.localdate() - timedelta(days=2)
    assert satu.startswith(f"{hari:%d-%m-%Y}: ")
    assert kata in satu


def test_a_digest_that_is_gone_or_made_anew_is_found(berisi, settings):
    _, tengah, akhir = ringkas(timezone.now())
    luar = [baca(r.teks) for r in RingkasanJejak.objects.all()]
    oleh_pemilik("DELETE FROM pijar_ringkasanjejak WHERE id = %s", tengah.pk)
    assert "ringkasannya tidak ada" in salah()[0]

    # The owner changes a row and signs all days again, with the key of the server.
    oleh_pemilik("DELETE FROM pijar_ringkasanjejak")
    oleh_pemilik("UPDATE pijar_jejakakses SET objek = 'lain' WHERE objek = 'uji 2 1'")
    ringkas(timezone.now())
    assert salah() == []
    assert len(periksa(luar, kunci_umum(), timezone.now())) == 1
    assert (
        "tidak menyambung"
        in periksa(
            [*luar[1:], RingkasanJejak.objects.get(hari=akhir.hari)], kunci_umum(), timezone.now()
        )[0]
    )


def test_another_key_or_a_changed_file_is_no_signature(berisi, settings):
    ringkas(timezone.now())
    umum, satu = kunci_umum(), RingkasanJejak.objects.last()
    settings.JEJAK_RAHASIA = "x" * 40

    assert len(salah()) == HARI
    palsu = baca(satu.teks.replace("baris: 2", "baris: 1"))
    assert "tidak sah" in periksa([palsu], umum, timezone.now())[0]
    with pytest.raises(AturanDilanggarError, match="bukan ringkasan"):
        baca("halo")


def test_what_the_term_has_ended_is_no_alarm(berisi):
    ringkas(timezone.now())
    oleh_pemilik("DELETE FROM pijar_jejakakses")

    nanti = timezone.now() + timedelta(days=61 * 31)
    assert periksa(RingkasanJejak.objects.all(), kunci_umum(), nanti) == []


def test_the_application_changes_no_digest(berisi):
    ringkas(timezone.now())

    with (
        pytest.raises(DatabaseError, match=r"Cannot|permission denied"),
        transaction.atomic(),
        connection.cursor() as kursor,
    ):
        kursor.execute("UPDATE pijar_ringkasanjejak SET baris = 0")


def test_command_compares_files_from_elsewhere(berisi, tmp_path, capsys):
    call_command("jejak", "--ringkas")
    nama = []
    for satu in RingkasanJejak.objects.all():
        (tmp_path / f"{satu.hari}.txt").write_text(satu.teks)
        nama.append(str(tmp_path / f"{satu.hari}.txt"))

    call_command("jejak", "--periksa", *nama)
    assert "3 ringkasan sama" in capsys.readouterr().out
    oleh_pemilik("DELETE FROM pijar_jejakakses WHERE objek LIKE 'uji 1 %%'")
    kemarin = timezone.localdate() - timedelta(days=1)
    with pytest.raises(CommandError, match=f"{kemarin:%d-%m-%Y}"):
        call_command("jejak", "--periksa", *nama)
    with pytest.raises(CommandError, match="tidak terbaca"):
        call_command("jejak", "--periksa", str(tmp_path / "tiada.txt"))


def test_a_run_after_a_kill_tells_the_days_of_both(berisi):
    ringkas_malam()
    ringkas(timezone.now())  # the first run, whose worker was killed before it said so

    ringkas_jejak(Tugas.objects.get().pk)

    assert Tugas.objects.get().pesan == "3 hari diringkas."


def test_health_tells_of_days_that_nobody_digested(berisi, settings):
    def kata():
        return dict(kesehatan.periksa(timezone.now()))["Jejak akses"]

    # Yesterday's is still to come, in the night.
    assert kata() == ["2 hari jejak akses belum diringkas (manage.py jejak --ringkas)."]
    ringkas(timezone.now())
    assert kata() == []
    settings.JEJAK_RAHASIA = ""
    assert "belum diatur" in kata()[0]


def test_the_night_digests_where_a_key_is_set(berisi, settings):
    ringkas_malam()
    ringkas_malam()
    tugas = Tugas.objects.get()
    ringkas_jejak(tugas.pk)
    assert Tugas.objects.get().pesan == "3 hari diringkas."

    settings.JEJAK_RAHASIA = ""
    ringkas_malam()
    assert Tugas.objects.count() == 1
    with pytest.raises(AturanDilanggarError, match="belum diatur"):
        kunci_umum()


def test_digests_are_shown_to_who_reads_the_whole_log(berisi, petugas_client, admin_client):
    ringkas(timezone.now())
    satu = RingkasanJejak.objects.first()
    unduh = reverse("jejak:ringkasan_unduh", args=[satu.pk])

    assert petugas_client.get(reverse("jejak:ringkasan")).status_code == 403
    assert f"{satu.sidik[:16]}…" in admin_client.get(reverse("jejak:ringkasan")).text
    assert admin_client.get(unduh).text == satu.teks
