// A form marked data-ulang survives a network that drops: what was typed stays on the page and is sent again by
// itself, with the same key, so that the server does the deed once. Without this script the form is a plain form.
for (const form of document.querySelectorAll("form[data-ulang]")) {
  const told = form.querySelector("[role=status]");
  let waiting = false;
  const send = async () => {
    try {
      await fetch(form.action || location.href, { method: "POST", body: new FormData(form), redirect: "manual" });
      form.submit(); // it arrived: the page that follows, or the mistakes; the key makes the repeated deed harmless
    } catch {
      told.textContent = told.dataset.putus;
      setTimeout(send, 5000);
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (waiting) return;
    waiting = true;
    told.textContent = told.dataset.kirim;
    send();
  });
}
