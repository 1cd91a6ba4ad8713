"""Jobs of batches. Not retried by themselves: a failed one shows why and offers Coba lagi."""

from pathlib import Path
from tempfile import TemporaryDirectory

from iuran.berkas_bpjs.actions.susun import tulis_excel
from iuran.models import BerkasBPJS
from pijar.tugas import Pelaksana, pekerjaan


@pekerjaan("iuran.ekspor_berkas")
def ekspor_berkas(pelaksana: Pelaksana) -> None:
    """Write the batch's Excel file; a second run writes the same file again."""
    berkas_bpjs = BerkasBPJS.objects.select_related("profil", "sumber").get(
        pk=pelaksana.parameter["berkas_bpjs"]
    )
    with TemporaryDirectory() as folder:
        berkas = tulis_excel(berkas_bpjs, Path(folder), oleh=pelaksana.oleh, maju=pelaksana.maju)
        pelaksana.simpan_hasil(berkas, berkas.name)
