/* Scripts of the page around the map. Tells a browser, and through it a screen reader, in which language the page is; and says in that language what the
   framework around our page says in English. It runs again when the language changes. */
"use strict";

globalThis.PageLanguage ??= (() => {
  const PLACES = {
    "aria-label": { read: (node) => node.getAttribute("aria-label"), write: (node, text) => node.setAttribute("aria-label", text) },
    placeholder: { read: (node) => node.getAttribute("placeholder"), write: (node, text) => node.setAttribute("placeholder", text) },
    title: { read: (node) => node.getAttribute("title"), write: (node, text) => node.setAttribute("title", text) },
    text: { read: (node) => (node.childElementCount ? null : node.textContent), write: (node, text) => { node.firstChild.data = text; } },
    trouble: {                                                    // a sentence behind an empty mark
      read: (node) => (node.dataset.testid === "stExceptionMessage" ? node.lastChild?.data : null),
      write: (node, text) => { node.lastChild.data = text; },
    },
  };
  const WHERE = "button[aria-label], [role=navigation][aria-label], [data-testid=stPagination], [aria-label='Selected values'],"
    + " input[placeholder], [data-testid=stSkipToContent], [role=option] > span, [role=dialog] h2, [role=dialog] h2 + div > div,"
    + " [data-testid=stExceptionMessage], [data-testid=stFileUploaderDropzone] *, [role=spinbutton][aria-label],"
    + " [role=dialog][aria-label], [role=dialog] > span, [role=application][aria-label], [role=application] h2, [role=grid][aria-label],"
    + " [data-testid=stTooltipContent] *, [data-testid=stDataFrameColumnMenu] *, iframe[title]";
  const known = new WeakMap();                                    // node → what the framework said, and what we said instead
  let words = {};

  const translate = (english) => {
    // Its advice when the server is away is meant for developers.
    if (/^Is Streamlit|^Connection (failed|timed)/.test(english)) return words.advice ?? english;
    if (/^This app has encountered an error/.test(english)) return words.sorry ?? english;
    const [, size] = /^(.+) per file$/.exec(english) ?? [];
    if (size) return words["{size} per file"]?.replace("{size}", size) ?? english;
    const [, part, of] = /^(Choose date|year|month|day), (.+)$/.exec(english) ?? [];
    if (words[part]) return words[part] + words[", "] + of;
    const [, verb, name] = /^(Remove|Page) (.+)$/.exec(english) ?? [];
    return words[english] ?? words[`${verb} {name}`]?.replace("{name}", name) ?? english;
  };

  const visit = (node) => {
    const before = known.get(node) ?? {}, after = {};
    for (const [place, { read, write }] of Object.entries(PLACES)) {
      const now = read(node);
      if (!now) continue;
      const english = before[place]?.said === now ? before[place].english : now;
      const said = translate(english);
      after[place] = { english, said };
      if (said !== now) write(node, said);
    }
    known.set(node, after);
  };

  const visitAll = (root) => {
    if (root.matches?.(WHERE)) visit(root);
    root.querySelectorAll?.(WHERE).forEach(visit);
  };

  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes)
      if (type === "childList") addedNodes.forEach(visitAll);
      else if (target.matches(WHERE) || known.has(target)) visit(target);
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-label", "placeholder", "title"] });

  return {
    use({ lang, dir, dataset }) {
      Object.assign(document.documentElement, { lang, dir });
      words = JSON.parse(dataset.words);
      visitAll(document.body);
    },
  };
})();

/* Tables of counts are sorted by the buttons in their heads; buttons copy what they hold. */
globalThis.PageTables ??= (() => {
  const value = (row, index) => row.cells[index].dataset.value ?? row.cells[index].textContent.trim();

  const sort = (heading) => {
    const table = heading.closest("table"), body = table.tBodies[0], index = heading.cellIndex;
    const isNumber = heading.classList.contains("n");
    const before = heading.getAttribute("aria-sort");
    const order = before === "none" ? (isNumber ? "descending" : "ascending") : before === "ascending" ? "descending" : "ascending";
    const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const by = isNumber ? (a, b) => a - b : compare;
    const sign = order === "ascending" ? 1 : -1;
    const rows = [...body.rows].sort((a, b) => sign * by(value(a, index), value(b, index)));
    for (const other of table.tHead.rows[0].cells) other.setAttribute("aria-sort", "none");
    heading.setAttribute("aria-sort", order);
    body.append(...rows);
  };

  const copy = async (button) => {
    const said = button.parentElement.querySelector("[role=status]");
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      said.textContent = button.dataset.copied;
    } catch {
      getSelection().selectAllChildren(button.parentElement);       // so that one can copy it by hand
    }
  };

  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("button");
    const heading = button?.closest("table.counts th[aria-sort]");
    if (heading) sort(heading);
    else if (button?.dataset.copy) copy(button);
  });
  return true;
})();

PageLanguage.use(document.querySelector(".speech"));
