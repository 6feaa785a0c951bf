/* What lies on the map beside the bubbles: the whole world, street tiles, one line of news. */
"use strict";

const Controls = (() => {
  const { text } = Words;

  const button = (parent, label, className = "map-button") => {
    const node = L.DomUtil.create("button", className, parent);
    node.type = "button";
    node.textContent = label;
    return node;
  };

  /** A button that opens a panel below it; Escape and a second click close it. */
  const unfolding = (parent, label) => {
    const box = L.DomUtil.create("div", "map-fold", parent);
    const toggle = button(box, label);
    const panel = L.DomUtil.create("div", "map-panel", box);
    const unfold = (open) => {
      panel.hidden = !open;
      toggle.setAttribute("aria-expanded", String(open));
    };
    unfold(false);
    toggle.onclick = () => unfold(panel.hidden);
    box.addEventListener("keydown", (event) => { if (event.key === "Escape") { unfold(false); toggle.focus(); } });
    return { toggle, panel, unfold };
  };

  /** The corner for our buttons. */
  const corner = (map) => {
    const control = L.control({ position: "topright" });
    const box = L.DomUtil.create("div", "map-tools");
    L.DomEvent.disableClickPropagation(box).disableScrollPropagation(box);
    control.onAdd = () => box;
    control.addTo(map);
    return box;
  };

  /** On a phone at the bottom, where the world is ocean and no bubble lies underneath. */
  const side = () => (innerWidth < 500 ? "bottomleft" : "topleft");

  const wholeWorld = (map, bounds) => {
    const control = L.control({ position: side() });
    control.onAdd = () => {
      const bar = L.DomUtil.create("div", "leaflet-bar");
      const home = Object.assign(L.DomUtil.create("a", "map-home", bar), { href: "#", role: "button", title: text("Show the whole world") });
      home.setAttribute("aria-label", home.title);
      home.textContent = "⌂";
      L.DomEvent.on(home, "click", (event) => { L.DomEvent.stop(event); map.closePopup(); map.fitBounds(bounds); });
      return bar;
    };
    control.addTo(map);
  };

  /** Street tiles come from another host, so a click asks for them, and says what that shares. */
  const streets = (map, tools, { url, attribution, preset }, ours) => {
    const tiles = L.tileLayer(url, { attribution, maxZoom: 18, referrerPolicy: "strict-origin" });
    const show = () => { ours.remove(); tiles.addTo(map); map.setMaxZoom(18); };
    const hide = () => { tiles.remove(); map.setMaxZoom(12); ours.addTo(map); };
    if (preset) { show(); return; }
    const { toggle, panel, unfold } = unfolding(tools, text("Streets"));
    L.DomUtil.create("p", "", panel).textContent = text(
      "Streets are drawn by {host}. That host will see your internet address and which part of the map you look at.",
      { host: new URL(url.replace(/[{}]/g, "")).host });
    const yes = button(panel, text("Show streets"), "map-button is-primary"), no = button(panel, text("Keep our map"));
    const open = toggle.onclick;
    toggle.onclick = () => {
      if (!map.hasLayer(tiles)) { open(); return; }
      hide();
      toggle.textContent = text("Streets");
    };
    yes.onclick = () => { unfold(false); show(); toggle.textContent = text("Hide streets"); toggle.focus(); };
    no.onclick = () => { unfold(false); toggle.focus(); };
  };

  /** One line for loading, nothing found and failures; screen readers hear it. */
  const statusLine = (map) => {
    const line = L.DomUtil.create("div", "map-status", map.getContainer());
    line.setAttribute("role", "status");
    L.DomEvent.disableClickPropagation(line);
    const say = (sentence) => { line.textContent = sentence; line.hidden = !sentence; };
    const retry = (sentence, again) => { say(sentence); button(line, text("Try again")).onclick = again; };
    return { say, retry };
  };

  return { button, unfolding, corner, side, wholeWorld, streets, statusLine };
})();
