// While title and place are typed, the form marked data-mirip="address" asks which proposals are alike and shows them.
// Without this file the same list stands on the page before sending.
for (const form of document.querySelectorAll("[data-mirip]")) {
  const place = form.querySelector("[data-mirip-hasil]");
  const fields = ["title", "category", "region", "lat", "lng"];
  let [waiting, asked, last] = [0, null, ""];
  const ask = async () => {
    const address = new URL(form.dataset.mirip, location.href);
    for (const name of fields) {
      const value = form.elements[name]?.value?.trim();
      if (value) address.searchParams.set(name, value);
    }
    if (address.href === last) return;
    last = address.href;
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(address, { signal: asked.signal, headers: { Accept: "text/html" } });
      if (answer.ok && !answer.redirected) place.innerHTML = await answer.text();
    } catch {
      last = ""; // the network dropped: the next letter asks again
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 600);
  });
}
