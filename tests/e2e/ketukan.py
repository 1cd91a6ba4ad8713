"""Counts what a task costs an officer: taps and page loads."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

DENGAR = """
document.addEventListener("click", (e) => {
  if (e.isTrusted && !e.target.closest("select, input[type=file]")) window.ketuk();
}, true);
document.addEventListener("change", (e) => {
  if (e.target.matches("select, input[type=file]")) window.ketuk();
}, true);
"""


class Ketukan:
    """Taps and loads on ``page`` from now on.

    A tap is a click of the officer, a choice from a list, a file chosen: typing is none. A script
    that clicks by itself does not count. A load is a new document in the window; htmx makes none.
    ``catat`` is pytest's ``record_property``: what it is told stands at the end of the test run.
    """

    def __init__(self, page: Page, catat: Callable[[str, object], None]) -> None:
        self.tekan = self.muat = 0
        self._catat = catat
        page.expose_function("ketuk", self._ketuk)
        page.expose_function("muatan", self._muat)
        page.add_init_script(f"{DENGAR} if (self === top) window.muatan();")
        page.evaluate(DENGAR)

    def _ketuk(self) -> None:
        self.tekan += 1

    def _muat(self) -> None:
        """A new document; an address that changes in place makes none."""
        self.muat += 1

    def paling_banyak(self, tugas: str, tekan: int, muat: int) -> None:
        """Tell the cost of ``tugas``; fails above so many taps or loads."""
        biaya = f"{tugas}: {self.tekan} ketukan, {self.muat} muat (batas {tekan}, {muat})"
        self._catat("ketukan", biaya)
        assert self.tekan <= tekan, tugas
        assert self.muat <= muat, tugas
