/* The layer of actions: one bubble per city, clusters that sum their counts, a card for each city.
   The frame is given URLs and numbers; filters arrive later, in the HTML that Streamlit sends along. */
"use strict";

const ActionMap = (() => {
  const SMALLEST = 11, LARGEST = 34, LARGEST_ON_A_PHONE = 24;   // radii in pixels
  const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

  let largestCount = 10;

  /** The area of a bubble grows evenly with its count, from one action to a quarter of the campaign. */
  const diameter = (count) => {
    const share = Math.min(1, Math.max(0, count - 1) / (largestCount - 1));
    const largest = innerWidth < 500 ? LARGEST_ON_A_PHONE : LARGEST;
    return 2 * Math.sqrt(SMALLEST ** 2 + share * (largest ** 2 - SMALLEST ** 2));
  };

  const plural = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

  const icon = (count, classes, label) => {
    const bubble = document.createElement("div");
    bubble.className = `bubble ${classes}`;
    const number = document.createElement("span");
    number.textContent = compact.format(count);
    bubble.append(number);
    const size = diameter(count);
    return Object.assign(L.divIcon({ html: bubble, className: "bubble-anchor", iconSize: [size, size] }), { label });
  };

  const cityIcon = (city) => {
    const hollow = city.actions === 0;
    const classes = [hollow ? "bubble-cancelled" : "bubble-city", city.area ? "bubble-area" : ""].join(" ");
    return icon(hollow ? city.cancelled : city.actions, classes);
  };

  const sum = (cluster) => cluster.getAllChildMarkers().reduce(
    (total, { city }) => ({ actions: total.actions + city.actions, cancelled: total.cancelled + city.cancelled, cities: total.cities + 1 }),
    { actions: 0, cancelled: 0, cities: 0 });

  const clusterIcon = (cluster) => {
    const { actions, cancelled } = sum(cluster);
    return icon(actions || cancelled, actions ? "bubble-cluster" : "bubble-cluster bubble-cancelled");
  };

  /** A bubble is a button for a keyboard and a screen reader too. */
  const describe = (marker) => {
    const node = marker.getElement();
    if (!node || !(marker.city || marker instanceof L.MarkerCluster)) return;
    node.setAttribute("role", "button");
    node.setAttribute("aria-label", marker.city ? describeCity(marker.city) : describeCluster(sum(marker)));
    node.onkeydown = (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      node.click();
    };
  };
  const describeCity = ({ name, actions, cancelled }) =>
    `${name}: ${plural(actions, "action", "actions")}${cancelled ? `, ${cancelled} cancelled` : ""}`;
  const describeCluster = ({ actions, cities }) =>
    `${plural(actions, "action", "actions")} in ${plural(cities, "city", "cities")}. Zoom in.`;

  class Layer {
    constructor(map, options) {
      this.map = map;
      this.options = options;
      this.markers = new Map();
      this.query = null;
      this.clusters = L.markerClusterGroup({
        iconCreateFunction: clusterIcon, showCoverageOnHover: false, chunkedLoading: true, chunkDelay: 8, chunkInterval: 120,
        maxClusterRadius: (zoom) => (zoom < 4 ? 60 : 48), spiderfyOnMaxZoom: true, animate: !matchMedia("(prefers-reduced-motion: reduce)").matches,
        animateAddingMarkers: false, removeOutsideVisibleBounds: true,
      });
      this.clusters.on("click", ({ layer }) => this.openCity(layer.city));
      map.addLayer(this.clusters);
      map.on("layeradd", ({ layer }) => { if (layer instanceof L.Marker) describe(layer); });
      this.status = statusLine(map);
    }

    /** Show what the filters of the page ask for; the same again changes nothing. */
    async show({ query, city }) {
      this.wanted = city;
      if (query !== this.query) {
        const seen = this.query;
        this.query = query;
        await this.load(query);
        if (seen !== null) this.frame();
      }
      if (this.wanted !== this.opened && (!this.wanted || this.goTo(this.wanted))) this.opened = this.wanted;
    }

    async load(query) {
      this.status.say("Loading the actions…", true);
      try {
        const answer = await fetch(`${this.options.api}/map.json${query ? `?${query}` : ""}`);
        if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
        const data = await answer.json();
        if (query === this.query) this.draw(data);
      } catch (error) {
        console.warn(error);
        if (query === this.query) this.status.retry("The actions could not be loaded.", () => this.load(query));
      }
    }

    draw(data) {
      this.clusters.clearLayers();
      this.markers.clear();
      this.map.closePopup();
      largestCount = Math.max(10, data.actions.reduce((total, count) => total + count, 0) / 4);
      const markers = data.ids.map((id, i) => {
        const city = { id, name: data.names[i], actions: data.actions[i], cancelled: data.cancelled[i], area: data.precisions[i] !== "v" && data.precisions[i] !== "s" };
        const marker = L.marker([data.latitudes[i], data.longitudes[i]], { keyboard: true, riseOnHover: true });
        marker.city = city;
        marker.options.icon = cityIcon(city);
        this.markers.set(String(id), marker);
        return marker;
      });
      this.clusters.addLayers(markers);
      this.status.say(markers.length ? "" : "No action matches. Change or reset the filters.");
      document.body.dataset.cities = markers.length;
      document.body.dataset.query = this.query;
    }

    /** After a change of filters: bring what is left into view; the whole world when there are none. */
    frame() {
      const points = [...this.markers.values()].map((marker) => marker.getLatLng());
      if (this.query && points.length) this.map.fitBounds(L.latLngBounds(points), { padding: [60, 60], maxZoom: 6 });
      else this.map.fitBounds(this.options.bounds);
    }

    /** Go to a city and open its card; false while, or because, it is not on the map. */
    goTo(id) {
      const marker = this.markers.get(String(id));
      if (!marker) return false;
      this.map.setView(marker.getLatLng(), Math.max(this.map.getZoom(), 7), { animate: false });
      this.openCity(marker.city);
      return true;
    }

    /** Whoever came by keyboard goes on where the card was opened from. */
    returnFocus(popup) {
      const from = document.activeElement;
      popup.on("remove", () => from?.isConnected && from.focus({ preventScroll: true }));
    }

    async openCity(city, byKeyboard = document.activeElement?.matches(":focus-visible")) {
      const marker = this.markers.get(String(city.id));
      const popup = L.popup({ maxWidth: 320, minWidth: 220, maxHeight: Math.max(200, this.map.getSize().y - 140), autoPanPadding: [16, 16], offset: [0, -6] })
        .setLatLng(marker.getLatLng()).setContent(Popup.message("Loading…")).openOn(this.map);
      this.returnFocus(popup);
      const query = this.query ? `?${this.query}` : "";
      try {
        const answer = await fetch(`${this.options.api}/cities/${encodeURIComponent(city.id)}.json${query}`);
        if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
        popup.setContent(Popup.card(await answer.json()));
        if (byKeyboard) popup.getElement()?.querySelector("h2").focus({ preventScroll: true });
      } catch (error) {
        console.warn(error);
        popup.setContent(Popup.message("This city’s actions could not be loaded. Close this card and try again."));
      }
    }
  }

  /** One line on the map for loading, nothing found and failures; screen readers hear it. */
  const statusLine = (map) => {
    const line = L.DomUtil.create("div", "map-status", map.getContainer());
    line.setAttribute("role", "status");
    const say = (text, busy = false) => {
      line.textContent = text;
      line.hidden = !text;
      line.classList.toggle("is-busy", busy);
    };
    const retry = (text, again) => {
      say(text);
      const button = L.DomUtil.create("button", "map-button", line);
      button.textContent = "Try again";
      button.onclick = again;
    };
    L.DomEvent.disableClickPropagation(line);
    return { say, retry };
  };

  const control = (map, position, build) => {
    const added = new (L.Control.extend({ onAdd: build }))({ position });
    return added.addTo(map);
  };

  const wholeWorld = (map, bounds) => control(map, "topleft", () => {
    const bar = L.DomUtil.create("div", "leaflet-bar");
    const button = L.DomUtil.create("a", "map-home", bar);
    button.href = "#";
    button.title = "Show the whole world";
    button.setAttribute("role", "button");
    button.setAttribute("aria-label", button.title);
    button.textContent = "⌂";
    L.DomEvent.on(button, "click", (event) => { L.DomEvent.stop(event); map.closePopup(); map.fitBounds(bounds); });
    return bar;
  });

  /** Street tiles come from another host, so a click asks for them, and says what that shares. */
  const streetTiles = (map, { url, attribution, preset }, ours) => {
    const tiles = L.tileLayer(url, { attribution, maxZoom: 18, referrerPolicy: "strict-origin" });
    const on = () => { ours.remove(); tiles.addTo(map); map.setMaxZoom(18); };
    const off = () => { tiles.remove(); map.setMaxZoom(12); ours.addTo(map); };
    if (preset) { on(); return; }
    control(map, "topright", () => {
      const box = L.DomUtil.create("div", "map-streets");
      L.DomEvent.disableClickPropagation(box);
      const toggle = L.DomUtil.create("button", "map-button", box);
      const ask = L.DomUtil.create("div", "map-ask", box);
      ask.hidden = true;
      L.DomUtil.create("p", "", ask).textContent =
        `Streets are drawn by ${new URL(url.replace(/[{}]/g, "")).host}. That host will see your internet address and which part of the map you look at.`;
      const yes = L.DomUtil.create("button", "map-button is-primary", ask);
      const no = L.DomUtil.create("button", "map-button", ask);
      yes.textContent = "Show streets";
      no.textContent = "Keep our map";
      const set = (shown) => {
        toggle.textContent = shown ? "Hide streets" : "Streets";
        toggle.setAttribute("aria-pressed", String(shown));
      };
      set(false);
      toggle.setAttribute("aria-expanded", "false");
      const unfold = (open) => { ask.hidden = !open; toggle.setAttribute("aria-expanded", String(open)); if (open) yes.focus(); };
      toggle.onclick = () => { if (map.hasLayer(tiles)) { off(); set(false); } else unfold(ask.hidden); };
      yes.onclick = () => { unfold(false); on(); set(true); toggle.focus(); };
      no.onclick = () => { unfold(false); toggle.focus(); };
      return box;
    });
  };

  /** The basemap: coarse at once, fine when one looks closely, redrawn when the theme changes. */
  const basemap = (map, options) => {
    const renderer = L.canvas({ pane: "land", padding: 0.3 });
    const ours = L.layerGroup().addTo(map);
    const sources = {};
    const read = (url) => (sources[url] ??= fetch(url).then((answer) => answer.json()));
    let shapes = null, shown = "";
    const draw = async (again = false) => {
      const url = map.getZoom() >= 4 ? options.detail : options.world;
      if (url === shown && !again) return;
      shown = url;
      const world = await read(url);
      if (url !== shown) return;
      shapes?.remove();
      shapes = Basemap.shapes(world, renderer);
      ours.addLayer(shapes);
    };
    map.on("zoomend", () => draw());
    draw().then(() => read(options.labels)).then((labels) => ours.addLayer(Basemap.labels(labels)));
    return { group: ours, redraw: () => draw(true) };
  };

  const parseNote = (html) => {
    const note = new DOMParser().parseFromString(html || "", "text/html").getElementById("action-filters");
    return { query: note?.dataset.query ?? "", city: note?.dataset.city ?? "" };
  };

  /** Streamlit posts the theme and the filters of the page with each run of its script. */
  const listen = (layer, land) => {
    let theme = document.documentElement.dataset.theme;
    addEventListener("message", ({ source, data }) => {
      if (source !== parent || data?.type !== "streamlit:render") return;
      if (data.theme && data.theme.base !== theme) {
        theme = document.documentElement.dataset.theme = data.theme.base;
        land.redraw();
      }
      layer.show(parseNote(data.args?.html));
    });
  };

  /** The page's own typeface, so that the frame speaks with the same voice. */
  const borrowFonts = () => {
    const rules = [...parent.document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
    const faces = rules.filter((rule) => rule instanceof parent.CSSFontFaceRule && /Source Sans/.test(rule.style.fontFamily));
    const style = document.head.appendChild(document.createElement("style"));
    style.textContent = faces.map((face) => face.cssText.replace(/url\("(?!data:)([^"]+)"\)/g,
      (_, url) => `url("${new URL(url, face.parentStyleSheet.href ?? parent.document.baseURI).href}")`)).join("\n");
  };

  const prepare = (map, options) => {
    borrowFonts();
    const frame = document.getElementById("map_div");
    document.documentElement.dataset.theme ??= matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", "Map of actions. The same facts are in the tables below.");
    map.createPane("land").style.zIndex = 150;
    map.createPane("labels").style.zIndex = 450;
    map.getPane("labels").style.pointerEvents = "none";
    new ResizeObserver(() => map.invalidateSize()).observe(frame);
    L.control.zoom({ position: "topleft", zoomInTitle: "Zoom in", zoomOutTitle: "Zoom out" }).addTo(map);
    wholeWorld(map, options.bounds);
    L.control.attribution({ prefix: false }).addAttribution(options.attribution).addTo(map);
    map.setMaxBounds([[-75, -200], [86, 200]]);
    map.options.maxBoundsViscosity = 0.8;
    map.fitBounds(options.bounds, { animate: false });
    // One finger scrolls the page, two move the map; the wheel zooms once the map was clicked.
    if (matchMedia("(pointer: coarse)").matches) map.dragging.disable();
    frame.addEventListener("keydown", (event) => { if (event.key === "Escape") map.closePopup(); });
    map.scrollWheelZoom.disable();
    map.on("focus click", () => map.scrollWheelZoom.enable());
    map.on("blur mouseout", () => map.scrollWheelZoom.disable());
  };

  const start = (map, options) => {
    prepare(map, options);
    const land = basemap(map, options);
    if (options.streetTiles) streetTiles(map, options.streetTiles, land.group);
    const layer = new Layer(map, options);
    listen(layer, land);
    layer.show(parseNote(document.getElementById("action-filters")?.outerHTML));
  };

  return { start };
})();
