/* Find a city as one types, in any script, or the ones near the viewer, whose position never leaves the browser.
   It works on any form: on the map itself, and in the head of the dashboard before anything else is there. */
"use strict";

const Search = (() => {
  const { text, count } = Words;
  const SHOWN = 8, PAUSE_MILLISECONDS = 120, EARTH_KILOMETRES = 6371;

  const create = (tag, parent, values) => parent.appendChild(Object.assign(document.createElement(tag), values));

  /** Kilometres between two points in degrees. */
  const distance = (a, b) => {
    const [north, east] = [b[0] - a[0], b[1] - a[1]].map((degrees) => Math.sin((degrees * Math.PI) / 360) ** 2);
    const [from, to] = [a[0], b[0]].map((degrees) => Math.cos((degrees * Math.PI) / 180));
    return 2 * EARTH_KILOMETRES * Math.asin(Math.min(1, Math.sqrt(north + from * to * east)));
  };

  /** @param box the form, which may already hold its field
      @param filters gives the query of what is shown now
      @param choose goes to a city; told `true` where the filters hide it */
  const attach = (box, { filters, choose: goTo }) => {
    const input = box.querySelector("input[type=search]") ?? create("input", box, { type: "search" });
    const near = box.querySelector("button.map-near") ?? create("button", box, { type: "button", className: "map-button map-near", textContent: "◎" });
    const panel = create("div", box, { className: "map-suggestions", hidden: true });
    const list = create("ul", panel, { id: "suggestions" }), news = create("p", panel, { className: "map-search-news" });
    list.setAttribute("role", "listbox");
    news.setAttribute("role", "status");
    Object.assign(input, { className: "map-search-text", autocomplete: "off" });
    for (const [name, value] of [["role", "combobox"], ["aria-controls", list.id], ["aria-expanded", "false"], ["aria-autocomplete", "list"]]) input.setAttribute(name, value);

    let options = [], active = -1, asked = null, timer;

    /** In the language of the page, which may change. */
    const label = () => {
      input.placeholder = text("Find a city");
      input.setAttribute("aria-label", input.placeholder);
      near.title = text("Near me");
      near.setAttribute("aria-label", near.title);
      asked = null;
    };
    label();

    const say = (sentence, link) => {
      news.textContent = sentence;
      if (link) create("a", news, { textContent: link.words, href: link.href, target: "_top" });
      news.hidden = !news.textContent;
      panel.hidden = news.hidden && !options.length;
    };

    const show = (found, sentence = "", link = null) => {
      options = found;
      active = -1;
      list.replaceChildren(...found.map((one, i) => {
        const item = Object.assign(document.createElement("li"), { id: `suggestion-${i}` });
        item.setAttribute("role", "option");
        create("span", item, { textContent: one.label, dir: "auto" });
        create("small", item, { textContent: one.detail, dir: "auto" });
        item.onmousedown = (event) => { event.preventDefault(); choose(one); };
        return item;
      }));
      list.hidden = !found.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      input.removeAttribute("aria-activedescendant");
      say(sentence, link);
    };

    const choose = (one) => {
      input.value = one.label;
      show([]);
      asked = one.label;
      goTo(one.id, one.hidden);
    };

    const move = (step) => {
      if (!options.length) return;
      active = (active + step + options.length) % options.length;
      [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === active)));
      list.children[active].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", `suggestion-${active}`);
    };

    /** What the city has; what the filters hide of it is said. */
    const counted = ({ actions, hidden, cancelled }) => {
      if (!actions && hidden) return count("{n} action, hidden by your filter. Show it", "{n} actions, hidden by your filter. Show them", hidden);
      if (!actions && cancelled) return count("{n} cancelled", "{n} cancelled", cancelled);
      const shown = count("{n} action", "{n} actions", actions);
      return hidden ? `${shown} · ${count("{n} hidden by your filter", "{n} hidden by your filter", hidden)}` : shown;
    };

    const suggestion = (one) => ({
      id: one.city_id, label: [one.city, one.country].filter(Boolean).join(text(", ")), hidden: !one.actions && one.hidden > 0,
      detail: [
        !one.instead_of && one.region !== one.city && one.region,
        one.instead_of && text("{kilometres} km from {place}, where there is no action yet", { kilometres: Words.number(one.kilometres), place: one.instead_of }),
        counted(one), one.warning,
      ].filter(Boolean).join(" · "),
    });

    /** What to say below the suggestions, and a way on where there is no action in the place that is meant. */
    const wayOn = (found) => {
      if (!found.length) return [text("We know no place of this name. Try another spelling, or a larger city nearby.")];
      const place = found[0].instead_of;
      return place ? ["", { words: text("No action in {place} yet: add one", { place }), href: Links.to("submit", new URLSearchParams({ lang: document.documentElement.lang })) }] : [""];
    };

    const ask = async () => {
      const wanted = input.value.trim();
      if (wanted === asked) return;
      asked = wanted;
      if (!wanted) { show([]); return; }
      const query = new URLSearchParams(filters());
      query.set("q", wanted);
      query.set("lang", document.documentElement.lang);
      try {
        const answer = await fetch(Links.to("search", query));
        if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
        const { suggestions } = await answer.json();
        if (wanted !== asked) return;
        show(suggestions.map(suggestion), ...wayOn(suggestions));
      } catch (error) {
        console.warn(error);
        asked = null;
        show([], text("The search does not answer just now. Please try again."));
      }
    };

    const soon = () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE_MILLISECONDS); };
    const enter = async () => {
      clearTimeout(timer);
      await ask();
      if (options.length) choose(options[Math.max(0, active)]);
    };
    input.addEventListener("input", soon);
    input.addEventListener("blur", ({ relatedTarget }) => { if (!panel.contains(relatedTarget)) { show([]); asked = null; } });
    panel.addEventListener("mousedown", (event) => { if (event.target.closest("a")) event.stopPropagation(); else event.preventDefault(); });
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); move(event.key === "ArrowDown" ? 1 : -1); }
      if (event.key === "Escape") { event.stopPropagation(); show([]); }
      if (event.key !== "Enter") return;
      event.preventDefault();
      enter();
    });
    box.addEventListener("submit", (event) => { event.preventDefault(); enter(); });

    const nearest = async ({ coords }) => {
      const answer = await fetch(Links.to("map", filters()));
      const { ids, names, countries, latitudes, longitudes, actions, dangerous } = await answer.json();
      const country = new Intl.DisplayNames([document.documentElement.lang], { type: "region" });
      const here = [coords.latitude, coords.longitude];
      const found = ids.map((id, i) => ({ id, name: names[i], code: countries[i], actions: actions[i], kilometres: distance(here, [latitudes[i], longitudes[i]]) }))
        .filter((one) => one.actions).sort((a, b) => a.kilometres - b.kilometres).slice(0, SHOWN);
      input.focus();
      show(found.map(({ id, name, code, actions: n, kilometres }) => ({
        id, label: [name, code && country.of(code)].filter(Boolean).join(text(", ")),
        detail: [
          text("{kilometres} km away", { kilometres: Words.number(Math.round(kilometres)) }), count("{n} action", "{n} actions", n),
          dangerous.includes(code) && text("Taking part can be dangerous in {country}", { country: country.of(code) }),
        ].filter(Boolean).join(" · "),
      })), text("Your position stayed in this browser."));
    };
    near.onclick = () => {
      say(text("Asking your browser where you are …"));
      navigator.geolocation.getCurrentPosition((position) => nearest(position).catch(() => say(text("The search does not answer just now. Please try again."))),
        () => say(text("Your browser did not say where you are. Type the name of your city instead.")), { maximumAge: 600000, timeout: 20000 });
    };
    if (input.value) soon();                                      // typed before this was here
    return { label };
  };

  return { attach };
})();
