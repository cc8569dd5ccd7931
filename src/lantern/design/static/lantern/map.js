// Maps from our own GeoJSON, without tiles. Each feature may carry `label`, `url`, `kind` and `count` in its properties.
const COLOURS = { high: "#a8201a", late: "#a8201a", medium: "#8a4b00", warning: "#8a4b00", done: "#1c6b3f", note: "#1a56a0" };

function look(feature) {
  const colour = COLOURS[feature.properties?.kind] ?? "#4a5765";
  const isArea = feature.geometry.type.endsWith("Polygon");
  return { color: colour, weight: isArea ? 1 : 2, fillColor: colour, fillOpacity: isArea ? 0.08 : 0.75 };
}

function dot(L, feature, where) {
  return L.circleMarker(where, { radius: 6 + 2 * Math.sqrt(feature.properties?.count ?? 0) });
}

// Built as elements, never as HTML: a name from a feed is text.
function words(feature) {
  const { label, url } = feature.properties ?? {};
  const drawn = document.createElement(url ? "a" : "span");
  drawn.textContent = label ?? "";
  if (url) drawn.href = url;
  return drawn;
}

function loadStyle(address) {
  return new Promise((done) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href: address, onload: done, onerror: done });
    document.head.append(link);
  });
}

async function drawOne(box) {
  const answer = await fetch(box.dataset.map, { headers: { Accept: "application/geo+json" }, credentials: "same-origin" });
  if (!answer.ok) return;
  const shapes = await answer.json();
  if (!shapes.features?.length) return;
  box.hidden = false;
  const map = window.L.map(box, { attributionControl: false, scrollWheelZoom: false, zoomSnap: 0.25 });
  const layer = window.L.geoJSON(shapes, {
    style: look,
    pointToLayer: (feature, where) => dot(window.L, feature, where),
    onEachFeature: (feature, drawn) => {
      if (feature.properties?.label) drawn.bindPopup(words(feature)).bindTooltip(feature.properties.label);
    },
  }).addTo(map);
  map.fitBounds(layer.getBounds(), { padding: [16, 16] });
}

export async function draw(boxes, addresses) {
  await Promise.all([import(addresses.leaflet), loadStyle(addresses.leafletStyle)]);
  await Promise.all([...boxes].map(drawOne));
}
