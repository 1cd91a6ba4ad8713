"""How kept figures and the marks under them are asked for, in the database's language."""

PELADEN = """(SELECT system_identifier FROM pg_control_system()) || ':' ||
    (SELECT oid FROM pg_database WHERE datname = current_database())"""
# The oldest change that a kept value has not seen. Every transaction below the first one that was
# open then has been seen, so that the index finds the few others.
BERUBAH = """(
    SELECT min(u.pada) FROM pijar_ubahan u
    WHERE u.tabel = ANY(string_to_array(d.tabel, ' '))
        AND u.xid >= pg_snapshot_xmin(s.cuplikan::pg_snapshot)::text::bigint
        AND NOT pg_visible_in_snapshot(u.xid::text::xid8, s.cuplikan::pg_snapshot)
)"""
AMBIL = f"""
    SELECT d.urut, s.id, s.nilai, s.pada, {BERUBAH}, clock_timestamp()
    FROM unnest(%(nama)s::text[], %(kunci)s::text[], %(tabel)s::text[])
        WITH ORDINALITY AS d(nama, kunci, tabel, urut)
    JOIN pijar_angkatersimpan s ON s.nama = d.nama AND s.kunci = d.kunci
        AND s.sidik = %(sidik)s AND s.peladen = {PELADEN}
"""  # noqa: S608 - constants of this module only
SIMPAN = f"""
    INSERT INTO pijar_angkatersimpan (nama, kunci, sidik, peladen, nilai, cuplikan, pada)
    VALUES (%s, %s, %s, {PELADEN}, %s, %s, %s)
    ON CONFLICT (nama, kunci, sidik, peladen) DO UPDATE SET nilai = excluded.nilai,
        cuplikan = excluded.cuplikan, pada = excluded.pada, diminta_pada = NULL
"""  # noqa: S608 - as above
MINTA = """
    UPDATE pijar_angkatersimpan SET diminta_pada = clock_timestamp()
    WHERE id = ANY(%s::bigint[])
        AND coalesce(diminta_pada < clock_timestamp() - make_interval(secs => %s), true)
"""
# The clock of when it was asked: what was committed by then has been seen.
CUPLIKAN = "SELECT pg_current_snapshot()::text, statement_timestamp()"
