"""Pages over several lists one after the other."""

from django.core.paginator import Paginator

from pijar.beruntun import Bagian, Beruntun

SEMUA = ["a1", "a2", "a3", "c1", "c2"]


def beruntun() -> Beruntun:
    return Beruntun([Bagian(3, SEMUA[:3]), Bagian(0, []), Bagian(2, SEMUA[3:])])


def test_any_part_is_that_of_the_whole():
    assert (len(beruntun()), list(beruntun())) == (5, SEMUA)
    for dari in range(6):
        for sampai in range(7):
            assert beruntun()[dari:sampai] == SEMUA[dari:sampai]
    assert [beruntun()[n] for n in range(5)] == SEMUA


def test_a_page_may_hold_the_end_of_one_and_the_begin_of_the_next():
    halaman = Paginator(beruntun(), 2)

    assert [list(halaman.page(n)) for n in (1, 2, 3)] == [["a1", "a2"], ["a3", "c1"], ["c2"]]
