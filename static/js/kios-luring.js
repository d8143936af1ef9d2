// The kiosk goes on giving numbers when the server cannot be reached: from its own block, so that nobody else gives them.
(() => {
  const form = document.querySelector("form[data-kios]");
  if (!form || !window.luring) return;
  const told = document.querySelector("[data-kabar]");
  const slip = document.querySelector("[data-slip]");
  const { luring } = window;

  const next = (prefix) => {
    const block = luring.lease().blok.find(([name]) => name === prefix);
    if (!block) return 0;
    const used = luring.get("terpakai", {});
    const place = `${luring.lease().bekal}:${prefix}`;
    const number = Math.max(used[place] ?? 0, block[1] - 1) + 1;
    if (number > block[2]) return 0;
    luring.set("terpakai", { ...used, [place]: number });
    return number;
  };
  const give = (service) => {
    const kind = luring.lease()?.layanan.find((one) => one.id === Number(service));
    const number = kind && luring.alive() ? next(kind.awalan) : 0;
    if (!number) {
      told.textContent = "Koneksi terputus dan bekal nomor habis. Panggil petugas untuk nomor kertas.";
      return;
    }
    const prioritas = new FormData(form).get("priority") ?? "";
    luring.add({ jenis: "issue", awalan: kind.awalan, nomor: number, layanan: kind.id, prioritas });
    slip.querySelector(".number").textContent = `${kind.awalan}-${String(number).padStart(3, "0")}`;
    slip.querySelector("[data-layanan]").textContent = kind.nama;
    slip.hidden = false;
    form.hidden = true;
    window.print?.();
  };
  const state = (there) => {
    form.dataset.putus = there ? "" : "ya";
    const words = !luring.able ? "Bekal luring memerlukan https." : there ? "" : "Koneksi terputus. Nomor tetap diberikan dari bekal mesin ini.";
    told.textContent = words;
  };
  const look = async () => { state(await luring.meet()); };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { value } = event.submitter;
    if (!form.dataset.putus) {
      try {
        const body = new FormData(form, event.submitter);
        const answer = await fetch(location.href, { method: "POST", body, signal: AbortSignal.timeout(6000) });
        if (answer.redirected) location.assign(answer.url);
        else location.reload();
        return;
      } catch { state(false); }
    }
    give(value);
  });
  slip.querySelector("button").addEventListener("click", () => {
    slip.hidden = true;
    form.hidden = false;
    form.reset();
  });
  look();
  setInterval(look, 10000);
})();
