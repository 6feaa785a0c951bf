/* Our own land and borders, so that a map needs no other host.
   Land and borders arrive as shared, delta-coded arcs (see data/basemap/README.md). */
"use strict";

const Basemap = (() => {
  const decodeArc = (arc, { scale, translate }) => {
    let x = 0, y = 0;
    return arc.map(([dx, dy]) => {
      x += dx; y += dy;
      return [y * scale[1] + translate[1], x * scale[0] + translate[0]];
    });
  };

  const ring = (indices, arcs) => {
    const points = [];
    for (const index of indices) {
      const arc = index < 0 ? [...arcs[~index]].reverse() : arcs[index];
      for (let i = points.length ? 1 : 0; i < arc.length; i++) points.push(arc[i]);
    }
    return points;
  };

  /** Land as a fill and borders as lines, disputed ones dashed: on one canvas, never in the way of a click. */
  const shapes = (world, renderer) => {
    const arcs = world.arcs.map((arc) => decodeArc(arc, world.transform));
    const land = world.land.map((polygon) => polygon.map((indices) => ring(indices, arcs)));
    const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const common = { renderer, interactive: false, noClip: false };
    const lines = (indices, dashes) => L.polyline(indices.map((index) => arcs[index]),
      { ...common, weight: 0.8, color: style("--border"), opacity: 1, dashArray: dashes });
    return L.layerGroup([
      L.polygon(land, { ...common, stroke: true, weight: 0.6, color: style("--coast"), fillColor: style("--land"), fillOpacity: 1 }),
      lines(world.borders, null),
      lines(world.disputed, "3 4"),
    ]);
  };

  return { shapes };
})();
