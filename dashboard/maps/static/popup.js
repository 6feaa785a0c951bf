/* The card of one city. Every word from the server is written with textContent, and only web addresses become links. */
"use strict";

const Popup = (() => {
  const { text, count } = Words;
  const LIMIT = 50;

  const element = (tag, className, content) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (content) node.textContent = content;
    return node;
  };
  const written = (tag, className, content) => Object.assign(element(tag, className, content), { dir: "auto" });

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
    return Object.assign(anchor, { href: url.href, target: "_blank", rel: "noopener noreferrer nofollow ugc" });
  };

  const status = (name) => ({
    confirmed: text("Confirmed"), happened: text("It happened"), cancelled: text("Cancelled"), postponed: text("Postponed"),
  })[name];

  /** "2018-04-07 14:00" on the clocks of a zone, the viewer's if it is not named. */
  const wall = (start, timeZone) => {
    try { return start.toLocaleString("sv", { timeZone, dateStyle: "short", timeStyle: "short" }); }
    catch { return ""; }                                          // a zone that this browser does not know
  };

  /** The same instant on the viewer's clock, with its day where that is another; nothing where both clocks agree. */
  const yourTime = ({ starts_at: startsAt, timezone }) => {
    if (!startsAt) return "";
    const start = new Date(startsAt), here = wall(start), there = wall(start, timezone);
    if (here === there) return "";
    const clock = start.toLocaleTimeString(Words.language(), { timeStyle: "short" });
    const day = start.toLocaleDateString(Words.language(), { weekday: "short" });
    return text("{time} your time", { time: here.slice(0, 10) === there.slice(0, 10) ? clock : `${day} ${clock}` });
  };

  /** Whether it is going on, or over; the server says until when it is taken to last. */
  const state = (row) => {
    if (!row.over_at || ["cancelled", "postponed", "happened"].includes(row.status)) return "";
    const now = Date.now();
    if (now >= Date.parse(row.over_at)) return text("Over");
    return row.starts_at && now >= Date.parse(row.starts_at) ? text("Happening now") : "";
  };

  const calendar = (row) => {
    const query = new URLSearchParams({ lang: Words.language() });
    const href = Links.to("calendar", query, row.uid) || Links.to("city calendar", query, row.city_id);
    return Object.assign(element("a", "card-link", text("Calendar")), { href, target: "_blank", rel: "noopener" });
  };

  const action = (row) => {
    const item = element("li", `card-action is-${row.status}`);
    item.append(written("p", "card-title", row.title || text("Solidarity action")), element("p", "card-when", row.when));
    const yours = yourTime(row);
    if (yours) item.append(element("p", "card-yours", yours));
    if (state(row)) item.append(element("p", "card-yours", state(row)));
    if (row.why_withheld) item.append(element("p", "card-why", row.why_withheld));
    if (row.venue) item.append(written("p", "card-venue", row.venue));
    if (row.organiser) item.append(written("p", "card-organiser", row.organiser));
    const anchor = row.link && link(row.link);
    if (anchor) item.append(anchor);
    if (row.day) item.append(calendar(row));
    if (status(row.status)) item.append(element("span", `chip chip-${row.status}`, status(row.status)));
    return item;
  };

  const counted = (actions) => {
    const cancelled = actions.filter((row) => row.status === "cancelled").length;
    return Bubbles.tally(actions.length - cancelled, cancelled).join(" · ");
  };

  /** @param city the answer of /cities/<id>.json */
  const card = (city) => {
    const root = element("article", "card");
    const heading = Object.assign(written("h2", "card-city", city.city), { tabIndex: -1 });
    const where = [...new Set([city.region, city.country])].filter((part) => part && part !== city.city).join(text(", "));
    root.append(heading, element("p", "card-where", where), element("p", "card-count", counted(city.actions)));
    const list = element("ul", "card-actions");
    list.append(...city.actions.slice(0, LIMIT).map(action));
    root.append(list);
    const more = city.actions.length - LIMIT;
    if (more > 0) root.append(element("p", "card-more", count("{n} more is in the list below the map.", "{n} more are in the list below the map.", more)));
    return root;
  };

  return { card, message: (content) => element("p", "card-message", content) };
})();
