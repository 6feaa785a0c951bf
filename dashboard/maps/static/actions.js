/* The layer of actions, and what ties the map to the page around it. The map is given URLs and numbers; filters and the
   chosen city arrive later, by message, and the city that a viewer chooses is told back. */
"use strict";

const ActionMap = (() => {
  const { text } = Words;
  const DARK = matchMedia("(prefers-color-scheme: dark)");
  const FIRST_PAUSE_MILLISECONDS = 2000, LONGEST_PAUSE_MILLISECONDS = 60000;

  class Layer {
    constructor(map, options) {
      Object.assign(this, { map, options, markers: new Map(), query: null, opened: "", sent: null });
      this.clusters = new ClusterGroup({
        iconCreateFunction: Bubbles.clusterIcon, showCoverageOnHover: false,
        // When one is near, only what would lie on top of each other is one bubble; at the nearest zoom a click spreads it.
        maxClusterRadius: (zoom) => (zoom < 4 ? 60 : zoom < 9 ? 48 : 30), spiderfyDistanceMultiplier: 1.6,
        spiderLegPolylineOptions: { weight: 1.5, color: "#77707f", opacity: 0.7, interactive: false },
        animate: !matchMedia("(prefers-reduced-motion: reduce)").matches, removeOutsideVisibleBounds: true,
      });
      this.clusters.on("click", ({ layer }) => this.openCity(layer.city));
      map.addLayer(this.clusters);
      map.on("popupopen", ({ popup }) => popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", text("Close")));
      map.on("popupopen popupclose", ({ type }) => document.body.classList.toggle("has-card", type === "popupopen"));
      map.on("layeradd", ({ layer }) => { if (layer instanceof L.Marker) Bubbles.describe(layer); });
      this.status = Controls.statusLine(map);
    }

    cities() { return [...this.markers.values()]; }
    hide() { this.map.removeLayer(this.clusters); }
    unhide() { this.map.addLayer(this.clusters); }

    /** Show what the page asks for; the same again changes nothing. */
    async show({ query, city }) {
      this.city = city;
      if (query !== this.query) {
        const isFirst = this.query === null;
        this.query = query;
        await this.load(query, isFirst);
      }
      this.follow();
    }

    /** Go to the city that the page names, as soon as it is on the map. */
    follow() {
      const { city } = this;
      if (this.sent !== null && city !== this.sent) return;       // the page has not heard of the choice made here yet
      this.sent = null;
      if (city !== this.opened && (!city || this.goTo(city))) this.opened = city;
    }

    /** What does not come is asked for again by itself, after longer and longer pauses. */
    async load(query, isFirst, pause = FIRST_PAUSE_MILLISECONDS) {
      clearTimeout(this.timer);
      this.status.say(text("Loading the actions …"));
      const asked = new URLSearchParams(query);
      if (this.options.language !== "en") asked.set("lang", this.options.language);
      try {
        const answer = await fetch(Links.to("map", asked));
        if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
        const data = await answer.json();
        if (query !== this.query) return;
        this.draw(data);
        this.frame(isFirst);
      } catch (error) {
        console.warn(error);
        if (query !== this.query) return;
        const again = () => { if (query === this.query) this.load(query, isFirst, 2 * pause).then(() => this.follow()); };
        this.status.retry(text("The actions could not be loaded."), again);
        // Not all who wait for a busy server at the same moment.
        this.timer = setTimeout(again, Math.min(pause, LONGEST_PAUSE_MILLISECONDS) * (0.75 + Math.random() / 2));
      }
    }

    /** Bring the actions into view; what is shown is said once the map has come to rest: until then a cluster and what it is
        parted into may both stand on it. */
    frame(isFirst) {
      const told = () => { document.body.dataset.query = this.query; };
      const [bounds, how] = this.extent();
      if (isFirst && (View.isLinked() || (bounds === this.options.bounds && !how.paddingTopLeft))) told();
      else {
        this.map.once("moveend", told);
        this.map.fitBounds(bounds, isFirst ? { ...how, animate: false } : how);
      }
    }

    draw(data) {
      this.timeline?.offer(data.span, this.query);
      this.clusters.clearLayers();
      this.markers.clear();
      this.map.closePopup();
      Bubbles.scaleTo(data.actions.reduce((total, actions) => total + actions, 0));
      data.ids.forEach((id, i) => {
        const marker = new Bubbles.City([data.latitudes[i], data.longitudes[i]]);
        const area = !["v", "s"].includes(data.precisions[i]);
        marker.city = { id, name: data.names[i], actions: data.actions[i], cancelled: data.cancelled[i], area };
        this.markers.set(String(id), marker);
      });
      this.clusters.addLayers(this.cities());
      const none = this.query ? text("No action matches. Change or reset the filters.") : text("No actions yet");
      this.status.say(this.markers.size ? "" : none);
      document.body.dataset.cities = this.markers.size;
      letter(this.options);
    }

    /** What to bring into view: the actions, clear of the controls, where that is nearer than the whole world. */
    extent() {
      this.map.invalidateSize();                                // the timeline may have taken some of its height
      const below = document.querySelector(".map-tools").getBoundingClientRect().bottom + 20;
      const free = { paddingTopLeft: [60, below], paddingBottomRight: [60, 60], maxZoom: 6 }, world = L.latLngBounds(this.options.bounds);
      const around = this.markers.size ? L.latLngBounds(this.cities().map((marker) => marker.getLatLng())) : world;
      const isNearer = this.map.getBoundsZoom(around, false, L.point(120, below + 60)) > this.map.getBoundsZoom(world);
      // On the smallest phones the buttons would lie on the largest bubbles.
      const beside = innerWidth < 340 ? { paddingTopLeft: [56, below - 20] } : {};
      return isNearer ? [around, free] : [this.options.bounds, beside];
    }

    /** A viewer chose a city here: go there, and tell the page. */
    select(id) { if (this.goTo(id)) this.opened = String(id); }

    /** Go to a city and open its card; false while, or because, it is not on the map. */
    goTo(id) {
      const marker = this.markers.get(String(id));
      if (!marker) return false;
      this.map.setView(marker.getLatLng(), Math.max(this.map.getZoom(), 7), { animate: false });
      this.openCity(marker.city);
      return true;
    }

    /** The page lists the chosen city below the map, and the link names it. */
    tell(id) {
      if (id === this.opened) return;
      this.opened = this.sent = id;
      Surroundings.tell({ city: id });
    }

    async openCity(city, byKeyboard = document.activeElement?.matches(":focus-visible")) {
      const from = document.activeElement;
      this.map.invalidateSize();                                // the timeline may have taken some of its height
      const { x, y } = this.map.getSize(), room = innerWidth > 640 ? 60 : 10;   // on a phone no buttons stand above a card
      const popup = L.popup({
        maxWidth: Math.min(320, x - 72), minWidth: 220, maxHeight: Math.max(120, y - 90 - room), autoPanPadding: [16, room], offset: [0, -6],
      }).setLatLng(this.markers.get(String(city.id)).getLatLng()).setContent(Popup.message(text("Loading …"))).openOn(this.map);
      const query = new URLSearchParams(this.query);
      query.set("lang", document.documentElement.lang);
      // Asked before the page is told, which then is busy drawing the city's list.
      const asked = fetch(Links.to("card", query, city.id));
      this.tell(String(city.id));
      popup.on("remove", () => {
        if (this.opened === String(city.id)) this.tell("");
        if (from?.isConnected) from.focus({ preventScroll: true });
      });
      try {
        const answer = await asked;
        if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
        popup.setContent(Popup.card(await answer.json()));
        if (byKeyboard) popup.getElement()?.querySelector("h2").focus({ preventScroll: true });
      } catch (error) {
        console.warn(error);
        popup.setContent(Popup.message(text("This city’s actions could not be loaded. Close this card and try again.")));
      }
    }
  }

  /** The basemap, after what comes `first`: coarse at once, finer when one looks closely, in pieces when one is near; redrawn when the theme changes. */
  const basemap = (map, options, first) => {
    const renderer = L.canvas({ pane: "land", padding: 0.3 });
    const ours = L.layerGroup().addTo(map);
    const sources = {};
    const read = (url) => (sources[url] ??= fetch(url).then((answer) => answer.json()).catch((error) => { delete sources[url]; throw error; }));
    let shapes = null, shown = "", near = null;
    const draw = async (again = false) => {
      const url = map.getZoom() < 4 || near?.isNear() ? options.world : options.detail;
      if (url === shown && !again) return;
      shown = url;
      const world = await read(url);
      await first;
      if (url !== shown) return;
      shapes?.remove();
      shapes = Basemap.shapes(world, renderer);
      ours.addLayer(shapes);
    };
    near = Near.start(map, ours, options.near, read);
    map.on("zoomend", () => draw());
    draw().then(() => read(options.labels)).then((labels) => ours.addLayer(Labels.layer(labels)));
    return { group: ours, redraw: () => { draw(true); near.redraw(); } };
  };

  const readNote = () => {
    const note = document.getElementById("action-filters");
    const linked = new URL((Surroundings.dashboard ?? window).location.href).searchParams.get("city");
    return { query: note?.dataset.query ?? "", city: note?.dataset.city || linked || "" };
  };

  /** The typeface, once what the map is for is there: no bubble waits for letters. */
  const letter = ({ typeface }) => {
    if (document.querySelector("link[href$='/typeface/faces.css']")) return;
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: typeface }));
  };

  /** Day or night, as the viewer's system has it. */
  const followTheme = (land) => DARK.addEventListener("change", () => {
    document.documentElement.dataset.theme = DARK.matches ? "dark" : "light";
    land.redraw();
  });

  /** Nobody gets lost at sea: the middle of the map stays on the world. Leaflet's own bounds hold its edges instead,
      and nudge a map that is wider than the world again and again. */
  const stayOnTheWorld = (map) => map.on("moveend", () => {
    const { lat, lng } = map.getCenter();
    const nearest = L.latLng(Math.min(Math.max(lat, -75), 84), Math.min(Math.max(lng, -200), 200));
    if (!nearest.equals([lat, lng])) map.panTo(nearest);
  });

  const prepare = (map, options) => {
    // folium forbids zooming with two fingers, which some people need in order to read.
    for (const meta of document.querySelectorAll("meta[name=viewport]")) meta.content = "width=device-width, initial-scale=1";
    const frame = document.getElementById("map_div");
    document.documentElement.dataset.theme = DARK.matches ? "dark" : "light";
    frame.setAttribute("role", "region");
    // With Tab one comes to the search and the buttons first, and then from bubble to bubble.
    frame.prepend(frame.querySelector(".leaflet-control-container"));
    // Leaflet focuses the map at each press, and the page would scroll until all of it is in view: the click would miss.
    frame.focus = () => HTMLElement.prototype.focus.call(frame, { preventScroll: true });
    frame.setAttribute("aria-label", text("Map of actions. The same facts are in the tables below."));
    map.createPane("land").style.zIndex = 150;
    map.createPane("labels").style.zIndex = 450;
    map.getPane("labels").style.pointerEvents = "none";
    new ResizeObserver(() => map.invalidateSize()).observe(frame);
    L.control.attribution({ prefix: false }).addAttribution(options.attribution).addTo(map);
    stayOnTheWorld(map);
    map.fitBounds(options.bounds, { animate: false });
    // One finger scrolls the page, two move the map; the wheel zooms once the map was clicked.
    if (matchMedia("(pointer: coarse)").matches) map.dragging.disable();
    frame.addEventListener("keydown", (event) => { if (event.key === "Escape") map.closePopup(); });
    map.scrollWheelZoom.disable();
    map.on("focus click", () => map.scrollWheelZoom.enable());
    map.on("blur mouseout", () => map.scrollWheelZoom.disable());
  };

  /** Where there is no page with a search in its head around the map. */
  const search = (map, layer) => {
    const control = L.control({ position: "topleft" }), box = L.DomUtil.create("form", "map-search");
    L.DomEvent.disableClickPropagation(box).disableScrollPropagation(box);
    control.onAdd = () => box;
    control.addTo(map);
    document.body.classList.add("has-search");
    const choose = async (id, isHidden) => {
      if (isHidden) await layer.show({ query: "", city: "" });
      layer.select(id);
    };
    Search.attach(box, { filters: () => layer.query ?? "", choose });
  };

  /** Once one can see what has been drawn. */
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

  const start = (map, options) => {
    Words.start(options);
    Links.start(options);
    prepare(map, options);
    const layer = new Layer(map, options), tools = Controls.corner(map);
    View.start(map);
    // The actions come first: land and borders are ready before one has found anything.
    const shown = layer.show(readNote()), land = basemap(map, options, shown.then(painted));
    shown.then(() => Surroundings.tell({ up: true }));
    if (!Surroundings.dashboard) search(map, layer);
    L.control.zoom({ position: Controls.side(), zoomInTitle: text("Zoom in"), zoomOutTitle: text("Zoom out") }).addTo(map);
    Controls.wholeWorld(map, options.bounds);
    Share.start(tools, layer);
    if (options.streetTiles) Controls.streets(map, tools, options.streetTiles, land.group);
    layer.timeline = Timeline.start(map, layer);
    followTheme(land);
    Surroundings.listen((asked) => { if ("query" in asked) layer.show(asked); });
  };

  return { start, prepare, basemap, followTheme, letter };
})();
