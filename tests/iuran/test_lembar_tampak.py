"""Opening lists, donors and BPJS's answers as people see them: hidden rows, merged cells, sums."""

from django.core.files.uploadedfile import SimpleUploadedFile

from iuran.jawaban.terima import unggah_jawaban
from iuran.saldo_awal.terima import unggah_saldo
from tests.iuran import jawaban_asn, saldo
from tests.iuran.susunan import KEPALA, isi, jalankan, susun
from tests.peserta.lembar import lembar


def berkas(*baris, **lain):
    return SimpleUploadedFile("daftar.xlsx", lembar(*baris, **lain))


def vonis(daftar):
    return dict(daftar.daftar_baris.values_list("nomor", "vonis"))


def kode(daftar, nomor):
    return [a["kode"] for a in daftar.daftar_baris.get(nomor=nomor).alasan]


def baca_saldo(*baris, oleh, **lain):
    satu = berkas(*baris, kepala=(saldo.JUDUL,), **lain)
    daftar = unggah_saldo(satu, nama=satu.name, oleh=oleh)
    jalankan(daftar.tugas)
    daftar.refresh_from_db()
    return daftar


def test_opening_list_leaves_hidden_rows_unticked_and_counts_them_apart(admin, admin_client):
    kembar = saldo.baris(1, nama="Kembaran")

    daftar = baca_saldo(saldo.baris(1), saldo.baris(2), kembar, sembunyi=[3, 4], oleh=admin)

    assert vonis(daftar) == {2: "baru", 3: "peringatan", 4: "galat"}
    assert kode(daftar, 3) == ["baris_sembunyi"]
    assert [b.nomor for b in daftar.daftar_baris.filter(dipilih=True)] == [2]
    assert daftar.pemetaan["sembunyi"] == 2
    html = admin_client.get(f"/iuran/saldo-awal/{daftar.pk}/").text
    assert "2 baris tersembunyi atau tersaring" in html


def test_opening_list_reads_merged_ditto_missing_sex_and_sums(admin):
    sk, tempat = saldo.JUDUL.index("Nomor SK"), saldo.JUDUL.index("Kelurahan")
    semua = [saldo.baris(n) for n in range(1, 4)]
    semua[1][sk], semua[1][tempat], semua[2][sk] = None, "sda", "idem"
    semua[2][saldo.JUDUL.index("Jenis Kelamin")] = ""
    jumlah = ["3", None, "Jumlah RT 16"]
    huruf = chr(ord("A") + sk)

    daftar = baca_saldo(*semua, jumlah, gabungan=[f"{huruf}2:{huruf}3"], oleh=admin)

    assert vonis(daftar) == {2: "baru", 3: "baru", 4: "baru"}
    assert {b.nomor_sk for b in daftar.daftar_baris.all()} == {"463/7/2025"}
    assert kode(daftar, 3) == ["nilai_di_atas"]
    assert "kelamin_menurut_nik" in kode(daftar, 4)


def test_opening_list_takes_the_kelurahan_from_its_title(admin, admin_client):
    letak = saldo.JUDUL.index("Kelurahan")  # the kecamatan stands beside it
    judul = ["DAFTAR PESERTA LAMA KELURAHAN KRAPYAK KECAMATAN SEMARANG BARAT"]
    kepala = (judul, saldo.JUDUL[:letak] + saldo.JUDUL[letak + 2 :])
    baris = saldo.baris(1)
    satu = berkas(baris[:letak] + baris[letak + 2 :], kepala=kepala)

    daftar = unggah_saldo(satu, nama=satu.name, oleh=admin)
    jalankan(daftar.tugas)

    assert daftar.daftar_baris.get().orang["kelurahan"].startswith("33.74.13")
    html = admin_client.get(f"/iuran/saldo-awal/{daftar.pk}/").text
    assert "Berlaku untuk semua baris" in html


def baca_asn(*baris, oleh, **lain):
    return jawaban_asn.baca(berkas(*baris, kepala=(jawaban_asn.JUDUL,), **lain), oleh=oleh)


def test_donors_leave_hidden_answers_unticked_and_uncounted(admin):
    lama, baru = jawaban_asn.jawaban(1), jawaban_asn.jawaban(1, waktu=jawaban_asn.saat(9))

    impor = baca_asn(lama, baru, jawaban_asn.jawaban(2), sembunyi=[3], oleh=admin)

    assert vonis(impor) == {2: "baru", 3: "peringatan", 4: "baru"}  # row 3 does not replace row 2
    assert "baris_sembunyi" in kode(impor, 3)
    assert impor.pemetaan["sembunyi"] == 1


def test_donors_read_merged_offices_and_ditto_months(admin):
    opd, mulai = jawaban_asn.JUDUL.index("OPD"), jawaban_asn.JUDUL.index("Mulai bulan")
    semua = [jawaban_asn.jawaban(n) for n in range(1, 4)]
    semua[1][opd] = semua[2][opd] = None
    semua[2][mulai] = "sda"

    impor = baca_asn(*semua, gabungan=["D2:D4"], oleh=admin)

    assert set(vonis(impor).values()) == {"baru"}
    assert len({(b.opd_id, b.mulai) for b in impor.daftar_baris.all()}) == 1


def jawab(berkas_bpjs, *baris, oleh, **lain):
    satu = berkas(*baris, kepala=(KEPALA,), **lain)
    jawaban = unggah_jawaban(berkas_bpjs, berkas=satu, oleh=oleh, tanggal=None)
    tugas = jalankan(jawaban.tugas)
    return jawaban, tugas


def test_answer_sets_hidden_rows_apart_until_an_admin_moves_them(admin):
    berkas_bpjs = susun(admin, 3)
    baris = isi(berkas_bpjs)

    jawaban, tugas = jawab(berkas_bpjs, *baris, baris[0], sembunyi=[3, 5], oleh=admin)

    hasil = {b.nomor: (b.hasil, bool(b.catatan)) for b in jawaban.daftar_baris.all()}
    assert hasil[2] == ("sesuai", False)  # its hidden twin does not count
    assert [hasil[n][0] for n in (3, 4, 5)] == ["galat", "sesuai", "galat"]
    assert "tersembunyi" in jawaban.daftar_baris.get(nomor=3).catatan
    assert "2 baris tersembunyi atau tersaring" in tugas.pesan
    assert jawaban.daftar_baris.get(nomor=3).baris_id is not None


def test_answer_reads_merged_words_and_leaves_sums_out(admin):
    berkas_bpjs = susun(admin, 2)
    baris = isi(berkas_bpjs)
    baris[1][KEPALA.index("KETERANGAN")] = None
    jumlah = ["Jumlah", 2]

    jawaban, _ = jawab(berkas_bpjs, *baris, jumlah, gabungan=["E2:E3"], oleh=admin)

    semua = {b.nomor: b for b in jawaban.daftar_baris.all()}
    assert [semua[n].hasil for n in semua] == ["sesuai", "sesuai"]
    assert semua[3].catatan == "Keterangan: Dari sel gabungan baris 2 sampai 3."
