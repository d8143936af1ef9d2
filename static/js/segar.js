// A part of the page marked data-segar="address" is asked for again every few seconds. When the network drops the
// last state stays and the page says since when it is not fresh.
for (const part of document.querySelectorAll("[data-segar]")) {
  const told = document.querySelector("[data-segar-kabar]");
  let fresh = new Date();
  setInterval(async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(part.dataset.segar);
      if (!answer.ok) throw new Error();
      const html = await answer.text();
      if (part.dataset.isi !== html) {
        part.innerHTML = html;
        part.dataset.isi = html;
      }
      fresh = new Date();
      if (told) told.textContent = "";
    } catch {
      const clock = fresh.toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" });
      if (told) told.textContent = `Sambungan terputus. Data pukul ${clock}.`;
    }
  }, 8000);
}
