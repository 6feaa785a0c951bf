/* The addresses of the campaign, as the server spells them: a script adds the name of a city or action, and a query. */
"use strict";

const Links = (() => {
  let given = {};

  /** Where something is, with the name in place of the 0; empty where there is none, as in a copy without a server. */
  const to = (what, query = "", name = "0") => {
    const place = given[what]?.replace(/\/0(?=([.\/]\w+(\.html)?)?$)/, `/${encodeURIComponent(name)}`) ?? "";
    return place && String(query) ? `${place}?${query}` : place;
  };

  return { start: ({ addresses }) => { given = addresses ?? {}; }, to };
})();
