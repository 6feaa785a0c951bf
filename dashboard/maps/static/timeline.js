/* The hours of the day of action: press play, and the actions follow the sun around the world. */
"use strict";

const Timeline = (() => {
  const { text, count } = Words;
  const HOUR = 60, STEP = 10, FRAME_MILLISECONDS = 120;          // minutes, minutes, milliseconds

  /** Where the sun is below the horizon at a moment (minutes since 1970), as a polygon; good to about a degree. */
  const night = (minutes) => {
    const day = minutes / 1440 - 10957.5;                         // days since noon of 1 January 2000
    const anomaly = (357.529 + 0.98560028 * day) * Math.PI / 180;
    const ecliptic = (280.459 + 0.98564736 * day + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly)) * Math.PI / 180;
    const declination = Math.asin(Math.sin(23.44 * Math.PI / 180) * Math.sin(ecliptic)) || 1e-6;
    const noon = 180 - ((minutes % 1440) / 1440) * 360;           // the longitude where it is noon
    const edge = [];
    for (let longitude = -220; longitude <= 220; longitude += 4)
      edge.push([Math.atan(-Math.cos((longitude - noon) * Math.PI / 180) / Math.tan(declination)) * 180 / Math.PI, longitude]);
    const pole = declination > 0 ? -90 : 90;
    return [[pole, -220], ...edge, [pole, 220]];
  };

  const clock = (minutes, zone) => new Intl.DateTimeFormat(Words.language(),
    { weekday: "short", hour: "2-digit", minute: "2-digit", timeZone: zone }).format(new Date(minutes * 60000));

  class Player {
    constructor(map, layer, bar) {
      Object.assign(this, { map, layer, bar, renderer: L.canvas({ padding: 0.2 }), dots: new Map() });
      this.play = Controls.button(bar, text("Play the day"), "map-button timeline-play");
      this.slider = Object.assign(L.DomUtil.create("input", "timeline-slider", bar), { type: "range", step: STEP });
      this.slider.setAttribute("aria-label", text("Time of the day of action"));
      this.words = L.DomUtil.create("div", "timeline-words", bar);
      this.close = Controls.button(bar, text("Show all"), "map-button timeline-close");
      this.close.hidden = true;
      this.play.onclick = () => (this.timer ? this.pause() : this.run());
      this.slider.oninput = () => { this.pause(); this.show(Number(this.slider.value)); };
      this.close.onclick = () => { this.stop(); this.play.focus(); };
    }

    /** A span of [first, last] start in minutes since 1970, or null while no time is known. */
    offer(span, query) {
      this.stop();
      this.query = query;
      this.starts = null;
      this.bar.hidden = !span;
      document.body.classList.toggle("has-timeline", Boolean(span));
      if (!span) return;
      this.slider.min = Math.floor(span[0] / HOUR) * HOUR - HOUR;
      this.slider.max = Math.ceil(span[1] / HOUR) * HOUR + HOUR;
      this.slider.value = this.slider.min;
      this.words.textContent = text("Follow the actions through the hours of the day.");
    }

    async load() {
      if (this.starts) return;
      const answer = await fetch(Links.to("times", this.query));
      const { ids, starts } = await answer.json();
      this.starts = starts;
      this.byCity = new Map();
      ids.forEach((id, i) => this.byCity.has(id) ? this.byCity.get(id).push(starts[i]) : this.byCity.set(id, [starts[i]]));
    }

    async enter() {
      await this.load();
      if (this.shade) return;
      this.map.closePopup();
      this.layer.hide();
      this.shade = L.polygon([], { renderer: this.renderer, interactive: false, stroke: false, fillColor: "#000", fillOpacity: 0.12 }).addTo(this.map);
      const color = getComputedStyle(document.documentElement).getPropertyValue("--accent").trim();
      for (const [id, starts] of this.byCity) {
        const marker = this.layer.markers.get(String(id));
        if (!marker) continue;
        const dot = L.circleMarker(marker.getLatLng(), { renderer: this.renderer, color, fillColor: color, weight: 1 }).addTo(this.map);
        dot.on("click", () => this.layer.openCity(marker.city));
        this.dots.set(id, { dot, starts, state: "" });
      }
      this.close.hidden = false;
    }

    async show(minutes) {
      await this.enter();
      this.slider.value = minutes;
      this.shade.setLatLngs(night(minutes));
      for (const one of this.dots.values()) this.paint(one, minutes);
      const begun = this.starts.filter((start) => start <= minutes).length;
      const times = `${clock(minutes, "UTC")} UTC · ${text("{time} your time", { time: clock(minutes) })}`;
      this.words.textContent = `${times} · ${count("{n} action has begun", "{n} actions have begun", begun)}`;
      this.slider.setAttribute("aria-valuetext", this.words.textContent);
    }

    paint(one, minutes) {
      const begun = one.starts.filter((start) => start <= minutes).length;
      const now = one.starts.some((start) => start <= minutes && minutes < start + HOUR);
      const state = `${begun}${now}`;
      if (state === one.state) return;
      one.state = state;
      one.dot.setRadius(begun ? Bubbles.radius(begun) * (now ? 1.1 : 0.6) : 3);
      one.dot.setStyle({ fillOpacity: now ? 0.95 : begun ? 0.55 : 0.08, opacity: begun ? 1 : 0.6 });
    }

    async run() {
      const from = Number(this.slider.value) >= Number(this.slider.max) ? Number(this.slider.min) : Number(this.slider.value);
      await this.show(from);
      this.play.textContent = text("Pause");
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      this.timer = setInterval(() => {
        const next = Number(this.slider.value) + (calm ? HOUR : STEP);
        if (next >= Number(this.slider.max)) this.pause();
        this.show(Math.min(next, Number(this.slider.max)));
      }, calm ? 1000 : FRAME_MILLISECONDS);
    }

    pause() {
      clearInterval(this.timer);
      this.timer = null;
      this.play.textContent = text("Play the day");
    }

    stop() {
      this.pause();
      if (!this.shade) return;
      this.shade.remove();
      this.shade = null;
      for (const { dot } of this.dots.values()) dot.remove();
      this.dots.clear();
      this.close.hidden = true;
      this.layer.unhide();
      this.words.textContent = text("Follow the actions through the hours of the day.");
    }
  }

  const start = (map, layer) => {
    const bar = document.body.appendChild(Object.assign(document.createElement("div"), { className: "timeline", hidden: true }));
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", text("The hours of the day of action"));
    return new Player(map, layer, bar);
  };

  return { start };
})();
