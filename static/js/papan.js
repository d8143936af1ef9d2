// The board calls one number after another: each is shown for at least 20 seconds and spoken to its end. The server
// says which calls are new (data-sebut); sound begins after one press, as browsers demand.
(() => {
  const stage = document.querySelector("[data-papan]");
  if (!stage) return;
  const clips = JSON.parse(stage.dataset.suara); // word -> address of its clip
  const start = document.querySelector("[data-mulai]");
  const voice = document.querySelector("[data-bunyi]");
  const SHOWN = 20000;
  const seen = new Set();
  const line = [];
  let now = null;
  let loud = false;

  const paint = () => {
    const place = stage.querySelector("[data-panggil]");
    if (!place || !now) return;
    place.querySelector("b").textContent = now.nomor;
    place.querySelector("span").textContent = now.loket;
    place.hidden = false;
    stage.querySelector("[data-belum]")?.remove();
  };
  const play = (word) => new Promise((done) => {
    const timer = setTimeout(done, 4000); // a clip that does not load stops no call
    voice.onended = voice.onerror = () => { clearTimeout(timer); done(); };
    voice.src = clips[word];
    voice.play().catch(() => { clearTimeout(timer); done(); });
  });
  const speak = async (words) => {
    voice.dataset.kata = words.join(" ");
    if (loud) for (const word of words) await play(word);
  };
  const call = async () => {
    if (now?.busy || !line.length) return;
    now = { ...line.shift(), busy: true };
    paint();
    await Promise.all([speak(now.kata.split(" ")), new Promise((done) => setTimeout(done, SHOWN))]);
    now.busy = false;
    call();
  };
  const read = (silent) => {
    const calls = [...stage.querySelectorAll("[data-sebut]")].reverse(); // the newest stands first
    for (const { dataset } of calls) {
      if (seen.has(dataset.sebut)) continue;
      seen.add(dataset.sebut);
      const told = { nomor: dataset.nomor, loket: dataset.loket, kata: dataset.kata };
      if (silent) now = { ...told, busy: false };
      else line.push(told);
    }
    if (now && !now.busy && !line.length && !stage.querySelector("[data-sebut]")) now = null;
    paint();
    call();
  };
  start.hidden = false;
  start.addEventListener("click", () => {
    loud = true;
    start.remove();
    speak(["lonceng"]);
  });
  document.addEventListener("antre", () => read(false));
  if ("BroadcastChannel" in window) { // a counter of this computer that is cut off from the server
    new BroadcastChannel("antrean").onmessage = ({ data }) => { line.push(data); call(); };
  }
  read(true); // what was called before this page opened is shown, not spoken
})();
