// Small comforts; every page works without them.
"use strict";

// <form data-alamat="/…/"> without a digit in its box q: words may stand in an address, so they go
// straight there. A number may not; it is sent, as everything is without this script.
document.addEventListener("submit", (e) => {
  const form = e.target;
  if (!form.dataset.alamat || /\p{Nd}/u.test(form.elements.q.value)) return;
  e.preventDefault();
  const terisi = ([nama, isi]) => isi.trim() && nama !== "csrfmiddlewaretoken";
  const isian = [...new FormData(form)].filter(terisi);
  location.assign(`${form.dataset.alamat}?${new URLSearchParams(isian)}`);
});

// A page that answers a POST, or that shows again what was typed, has an address of its own: reload,
// Back, and a phone that dropped the tab ask for it by GET.
if (document.body.dataset.alamatIsian) {
  for (const form of document.forms) form.setAttribute("action", form.getAttribute("action") || location.href);
  for (const tautan of document.querySelectorAll("a[href^='?']")) tautan.href = tautan.href;
  history.replaceState(null, "", document.body.dataset.alamatIsian);
}

// What was typed and not sent is said at the top at once, and asked about before the page is left. A
// page with mistakes says so by itself; what was sent is kept, so leaving it asks nothing.
// Selections of a list (tbody) and cells that save themselves do not count, nor do searches. A form
// whose typing is saved on the way (data-tersimpan) counts while that fails.
const belum = document.getElementById("belum-disimpan");
const kotorDi = new Set();

const adaKetikan = () => [...kotorDi].some((satu) => satu.isConnected);

function tandai(form, kotor) {
  kotorDi[kotor ? "add" : "delete"](form);
  belum.hidden = !adaKetikan();
}

function ketik(e) {
  const form = e.target.form;
  if (!belum || !form || form.method !== "post") return;
  if (e.target.matches("[data-sel], tbody input[type=checkbox], tbody input[type=radio]")) return;
  if ("alamat" in form.dataset || form.querySelector("[data-tersimpan]")) return;
  tandai(form, true);
}

if (belum) {
  document.addEventListener("input", ketik);
  document.addEventListener("change", ketik);
  document.addEventListener("reset", (e) => tandai(e.target, false));
  document.addEventListener("submit", (e) => e.defaultPrevented || tandai(e.target, false));
  window.addEventListener("beforeunload", (e) => adaKetikan() && e.preventDefault());
  for (const kejadian of ["htmx:afterSettle", "htmx:sendError", "htmx:responseError"]) {
    document.addEventListener(kejadian, (e) => {
      const asal = e.detail.requestConfig?.elt ?? e.detail.elt;
      if (!asal.matches?.("form [data-tersimpan]")) return;
      tandai(asal.closest("form"), kejadian !== "htmx:afterSettle" || asal.querySelector("[role=alert]"));
    });
  }
}

// One click is one submission: a form that is on its way cannot be sent again.
// Opt out with data-boleh-ulang (a form that answers with a download).
function kunci(form, terkunci) {
  form.toggleAttribute("data-terkirim", terkunci);
  const tombol = [...form.elements].filter((isian) => isian.type === "submit");
  tombol.forEach((isian) => (isian.disabled = terkunci));
}

document.addEventListener("submit", (e) => {
  const form = e.target;
  if (e.defaultPrevented || form.method !== "post" || "bolehUlang" in form.dataset) return;
  if (form.hasAttribute("data-terkirim")) return e.preventDefault();
  setTimeout(() => kunci(form, true)); // after the browser has read the button's name and value
});

window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-terkirim]").forEach((form) => kunci(form, false));
});

// <form data-yakin="Sentence?"> or <button data-yakin="…">: ask first, in our own words.
document.addEventListener("submit", (e) => {
  const form = e.target;
  const kalimat = e.submitter?.dataset.yakin || form.dataset.yakin;
  if (!kalimat || form.dataset.setuju) return delete form.dataset.setuju;
  e.preventDefault();
  e.stopImmediatePropagation();
  const dialog = document.createElement("dialog");
  const isi = dialog.appendChild(document.createElement("form"));
  isi.method = "dialog";
  isi.appendChild(document.createElement("p")).textContent = kalimat;
  const baris = isi.appendChild(document.createElement("div"));
  baris.className = "tombol-tombol";
  // The answer names the act, as the button did that was pressed.
  const aksi = e.submitter?.textContent.replace(/\s+/g, " ").trim() || "Kirim";
  const jawaban = [
    ["ya", aksi, "btn btn-primary"],
    ["", "Tidak jadi", "btn btn-outline-primary"],
  ];
  for (const [nilai, label, kelas] of jawaban) {
    const tombol = baris.appendChild(document.createElement("button"));
    Object.assign(tombol, { value: nilai, textContent: label, className: kelas });
  }
  dialog.className = "dialog";
  dialog.setAttribute("aria-label", "Konfirmasi");
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (dialog.returnValue !== "ya") return;
    form.dataset.setuju = "ya";
    form.requestSubmit(e.submitter);
  });
  document.body.appendChild(dialog).showModal();
}, true);

// <input type=checkbox data-pilih-semua="id" hidden>: ticks every box called "id" of its form.
function hitung(form) {
  const jumlah = form.querySelectorAll("tbody input[type=checkbox]:checked").length;
  const semua = form.querySelectorAll("[data-jumlah-terpilih]");
  semua.forEach((tempat) => (tempat.textContent = jumlah));
}

function tampilkanPilihSemua() {
  document.querySelectorAll("[data-pilih-semua]").forEach((semua) => (semua.hidden = false));
}

tampilkanPilihSemua();
document.addEventListener("htmx:afterSettle", tampilkanPilihSemua); // a list that comes after its page
document.addEventListener("change", (e) => {
  const form = e.target.form;
  if (!form || e.target.type !== "checkbox") return;
  const nama = e.target.dataset.pilihSemua;
  const semua = nama ? form.querySelectorAll(`input[name="${nama}"]`) : [];
  semua.forEach((kotak) => (kotak.checked = e.target.checked));
  hitung(form);
});

// A session that ended while htmx was asking: load the page again, which leads to the sign-in. A page
// on which something was typed stays: its button leads to the sign-in and back, with what was typed.
document.addEventListener("htmx:beforeSwap", (e) => {
  const alamat = new URL(e.detail.xhr.responseURL || location.href, location.href);
  if (alamat.pathname !== document.body.dataset.masuk) return;
  e.detail.shouldSwap = false;
  if (!adaKetikan()) return location.reload();
  belum.textContent = belum.dataset.berakhir;
});

// A page left open until its session has ended shows nothing of its data any more. Another page may
// have kept the session alive, so it asks first. What was typed stays below the notice, for its owner.
const sesi = document.body.dataset;
let akhirSesi = Date.now() + Number(sesi.sesi) * 1000;

async function jagaSesi() {
  if (Date.now() < akhirSesi) return;
  document.body.classList.add("berakhir");
  document.getElementById("sesi-berakhir").hidden = false;
  const jawaban = await fetch(sesi.sisa, { headers: { "X-Menunggu": "1" } }).catch(() => null);
  const kini = jawaban?.ok && !jawaban.redirected ? await jawaban.json() : null;
  if (kini && String(kini.siapa) !== sesi.siapa) kotorDi.clear(); // somebody else signed in here
  else if (kini) {
    akhirSesi = Date.now() + kini.sisa * 1000;
    document.body.classList.remove("berakhir");
    document.getElementById("sesi-berakhir").hidden = true;
    return;
  }
  if (jawaban && !adaKetikan()) location.reload(); // leads to the sign-in and back
}

if (sesi.sesi) {
  setInterval(jagaSesi, 15000);
  document.addEventListener("visibilitychange", jagaSesi);
  window.addEventListener("focus", jagaSesi);
}

// <input data-sel="row-column" hx-trigger="betulkan">: a cell of a list that is corrected in place.
// Leaving it or Enter sends it, and Enter goes on to the next wrong one; Escape takes it back.
const SEL = "[data-sel]";
const kotor = (sel) => sel.value !== sel.defaultValue;
const letak = (sel) => sel.dataset.sel.split("-").map(Number);
let sebelumGanti = null;

function kirimSel(sel) {
  if (!kotor(sel) || sel.closest("tr").querySelector("[data-dikirim]")) return; // later: see below
  sel.readOnly = true;
  sel.setAttribute("data-dikirim", "");
  htmx.trigger(sel, "betulkan");
}

function selBerikut([baris, kolom]) {
  const salah = [...document.querySelectorAll(`${SEL}.is-invalid`)];
  const sesudah = (sel) => {
    const [b, k] = letak(sel);
    return b > baris || (b === baris && k >= kolom);
  };
  return salah.find(sesudah) || salah[0] || document.getElementById("terapkan");
}

document.addEventListener("keydown", (e) => {
  if (!e.target.matches(SEL)) return;
  if (e.key === "Escape") e.target.value = e.target.defaultValue;
  if (e.key !== "Enter") return;
  e.preventDefault();
  if (kotor(e.target)) return kirimSel(e.target);
  const [baris, kolom] = letak(e.target);
  selBerikut([baris, kolom + 1])?.focus();
});
document.addEventListener("focusout", (e) => e.target.matches?.(SEL) && kirimSel(e.target));

// The row comes back whole: what is being typed in its other cells stays, and so does the place.
document.addEventListener("htmx:beforeSwap", (e) => {
  const sel = e.detail.requestConfig.elt;
  if (!sel.matches(SEL) || !e.detail.target.contains(sel)) return;
  const semua = [...e.detail.target.querySelectorAll(SEL)];
  const lain = semua
    .filter((satu) => satu !== sel && kotor(satu))
    .map((satu) => [satu.id, satu.value]);
  const dalam = e.detail.target.contains(document.activeElement);
  sebelumGanti = { dari: letak(sel), lain, aktif: dalam ? document.activeElement.id : null };
});
document.addEventListener("htmx:afterSettle", (e) => {
  if (!sebelumGanti || !e.detail.requestConfig?.elt.matches(SEL)) return;
  const { dari, lain, aktif } = sebelumGanti;
  sebelumGanti = null;
  for (const [id, nilai] of lain) {
    const satu = document.getElementById(id);
    if (satu) satu.value = nilai;
  }
  const tetap = aktif && aktif !== `sel-${dari.join("-")}` && document.getElementById(aktif);
  const tujuan = tetap || (aktif !== null && selBerikut(dari));
  if (tujuan) tujuan.focus();
  if (tujuan && tujuan !== tetap && tujuan.matches(SEL)) tujuan.select();
  lain
    .map(([id]) => document.getElementById(id))
    .filter((satu) => satu && satu !== tujuan)
    .forEach(kirimSel);
});
document.addEventListener("htmx:afterRequest", (e) => {
  const sel = e.detail.elt;
  if (!sel.matches?.(SEL) || !sel.isConnected) return;
  sel.readOnly = false;
  sel.removeAttribute("data-dikirim");
  if (e.detail.xhr.status || sel.parentElement.querySelector("[role=alert]")) return;
  const kabar = sel.parentElement.appendChild(document.createElement("p"));
  kabar.setAttribute("role", "alert");
  kabar.textContent = "Belum tersimpan: sambungan terputus. Tekan Enter untuk mengirim lagi.";
});

// <div data-saring-grup="id" hidden> with a select: shows one optgroup of the select called "id".
document.querySelectorAll("[data-saring-grup]").forEach((tempat) => {
  const sasaran = document.getElementById(tempat.dataset.saringGrup);
  const grup = [...sasaran.querySelectorAll("optgroup")];
  if (grup.length < 2) return;
  const pilih = tempat.querySelector("select");
  for (const satu of grup) pilih.add(new Option(satu.label));
  pilih.value = sasaran.selectedOptions[0]?.closest("optgroup")?.label ?? "";
  const saring = () => {
    const dipilih = sasaran.value;
    for (const satu of grup) satu.remove();
    sasaran.append(...grup.filter((satu) => !pilih.value || satu.label === pilih.value));
    sasaran.value = dipilih;
    if (sasaran.selectedIndex < 0) sasaran.value = "";
  };
  pilih.addEventListener("change", saring);
  saring();
  tempat.hidden = false;
});

// <input data-lengkap="16">: the event "lengkap" as soon as so many digits stand there.
document.addEventListener("input", (e) => {
  const lengkap = Number(e.target.dataset.lengkap);
  const angka = lengkap && e.target.value.replace(/\D/g, "").length;
  if (lengkap && angka === lengkap) e.target.dispatchEvent(new Event("lengkap"));
});

// An answer that fills in a field comes too late for one that is being typed by now.
document.addEventListener("htmx:oobBeforeSwap", (e) => {
  const isian = e.detail.target;
  if (!isian.matches("input, select, textarea")) return;
  const sebelum = document.querySelector(`[name="${isian.name}_nik"]`)?.value ?? "";
  const diketik = !["", sebelum].includes(isian.value);
  if (isian === document.activeElement || diketik) e.detail.shouldSwap = false;
});

// <div hx-post data-gagal="Sentence."><p>: says so when what is typed could not be kept.
for (const kejadian of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(kejadian, (e) => {
    const pesan = e.detail.elt.dataset.gagal;
    if (pesan) e.detail.elt.querySelector("p").textContent = pesan;
  });
}

// <button data-tombol="a"> or <summary data-tombol="k">: pressed by its key, except while typing.
// <input data-tombol="/">: the key leads into it.
document.addEventListener("keydown", (e) => {
  const mengetik = e.target.matches("textarea, select, input:not([type=radio], [type=checkbox])");
  if (mengetik || e.ctrlKey || e.metaKey || e.altKey || e.repeat) return;
  if (document.querySelector("dialog[open]")) return;
  const tombol = document.querySelector(`[data-tombol="${CSS.escape(e.key)}"]`);
  if (!tombol) return;
  e.preventDefault();
  if (tombol.matches("input")) return tombol.select();
  tombol.click();
  tombol.closest("details[open]")?.querySelector("textarea, input")?.focus();
});

// <div data-foto hx-trigger="siap"> with a file input: a photo is made smaller here and sent ahead of
// its form. What cannot be (a PDF, HEIC on most phones) goes as it is. Until it has arrived it stays
// in its input, and would go along with the form.
const SISI_FOTO = 2000; // pixels: the small print of a KK is still read

async function kecilkan(berkas) {
  if (!berkas.type.startsWith("image/") || !window.createImageBitmap) return berkas;
  try {
    const gambar = await createImageBitmap(berkas);
    const skala = Math.min(1, SISI_FOTO / Math.max(gambar.width, gambar.height));
    const kanvas = document.createElement("canvas");
    kanvas.width = Math.round(gambar.width * skala);
    kanvas.height = Math.round(gambar.height * skala);
    kanvas.getContext("2d").drawImage(gambar, 0, 0, kanvas.width, kanvas.height);
    const isi = await new Promise((jadi) => kanvas.toBlob(jadi, "image/jpeg", 0.85));
    if (!isi || isi.size >= berkas.size) return berkas;
    return new File([isi], `${berkas.name.replace(/\.\w+$/, "")}.jpg`, { type: "image/jpeg" });
  } catch {
    return berkas;
  }
}

document.addEventListener("change", async (e) => {
  const tempat = e.target.closest("[data-foto]");
  const asal = e.target.files?.[0];
  if (!tempat || !asal) return;
  tempat.querySelector("p").textContent = "Sedang dikirim…";
  const kecil = await kecilkan(asal);
  if (e.target.files[0] !== asal) return; // another one was chosen meanwhile
  if (kecil !== asal) {
    const isi = new DataTransfer();
    isi.items.add(kecil);
    e.target.files = isi.files;
  }
  htmx.trigger(tempat, "siap");
});

// <button data-kamera hidden> beside a file input: opens the camera of a phone at once. The input
// itself offers gallery and PDF too. <button data-perlu-skrip hidden> does nothing without script.
function tampilkanTombol() {
  const ponsel = matchMedia("(pointer: coarse)").matches;
  document.querySelectorAll("[data-kamera]").forEach((tombol) => (tombol.hidden = !ponsel));
  document.querySelectorAll("[data-perlu-skrip]").forEach((tombol) => (tombol.hidden = false));
}

tampilkanTombol();
document.addEventListener("htmx:afterSettle", tampilkanTombol);
document.addEventListener("click", (e) => {
  const isian = e.target.closest("[data-kamera]")?.parentElement.querySelector("input[type=file]");
  if (!isian) return;
  isian.setAttribute("capture", "environment");
  isian.click();
  isian.removeAttribute("capture");
});
