// Records one word as WAV in the browser and puts it into the form's file field. Without a microphone, or where the
// address is not https, the field takes a file.
(() => {
  const form = document.querySelector("form[data-rekam]");
  if (!form) return;
  const find = (name) => form.querySelector(`[data-${name}]`);
  const tell = (words) => { find("kabar").textContent = words; };
  if (!navigator.mediaDevices?.getUserMedia) {
    tell("Merekam di sini memerlukan https. Pilih berkas WAV.");
    return;
  }
  const LONGEST = 3;
  let stop = null;

  const wav = (parts, rate) => {
    const count = parts.reduce((sum, part) => sum + part.length, 0);
    const view = new DataView(new ArrayBuffer(44 + 2 * count));
    const text = (at, word) => [...word].forEach((letter, n) => view.setUint8(at + n, letter.charCodeAt(0)));
    text(0, "RIFF"); view.setUint32(4, 36 + 2 * count, true); text(8, "WAVEfmt ");
    view.setUint32(16, 16, true); view.setUint16(20, 1, true); view.setUint16(22, 1, true);
    view.setUint32(24, rate, true); view.setUint32(28, 2 * rate, true); view.setUint16(32, 2, true); view.setUint16(34, 16, true);
    text(36, "data"); view.setUint32(40, 2 * count, true);
    let at = 44;
    for (const part of parts) for (const value of part) {
      view.setInt16(at, Math.max(-1, Math.min(1, value)) * 32767, true);
      at += 2;
    }
    return new Blob([view], { type: "audio/wav" });
  };
  const take = (blob) => {
    const files = new DataTransfer();
    files.items.add(new File([blob], "rekaman.wav", { type: "audio/wav" }));
    form.querySelector("[name=sound]").files = files.files;
    find("dengar").src = URL.createObjectURL(blob);
    find("dengar").hidden = false;
    tell("Dengarkan dahulu, lalu simpan.");
  };
  const record = async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const context = new AudioContext();
    const source = context.createMediaStreamSource(stream);
    const tap = context.createScriptProcessor(4096, 1, 1);
    const parts = [];
    tap.onaudioprocess = ({ inputBuffer }) => parts.push(new Float32Array(inputBuffer.getChannelData(0)));
    source.connect(tap).connect(context.destination);
    find("mulai").disabled = true;
    find("selesai").disabled = false;
    tell("Merekam. Ucapkan kata itu.");
    const timer = setTimeout(() => stop?.(), LONGEST * 950);
    stop = () => {
      clearTimeout(timer);
      stream.getTracks().forEach((track) => track.stop());
      find("mulai").disabled = false;
      find("selesai").disabled = true;
      take(wav(parts, context.sampleRate));
      context.close();
      stop = null;
    };
  };
  find("alat").hidden = false;
  find("mulai").addEventListener("click", () => record().catch(() => tell("Mikrofon tidak dapat dipakai. Pilih berkas WAV.")));
  find("selesai").addEventListener("click", () => stop?.());
})();
