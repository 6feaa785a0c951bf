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

  /** A click chooses the point; a cross in the middle and a button do so for a keyboard and a shaking hand.
      The page asks once more, so the point is only marked. */
  const anywhere = (map, tools) => {
    const mark = L.circleMarker([0, 0], { radius: 9, weight: 3, color: "#fff", fillColor: "#1d1b26", fillOpacity: 1, interactive: false });
    const choose = (point) => { mark.setLatLng(point).addTo(map); say({ at: rounded(point.wrap()) }); };
    L.DomUtil.create("div", "map-cross", map.getContainer()).setAttribute("aria-hidden", "true");
    Controls.button(tools, text("Choose the point under the cross")).onclick = () => choose(map.getCenter());
    map.on("click", ({ latlng }) => choose(latlng));
  };

  /** All pins in view, beside the buttons and not under them. */
  const look = (map, { points, bounds }) => {
    const room = { paddingTopLeft: [innerWidth < 500 ? 32 : 72, 60], paddingBottomRight: [32, innerWidth < 500 ? 100 : 36] };
    if (points.length > 1) map.fitBounds(L.latLngBounds(points), { ...room, maxZoom: 8, animate: false });
    else if (points.length) map.setView(points[0], 7, { animate: false });
    else map.fitBounds(bounds, { animate: false });
  };

  const start = (map, options) => {
    Words.start(options);
    ActionMap.prepare(map, options);
    document.getElementById("map_div").setAttribute("aria-label", text("Map to choose a place on"));
    const land = ActionMap.basemap(map, options), tools = Controls.corner(map);
    ActionMap.followTheme(land);
    L.control.zoom({ position: Controls.side(), zoomInTitle: text("Zoom in"), zoomOutTitle: text("Zoom out") }).addTo(map);
    Controls.wholeWorld(map, options.bounds);
    if (options.anywhere) anywhere(map, tools);
    if (options.streetTiles) Controls.streets(map, tools, options.streetTiles, land.group);
    options.points.forEach((at, number) => pin(map, at, number, options.points.length === 1));
    look(map, options);
    ActionMap.letter(options);
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
