// A file chosen on the check page is hashed here, in the browser, and compared with what the office issued. It is never sent.
for (const box of document.querySelectorAll("[data-sidik]")) {
  const known = box.dataset.sidik.split(" ");
  const told = box.querySelector("[data-kabar]");
  const input = box.querySelector("input");
  if (!crypto.subtle) continue;
  box.hidden = false;
  input.addEventListener("change", async () => {
    const file = input.files[0];
    if (!file) return;
    told.textContent = "Menghitung …";
    const bytes = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    const hex = Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
    const same = known.includes(hex);
    told.textContent = same
      ? "Cocok. Berkas ini sama persis dengan yang diterbitkan kantor."
      : "Tidak cocok. Berkas ini bukan berkas yang diterbitkan, atau isinya telah diubah.";
  });
}
