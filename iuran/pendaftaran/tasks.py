"""Jobs of batches. Not retried by themselves: a failed one shows why and offers Coba lagi."""

from pathlib import Path
from tempfile import TemporaryDirectory

from iuran.models import PendaftaranKolektif
from iuran.pendaftaran.actions.susun import tulis_excel
from pijar.tugas import Pelaksana, pekerjaan


@pekerjaan("iuran.ekspor_pendaftaran")
def ekspor_pendaftaran(pelaksana: Pelaksana) -> None:
    """Write the batch's Excel file; a second run writes the same file again."""
    pendaftaran = PendaftaranKolektif.objects.select_related("profil", "sumber").get(
        pk=pelaksana.parameter["pendaftaran"]
    )
    with TemporaryDirectory() as folder:
        berkas = tulis_excel(pendaftaran, Path(folder), oleh=pelaksana.oleh, maju=pelaksana.maju)
        pelaksana.simpan_hasil(berkas, berkas.name)
