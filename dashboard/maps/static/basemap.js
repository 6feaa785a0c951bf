/* Our own land, borders and labels, so that a map needs no other host.
   Land and borders arrive as shared, delta-coded arcs (see data/basemap/README.md). */
"use strict";

const Basemap = (() => {
  const decodeArc = (arc, { scale, translate }) => {
    let x = 0, y = 0;
    return arc.map(([dx, dy]) => {
      x += dx; y += dy;
      return [y * scale[1] + translate[1], x * scale[0] + translate[0]];
    });
  };

  const ring = (indices, arcs) => {
    const points = [];
    for (const index of indices) {
      const arc = index < 0 ? [...arcs[~index]].reverse() : arcs[index];
      for (let i = points.length ? 1 : 0; i < arc.length; i++) points.push(arc[i]);
    }
    return points;
  };

  /** Land as a fill and borders as lines, disputed ones dashed: on one canvas, never in the way of a click. */
  const shapes = (world, renderer) => {
    const arcs = world.arcs.map((arc) => decodeArc(arc, world.transform));
    const land = world.land.map((polygon) => polygon.map((indices) => ring(indices, arcs)));
    const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const common = { renderer, interactive: false, noClip: false };
    const lines = (indices, dashes) => L.polyline(indices.map((index) => arcs[index]),
      { ...common, weight: 0.8, color: style("--border"), opacity: 1, dashArray: dashes });
    return L.layerGroup([
      L.polygon(land, { ...common, stroke: true, weight: 0.6, color: style("--coast"), fillColor: style("--land"), fillOpacity: 1 }),
      lines(world.borders, null),
      lines(world.disputed, "3 4"),
    ]);
  };

  const overlaps = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

  /** Names of countries and large cities: as many as fit without touching each other. */
  const Labels = L.Layer.extend({
    initialize(entries) { this._entries = entries; },

    onAdd(map) {
      this._pane = map.getPane("labels");
      map.on("moveend zoomend resize viewreset", this._later, this);
      this._later();
    },

    onRemove(map) {
      map.off("moveend zoomend resize viewreset", this._later, this);
      this._pane.replaceChildren();
    },

    /** After the bubbles have taken their places, so that no name is drawn under one. */
    _later() {
      cancelAnimationFrame(this._frame);
      this._frame = requestAnimationFrame(() => this._map && this._draw());
    },

    _bubbles() {
      return [...this._map.getPane("markerPane").children].map((node) => {
        const at = L.DomUtil.getPosition(node) ?? L.point(0, 0), radius = node.offsetWidth / 2;
        return { left: at.x - radius, right: at.x + radius, top: at.y - radius, bottom: at.y + radius };
      });
    },

    _draw() {
      const map = this._map, zoom = map.getZoom(), view = map.getBounds(), taken = this._bubbles(), shown = [];
      for (const entry of this._entries) {
        if (zoom < entry.zoom || !view.contains(entry.at)) continue;
        const width = entry.name.length * (entry.country ? 7.5 : 6.2) + 10, height = 16;
        const at = map.latLngToLayerPoint(entry.at);
        const box = { left: at.x - width / 2, right: at.x + width / 2, top: at.y - height / 2, bottom: at.y + height / 2 };
        if (taken.some((other) => overlaps(box, other))) continue;
        taken.push(box);
        shown.push(this._element(entry, at));
        if (shown.length >= 120) break;
      }
      this._pane.replaceChildren(...shown);
    },

    _element(entry, at) {
      const label = document.createElement("span");
      label.className = entry.country ? "label label-country" : "label label-city";
      label.textContent = entry.name;
      label.setAttribute("aria-hidden", "true");
      L.DomUtil.setPosition(label, at);
      return label;
    },
  });

  const labelEntries = (labels) => {
    const names = new Intl.DisplayNames([document.documentElement.lang || "en"], { type: "region", fallback: "none" });
    const countries = labels.countries
      .map(([code, latitude, longitude, zoom]) => ({ name: names.of(code), at: [latitude, longitude], zoom, country: true }))
      .filter((entry) => entry.name);
    const cities = labels.cities
      .map(([name, latitude, longitude, zoom]) => ({ name, at: [latitude, longitude], zoom, country: false }));
    return [...countries, ...cities];
  };

  return { shapes, labels: (labels) => new Labels(labelEntries(labels)) };
})();
