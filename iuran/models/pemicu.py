"""What the triggers of the ledger do (``iuran.models.buku``), in the database's language."""

# A paid month becomes unpaid only with its payment, and stays in its bill.
LUNAS_TETAP = """
    IF NEW.pembayaran_id IS NOT NULL OR NEW.tagihan_id IS DISTINCT FROM OLD.tagihan_id
       OR NOT EXISTS (
        SELECT 1 FROM iuran_pembayaran WHERE id = OLD.pembayaran_id AND status = 'dibatalkan'
    ) THEN
        RAISE EXCEPTION 'iuran_lunas_tetap: iuran lunas tetap pada tagihan dan pembayarannya';
    END IF;
    RETURN NEW;
"""
# One look at all new rows of a statement. A reversal stands in the month that it takes back.
SETELAH_DITERIMA = """
    IF EXISTS (
        SELECT 1 FROM baru i JOIN iuran_bantuan b ON b.id = i.bantuan_id
        WHERE i.jenis = 'iuran' AND i.bulan < greatest(b.diterima_mulai, b.bulan_awal)
          AND b.diterima_mulai IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'bulan sebelum bulan yang diterima BPJS'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'iuran_setelah_diterima';
    END IF;
    RETURN NULL;
"""
# The time of the transaction, as of rows that the same transaction makes.
CATAT_MATI = "NEW.mati_pada = now(); RETURN NEW;"
