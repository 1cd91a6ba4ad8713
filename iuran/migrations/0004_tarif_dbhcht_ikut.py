"""Let a tariff row say whether DBHCHT counts as APBD for the relief of PP 50/2025."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("iuran", "0003_cek_awal_dan_lembar"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="tarif",
            name="tarif_pembayar_sah",
        ),
        migrations.AlterField(
            model_name="tarif",
            name="pembayar",
            field=models.CharField(
                choices=[
                    ("semua", "Semua pembayar"),
                    ("selain_apbn_apbd", "Selain APBN dan APBD; DBHCHT dianggap APBD"),
                    ("dbhcht_ikut", "Selain APBN dan APBD; DBHCHT ikut mendapat"),
                ],
                default="semua",
                max_length=16,
            ),
        ),
        migrations.AddConstraint(
            model_name="tarif",
            constraint=models.CheckConstraint(
                condition=models.Q(("pembayar__in", ["semua", "selain_apbn_apbd", "dbhcht_ikut"])),
                name="tarif_pembayar_sah",
            ),
        ),
    ]
