/* What is around the map: a page of ours that drives it, a page of ours without scripts, somebody else's page, or nothing.
   Only a page of ours is told anything, so that a site which embeds the map learns nothing about who looks at what. */
"use strict";

const Surroundings = (() => {
  /** The page of ours around this one, or null: whoever else embeds the map cannot be read, and need not be. */
  const ours = (() => {
    try { return parent !== window && parent.location.origin === location.origin ? parent : null; }
    catch { return null; }
  })();
  /** The dashboard, whose link says what the map shows. */
  const dashboard = ours?.document.getElementById("map-frame") ? ours : null;

  document.documentElement.classList.toggle("is-within", Boolean(ours));  // which says itself how old it is

  /* The map can be up, and a city chosen on it, before the script of the page around it has come: that asks, and hears it then. */
  let told = {};
  const tell = (news) => {
    told = { ...told, ...news };
    ours?.postMessage({ map: news }, location.origin);
  };
  addEventListener("message", ({ source, data }) => { if (ours && source === ours && data?.asks) tell(told); });

  /** Calls back with what the dashboard asks for: `{ query, city, view }`, each as far as it is said. */
  const listen = (follow) => addEventListener("message", ({ source, data }) => { if (ours && source === ours && data?.show) follow(data.show); });

  return { dashboard, tell, listen };
})();
