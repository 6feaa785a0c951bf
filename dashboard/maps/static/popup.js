/* The card of one city. Every word from the server is written with textContent, and only https links become links. */
"use strict";

const Popup = (() => {
  const element = (tag, className, text) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text) node.textContent = text;
    return node;
  };

  const safeLink = (address) => {
    try {
      const url = new URL(address);
      return url.protocol === "https:" || url.protocol === "http:" ? url : null;
    } catch { return null; }
  };

  const link = (address) => {
    const url = safeLink(address);
    if (!url) return null;
    const anchor = element("a", "card-link", url.hostname.replace(/^www\./, ""));
    anchor.href = url.href;
    anchor.target = "_blank";
    anchor.rel = "noopener noreferrer nofollow ugc";
    return anchor;
  };

  const STATUS = { confirmed: "Confirmed", happened: "It happened", cancelled: "Cancelled", postponed: "Postponed" };

  const action = (row) => {
    const item = element("li", `card-action is-${row.status}`);
    const title = element("p", "card-title", row.title || "Solidarity action");
    title.dir = "auto";
    item.append(title, element("p", "card-when", row.when || "Time to be announced"));
    if (row.venue) item.append(Object.assign(element("p", "card-venue", row.venue), { dir: "auto" }));
    if (row.organiser) item.append(Object.assign(element("p", "card-organiser", row.organiser), { dir: "auto" }));
    const anchor = row.link && link(row.link);
    if (anchor) item.append(anchor);
    if (STATUS[row.status]) item.append(element("span", `chip chip-${row.status}`, STATUS[row.status]));
    return item;
  };

  const counted = (actions) => {
    const cancelled = actions.filter((row) => row.status === "cancelled").length;
    const standing = actions.length - cancelled;
    const text = standing === 1 ? "1 action" : `${standing} actions`;
    return cancelled ? `${text} · ${cancelled} cancelled` : text;
  };

  const LIMIT = 50;

  /** @param city the answer of /cities/<id>.json */
  const card = (city) => {
    const root = element("article", "card");
    const heading = element("h2", "card-city", city.city);
    heading.dir = "auto";
    heading.tabIndex = -1;
    const where = [city.region, city.country].filter((part) => part && part !== city.city).join(", ");
    root.append(heading, element("p", "card-where", where), element("p", "card-count", counted(city.actions)));
    const list = element("ul", "card-actions");
    list.append(...city.actions.slice(0, LIMIT).map(action));
    root.append(list);
    if (city.actions.length > LIMIT)
      root.append(element("p", "card-more", `${city.actions.length - LIMIT} more are in the list below the map.`));
    if (city.note) root.append(element("p", "card-note", city.note));
    return root;
  };

  const message = (text) => element("p", "card-message", text);

  return { card, message };
})();
