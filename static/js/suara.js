// The ballot on this device: marks are kept here until they are sent, never on the server; sums run along.
const form = document.querySelector("form[data-suara]");
const keep = form ? `suara-${form.dataset.suara}` : "";
const money = new Intl.NumberFormat("id-ID");
const marks = () => [...form.querySelectorAll(".option input, .option select")];
const isOn = (field) => (field.type === "checkbox" || field.type === "radio" ? field.checked : Number(field.value) > 0);

const tell = () => {
  const on = marks().filter(isOn);
  const cost = on.reduce((sum, field) => sum + Number(field.dataset.biaya || 0), 0);
  const points = on.reduce((sum, field) => sum + (field.type === "number" ? Number(field.value) : 0), 0);
  const told = form.querySelector("[data-jumlah]");
  if (!told) return;
  const most = Number(told.dataset.paling || 0);
  const parts = [];
  if (told.dataset.jumlah === "nilai") parts.push(`${money.format(points)} dari ${money.format(most)} nilai`);
  if (told.dataset.jumlah === "banyak") parts.push(`${on.length} kegiatan`);
  parts.push(`biaya Rp${money.format(cost)}`);
  if (told.dataset.jumlah === "biaya" && most) parts.push(`sisa Rp${money.format(most - cost)}`);
  told.textContent = parts.join(", ");
  told.classList.toggle("error", most > 0 && (told.dataset.jumlah === "nilai" ? points : cost) > most);
};

const save = () => {
  const said = marks().filter(isOn).map((field) => [field.name, field.value]);
  try {
    if (said.length) localStorage.setItem(keep, JSON.stringify(said));
    else localStorage.removeItem(keep);
  } catch {
    // A browser that keeps nothing still votes.
  }
};

const load = () => {
  let said = [];
  try {
    said = JSON.parse(localStorage.getItem(keep) || "[]");
  } catch {
    return;
  }
  const note = form.querySelector("[data-draf]");
  if (!said.length || marks().some(isOn)) return;
  for (const [name, value] of said) {
    const fields = marks().filter((field) => field.name === name);
    const box = fields.find((field) => field.value === value && (field.type === "checkbox" || field.type === "radio"));
    if (box) box.checked = true;
    else if (fields[0] && fields[0].type !== "checkbox" && fields[0].type !== "radio") fields[0].value = value;
  }
  if (note) note.hidden = false;
};

if (form) {
  load();
  tell();
  form.addEventListener("input", (event) => {
    if (event.target.closest(".option")) save();
    tell();
  });
  form.querySelector("[data-hapus]")?.addEventListener("click", () => {
    localStorage.removeItem(keep);
    for (const field of marks()) {
      if (field.type === "checkbox" || field.type === "radio") field.checked = false;
      else field.value = "";
    }
    form.querySelector("[data-draf]").hidden = true;
    tell();
  });
}
// Sent: nothing of it stays on the device.
const sentNow = document.querySelector("[data-suara-terkirim]");
if (sentNow) localStorage.removeItem(`suara-${sentNow.dataset.suaraTerkirim}`);
