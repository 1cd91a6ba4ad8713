"""Pictures: lengths add up, nothing leaves its room, words are escaped, PDF and page draw alike."""

import re
from html import unescape

import pytest
from django.template import Context, Template

from laporan import contoh_gambar
from pijar.gambar import Langkah, Nilai, Titik, Tumpukan, Ubin, air_terjun, corong, garis, tumpuk
from pijar.gambar import ubin as gambar_ubin
from pijar.gambar.bingkai import LEBAR, huruf_angka, muat, panjang
from pijar.pdf import html_ke_pdf

KOTAK = re.compile(
    r'<rect x="([-0-9.]+)" y="([-0-9.]+)" width="([-0-9.]+)" height="([-0-9.]+)" fill="([^"]+)"/>'
)
LATAR = ("#fff", "#fff0", "#eef3f3")
SEMUA = {
    "garis": garis,
    "air_terjun": air_terjun,
    "tumpuk": tumpuk,
    "ubin": gambar_ubin,
    "corong": corong,
}


def batang(svg: str) -> list[tuple[float, float]]:
    """Where each coloured bar begins, and how long it is."""
    semua = KOTAK.findall(svg)
    return [(float(x), float(w)) for x, _, w, t, isi in semua if isi not in LATAR and t == "16"]


def test_waterfall_steps_begin_where_the_one_before_ended():
    langkah = [
        Langkah("Awal", 100, "100", jumlah=True),
        Langkah("Baru", 60, "+60"),
        Langkah("Berakhir", -120, "−120"),
        Langkah("Akhir", 40, "40", jumlah=True),
    ]

    awal, baru, berakhir, akhir = batang(air_terjun("Uji", langkah))

    satu = LEBAR / 160
    assert awal == (0, pytest.approx(100 * satu, abs=0.1))
    assert baru == (pytest.approx(100 * satu, abs=0.1), pytest.approx(60 * satu, abs=0.1))
    assert berakhir == (pytest.approx(40 * satu, abs=0.1), pytest.approx(120 * satu, abs=0.1))
    assert akhir == (0, pytest.approx(40 * satu, abs=0.1))


def test_small_steps_beside_large_sums_are_seen_and_the_picture_says_where_bars_begin():
    svg = air_terjun("Uji", contoh_gambar.air_terjun())

    assert "Batang dimulai dari" in svg
    awal, baru, *_, akhir = batang(svg)
    assert baru[1] > 20
    assert awal[0] + awal[1] == pytest.approx(baru[0], abs=0.2)
    assert akhir[0] == 0


def test_waterfall_below_zero_keeps_zero_in_the_picture():
    svg = air_terjun(
        "Uji",
        [
            Langkah("Awal", 50, "50", jumlah=True),
            Langkah("Turun", -150, "−150"),
            Langkah("Akhir", -100, "−100", jumlah=True),
        ],
    )

    awal, turun, akhir = batang(svg)
    nol = LEBAR * 100 / 150
    assert awal[0] == pytest.approx(nol, abs=0.1)
    assert turun == (0, LEBAR)
    assert akhir == (0, pytest.approx(nol, abs=0.1))


def test_stacked_parts_lie_end_to_end_and_share_one_scale():
    def satu(nama: str, *jumlah: int) -> Tumpukan:
        return Tumpukan(nama, tuple(Nilai(f"b{n}", j, "") for n, j in enumerate(jumlah)), "")

    a, b, c, d, e, f = batang(tumpuk("Uji", [satu("A", 30, 50, 20), satu("B", 25, -7, 0)]))[:6]

    assert [a[0], b[0], c[0]] == pytest.approx([0, 108, 288])
    assert a[1] + b[1] + c[1] == pytest.approx(LEBAR)
    assert d == (0, 90)
    assert (e[1], f[1]) == (0, 0)


def test_funnel_stages_stand_in_the_middle():
    isi = batang(corong("Uji", [Nilai("A", 200, "200"), Nilai("B", 50, "50"), Nilai("C", 0, "0")]))

    assert isi == [(0, 360), (135, 90), (180, 0)]


def test_line_puts_zero_below_and_the_highest_above():
    svg = garis("Uji", [Titik("Jan", 0, "0"), Titik("Feb", 50, "50"), Titik("Mar", 100, "100")])

    ys = [float(y) for y in re.findall(r'<circle cx="[0-9.]+" cy="([0-9.]+)" r="4" fill="#0b', svg)]
    assert ys[:3] == [196, 129, 62]  # the last dot is the legend's


def test_an_unknown_month_has_no_dot_and_its_table_a_dash():
    svg = garis("Uji", [Titik("Jan", 5, "5"), Titik("Feb", None)])

    assert svg.count("<circle") == 2  # one of them in the legend
    assert '<th scope="row">Feb</th><td class="nominal">–</td>' in svg


@pytest.mark.parametrize("nama", SEMUA)
@pytest.mark.parametrize("akhiran", ["", "_sulit"])
def test_nothing_leaves_the_picture(nama, akhiran):
    svg = SEMUA[nama]("Uji", getattr(contoh_gambar, nama + akhiran)())

    lebar, tinggi = map(float, re.search(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"', svg).groups())
    for x, y, w, t, _ in KOTAK.findall(svg):
        assert 0 <= float(x) <= float(x) + float(w) <= lebar + 0.2
        assert 0 <= float(y) <= float(y) + float(t) <= tinggi + 0.2
    for x, y, huruf, letak, kata in re.findall(
        r'<text x="([0-9.]+)" y="([0-9.]+)" font-size="([0-9.]+)" font-weight="[0-9]+" '
        r'text-anchor="([a-z]+)" fill="[^"]+">([^<]*)</text>',
        svg,
    ):
        lebar_huruf = 0.69 if any(h.isdigit() for h in kata) else 0.55
        panjang_kata = lebar_huruf * float(huruf) * len(unescape(kata))
        kiri = float(x) - {"start": 0, "middle": panjang_kata / 2, "end": panjang_kata}[letak]
        assert kiri >= -0.5, kata
        assert kiri + panjang_kata <= lebar + 0.5, kata
        assert 0 < float(y) <= tinggi


@pytest.mark.parametrize("nama", ["air_terjun", "tumpuk", "ubin", "corong"])
def test_names_are_escaped_and_whole_in_the_table(nama):
    asal = getattr(contoh_gambar, nama + "_sulit")() + getattr(contoh_gambar, nama)()

    svg = SEMUA[nama]("Judul <b>", asal)

    assert "<pesisir>" not in svg
    assert "Judul &lt;b&gt;" in svg
    assert contoh_gambar.NAMA_PANJANG.count("&lt;") == 0
    assert f'<th scope="row">{contoh_gambar.NAMA_PANJANG[:20]}' in svg
    assert "&lt;pesisir&gt; </th>" in svg


@pytest.mark.parametrize("nama", SEMUA)
def test_every_mark_with_an_address_is_a_named_link(nama):
    svg = SEMUA[nama]("Uji", getattr(contoh_gambar, nama)())

    tautan = re.findall(r'<a href="/laporan/gambar/" aria-label="([^"]+)">', svg)
    assert len(tautan) == len(getattr(contoh_gambar, nama)())
    assert all(any(huruf.isalnum() for huruf in satu) for satu in tautan)


@pytest.mark.parametrize("nama", SEMUA)
def test_an_empty_picture_is_drawn(nama):
    assert "Belum ada angka." in SEMUA[nama]("Uji", [])


def test_what_is_not_zero_is_seen_and_a_figure_is_never_shortened():
    assert panjang(1, 10**15, 360) == 2
    assert panjang(0, 10, 360) == panjang(-3, 10, 360) == panjang(3, 0, 360) == 0
    assert muat("Semarang Selatan", 60, 12).endswith("…")
    assert huruf_angka("987.654.321.987.654", 96, 18) * 0.7 * 19 <= 96.1


def test_two_pictures_of_a_page_have_patterns_of_their_own():
    ubin = [Ubin("A", 1, "1", dari=2)]
    satu, dua = (re.findall(r'pattern id="([^"]+)"', gambar_ubin(j, ubin)) for j in ("A", "B"))

    assert satu
    assert not {*satu} & {*dua}


def test_the_tag_draws_the_same_in_a_page_and_in_a_pdf(tmp_path, settings):
    kerangka = "{% load gambar %}" + "".join(
        f"{{% {n} 'Uji {n}' contoh.{n} bertabel=False %}}" for n in SEMUA
    )
    halaman = Template(kerangka).render(Context({"contoh": contoh_gambar}))
    assert "<details" not in halaman
    (tmp_path / "uji_gambar.html").write_text(kerangka)
    bahan = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**bahan, "DIRS": [*bahan["DIRS"], tmp_path]}]

    pdf = html_ke_pdf("uji_gambar.html", {"contoh": contoh_gambar})

    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/Pattern") or len(pdf) > 5000


@pytest.mark.django_db
def test_the_page_shows_each_picture(sekda_client):
    html = sekda_client.get("/laporan/gambar/").text

    assert html.count('<svg class="gambar__svg"') == 11
    assert "Bukan keadaan kota" in html
