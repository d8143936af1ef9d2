// Words marked in the passage are put into the box for the quote. Without this script people copy them or leave it empty.
const text = document.querySelector("[data-kutip]");
const box = document.querySelector("textarea[name=quote]");
if (text && box) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--quiet mt-s";
  button.textContent = "Beri masukan untuk kalimat ini";
  button.hidden = true;
  text.after(button);
  let marked = "";
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    const inside = selection.rangeCount && text.contains(selection.anchorNode) && text.contains(selection.focusNode);
    const words = inside ? selection.toString().trim() : "";
    if (!words) return; // a tap on the button unmarks the words first: it stays
    marked = words;
    button.hidden = false;
  });
  button.addEventListener("click", () => {
    box.value = marked.slice(0, 1000);
    box.scrollIntoView({ block: "center" });
    document.querySelector("textarea[name=body]").focus({ preventScroll: true });
    button.hidden = true;
  });
}
