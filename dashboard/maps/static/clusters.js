/* Leaflet.markercluster takes marker by marker through all its levels. Here all are known at once, so the same tree is
   made level by level, from the nearest zoom to the farthest; how it is shown, parted and spread stays the library's. */
"use strict";

const ROWS = 2 ** 20;                                           // more than there are cells from pole to pole

const ClusterGroup = L.MarkerClusterGroup.extend({
  addLayers(markers, ...rest) {
    if (!this._map) return L.MarkerClusterGroup.prototype.addLayers.call(this, markers, ...rest);
    const top = this._topClusterLevel, layers = [...markers];   // what stands at each point, at the level that was made last
    const x = new Float64Array(markers.length), y = new Float64Array(markers.length);
    markers.forEach((marker, i) => { ({ x: x[i], y: y[i] } = this._map.project(marker.getLatLng(), 0)); });
    let stand = markers.map((_, i) => i);
    for (let zoom = this._maxZoom; zoom > top._zoom; zoom--) stand = this._join(stand, layers, x, y, zoom);
    for (const i of stand) this._put(layers[i], top);
    top._recalculateBounds();
    top._recursivelyAddChildrenToMap(null, this._zoom, this._currentShownBounds);
    return this;
  },

  /** Puts into clusters, in place, what is too near at this zoom; the numbers of what then still stands. */
  _join(before, layers, x, y, zoom) {
    const reach = this.options.maxClusterRadius(zoom) / 2 ** zoom, first = new Map(), next = new Int32Array(layers.length);
    const stand = [];
    for (const i of before) {
      // Cells are twice as wide as the reach: what is near lies in this one, or in the three at the nearest corner.
      const column = Math.floor(x[i] / reach / 2), row = Math.floor(y[i] / reach / 2);
      const beside = x[i] / reach / 2 - column < 0.5 ? -1 : 1, below = y[i] / reach / 2 - row < 0.5 ? -1 : 1;
      let nearest = -1, least = reach * reach;
      for (const cell of [column * ROWS + row, column * ROWS + row + below, (column + beside) * ROWS + row, (column + beside) * ROWS + row + below])
        for (let j = first.get(cell) ?? -1; j >= 0; j = next[j]) {
          const right = x[j] - x[i], down = y[j] - y[i], distance = right * right + down * down;
          if (distance <= least) { nearest = j; least = distance; }
        }
      if (nearest >= 0) {
        if (layers[nearest]._zoom !== zoom) layers[nearest] = this._clusterOf(layers[nearest], zoom);
        this._put(layers[i], layers[nearest]);
        continue;
      }
      const cell = column * ROWS + row;
      next[i] = first.get(cell) ?? -1;
      first.set(cell, i);
      stand.push(i);
    }
    // The library looks one zoom further at a time: a cluster that gained nothing stands at each.
    for (const i of stand) if (layers[i]._zoom > zoom) layers[i] = this._clusterOf(layers[i], zoom);
    return stand;
  },

  _clusterOf(layer, zoom) {
    const cluster = new this._markerCluster(this, zoom, layer);
    layer.__parent = cluster;
    return cluster;
  },

  _put(layer, cluster) {
    cluster._addChild(layer);
    layer.__parent = cluster;
  },
});
