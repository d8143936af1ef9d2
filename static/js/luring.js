// What a device did while the server could not be reached is kept in this browser and told afterwards, in the order in
// which it was done. Each has its own key, so that telling it twice counts once.
window.luring = (() => {
  const get = (part, otherwise) => {
    try { return JSON.parse(localStorage.getItem(`antrean:${part}`)) ?? otherwise; } catch { return otherwise; }
  };
  const set = (part, value) => localStorage.setItem(`antrean:${part}`, JSON.stringify(value));
  const post = async (address, body) => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), 8000);
    try {
      const headers = { "Content-Type": "application/json" };
      return await fetch(address, { method: "POST", headers, body: JSON.stringify(body), signal: stop.signal });
    } finally { clearTimeout(timer); }
  };
  const key = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  const lease = () => get("bekal", null);
  const alive = () => Boolean(lease()) && Date.now() < Date.parse(lease().sampai);
  const waiting = () => get("catatan", []);
  let sending = null;

  // Write one thing down; nothing is done under a lease that has ended.
  const add = (what) => {
    if (!alive()) return null;
    const urut = get("urut", 0) + 1;
    set("urut", urut);
    const row = { uuid: key(), bekal: lease().bekal, urut, at: new Date().toISOString(), ...what };
    set("catatan", [...waiting(), row]);
    return row;
  };
  const tell = async () => {
    const rows = waiting().slice(0, 200);
    if (!rows.length) return true;
    const answer = await post("/antrean/perangkat/kirim/", { catatan: rows });
    if (!answer.ok) return answer.status < 500;
    const { gagal } = await answer.json();
    const sent = new Set(rows.map((row) => row.uuid));
    set("catatan", waiting().filter((row) => !sent.has(row.uuid)));
    if (gagal.length) set("gagal", [...get("gagal", []), ...gagal.map((one) => ({ ...one, ...rows.find((row) => row.uuid === one.uuid) }))]);
    return waiting().length ? tell() : true;
  };
  const renew = async () => {
    const answer = await post("/antrean/perangkat/bekal/", {});
    if (answer.ok) set("bekal", await answer.json());
    return answer.ok;
  };
  // Tell first, then ask for a new lease; false where the server cannot be reached.
  const meet = () => {
    sending ??= (async () => {
      try { return (await tell()) && ((await renew()) || true); } catch { return false; } finally { sending = null; }
    })();
    return sending;
  };
  navigator.serviceWorker?.register("/sw.js");
  return { get, set, lease, alive, waiting, add, meet, able: "serviceWorker" in navigator };
})();
