// The part marked data-antre="address" is asked for again; the answer says after how many seconds (data-lagi). The
// browser sends the version it knows, so an unchanged answer is nearly empty. Far back in line it is asked rarely.
for (const part of document.querySelectorAll("[data-antre]")) {
  const told = document.querySelector("[data-antre-kabar]");
  let fresh = new Date();
  let failed = 0;
  let known = "";
  const wait = () => {
    const seconds = Number(part.querySelector("[data-lagi]")?.dataset.lagi || 10);
    const slower = Math.min(60, seconds * 2 ** Math.min(failed, 4));
    return 1000 * slower * (0.8 + 0.4 * Math.random());
  };
  const ask = async () => {
    try {
      const answer = await fetch(part.dataset.antre, { cache: "no-cache", credentials: "omit" });
      if (!answer.ok) throw new Error();
      const html = await answer.text();
      if (html !== known) {
        part.innerHTML = known = html;
        document.dispatchEvent(new Event("antre"));
      }
      fresh = new Date();
      failed = 0;
      if (told) told.textContent = "";
    } catch {
      failed += 1;
      const clock = fresh.toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" });
      if (told) told.textContent = `Koneksi terputus sejak ${clock}.`;
    }
    setTimeout(ask, wait());
  };
  setTimeout(ask, wait());
}
