// What the thumb sees of the queue in hadir.js: who is found, how many are there, what is not sent yet, what went wrong.
(() => {
  if (!window.hadir) return;
  const find = (name) => document.querySelector(`[data-${name}]`);
  const box = document.getElementById("cari");
  let last = null;

  const line = (tag, text, className = "") => Object.assign(document.createElement(tag), { textContent: text, className });
  const button = (text, deed) => Object.assign(line("button", text, "button button--quiet"), { type: "button", onclick: deed });
  const { asCode, there, matches } = window.hadir;

  const take = (press, name) => {
    last = { ...window.hadir.add(press), nama: name };
    find("batal").disabled = false;
    box.value = "";
    say("check", `${name} dicatat hadir.`);
    paint(window.hadir.state());
  };
  const takePerson = (p) => {
    if (there(window.hadir.state()).has(p.id)) return say("warning", `${p.nama} sudah dicatat hadir.`);
    return take({ aksi: "hadir", peserta: p.id }, p.nama);
  };
  window.hadir.scanned = (text) => {
    const code = asCode(text);
    const known = window.hadir.state().list.peserta.find((p) => p.kode === code);
    if (known) takePerson(known);
    else if (code.length === 12) take({ aksi: "tiket", kode: code }, `Tiket ${code}`);
    else say("warning", "Ini bukan kode tiket acara.");
  };
  const say = (sign, text) => {
    const status = line("span", text, `status status--${sign === "check" ? "ok" : "warn"}`);
    find("terakhir").replaceChildren(status);
    if (navigator.vibrate) navigator.vibrate(sign === "check" ? 60 : [60, 60, 60]);
  };

  const paint = (now) => {
    const present = there(now);
    const unsent = now.queue.filter((press) => press.aksi !== "batal").length - now.queue.filter((press) => press.aksi === "batal").length;
    find("jumlah").textContent = Math.max(now.list.hadir + unsent, 0);
    find("dari").textContent = now.list.peserta.length ? `hadir, ${now.list.peserta.length} terdaftar` : "hadir";
    find("hasil").replaceChildren(...matches(now, box.value).map((p) => {
      const row = line("li", "", "cluster spread");
      row.append(line("span", p.akhir ? `${p.nama} (${p.akhir})` : p.nama), present.has(p.id) ? line("span", "Sudah hadir", "status status--ok") : button("Hadir", () => takePerson(p)));
      return row;
    }));
    const words = [now.note && now.note !== "offline" ? now.note : "", now.queue.length ? `${now.queue.length} catatan belum terkirim, tersimpan di ponsel ini.` : "", now.note === "offline" ? "Tanpa sinyal." : ""].filter(Boolean);
    find("kabar").replaceChildren(words.length ? line("p", words.join(" "), "notice notice--warn") : line("p", "Semua catatan sudah terkirim.", "small soft"));
    find("gagal").hidden = !now.failed.length;
    find("gagal").querySelector("ul").replaceChildren(...now.failed.map((press) => {
      const row = line("li", "", "flow");
      const who = press.nama || now.list.peserta.find((p) => p.id === press.peserta)?.nama || press.kode || "Catatan";
      row.append(line("p", `${who}: ${press.pesan}`), button("Coba lagi", () => window.hadir.retry(press)), button("Hapus catatan", () => window.hadir.forget(press.kunci)));
      return row;
    }));
  };

  window.hadir.listen((now) => { if (now.last?.hasil === "sudah") say("warning", `${now.last.nama}: ${now.last.pesan}`); paint(now); });
  box.addEventListener("input", () => paint(window.hadir.state()));
  find("cari").addEventListener("submit", (event) => {
    event.preventDefault();
    const found = matches(window.hadir.state(), box.value);
    if (found.length === 1) takePerson(found[0]);
    else if (!found.length && asCode(box.value).length === 12) window.hadir.scanned(box.value);
    else say("warning", found.length ? "Ada beberapa nama. Pilih satu." : "Tidak ada pada daftar. Pakai Peserta baru.");
  });
  find("baru").addEventListener("submit", (event) => {
    event.preventDefault();
    const { nama, lp } = event.target.elements;
    if (nama.value.trim().length < 2) return nama.focus();
    take({ aksi: "baru", nama: nama.value.trim(), lp: lp.value }, nama.value.trim());
    return event.target.reset();
  });
  find("batal").addEventListener("click", () => {
    window.hadir.add({ aksi: "batal", kunci: last.kunci, peserta: last.peserta });
    say("check", `${last.nama} dibatalkan.`);
    find("batal").disabled = true;
  });
  paint(window.hadir.state());
  window.hadir.load();
})();
