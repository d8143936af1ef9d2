// Puts the proposals of the list below on a map. Text goes in as text, never as HTML.
(() => {
  const box = document.getElementById("peta");
  if (!box || !window.L) return;

  const line = (tag, text) => {
    const element = document.createElement(tag);
    element.textContent = text;
    return element;
  };

  const card = (p) => {
    const element = document.createElement("div");
    const link = line("a", p.judul);
    link.href = p.url;
    element.append(link, line("p", p.status), line("p", p.wilayah));
    return element;
  };

  const draw = (data) => {
    box.replaceChildren();
    const map = L.map(box, { attributionControl: false, scrollWheelZoom: false, maxZoom: 18, zoomAnimation: false, zoomSnap: 0.25 });
    map.zoomControl.setPosition("topright");
    const place = (f) => [f.geometry.coordinates[1], f.geometry.coordinates[0]];
    const spots = data.features.map((f) =>
      L.circleMarker(place(f), { radius: 9, className: `titik titik--${f.properties.suara}` }).bindPopup(card(f.properties))
    );
    const layer = L.featureGroup(spots);
    if (spots.length) map.fitBounds(layer.getBounds(), { maxZoom: 15, paddingTopLeft: [32, 48], paddingBottomRight: [32, 24] });
    else map.setView([-7.32, 110.17], 12);
    layer.addTo(map);
    const names = [...data.villages]
      .sort((a, b) => b.jumlah - a.jumlah)
      .map((v) =>
        L.tooltip({ permanent: true, direction: "top", offset: [0, -14], className: "desa", interactive: false })
          .setLatLng([v.titik[1], v.titik[0]])
          .setContent(line("span", `${v.nama.replace(/^(Kelurahan|Desa) /, "")} (${v.jumlah})`))
          .addTo(map)
      );
    const tidy = () => declutter(names.map((name) => name.getElement()), spots.map((spot) => spot.getElement()));
    map.on("zoomend", tidy);
    tidy();
  };

  // Names that would lie over the middle of a point or over a name with more proposals wait until one zooms in.
  const declutter = (names, spots) => {
    const shown = spots.map((spot) => spot.getBoundingClientRect()).map((r) => new DOMRect(r.x + 7, r.y + 7, r.width - 14, r.height - 14));
    for (const name of names) {
      name.classList.remove("desa--tunggu");
      const a = name.getBoundingClientRect();
      const free = shown.every((b) => a.right < b.left || a.left > b.right || a.bottom < b.top || a.top > b.bottom);
      if (free) shown.push(a);
      else name.classList.add("desa--tunggu");
    }
  };

  fetch(box.dataset.points, { headers: { Accept: "application/geo+json" } })
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
    .then(draw)
    .catch(() => box.replaceChildren(line("p", "Peta tidak dapat dimuat. Daftar di bawah memuat usulan yang sama.")));
})();
