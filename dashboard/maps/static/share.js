/* Passing on what one sees: plain links, and nothing that another site could watch. */
"use strict";

const Share = (() => {
  const { text } = Words;

  const targets = (url, title) => {
    const query = (values) => new URLSearchParams(values).toString().replaceAll("+", "%20");
    return [
      [text("E-mail"), `mailto:?${query({ subject: title, body: url })}`],
      ["WhatsApp", `https://wa.me/?${query({ text: `${title} ${url}` })}`],
      ["Telegram", `https://t.me/share/url?${query({ url, text: title })}`],
      ["Signal", `sgnl://send?${query({ text: `${title} ${url}` })}`],
      ["X", `https://x.com/intent/post?${query({ url, text: title })}`],
      ["Facebook", `https://www.facebook.com/sharer/sharer.php?${query({ u: url })}`],
    ];
  };

  /** The light page of what one sees: of the city whose card is open, else of the campaign, with its filters. */
  const lightPage = (layer) => {
    const url = new URL(layer.opened ? Links.to("city", "", layer.opened) : Links.to("page"), location.href);
    if (!layer.opened) url.search = layer.query ?? "";
    const lang = new URL((Surroundings.dashboard ?? window).location.href).searchParams.get("lang");
    if (lang) url.searchParams.set("lang", lang);
    return url;
  };

  /** What one sees as a picture to print, in the page's own colours. */
  const pictures = (layer) => {
    const { lat, lng } = layer.map.getCenter(), { x, y } = layer.map.getSize();
    const query = new URLSearchParams(layer.query ?? "");
    query.set("view", [lat.toFixed(2), lng.toFixed(2), layer.map.getZoom()].join(","));
    query.set("size", `${x}x${y}`);
    query.set("lang", document.documentElement.lang);
    return ["PNG", "SVG"].map((kind) => [`${text("Picture")} (${kind})`, Links.to(`view.${kind.toLowerCase()}`, query)]);
  };

  const start = (tools, layer) => {
    const { toggle, panel, unfold } = Controls.unfolding(tools, text("Share"));
    panel.classList.add("map-share");
    const build = () => {
      const page = lightPage(layer), url = page.href, name = layer.markers.get(layer.opened)?.city.name;
      const title = [name, document.title].filter(Boolean).join(": ");
      const copy = Controls.button(panel, text("Copy link"), "map-button is-primary");
      copy.onclick = async () => {
        try { await navigator.clipboard.writeText(url); copy.textContent = text("Copied"); }
        catch { prompt(text("Copy this link:"), url); }
      };
      const parts = [copy];
      if (navigator.share) {
        const device = Controls.button(panel, text("Share …"));
        device.onclick = () => navigator.share({ url, title }).catch(() => {});
        parts.push(device);
      }
      const links = targets(url, title);
      links.push([text("QR code, Mastodon, embed code"), Links.to(layer.opened ? "city share" : "share", page.searchParams, layer.opened)]);
      links.push(...pictures(layer));
      for (const [label, href] of links.filter(([, href]) => href))
        parts.push(Object.assign(document.createElement("a"), { textContent: label, href, target: "_blank", rel: "noopener noreferrer" }));
      panel.replaceChildren(...parts);
    };
    const open = toggle.onclick;
    toggle.onclick = () => { build(); open(); };
    addEventListener("blur", () => unfold(false));
  };

  return { start };
})();
