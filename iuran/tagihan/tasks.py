"""Jobs of bills. A second run writes the same list again."""

from pathlib import Path
from tempfile import TemporaryDirectory

from iuran.models import Tagihan
from iuran.tagihan.dokumen import tulis_daftar
from pijar.models import JejakAkses
from pijar.tugas import Pelaksana, pekerjaan


def _tagihan(pelaksana: Pelaksana) -> Tagihan:
    return Tagihan.objects.select_related("sumber", "induk").get(pk=pelaksana.parameter["tagihan"])


@pekerjaan("iuran.excel_tagihan")
def excel_tagihan(pelaksana: Pelaksana) -> None:
    """The list of people, with full NIK: the export is logged."""
    tagihan = _tagihan(pelaksana)
    with TemporaryDirectory() as folder:
        berkas = tulis_daftar(tagihan, Path(folder), pelaksana.maju)
        pelaksana.simpan_hasil(berkas, berkas.name)
    if pelaksana.oleh is not None:
        JejakAkses.catat(
            oleh=pelaksana.oleh,
            tindakan=JejakAkses.Tindakan.EKSPOR,
            objek=f"tagihan {tagihan.nomor}",
            alasan="Daftar nama tagihan iuran",
            jumlah=tagihan.jumlah_orang,
        )
