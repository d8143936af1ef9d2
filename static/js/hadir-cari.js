// Who is meant by what is typed, and who is there already: the list on the phone and the queue beside it.
if (window.hadir) {
  const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().trim();
  const asCode = (text) => text.toUpperCase().replace(/[\s-]/g, "");
  const there = ({ list, queue }) => {
    const ids = new Set(list.peserta.filter((p) => p.hadir).map((p) => p.id));
    queue.forEach((press) => press.peserta && (press.aksi === "batal" ? ids.delete(press.peserta) : ids.add(press.peserta)));
    return ids;
  };
  const matches = ({ list }, typed) => {
    const [text, code] = [plain(typed), asCode(typed)];
    if (text.length < 2) return [];
    return list.peserta.filter((p) => p.kode === code || p.akhir === text || plain(p.nama).includes(text)).slice(0, 6);
  };
  Object.assign(window.hadir, { asCode, there, matches });
}
