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
    const map = L.map(box, { attributionControl: false, scrollWheelZoom: false, maxZoom: 18, zoomAnimation: false });
    map.zoomControl.setPosition("topright");
    const place = (f) => [f.geometry.coordinates[1], f.geometry.coordinates[0]];
    const spots = data.features.map((f) =>
      L.circleMarker(place(f), { radius: 9, className: `titik titik--${f.properties.suara}` }).bindPopup(card(f.properties))
    );
    const layer = L.featureGroup(spots);
    if (spots.length) map.fitBounds(layer.getBounds().pad(0.15), { maxZoom: 15 });
    else map.setView([-7.32, 110.17], 12);
    layer.addTo(map);
    for (const v of data.villages) {
      L.tooltip({ permanent: true, direction: "top", className: "desa", interactive: false })
        .setLatLng([v.titik[1], v.titik[0]])
        .setContent(line("span", `${v.nama} (${v.jumlah})`))
        .addTo(map);
    }
  };

  fetch(box.dataset.points, { headers: { Accept: "application/geo+json" } })
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
    .then(draw)
    .catch(() => box.replaceChildren(line("p", "Peta tidak dapat dimuat. Daftar di bawah memuat usulan yang sama.")));
})();
