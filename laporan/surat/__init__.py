"""Papers of the office: gathered from the rows, frozen, numbered, printed, signed.

A kind (:mod:`laporan.surat.jenis`) names its gatherer in ``susun``, which returns an
:class:`laporan.surat.isi.Isi`. ``berkas`` turns that into PDF, Word and Excel.
"""
