"""What the triggers of the ledger and of its sources do, in the database's language."""

import pgtrigger

from iuran.models.uang import BERNILAI

# A paid month becomes unpaid only with its payment, and stays in its bill. A civil servant's month
# dies with its cancelled paper and keeps naming it.
LUNAS_TETAP = """
    IF NEW.pembayaran_id IS NOT NULL OR NEW.tagihan_id IS DISTINCT FROM OLD.tagihan_id
       OR NOT EXISTS (
        SELECT 1 FROM iuran_pembayaran WHERE id = OLD.pembayaran_id AND status = 'dibatalkan'
    ) THEN
        RAISE EXCEPTION 'iuran_lunas_tetap: iuran lunas tetap pada tagihan dan pembayarannya';
    END IF;
    RETURN NEW;
"""
# Whoever pays by a bill pays through it; a civil servant's month is paid by its own evidence.
LUNAS_LEWAT_TAGIHAN = """
    IF NOT EXISTS (
        SELECT 1 FROM iuran_pembayaran p
        WHERE p.id = NEW.pembayaran_id AND p.jenis IN ('slip', 'bpjs')
    ) THEN
        RAISE EXCEPTION 'bulan lunas tanpa tagihan, kecuali dengan bukti bayar penyumbang'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'iuran_lunas_lewat_tagihan';
    END IF;
    RETURN NEW;
"""
BUKTI_TETAP = """
    IF NOT EXISTS (
        SELECT 1 FROM iuran_pembayaran WHERE id = NEW.pembayaran_id AND status = 'dibatalkan'
    ) THEN
        RAISE EXCEPTION 'bulan dengan bukti bayar berakhir hanya bila buktinya dibatalkan'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'iuran_bukti_tetap';
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

PEMICU_IURAN = [
    pgtrigger.Protect(
        name="nominal_tidak_berubah",
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(
            *("peserta", "bulan", "bantuan", "sumber", "tarif", "jkk", "jkm", "jht"),
            *("jenis", "membalik", "setor_pada"),
        ),
    ),
    pgtrigger.Trigger(
        name="iuran_lunas_tetap",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            "OLD.pembayaran_id IS NOT NULL AND (NEW.pembayaran_id, NEW.tagihan_id)"
            " IS DISTINCT FROM (OLD.pembayaran_id, OLD.tagihan_id)"
        ),
        func=LUNAS_TETAP,
    ),
    pgtrigger.Trigger(
        name="iuran_setelah_diterima",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        referencing=pgtrigger.Referencing(new="baru"),
        func=SETELAH_DITERIMA,
    ),
    pgtrigger.Trigger(
        name="iuran_lunas_lewat_tagihan",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Condition("NEW.pembayaran_id IS NOT NULL AND NEW.tagihan_id IS NULL"),
        func=LUNAS_LEWAT_TAGIHAN,
    ),
    pgtrigger.Trigger(  # the month of a slip ends only when the slip is cancelled
        name="iuran_bukti_tetap",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            "OLD.hidup AND NOT NEW.hidup AND NEW.pembayaran_id IS NOT NULL"
            " AND NEW.tagihan_id IS NULL"
        ),
        func=BUKTI_TETAP,
    ),
    pgtrigger.Protect(name="iuran_tidak_dihapus", operation=pgtrigger.Delete),
    pgtrigger.Trigger(
        name="iuran_lahir_mati",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        condition=pgtrigger.Condition("NOT NEW.hidup"),
        func=CATAT_MATI,
    ),
    pgtrigger.Trigger(
        name="iuran_mati_dicatat",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition("OLD.hidup AND NOT NEW.hidup"),
        func=CATAT_MATI,
    ),
    pgtrigger.Protect(  # only a month paid by a bill lives again, when its settlement is withdrawn
        name="iuran_mati_tetap",
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            "NOT OLD.hidup AND (NEW.hidup AND (OLD.pembayaran_id IS NULL OR OLD.tagihan_id IS NULL)"
            " OR NOT NEW.hidup AND NEW.mati_pada IS DISTINCT FROM OLD.mati_pada)"
        ),
    ),
]

# A source in deficit is exempt: the council cut the ceiling, and the admins recorded it.
PAGU_CUKUP = f"""
    IF NEW.defisit_sejak IS NOT NULL THEN
        RETURN NEW;
    END IF;
    SELECT coalesce(sum(nominal), 0) INTO terikat
    FROM iuran_iuran WHERE sumber_id = NEW.id AND {BERNILAI};
    SELECT terikat + coalesce(sum(nominal_per_bulan::bigint
        * (extract(month FROM bulan_akhir) - extract(month FROM bulan_awal) + 1)), 0) INTO terikat
    FROM iuran_bantuan WHERE sumber_id = NEW.id AND status = 'ditetapkan';
    IF NEW.pagu < OLD.pagu AND NEW.pagu < terikat THEN
        RAISE EXCEPTION 'pagu di bawah yang terikat: %', terikat
            USING ERRCODE = 'check_violation', CONSTRAINT = 'sumber_pagu_cukup';
    END IF;
    SELECT coalesce(max(n), 0) INTO orang FROM (
        SELECT count(*) AS n FROM iuran_bantuan b
        CROSS JOIN LATERAL generate_series(b.bulan_awal, b.bulan_akhir, interval '1 month') m(bulan)
        WHERE b.sumber_id = NEW.id AND b.status <> 'batal' GROUP BY m.bulan
    ) per_bulan;
    IF NEW.kuota < OLD.kuota AND NEW.kuota < orang THEN
        RAISE EXCEPTION 'kuota di bawah orang yang dibiayai: %', orang
            USING ERRCODE = 'check_violation', CONSTRAINT = 'sumber_kuota_cukup';
    END IF;
    RETURN NEW;
"""  # noqa: S608 - constants of this module only

# Ceiling, quota and state of the budget change only by a change that another admin confirmed, each
# once.
LEWAT_PERUBAHAN = """
    IF NEW.perubahan_id <= coalesce(OLD.perubahan_id, 0) OR NOT EXISTS (
        SELECT 1 FROM iuran_perubahanpagu p
        WHERE p.id = NEW.perubahan_id AND p.sumber_id = OLD.id AND p.status = 'disahkan'
          AND (p.pagu_lama, p.kuota_lama, p.keadaan_lama)
            = (OLD.pagu, OLD.kuota, OLD.keadaan_pagu)
          AND (p.pagu, p.kuota, p.keadaan) = (NEW.pagu, NEW.kuota, NEW.keadaan_pagu)
          AND (p.defisit OR NEW.defisit_sejak IS NULL OR OLD.defisit_sejak IS NOT NULL)
    ) THEN
        RAISE EXCEPTION 'pagu dan kuota hanya berubah lewat perubahan pagu yang dikonfirmasi'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'sumber_pagu_lewat_perubahan';
    END IF;
    RETURN NEW;
"""

# Whom a source may fund changes only by rules that another admin confirmed.
LEWAT_SYARAT = """
    IF NOT EXISTS (
        SELECT 1 FROM iuran_syaratsumber y
        WHERE y.id = NEW.syarat_id AND y.sumber_id = NEW.id AND y.status = 'dikonfirmasi'
    ) THEN
        RAISE EXCEPTION 'syarat sumber hanya berubah lewat usulan yang dikonfirmasi'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'sumber_syarat_lewat_usulan';
    END IF;
    RETURN NEW;
"""
