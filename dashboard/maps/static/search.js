/* Find a city as one types, in any script, or the ones near the viewer, whose position never leaves the browser. */
"use strict";

const Search = (() => {
  const { text, count } = Words;
  const SHOWN = 8, PAUSE_MILLISECONDS = 120, KILOMETRES_PER_METRE = 0.001;

  const start = (map, layer, api) => {
    const control = L.control({ position: "topleft" });
    const box = L.DomUtil.create("div", "map-search");
    L.DomEvent.disableClickPropagation(box).disableScrollPropagation(box);
    control.onAdd = () => box;
    const input = Object.assign(L.DomUtil.create("input", "map-search-text", box), {
      type: "search", placeholder: text("Find a city"), autocomplete: "off", role: "combobox",
    });
    const near = Controls.button(box, "◎", "map-button map-near");
    near.title = text("Near me");
    near.setAttribute("aria-label", near.title);
    const list = Object.assign(L.DomUtil.create("ul", "map-suggestions", box), { id: "suggestions", role: "listbox", hidden: true });
    const news = Object.assign(L.DomUtil.create("p", "map-search-news", box), { role: "status", hidden: true });
    for (const [name, value] of [["aria-label", text("Find a city")], ["aria-controls", list.id], ["aria-expanded", "false"], ["aria-autocomplete", "list"]])
      input.setAttribute(name, value);
    control.addTo(map);

    let options = [], active = -1, asked = "", timer;

    const say = (sentence) => { news.textContent = sentence; news.hidden = !sentence; };

    const show = (found, sentence = "") => {
      options = found;
      active = -1;
      list.replaceChildren(...found.map((one, i) => {
        const item = Object.assign(document.createElement("li"), { id: `suggestion-${i}`, role: "option" });
        item.append(Object.assign(document.createElement("span"), { textContent: one.label, dir: "auto" }),
          Object.assign(document.createElement("small"), { textContent: one.detail, dir: "auto" }));
        item.onmousedown = (event) => { event.preventDefault(); choose(one); };
        return item;
      }));
      list.hidden = !found.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      input.removeAttribute("aria-activedescendant");
      say(sentence);
    };

    const choose = (one) => {
      input.value = one.label;
      show([]);
      layer.select(one.id);
    };

    const move = (step) => {
      if (!options.length) return;
      active = (active + step + options.length) % options.length;
      [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === active)));
      list.children[active].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", `suggestion-${active}`);
    };

    const suggestion = ({ city_id, city, region, country, actions, instead_of, kilometres }) => ({
      id: city_id, label: [city, country].filter(Boolean).join(", "),
      detail: instead_of
        ? text("{kilometres} km from {place}, where there is no action yet", { kilometres: Words.number(kilometres), place: instead_of })
        : [region, count("{n} action", "{n} actions", actions)].filter(Boolean).join(" · "),
    });

    const ask = async () => {
      const wanted = input.value.trim();
      if (wanted === asked) return;
      asked = wanted;
      if (!wanted) { show([]); return; }
      try {
        const answer = await fetch(`${api}/search.json?${new URLSearchParams({ q: wanted, lang: document.documentElement.lang })}`);
        if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
        const { suggestions } = await answer.json();
        if (wanted === asked) show(suggestions.map(suggestion), suggestions.length ? "" : text("We know no place of this name. Try another spelling, or a larger city nearby."));
      } catch (error) {
        console.warn(error);
        show([], text("The search does not answer just now. Please try again."));
      }
    };

    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE_MILLISECONDS); });
    input.addEventListener("blur", () => show([]));
    input.addEventListener("keydown", async (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); move(event.key === "ArrowDown" ? 1 : -1); }
      if (event.key === "Escape") { event.stopPropagation(); show([]); }
      if (event.key !== "Enter") return;
      event.preventDefault();
      clearTimeout(timer);
      await ask();
      if (options.length) choose(options[Math.max(0, active)]);
    });

    near.onclick = () => {
      say(text("Asking your browser where you are …"));
      navigator.geolocation.getCurrentPosition(({ coords }) => {
        const here = L.latLng(coords.latitude, coords.longitude);
        const cities = layer.cities().map((marker) => ({ marker, metres: here.distanceTo(marker.getLatLng()) })).sort((a, b) => a.metres - b.metres);
        const found = cities.slice(0, SHOWN).map(({ marker, metres }) => ({
          id: marker.city.id, label: marker.city.name,
          detail: `${text("{kilometres} km away", { kilometres: Words.number(Math.round(metres * KILOMETRES_PER_METRE)) })} · ${count("{n} action", "{n} actions", marker.city.actions)}`,
        }));
        input.focus();
        show(found, text("Your position stayed in this browser."));
      }, () => say(text("Your browser did not say where you are. Type the name of your city instead.")), { maximumAge: 600000, timeout: 20000 });
    };
  };

  return { start };
})();
