// Photos are made smaller on the phone before they are sent, to spare the person's data allowance.
// Without this script, or where it fails, the original is sent and the server makes it smaller.
const LIMIT = 300 * 1024;
const EDGE = 1600;

async function shrink(file) {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size <= LIMIT) return file;
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const canvas = document.createElement("canvas");
  for (let edge = EDGE; edge >= 800; edge -= 400) {
    const scale = Math.min(1, edge / Math.max(picture.width, picture.height));
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    for (const quality of [0.82, 0.7, 0.55]) {
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
      if (blob && blob.size <= LIMIT) {
        return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
      }
    }
  }
  return file;
}

async function replace(input) {
  const small = new DataTransfer();
  for (const file of input.files) small.items.add(await shrink(file).catch(() => file));
  input.files = small.files;
}

for (const input of document.querySelectorAll('input[type="file"][accept*="image"]')) {
  let busy = Promise.resolve();
  input.addEventListener("change", () => {
    busy = replace(input);
    input.pending = busy.finally(() => (input.pending = null));
  });
  // Sent while still at work: wait, then send.
  input.form?.addEventListener("submit", (event) => {
    if (!input.pending) return;
    event.preventDefault();
    const button = event.submitter;
    input.pending.then(() => input.form.requestSubmit(button ?? undefined));
  });
}
