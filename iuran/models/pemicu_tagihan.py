"""Triggers of a bill that keep who issued it, and that it is nobody who chose its people."""

import pgtrigger

# Who took people out of a draft by choice does not issue it (iuran.tagihan.actions.keluar).
BUKAN_PEMILIHNYA = """
    IF EXISTS (
        SELECT 1 FROM iuran_perubahantagihan
        WHERE tagihan_id = NEW.id AND oleh_id = NEW.diterbitkan_oleh_id AND isi ? 'Dikeluarkan'
    ) THEN
        RAISE EXCEPTION 'tagihan tidak diterbitkan oleh yang mengeluarkan orang darinya'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'tagihan_bukan_pemilihnya';
    END IF;
    RETURN NULL;
"""
PENERBIT_TAGIHAN = [
    pgtrigger.Protect(
        name="tagihan_penerbit_tetap",
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            "OLD.diterbitkan_pada IS NOT NULL AND OLD.status <> 'dibagi'"
            " AND OLD.diterbitkan_oleh_id IS DISTINCT FROM NEW.diterbitkan_oleh_id"
        ),
    ),
    pgtrigger.Trigger(
        name="tagihan_bukan_pemilihnya",
        when=pgtrigger.After,  # after the bill's own checks, which have sentences
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            "NEW.diterbitkan_oleh_id IS NOT NULL AND OLD.diterbitkan_oleh_id IS NULL"
        ),
        func=BUKAN_PEMILIHNYA,
    ),
]
