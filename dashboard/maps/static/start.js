/* The dashboard before its framework: the head's search works, the map comes up, and only then are the framework's scripts
   fetched. The map's frame stays the same one throughout: when the framework has drawn the page, the frame is laid over the
   place that the page keeps for it, so that nothing of what was seen, opened or typed is lost. */
"use strict";

(() => {
  const LONGEST_WAIT_MILLISECONDS = 12000;
  const frame = document.getElementById("map-frame"), box = document.querySelector(".head .find"), { dataset } = frame;
  const root = document.getElementById("root"), later = document.getElementById("framework");
  /* As `filters.py` reads them: what it ignores in a link, the data behind the map refuses. */
  const isDay = (text) => /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00Z`).toJSON()?.startsWith(text);
  const isOneOf = (pattern) => (text) => pattern.test(text);
  const FILTERS = {
    country: isOneOf(/^[a-z]{2}$/i), status: isOneOf(/^(planned|confirmed|happened|cancelled|postponed)$/), since: isDay, until: isDay,
  };
  const LONGEST_LINK = 4000;

  const startFramework = () => {
    if (!later.isConnected) return;
    later.remove();
    for (const node of later.content.children) {
      const copy = document.createElement(node.localName);
      for (const { name, value } of node.attributes) copy.setAttribute(name, value);
      document.head.append(copy);
    }
  };

  const link = () => new URL(location.href);
  const filters = () => {
    const given = link().search.length > LONGEST_LINK ? [] : [...link().searchParams];
    return new URLSearchParams(given.filter(([name, text]) => Object.hasOwn(FILTERS, name) && FILTERS[name](text))).toString();
  };

  let early = null;

  /** Tells the page's script that a city was chosen, or none, in the field that it keeps for this and writes the link for;
      as long as the script has not run, the link itself tells it. */
  const chosen = (city, unfiltered = false) => {
    const field = root.querySelector(".st-key-follow input");
    if (field) {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, unfiltered ? `${city} unfiltered` : city);
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
      return;
    }
    early = [city, unfiltered || (early?.[0] === city && early[1])];  // the map says again which city it opened
    const url = link();
    if (unfiltered) Object.keys(FILTERS).forEach((name) => url.searchParams.delete(name));
    if (city) url.searchParams.set("city", city); else url.searchParams.delete("city");
    history.replaceState(history.state, "", url.href.replaceAll("%2C", ","));
  };

  const show = (asked) => frame.contentWindow.postMessage({ show: asked }, location.origin);

  Links.start({ addresses: JSON.parse(dataset.addresses) });
  const find = Search.attach(box, {
    filters,
    choose: (id, isHidden) => {
      const query = isHidden ? "" : filters();
      chosen(String(id), isHidden);
      show({ query, city: String(id) });
    },
  });

  let is_up = false, said = "";
  const up = () => {
    is_up = true;
    said = "";
    tell();
    (globalThis.requestIdleCallback ?? setTimeout)(startFramework);
  };
  addEventListener("message", ({ source, data }) => {
    if (source !== frame.contentWindow || !data?.map) return;
    if (data.map.up) up();
    if ("city" in data.map) chosen(data.map.city);
  });
  frame.contentWindow.postMessage({ asks: true }, location.origin);

  /* Where the page keeps a place for the map, and what it says about it. */
  const place = () => root.querySelector(".map-place");
  const isDrawn = () => root.querySelector(".foot, .empty, [data-testid=stException]") && !root.querySelector(".st-key-filters [data-testid=stSkeleton], .st-key-views [data-testid=stSkeleton]");

  const lay = () => {
    if (!document.body.classList.contains("is-taken")) {
      if (!isDrawn()) return;
      document.body.classList.add("is-taken");
      document.querySelector(".first")?.remove();
    }
    const at = place()?.closest(".st-key-map");
    frame.classList.toggle("is-away", !at);
    if (!at) return;
    const { left, top, width, height } = at.getBoundingClientRect();
    const box = { left: left + scrollX, top: top + scrollY, width, height };
    for (const [side, pixels] of Object.entries(box)) frame.style[side] = `${Math.round(pixels * 10) / 10}px`;
  };

  /** Passes on what the page says now: another language means another map, at the same view. */
  const tell = () => {
    const told = place();
    if (!told || early) return;
    const { src, query, city, words } = told.dataset;
    if (dataset.lang !== told.lang || !frame.hasAttribute("src")) {
      dataset.lang = told.lang;
      is_up = false;
      said = "";
      Words.start({ language: told.lang, direction: told.dir, words: JSON.parse(words) });
      find.label();
      if (frame.hasAttribute("src")) frame.contentWindow.location.replace(src); else frame.src = src;
    }
    const news = JSON.stringify([query, city]);
    if (!is_up || news === said) return;
    said = news;
    show({ query, city });
  };

  /** What was chosen after the framework had asked for the link and before it drew a field is told once there is one. */
  const tellEarly = () => {
    const told = place()?.dataset;
    if (!early || !told || !isDrawn()) return;
    const [city, unfiltered] = early;
    early = null;
    if ((told.city ?? "") === city && !(unfiltered && told.query)) return;
    said = JSON.stringify([told.query, told.city]);
    chosen(city, unfiltered);
  };

  const copyHead = () => {
    const drawn = root.querySelector(".mast"), head = document.querySelector(".head .mast");
    if (drawn && drawn.innerHTML !== head.innerHTML) head.innerHTML = drawn.innerHTML;
  };

  let waiting = 0;
  const look = () => { waiting = 0; copyHead(); lay(); tellEarly(); tell(); };
  const soon = () => { waiting ||= requestAnimationFrame(look); };
  new MutationObserver(soon).observe(root, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-query", "data-city", "lang", "class"] });
  new ResizeObserver(soon).observe(document.body);
  addEventListener("resize", soon);

  // What follows the map in the order of Tab is the framework's page; a link of this kind would write itself into the address.
  root.tabIndex = -1;
  document.querySelector(".skip").onclick = (event) => { event.preventDefault(); root.focus(); };

  for (const asks of ["pointerdown", "keydown"])
    document.querySelector(".first")?.addEventListener(asks, startFramework, { once: true });
  if (!frame.hasAttribute("src")) startFramework();
  setTimeout(startFramework, LONGEST_WAIT_MILLISECONDS);
  const given = document.getElementById("words");
  Words.start({ language: document.documentElement.lang, direction: document.documentElement.dir, words: JSON.parse(given.textContent) });
  find.label();
})();
