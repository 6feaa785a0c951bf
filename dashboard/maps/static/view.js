/* The part of the world that one looks at, in the link of the page: ?view=latitude,longitude,zoom. */
"use strict";

const View = (() => {
  const around = Surroundings.dashboard ?? window;
  const page = () => new URL(around.location.href);

  const read = () => {
    const [latitude, longitude, zoom] = (page().searchParams.get("view") ?? "").split(",").map(Number);
    const valid = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 200 && zoom >= 0 && zoom <= 18;
    return valid ? { center: [latitude, longitude], zoom } : null;
  };

  const text = (map) => {
    const { lat, lng } = map.getCenter();
    return `${lat.toFixed(3)},${lng.toFixed(3)},${map.getZoom()}`;
  };

  /** Keep the link in step with the map; Streamlit writes the same address, and knows nothing of the view. */
  const start = (map) => {
    const linked = read();
    // `reset` puts the centre where it is asked for; without it Leaflet moves by whole pixels, which are degrees apart.
    const show = ({ center, zoom }) => map.setView(center, zoom, { reset: true });
    if (linked) show(linked);
    let untouched = true, unasked = linked ? "" : text(map);       // the view that nobody chose: it has no business in the link
    map.on("resize", () => {
      // The frame takes its size in steps while it loads, and each moves the map.
      if (untouched && linked) show(linked);
      else unasked = text(map);
    });
    const write = () => {
      if ((untouched && !linked) || text(map) === unasked) return;
      unasked = "";
      const url = page();
      if (url.searchParams.get("view") === text(map)) return;
      url.searchParams.set("view", text(map));
      around.history.replaceState(around.history.state, "", url.href.replaceAll("%2C", ","));
    };
    const touch = () => {
      if (untouched && !linked) unasked = text(map);
      untouched = false;
    };
    for (const event of ["mousedown", "touchstart", "wheel", "keydown"]) map.getContainer().addEventListener(event, touch, { passive: true, capture: true });
    map.on("moveend", write);
    addEventListener("message", () => setTimeout(write));
    around.addEventListener("popstate", () => { const back = read(); if (back) show(back); });
  };

  return { start, isLinked: () => Boolean(read()) };
})();
