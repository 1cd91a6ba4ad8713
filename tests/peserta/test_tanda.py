"""What a search matched is marked."""

import pytest

from peserta.daftar.tanda import tandai


@pytest.mark.parametrize(
    ("teks", "dicari", "hasil"),
    [
        ("Siti Aminah", ["SITI"], "<mark>Siti</mark> Aminah"),
        ("Siti Aminah", ["AMI"], "Siti <mark>Aminah</mark>"),
        ("Siti Aminah", ["SITTI", "AMINHA"], "<mark>Siti</mark> <mark>Aminah</mark>"),
        ("Siti Aminah", ["SITIAMINAH"], "<mark>Siti</mark> <mark>Aminah</mark>"),
        ("Moch. Yusuf", ["MUHAMMAD"], "<mark>Moch.</mark> Yusuf"),
        ("Siti Aminah", ["BUDI"], "Siti Aminah"),
        ("Siti Aminah", [], "Siti Aminah"),
        ("<b>Siti</b>", ["SITI"], "&lt;b&gt;<mark>Siti</mark>&lt;/b&gt;"),
    ],
)
def test_words_that_match_are_marked(teks, dicari, hasil):
    assert str(tandai(teks, dicari)) == hasil
