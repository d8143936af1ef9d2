// The phone's camera reads tickets where the browser can (BarcodeDetector, https or localhost). Elsewhere the button
// stays hidden: typing the code or picking the name does the same.
(() => {
  const box = document.querySelector("[data-pindai]");
  if (!box || !window.hadir || !("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  const [button, video] = [box.querySelector("button"), box.querySelector("video")];
  const words = button.lastChild;
  let stream = null, seen = "", seenAt = 0;

  const stop = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    video.hidden = true;
    words.textContent = "Pindai kode";
  };
  const look = async (detector) => {
    if (!stream) return;
    const [code] = await detector.detect(video).catch(() => []);
    // The same ticket stays before the lens for a while: it is told once in three seconds.
    if (code && (code.rawValue !== seen || Date.now() - seenAt > 3000)) {
      [seen, seenAt] = [code.rawValue, Date.now()];
      window.hadir.scanned(code.rawValue);
    }
    setTimeout(() => look(detector), 250);
  };
  button.addEventListener("click", async () => {
    if (stream) return stop();
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      words.textContent = "Kamera tidak dapat dibuka";
      return undefined;
    }
    video.srcObject = stream;
    video.hidden = false;
    words.textContent = "Tutup kamera";
    await video.play();
    return look(new window.BarcodeDetector({ formats: ["qr_code"] }));
  });
  window.BarcodeDetector.getSupportedFormats().then((formats) => { box.hidden = !formats.includes("qr_code"); });
})();
