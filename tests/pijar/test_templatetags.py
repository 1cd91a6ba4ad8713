"""The filters and tags of every page, as a template sees them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import get_type_hints

import pytest
from django.apps import apps
from django.template import Context, Template
from django.test import RequestFactory
from heroicons import IconDoesNotExist

from iuran.models import StatusTagihan
from iuran.perlindungan import Cakupan, StatusPerlindungan
from peserta.models import Vonis
from pijar.nada import Bernada, Nada
from verifikasi.models import Jawaban

BERSTATUS = [
    m for m in apps.get_models()
    if not m.__name__.endswith("Event") and "status" in {f.name for f in m._meta.get_fields()}
]  # fmt: skip


def render(isi, **nilai):
    return Template(isi).render(Context(nilai))


@pytest.mark.parametrize(
    ("filter_", "nilai", "tulisan"),
    [
        ("rupiah", 16_800, "Rp16.800"),
        ("ribuan", 8_500, "8.500"),
        ("terbilang", 16_800, "enam belas ribu delapan ratus rupiah"),
        ("bulan", date(2026, 11, 20), "November 2026"),
        ("tanggal", date(2026, 11, 20), "20 November 2026"),
        ("waktu", datetime(2026, 11, 20, 7, 30, tzinfo=UTC), "20 November 2026 14.30 WIB"),
        ("samarkan", "3374076201780360", "••••••••••••0360"),
        ("samarkan", "96768677718", "•••••••••••"),
        ("samarkan", "", ""),
        ("singkat", "Fatimah Az Zahra", "Fatimah A."),
        ("singkat", "Sutarno", "Sutarno"),
        ("singkat", "", ""),
        ("persen", 18.67, "18,67 %"),
        ("persen", 51.59, "51,59 %"),
        ("persen", Decimal("18.665"), "18,67 %"),
        ("persen", 100, "100,00 %"),
        ("persen:1", 18.65, "18,7 %"),
        ("persen:0", 18.67, "19 %"),
        ("persen", -0.5, "-0,50 %"),
    ],
)
def test_filter_writes_indonesian(filter_, nilai, tulisan):
    assert render(f"{{{{ nilai|{filter_} }}}}", nilai=nilai) == tulisan


@pytest.mark.parametrize(
    "filter_",
    ["rupiah", "ribuan", "terbilang", "bulan", "tanggal", "waktu", "samarkan", "singkat", "persen"],
)
def test_filter_of_nothing_is_nothing(filter_):
    assert render(f'{{{{ nilai|{filter_}|default:"–" }}}}', nilai=None) == "–"


def test_options_are_escaped_and_one_is_chosen():
    pilihan = [("", "Semua"), ("a&b", "<Becak>")]

    html = render("{{ pilihan|opsi:'a&b' }}", pilihan=pilihan)

    assert html == (
        '<option value="">Semua</option><option value="a&amp;b" selected>&lt;Becak&gt;</option>'
    )


def test_zero_is_not_nothing():
    assert render("{{ n|rupiah }} {{ n|ribuan }} {{ n|persen }}", n=0) == "Rp0 0 0,00 %"


def test_ikon_is_decorative_and_without_style():
    kecil = render('{% ikon "users" %}')
    besar = render('{% ikon nama size=40 kelas="penting" %}', nama="users")

    for svg in (kecil, besar):
        assert svg.startswith("<svg")
        assert 'aria-hidden="true"' in svg
        assert 'focusable="false"' in svg
        assert "style=" not in svg
    assert 'width="20"' in kecil
    assert 'width="40"' in besar
    assert 'class="penting"' in besar


def test_ikon_escapes_its_class():
    assert "<script>" not in render('{% ikon "users" kelas=k %}', k='"><script>')


def test_ikon_fails_loudly_for_an_unknown_name():
    with pytest.raises(IconDoesNotExist):
        render('{% ikon "tidak-ada" %}')


def kueri(alamat, tag):
    return render(tag, request=RequestFactory().get(alamat))


@pytest.mark.parametrize(
    ("alamat", "tag", "hasil"),
    [
        ("/?q=a%26b&hal=2", "{% kueri hal=3 %}", "?q=a%26b&amp;hal=3"),
        ("/?kec=1&kec=2&hal=2", "{% kueri hal=1 %}", "?kec=1&amp;kec=2&amp;hal=1"),
        ("/?q=a&hal=2", "{% kueri hal=None %}", "?q=a"),
        ("/?q=a", '{% kueri q="" %}', "?"),
        ("/", "{% kueri urut='nama' %}", "?urut=nama"),
        ("/?q=%22%3E%3Cb%3E", "{% kueri hal=2 %}", "?q=%22%3E%3Cb%3E&amp;hal=2"),
    ],
)
def test_kueri_replaces_in_the_address(alamat, tag, hasil):
    assert kueri(alamat, tag) == hasil


def test_kueri_leaves_the_request_alone():
    request = RequestFactory().get("/?hal=2")

    render("{% kueri hal=3 %}", request=request)

    assert request.GET["hal"] == "2"


@pytest.mark.parametrize("model", BERSTATUS, ids=lambda m: m.__name__)
def test_every_status_of_a_row_has_a_tone(model):
    jenis = get_type_hints(model.cip.fget)["return"]

    assert issubclass(jenis, Bernada)
    assert jenis.choices == model._meta.get_field("status").choices
    assert all(isinstance(s.nada, Nada) and model(status=s.value).cip is s for s in jenis)


@pytest.mark.parametrize("jenis", [Vonis, Jawaban, Cakupan, StatusPerlindungan])
def test_every_other_choice_that_is_a_chip_has_a_tone(jenis):
    assert all(isinstance(s.nada, Nada) for s in jenis)


def test_a_status_without_a_tone_is_no_status():
    with pytest.raises(TypeError, match="has no tone"):
        Bernada("Cuaca", {"CERAH": ("cerah", "Cerah")})


def test_chip_says_the_status_in_its_tone():
    status = StatusTagihan.DITERBITKAN

    assert render("{% cip s %}", s=status) == '<span class="cip cip-proses">Diterbitkan</span>'
    assert render("{% cip s kata=k %}", s=status, k="<3") == (
        '<span class="cip cip-proses">&lt;3</span>'
    )
