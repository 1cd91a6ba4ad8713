"""Let the triggers that keep a table's history join old and new rows by hashing, always.

PostgreSQL keeps a function's plan for the connection. Made for the first change of one person, it
compares each old row with each new one: moving 8.000 people took 10 s instead of 0,6, and 98.000
never came to an end. A trigger that is made anew loses the setting; a test says so.
"""

from django.db import migrations

ATUR = """
DO $$ DECLARE fungsi regprocedure; BEGIN
    FOR fungsi IN
        SELECT oid FROM pg_proc
        WHERE pronamespace = current_schema()::regnamespace
            AND proname LIKE 'pgtrigger_%' AND prosrc LIKE '%JOIN new_values%'
    LOOP
        EXECUTE format('ALTER FUNCTION %s SET enable_nestloop = off', fungsi);
    END LOOP;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("peserta", "0021_indeks_cari"),
    ]

    operations = [migrations.RunSQL(ATUR, ATUR.replace("SET enable_nestloop = off", "RESET ALL"))]
