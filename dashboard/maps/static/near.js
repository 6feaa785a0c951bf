/* The world at close range: pieces of 1:10m, each fetched when it first comes into view, on a canvas of their own above the
   coarse map, which a piece covers whole (see data/basemap/README.md). */
"use strict";

const Near = (() => {
  const FROM_ZOOM = 5, CLOSE = 1e-6;

  /** The first point, then the steps to each next one, as latitudes and longitudes. */
  const decode = (row, quantum) => {
    const points = [];
    for (let i = 0, x = 0, y = 0; i < row.length; i += 2) {
      x += row[i]; y += row[i + 1];
      points.push([y * quantum - 90, x * quantum - 180]);
    }
    return points;
  };

  /** What of a ring is shore: all but its way along the edge of the piece. */
  const shores = (ring, [west, south, size]) => {
    const edges = [[south, south + size], [west, west + size]];
    const isEdge = (a, b) => edges.some((sides, axis) => sides.some((side) => Math.abs(a[axis] - side) < CLOSE && Math.abs(b[axis] - side) < CLOSE));
    const lines = [];
    let line = null;
    ring.forEach((point, i) => {
      if (i && !isEdge(ring[i - 1], point)) {
        if (!line) lines.push(line = [ring[i - 1]]);
        line.push(point);
      } else line = null;
    });
    return lines;
  };

  const draw = (piece, place, { quantum, renderer }) => {
    const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const common = { renderer, interactive: false }, [west, south, size] = place;
    const shapes = Object.fromEntries(Object.entries(piece).map(([kind, parts]) => [kind, parts.map((rows) => rows.map((row) => decode(row, quantum)))]));
    const area = (kind, name) => L.polygon(shapes[kind], { ...common, weight: 1.5, color: colour(name), fillColor: colour(name), fillOpacity: 1 });
    const lines = (found, name, weight, dashArray = null) => L.polyline(found, { ...common, weight, color: colour(name), dashArray });
    return L.layerGroup([
      L.rectangle([[south, west], [south + size, west + size]], { ...common, stroke: false, fillColor: colour("--sea"), fillOpacity: 1 }),
      area("land", "--land"),
      area("urban", "--urban"),
      lines(shapes.land.flat().flatMap((ring) => shores(ring, place)), "--coast", 0.8),
      lines(shapes.regions.flat(), "--border", 0.8, "2 3"),
      lines(shapes.rivers.flat(), "--river", 1.2),
      area("lakes", "--sea"),
      lines(shapes.lakes.flat().flatMap((ring) => shores(ring, place)), "--coast", 0.6),
      lines(shapes.borders.flat(), "--border", 1.8),
      lines(shapes.disputed.flat(), "--border", 1.4, "3 4"),
    ]);
  };

  /** @param index the address of the list of pieces, which stand beside it
      @param read fetches and keeps what is at an address */
  const start = (map, group, index, read) => {
    map.createPane("near").style.zIndex = 151;
    const renderer = L.canvas({ pane: "near", padding: 0.3 }), drawn = new Map();
    const isNear = () => map.getZoom() >= FROM_ZOOM;
    const show = async (place, quantum) => {
      const [west, south] = place;
      const layer = draw(await read(new URL(`${west}_${south}.json`, new URL(index, location.href)).href), place, { quantum, renderer });
      if (drawn.get(place) !== "asked") return;
      drawn.set(place, layer);
      if (isNear()) group.addLayer(layer);
    };
    const look = async () => {
      if (!isNear()) { for (const layer of drawn.values()) if (layer !== "asked") group.removeLayer(layer); return; }
      const { quantum, pieces } = await read(index), view = map.getBounds().pad(0.1);
      for (const place of pieces) {
        const [west, south, size] = place;
        if (!isNear() || !view.intersects([[south, west], [south + size, west + size]])) continue;
        if (!drawn.has(place)) { drawn.set(place, "asked"); show(place, quantum).catch(() => drawn.delete(place)); }
        else if (drawn.get(place) !== "asked") group.addLayer(drawn.get(place));
      }
    };
    const redraw = () => {
      for (const layer of drawn.values()) if (layer !== "asked") group.removeLayer(layer);
      drawn.clear();
      lookAgain();
    };
    const lookAgain = () => look().catch(console.warn);          // the coarse map is there meanwhile
    map.on("moveend", lookAgain);
    lookAgain();
    return { redraw, isNear };
  };

  return { start };
})();
