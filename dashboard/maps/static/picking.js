/* A map to choose on: numbered pins, and any other point where that is allowed. It is given numbers alone, and sends
   back the number of the pin, or the point; with each answer the moment, so that the same one can be given twice. */
"use strict";

const Picking = (() => {
  const { text } = Words;

  const say = (answer) => window.Streamlit.setComponentValue({ ...answer, moment: Date.now() });
  const rounded = ({ lat, lng }) => [Number(lat.toFixed(5)), Number(lng.toFixed(5))];

  const icon = (label) => {
    const pin = document.createElement("div");
    pin.className = "pin";
    pin.appendChild(document.createElement("span")).textContent = label;
    return L.divIcon({ html: pin, className: "pin-anchor", iconSize: [36, 44], iconAnchor: [18, 44] });
  };

  /** A pin is a button for a keyboard and a screen reader too. */
  const pin = (map, at, number, alone) => {
    const label = alone ? "" : Words.number(number + 1);
    const marker = L.marker(at, { icon: icon(label), keyboard: true, riseOnHover: true }).addTo(map), node = marker.getElement();
    node.setAttribute("role", "button");
    node.setAttribute("aria-label", alone ? text("The place as it is") : text("Place {number}", { number: label }));
    node.onkeydown = (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      node.click();
    };
    marker.on("click", () => say({ chosen: number }));
  };

  /** A click chooses the point; a cross in the middle and a button do so for a keyboard and a shaking hand. */
  const anywhere = (map, tools) => {
    L.DomUtil.create("div", "map-cross", map.getContainer()).setAttribute("aria-hidden", "true");
    Controls.button(tools, text("Choose the point under the cross")).onclick = () => say({ at: rounded(map.getCenter().wrap()) });
    map.on("click", ({ latlng }) => say({ at: rounded(latlng.wrap()) }));
  };

  const look = (map, { points, bounds }) => {
    if (points.length) map.fitBounds(L.latLngBounds(points), { padding: [48, 48], maxZoom: points.length > 1 ? 8 : 9, animate: false });
    else map.fitBounds(bounds, { animate: false });
  };

  const start = (map, options) => {
    Words.start(options);
    ActionMap.prepare(map, options);
    document.getElementById("map_div").setAttribute("aria-label", text("Map to choose a place on"));
    const land = ActionMap.basemap(map, options), tools = Controls.corner(map);
    ActionMap.listen({ show() {} }, land);
    L.control.zoom({ position: Controls.side(), zoomInTitle: text("Zoom in"), zoomOutTitle: text("Zoom out") }).addTo(map);
    Controls.wholeWorld(map, options.bounds);
    if (options.anywhere) anywhere(map, tools);
    if (options.streetTiles) Controls.streets(map, tools, options.streetTiles, land.group);
    options.points.forEach((at, number) => pin(map, at, number, options.points.length === 1));
    look(map, options);
    let untouched = true;
    for (const event of ["mousedown", "touchstart", "wheel", "keydown"]) {
      map.getContainer().addEventListener(event, () => { untouched = false; }, { passive: true, capture: true });
    }
    // The frame takes its size in steps while it loads.
    map.on("resize", () => { if (untouched) look(map, options); });
    document.body.dataset.pins = options.points.length;
  };

  return { start };
})();
