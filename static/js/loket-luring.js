// A counter goes on calling when the server cannot be reached: the people named for it, and numbers typed from a slip.
(() => {
  const page = document.querySelector("[data-loket-luring]");
  if (!page || !window.luring) return;
  const { luring } = window;
  const find = (name) => page.querySelector(`[data-${name}]`);
  const board = "BroadcastChannel" in window ? new BroadcastChannel("antrean") : null;
  const label = (one) => `${one.awalan}-${String(one.nomor).padStart(3, "0")}`;
  const WORDS = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split(" ");
  const say = (n) => {
    const rest = (head, left) => (left ? [...head, ...say(left)] : head);
    if (n < 12) return [WORDS[n]];
    if (n < 20) return [WORDS[n - 10], "belas"];
    if (n < 100) return rest([WORDS[Math.floor(n / 10)], "puluh"], n % 10);
    if (n < 1000) return rest(n < 200 ? ["seratus"] : [WORDS[Math.floor(n / 100)], "ratus"], n % 100);
    return rest(n < 2000 ? ["seribu"] : [...say(Math.floor(n / 1000)), "ribu"], n % 1000);
  };

  const now = () => luring.get("kini", null);
  const line = () => {
    const done = new Set(luring.get("dipanggil", []));
    return (luring.lease()?.nomor ?? []).filter((one) => !done.has(label(one)));
  };
  const step = (jenis, one) => luring.add({ jenis, awalan: one.awalan, nomor: one.nomor });
  const end = (jenis) => {
    if (now()) step(jenis, now());
    luring.set("kini", null);
  };
  const call = (one) => {
    if (!luring.alive()) return;
    end("finish");
    step("call", one);
    luring.set("kini", one);
    luring.set("dipanggil", [...luring.get("dipanggil", []), label(one)]);
    const letters = [...one.awalan].map((letter) => `huruf-${letter.toLowerCase()}`);
    const kata = ["lonceng", "nomor", ...letters, ...say(one.nomor), "silakan", ...luring.lease().kata_loket].join(" ");
    board?.postMessage({ sebut: `${label(one)}-${Date.now()}`, nomor: label(one), loket: `Loket ${luring.lease().loket}`, kata });
  };
  const paint = () => {
    const here = now();
    find("kini").textContent = here ? label(here) : "Loket kosong";
    find("sisa").textContent = line().map(label).join(", ") || "Tidak ada lagi nomor bekal.";
    find("panggil").disabled = !luring.alive() || !line().length;
    find("habis").hidden = luring.alive();
    find("belum").textContent = luring.waiting().length ? `${luring.waiting().length} catatan belum terkirim, tersimpan di komputer ini.` : "";
    find("gagal").textContent = luring.get("gagal", []).map((one) => `${label(one)}: ${one.pesan}`).join(" ");
  };
  const look = async () => {
    const there = await luring.meet();
    if (there && !page.hidden) { luring.set("kini", null); luring.set("dipanggil", []); location.reload(); return; }
    page.hidden = there;
    document.querySelector("[data-daring]").hidden = !there;
    paint();
  };
  const on = (name, deed) => find(name).addEventListener("click", () => { deed(); paint(); });
  on("panggil", () => call(line()[0]));
  on("layani", () => now() && step("serve", now()));
  on("lewati", () => end("skip"));
  on("selesai", () => end("finish"));
  find("ketik").addEventListener("submit", (event) => {
    event.preventDefault();
    const match = /^([A-Za-z]{1,2})[ -]?0*([1-9]\d{0,3})$/.exec(event.target.nomor.value.trim());
    if (match) call({ awalan: match[1].toUpperCase(), nomor: Number(match[2]) });
    event.target.reset();
    paint();
  });
  look();
  setInterval(look, 10000);
})();
