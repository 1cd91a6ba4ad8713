"""The same person twice: which row, which person, which import, and flags that clear again."""

import pytest
from django.urls import reverse

from peserta.impor.batal import buang_impor
from peserta.impor.terapkan import terapkan_impor
from peserta.models import Impor, Peserta
from tests.factories import PesertaFactory
from tests.keamanan.test_impor import serentak
from tests.peran import buat, masuk
from tests.peserta.lembar import (
    LAHIR,
    baris,
    kerjakan,
    kirim,
    kode,
    orang,
    pilih,
    terapkan,
    unggah,
    xlsx,
)
from tests.peserta.test_impor_sel import ketik

UTARA = "33.74.02.1001"
SAMAR = f"••••••••••••{orang(1)[0][-4:]}"


def ada(**lain):
    return PesertaFactory(**{"nik": orang(1)[0], "tanggal_lahir": LAHIR, **lain})


def halaman(client, impor):
    return client.get(reverse("peserta:impor_detail", args=[impor.pk])).text


def detail(peserta):
    return reverse("peserta:detail", args=[peserta.pk])


@pytest.fixture
def tengah_client(db):
    return masuk(buat("tengah", "petugas", wilayah=["33.74.01"]))


def test_person_already_here_is_named_with_number_status_and_link(petugas_client):
    peserta = ada(nama="Siti Aminatun", status="terdaftar")

    html = halaman(petugas_client, unggah(petugas_client, xlsx(orang(1))))

    for isi in (detail(peserta), "Siti Aminatun", SAMAR, "Terdaftar"):
        assert isi in html
    assert orang(1)[0] not in html


def test_person_outside_the_area_is_only_said_to_be_elsewhere(tengah_client):
    peserta = ada(nama="Rahasia", kelurahan_id=UTARA)

    html = halaman(tengah_client, unggah(tengah_client, xlsx(orang(1))))

    assert "NIK ini sudah tercatat di wilayah lain." in html
    assert "Rahasia" not in html
    assert detail(peserta) not in html


def test_person_who_moved_out_of_the_area_is_not_named_any_more(tengah_client):
    peserta = ada(nama="Siti Aminatun")
    impor = unggah(tengah_client, xlsx(orang(1)))
    assert detail(peserta) in halaman(tengah_client, impor)

    Peserta.objects.update(kelurahan=UTARA)

    assert detail(peserta) not in halaman(tengah_client, impor)


def test_merged_person_leads_to_who_is_left(petugas_client):
    sisa = ada(nik=orang(2)[0], nama="Yang Tersisa")
    ada(digabung_ke=sisa)

    html = halaman(petugas_client, unggah(petugas_client, xlsx(orang(1))))

    assert "pernah tercatat lalu digabung" in html
    assert detail(sisa) in html


def test_other_import_is_linked_only_for_who_may_open_it(petugas_client, admin_client):
    milik_admin = unggah(admin_client, xlsx(orang(1)))
    milik_petugas = unggah(petugas_client, xlsx(orang(1)))
    lagi = unggah(admin_client, xlsx(orang(1), orang(2)))

    html = halaman(petugas_client, milik_petugas)
    assert "di jendela lain" not in html  # the word for a cell that two windows changed
    html_admin = halaman(admin_client, lagi)

    assert f"impor {milik_admin.pk} milik Admin" in html
    assert f"/peserta/impor/{milik_admin.pk}/" not in html
    assert f'href="/peserta/impor/{milik_petugas.pk}/"' in html_admin


def batal(lain, client):
    buang_impor(lain)


def betul(lain, client):
    ketik(client, lain, 2, 0, orang(9)[0])


def masuk_dulu(lain, client):
    terapkan_impor(lain.pk)


@pytest.mark.parametrize(
    ("kejadian", "vonis"), [(batal, "baru"), (betul, "baru"), (masuk_dulu, "sama")]
)
def test_flag_about_another_import_clears_when_that_is_over(
    petugas_client, admin_client, kejadian, vonis
):
    lain = unggah(admin_client, xlsx(orang(1)))
    impor = unggah(petugas_client, xlsx(orang(1), orang(2)))
    assert kode(baris(impor, 2)) == ["impor_lain"]
    kejadian(lain, admin_client)

    pilih(petugas_client, impor, ke="bentrok")

    satu = baris(impor, 2)
    assert (satu.vonis, satu.dipilih, kode(satu)) == (vonis, vonis == "baru", [])
    impor.refresh_from_db()
    assert impor.jumlah["peringatan"] == 0
    assert "Periksa lagi" not in halaman(petugas_client, impor)


def test_flag_that_still_stands_stays_and_so_does_the_tick(petugas_client, admin_client):
    unggah(admin_client, xlsx(orang(1)))
    impor = unggah(petugas_client, xlsx(orang(1)))

    pilih(petugas_client, impor, ke="peringatan_centang")

    jawaban = pilih(petugas_client, impor, tampil=[2], baris=[2], ke="bentrok")

    assert (baris(impor, 2).dipilih, kode(baris(impor, 2))) == (True, ["impor_lain"])
    assert "1 masih ada di impor lain" in petugas_client.get(jawaban.url).text


def test_correcting_the_flagged_row_itself_clears_it(petugas_client, admin_client):
    unggah(admin_client, xlsx(orang(1)))
    impor = unggah(petugas_client, xlsx(orang(1)))

    ketik(petugas_client, impor, 2, 0, orang(5)[0])

    assert (baris(impor, 2).vonis, kode(baris(impor, 2))) == ("baru", [])


def test_who_was_faster_is_named_where_the_loser_may_know(petugas_client, admin_client):
    lain = unggah(admin_client, xlsx(orang(1)))
    impor = unggah(petugas_client, xlsx(orang(1), orang(2)))
    terapkan(admin_client, lain)

    impor = terapkan(petugas_client, impor, centang=True)

    assert (impor.jumlah["hasil_baru"], impor.jumlah["hasil_dilewati"]) == (1, 1)
    html = halaman(petugas_client, impor)
    assert f"NIK ini baru saja didata orang lain lewat impor {lain.pk} milik Admin." in html
    assert detail(Peserta.objects.get(impor=lain)) in html


def test_who_was_faster_elsewhere_is_not_named(tengah_client, petugas_client):
    impor = unggah(tengah_client, xlsx(orang(1), orang(2)))
    dulu = ada(nama="Rahasia", kelurahan_id=UTARA)

    impor = terapkan(tengah_client, impor)

    html = halaman(tengah_client, impor)
    assert "NIK ini baru saja didata orang lain, di wilayah lain." in html
    assert "Rahasia" not in html
    assert detail(dulu) not in html


@pytest.mark.django_db(transaction=True)
def test_two_officers_with_overlapping_lists_make_one_person_of_each_nik(db):
    """Read and applied at the very same time; each row is somebody's, and who lost is told."""
    clients = [masuk(buat(nama, "petugas")) for nama in ("budi", "siti")]
    for client, nomor in zip(clients, [range(1, 31), range(16, 46)], strict=True):
        kirim(client, xlsx(*[orang(n) for n in nomor]))
    impor = [*Impor.objects.order_by("pk")]

    serentak(*[lambda i=i: kerjakan(i.tugas).status for i in impor])
    for client, satu in zip(clients, impor, strict=True):
        pilih(client, satu, ke="peringatan_centang")
    serentak(*[lambda i=i: terapkan_impor(i.pk).status for i in impor])

    assert Peserta.objects.count() == 45 == Peserta.objects.values("nik").distinct().count()
    for satu in impor:
        satu.refresh_from_db()
    masuk_semua = [i.jumlah["hasil_baru"] for i in impor]
    assert sum(masuk_semua) == 45
    kalah = [b for i in impor for b in i.daftar_baris.filter(vonis="galat")]
    assert len(kalah) == 15
    for b in kalah:
        pemenang = Peserta.objects.get(nik=b.nik).impor
        assert pemenang.pk != b.impor_id
        assert kode(b)[-1] == "keduluan"
        assert f"impor {pemenang.pk} milik {pemenang.oleh.nama}" in b.alasan[-1]["sebab"]
