// The queue of check-ins on a phone: kept while there is no signal, sent when there is. Each has its own key, so
// sending it twice counts once. Everything lives in localStorage: closing the page loses nothing.
window.hadir = (() => {
  const page = document.querySelector("[data-hadir]");
  if (!page) return null;
  const { hadir: id, daftar, kirim } = page.dataset;
  const listeners = [];
  let token = "", busy = false, note = "";

  const get = (part, otherwise) => {
    try { return JSON.parse(localStorage.getItem(`hadir:${id}:${part}`)) ?? otherwise; } catch { return otherwise; }
  };
  const set = (part, value) => localStorage.setItem(`hadir:${id}:${part}`, JSON.stringify(value));
  const changed = (last) => listeners.forEach((tell) => tell({ ...state(), last, note }));
  const state = () => ({ list: get("daftar", { peserta: [], hadir: 0 }), queue: get("antre", []), failed: get("gagal", []) });
  const wipe = (which) => Object.keys(localStorage).filter((k) => k.startsWith(`hadir:${which}:`)).forEach((k) => localStorage.removeItem(k));

  // Lists of events that ended a day ago go, unless something was never sent.
  for (const key of Object.keys(localStorage)) {
    const [, which, part] = key.split(":");
    if (!key.startsWith("hadir:") || part !== "daftar") continue;
    const until = JSON.parse(localStorage.getItem(key) || "{}").hapus || 0;
    if (until * 1000 < Date.now() && (localStorage.getItem(`hadir:${which}:antre`) || "[]") === "[]") wipe(which);
  }

  const newKey = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  const ask = async (url, options = {}) => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), 20000);
    try { return await fetch(url, { redirect: "manual", signal: stop.signal, ...options }); } finally { clearTimeout(timer); }
  };
  const refused = (answer) => {
    if (answer.type === "opaqueredirect") note = "Sesi Anda berakhir. Masuk lagi di tab lain, catatan tetap tersimpan.";
    else if (answer.status === 404 || answer.status === 403) note = "Anda tidak lagi dapat mencatat acara ini.";
    else note = "Server belum menjawab. Dicoba lagi sebentar lagi.";
  };

  const load = async () => {
    try {
      const answer = await ask(daftar);
      if (!answer.ok) { refused(answer); if (answer.status === 404 && !get("antre", []).length) wipe(id); return changed(); }
      const { token: fresh, ...list } = await answer.json();
      token = fresh; note = ""; set("daftar", list); changed();
    } catch { note = "offline"; changed(); }
  };

  const settle = (batch, answers, total) => {
    const same = (a, b) => a.kunci === b.kunci && a.aksi === b.aksi;
    set("antre", get("antre", []).filter((press) => !batch.some((sent) => same(sent, press))));
    const wrong = batch.map((press, n) => ({ ...press, ...answers[n] })).filter((press) => press.hasil === "gagal");
    set("gagal", [...get("gagal", []), ...wrong]);
    set("daftar", { ...get("daftar", {}), hadir: total });
  };

  const send = async () => {
    const batch = get("antre", []).slice(0, 100);
    if (busy || !batch.length) return;
    busy = true;
    try {
      if (!token) await load();
      const answer = await ask(kirim, { method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": token }, body: JSON.stringify(batch) });
      if (answer.ok) { const { jawaban, hadir } = await answer.json(); note = ""; settle(batch, jawaban, hadir); changed(jawaban.at(-1)); }
      else { refused(answer); token = ""; changed(); }
    } catch { note = "offline"; changed(); } finally { busy = false; }
  };

  const add = (press) => { const full = { kunci: newKey(), jam: new Date().toISOString(), ...press }; set("antre", [...get("antre", []), full]); changed(full); send(); return full; };
  const forget = (kunci) => { set("gagal", get("gagal", []).filter((press) => press.kunci !== kunci)); changed(); };
  const retry = (press) => { forget(press.kunci); const { hasil, pesan, ...again } = press; set("antre", [...get("antre", []), again]); changed(); send(); };
  addEventListener("online", send);
  setInterval(() => (get("antre", []).length ? send() : document.hidden || load()), 20000);
  return { add, forget, retry, load, state, listen: (tell) => listeners.push(tell) };
})();
