"""Jobs of lists of people: the export, whose kind keeps the name ``peserta``, and a large draft."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import QueryDict  # noqa: TID251 - how a list says which people it shows
from django.urls import reverse
from django.utils import timezone

from iuran.daftar.forms import Pilihan
from iuran.daftar.saringan import DaftarFilter
from iuran.models import SumberDana
from iuran.perubahan_bantuan import Rencana, susun_perubahan
from peserta.daftar import tulis_ekspor
from pijar.errors import AturanDilanggarError
from pijar.tugas import Pelaksana, pekerjaan


@pekerjaan("peserta.ekspor")
def ekspor(pelaksana: Pelaksana) -> None:
    """Write the people of a filter to a workbook, limited to the area that the officer has now.

    Cover and ages are those of the day the page showed, even when the job runs after midnight.
    """
    oleh = pelaksana.tugas.oleh
    if oleh is None:
        raise AturanDilanggarError("Ekspor ini tidak mempunyai pemilik.")
    pada = date.fromisoformat(pelaksana.parameter["pada"])
    orang = DaftarFilter(pelaksana.parameter["saringan"], petugas=oleh, pada=pada).hasil
    dari = orang.count()
    with TemporaryDirectory(prefix="pijar-") as folder:
        path = Path(folder) / "peserta.xlsx"
        jumlah = tulis_ekspor(
            orang,
            path,
            oleh=oleh,
            alasan=pelaksana.parameter["alasan"],
            maju=lambda n: pelaksana.maju(n, dari),
        )
        pelaksana.simpan_hasil(path, f"peserta-{timezone.localdate():%Y-%m-%d}.xlsx")
    pelaksana.parameter["saringan"].pop("q", None)  # a name is kept only while it is needed
    pelaksana.maju(jumlah, jumlah)


@pekerjaan("iuran.susun_perubahan_bantuan")
def susun(pelaksana: Pelaksana) -> None:
    """Draft a change of the grants of everybody whom a list shows now."""
    oleh, pada, isi = pelaksana.oleh, timezone.localdate(), dict(pelaksana.parameter)
    if oleh is None:
        raise AturanDilanggarError("Tugas ini tidak mempunyai pemilik.")
    pilihan = Pilihan(QueryDict(isi.pop("pilihan")), petugas=oleh, pada=pada)
    for nama in ("mulai", "dasar_tanggal"):
        isi[nama] = date.fromisoformat(isi[nama])
    sumber = SumberDana.objects.in_bulk([isi["sumber"], isi["sumber_lama"]])
    for nama in ("sumber", "sumber_lama"):
        isi[nama] = sumber.get(isi[nama])
    satu = susun_perubahan(pilihan.pks, Rencana(**isi), oleh=oleh, pada=pada)
    pelaksana.maju(len(pilihan.pks), len(pilihan.pks))
    pelaksana.tugas.pesan = f"Draf tersusun: {satu.sebutan}. Periksa akibatnya, lalu usulkan."
    pelaksana.tugas.tautan = reverse("iuran:perubahan_bantuan_detail", args=[satu.pk])
