/* One bubble per city, and clusters that sum their counts: how they look, and how they are read out. */
"use strict";

const Bubbles = (() => {
  const { text, count } = Words;
  const SMALLEST = 11, LARGEST = 34, LARGEST_ON_A_PHONE = 24;   // radii in pixels
  const SMALLEST_TARGET = 28;                                    // what a finger or a shaking hand can hit
  let largestCount = 10;

  /** The area of a bubble grows evenly with its count, from one action to a quarter of the campaign. */
  const radius = (actions) => {
    const share = Math.min(1, Math.max(0, actions - 1) / (largestCount - 1));
    const largest = innerWidth < 500 ? LARGEST_ON_A_PHONE : LARGEST;
    return Math.sqrt(SMALLEST ** 2 + share * (largest ** 2 - SMALLEST ** 2));
  };

  const scaleTo = (total) => { largestCount = Math.max(10, total / 4); };

  const icon = (actions, classes) => {
    const size = 2 * radius(actions), target = Math.max(size, SMALLEST_TARGET);
    const bubble = Object.assign(document.createElement("div"), { className: `bubble ${classes}` });
    bubble.style.width = bubble.style.height = `${size}px`;
    bubble.appendChild(document.createElement("span")).textContent = Words.compact(actions);
    return L.divIcon({ html: bubble, className: "bubble-anchor", iconSize: [target, target] });
  };

  const cityIcon = (city) => {
    const hollow = city.actions === 0;
    return icon(hollow ? city.cancelled : city.actions,
      `${hollow ? "bubble-cancelled" : "bubble-city"}${city.area ? " bubble-area" : ""}`);
  };

  /** Its icon is made when it first comes into view, since most of ten thousand never do. */
  const City = L.Marker.extend({
    options: { keyboard: true, riseOnHover: true },
    onAdd(map) {
      this.options.icon = cityIcon(this.city);
      return L.Marker.prototype.onAdd.call(this, map);
    },
  });

  /** What all cities of a cluster have together; they stay the same ones. */
  const sum = (cluster) => {
    cluster.sum ??= cluster.getAllChildMarkers().reduce((total, { city }) => {
      total.actions += city.actions;
      total.cancelled += city.cancelled;
      total.cities += 1;
      return total;
    }, { actions: 0, cancelled: 0, cities: 0 });
    return cluster.sum;
  };

  const clusterIcon = (cluster) => {
    const { actions, cancelled } = sum(cluster);
    return icon(actions || cancelled, actions ? "bubble-cluster" : "bubble-cluster bubble-cancelled");
  };

  /** What stands, and what was called off: what there is none of is not said beside the other. */
  const tally = (actions, cancelled) => [
    ...(actions || !cancelled ? [count("{n} action", "{n} actions", actions)] : []),
    ...(cancelled ? [count("{n} cancelled", "{n} cancelled", cancelled)] : []),
  ];

  const cityLabel = ({ name, actions, cancelled }) => `${name}: ${tally(actions, cancelled).join(text(", "))}`;

  const clusterLabel = ({ actions, cities }) =>
    `${count("{n} action", "{n} actions", actions)}, ${count("{n} city", "{n} cities", cities)}. ${text("Zoom in")}`;

  /** A bubble is a button for a keyboard and a screen reader too. */
  const describe = (marker) => {
    const node = marker.getElement();
    if (!node || !(marker.city || marker instanceof L.MarkerCluster)) return;
    node.setAttribute("role", "button");
    node.setAttribute("aria-label", marker.city ? cityLabel(marker.city) : clusterLabel(sum(marker)));
    node.onkeydown = (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      node.click();
    };
  };

  return { City, radius, scaleTo, clusterIcon, describe, tally };
})();
