/* Names on the map: of the cities that have a bubble, beside it; of countries and large cities, where there is room. A name gives
   way to another name, and moves aside for a bubble; no bubble takes it away. */
"use strict";

const Labels = (() => {
  const BESIDE_FROM_ZOOM = 5, MOST = 160, GAP = 3, LINE = 16, HALO = 4;
  const SAME_PLACE_DEGREES = 0.3;
  const FONTS = { bubble: "600 13px", city: "12px", country: "12px" };

  const overlap = (a, b) => Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) * Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));
  const around = ({ x, y }, width, height = LINE) => ({ x, y, left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 });

  const ruler = document.createElement("canvas").getContext("2d"), measured = new Map();
  const widthOf = (name, kind) => {
    const key = `${kind} ${name}`;
    if (!measured.has(key)) {
      ruler.font = `${FONTS[kind]} ${getComputedStyle(document.documentElement).fontFamily}`;
      const shown = kind === "country" ? name.toUpperCase() : name;
      measured.set(key, ruler.measureText(shown).width + (kind === "country" ? 0.72 * shown.length : 0) + 4);
    }
    return measured.get(key);
  };

  /** Where a name may stand beside a bubble, first where the eye goes on reading. */
  const beside = ({ x, y }, radius, width) => {
    const aside = radius + GAP + width / 2, reads = document.documentElement.dir === "rtl" ? -1 : 1, below = radius + GAP + LINE / 2;
    return [[reads * aside, 0], [-reads * aside, 0], [0, below], [0, -below]].map(([dx, dy]) => around({ x: x + dx, y: y + dy }, width));
  };

  /** Where a name may stand that has no bubble: on its place, or a line or two above or below. */
  const upon = ({ x, y }, width) => [0, LINE, -LINE, 2 * LINE, -2 * LINE].map((dy) => around({ x, y: y + dy }, width));

  const Layer = L.Layer.extend({
    initialize(entries) {
      this._entries = entries;
      this._remeasure = () => { measured.clear(); this._later(); };
    },

    onAdd(map) {
      this._pane = map.getPane("labels");
      map.on("moveend zoomend resize viewreset", this._later, this);
      map.on("layeradd layerremove", this._changed, this);
      document.fonts.addEventListener("loadingdone", this._remeasure);
      this._later();
    },

    onRemove(map) {
      map.off("moveend zoomend resize viewreset", this._later, this);
      map.off("layeradd layerremove", this._changed, this);
      document.fonts.removeEventListener("loadingdone", this._remeasure);
      this._pane.replaceChildren();
    },

    _changed({ layer }) { if (layer instanceof L.Marker) this._later(); },

    /** After the bubbles have taken their places. */
    _later() {
      cancelAnimationFrame(this._frame);
      this._frame = requestAnimationFrame(() => this._map && this._draw());
    },

    /** The cities that stand alone, with the place and the size of their bubbles; the most actions first. */
    _alone() {
      const found = [];
      this._map.eachLayer((layer) => {
        const node = layer.city && layer.getElement?.();
        if (node) found.push({ city: layer.city, latlng: layer.getLatLng(), at: L.DomUtil.getPosition(node), radius: node.firstChild.offsetWidth / 2 });
      });
      return found.sort((a, b) => b.city.actions - a.city.actions);
    },

    _bubbles() {
      return [...this._map.getPane("markerPane").children].map((node) => {
        const size = (node.firstChild ?? node).offsetWidth + 2 * HALO;
        return around(L.DomUtil.getPosition(node) ?? L.point(0, 0), size, size);
      });
    },

    _draw() {
      const map = this._map, zoom = map.getZoom(), view = map.getBounds(), bubbles = this._bubbles(), taken = [], shown = [];
      const put = (name, kind, places) => {
        const free = places.filter((place) => !taken.some((other) => overlap(place, other)));
        const covered = free.map((place) => bubbles.reduce((sum, bubble) => sum + overlap(place, bubble), 0));
        const best = free[covered.indexOf(Math.min(...covered))];
        if (!best || shown.length >= MOST) return;
        taken.push(best);
        shown.push(this._element(name, kind, best));
      };
      const alone = zoom >= BESIDE_FROM_ZOOM ? this._alone() : [];
      for (const { city, latlng, at, radius } of alone)
        if (city.name && view.contains(latlng)) put(city.name, "bubble", beside(at, radius, widthOf(city.name, "bubble")));
      const isNamed = ({ name, at: [latitude, longitude] }) => alone.some(({ city, latlng }) =>
        city.name === name && Math.abs(latlng.lat - latitude) < SAME_PLACE_DEGREES && Math.abs(latlng.lng - longitude) < SAME_PLACE_DEGREES);
      for (const entry of this._entries)
        if (zoom >= entry.zoom && view.contains(entry.at) && (entry.kind === "country" || !isNamed(entry)))
          put(entry.name, entry.kind, upon(map.latLngToLayerPoint(entry.at), widthOf(entry.name, entry.kind)));
      this._pane.replaceChildren(...shown);
    },

    _element(name, kind, at) {
      const label = document.createElement("span");
      label.className = `label label-${kind}`;
      label.textContent = name;
      label.dir = "auto";
      label.setAttribute("aria-hidden", "true");
      L.DomUtil.setPosition(label, L.point(at.x, at.y));
      return label;
    },
  });

  /** The layer of names, from `data/basemap/labels`. */
  const layer = ({ countries, cities }) => {
    const names = new Intl.DisplayNames([document.documentElement.lang || "en"], { type: "region", fallback: "none" });
    const entry = (kind, name, latitude, longitude, zoom) => ({ kind, name, at: [latitude, longitude], zoom });
    return new Layer([
      ...countries.map(([code, ...rest]) => entry("country", names.of(code), ...rest)),
      ...cities.map(([name, ...rest]) => entry("city", name, ...rest)),
    ].filter(({ name }) => name));
  };

  return { layer };
})();
