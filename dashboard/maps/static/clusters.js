/* Leaflet.markercluster takes marker by marker through all its levels. Here all are known at once, so the same tree is
   made level by level, from the nearest zoom to the farthest; how it is shown, parted and spread stays the library's. */
"use strict";

const ROWS = 2 ** 20;                                           // more than there are cells from pole to pole

const ClusterGroup = L.MarkerClusterGroup.extend({
  addLayers(markers, ...rest) {
    if (!this._map) return L.MarkerClusterGroup.prototype.addLayers.call(this, markers, ...rest);
    const top = this._topClusterLevel, points = markers.map((marker) => this._map.project(marker.getLatLng(), 0));
    const layers = [...markers];                              // what stands at each point, at the level that was made last
    let stand = markers.map((_, i) => i);
    for (let zoom = this._maxZoom; zoom > top._zoom; zoom--) stand = this._join(stand, layers, points, zoom);
    for (const i of stand) this._put(layers[i], top);
    top._recalculateBounds();
    top._recursivelyAddChildrenToMap(null, this._zoom, this._currentShownBounds);
    return this;
  },

  /** Puts into clusters, in place, what is too near at this zoom; the numbers of what then still stands. */
  _join(before, layers, points, zoom) {
    const reach = this.options.maxClusterRadius(zoom) / 2 ** zoom, first = new Map(), next = new Int32Array(points.length);
    const stand = [];
    for (const i of before) {
      const { x, y } = points[i], column = Math.floor(x / reach), row = Math.floor(y / reach);
      let nearest = -1, least = reach * reach;
      for (let cell = (column - 1) * ROWS; cell <= (column + 1) * ROWS; cell += ROWS)
        for (let offset = row - 1; offset <= row + 1; offset++)
          for (let j = first.get(cell + offset) ?? -1; j >= 0; j = next[j]) {
            const distance = (points[j].x - x) ** 2 + (points[j].y - y) ** 2;
            if (distance <= least) { nearest = j; least = distance; }
          }
      if (nearest >= 0) {
        if (layers[nearest]._zoom !== zoom) layers[nearest] = this._put(layers[nearest], new this._markerCluster(this, zoom));
        this._put(layers[i], layers[nearest]);
        continue;
      }
      const cell = column * ROWS + row;
      next[i] = first.get(cell) ?? -1;
      first.set(cell, i);
      stand.push(i);
    }
    // The library looks one zoom further at a time: a cluster that gained nothing stands at each.
    for (const i of stand) if (layers[i]._zoom > zoom) layers[i] = this._put(layers[i], new this._markerCluster(this, zoom));
    return stand;
  },

  _put(layer, cluster) {
    cluster._addChild(layer);
    layer.__parent = cluster;
    return cluster;
  },
});
