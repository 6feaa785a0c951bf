/* Leaflet.markercluster takes marker by marker through all its levels, and makes an object of each cluster at each of them.
   Here all markers are known at once: which lies too near to which other, and from which zoom on, is worked out in numbers, and
   a cluster is made when the map comes to it. How it is shown, parted and spread stays the library's. */
"use strict";

/** For each marker the zoom at which, as one goes away from the nearest, it is put into another, and what is put into it. */
class ClusterTree {
  static CELLS = 2 ** 15;

  constructor(markers, nearest, farthest, radius) {
    const count = markers.length, latitude = new Float64Array(count), longitude = new Float64Array(count);
    const x = new Float64Array(count), y = new Float64Array(count);   // in widths of the world
    markers.forEach((marker, i) => {
      const { lat, lng } = marker.getLatLng();
      latitude[i] = lat;
      longitude[i] = lng;
      x[i] = lng / 360;
      y[i] = Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI);
    });
    // The zoom at which each is put into another, and the one at which the first is put into it; what is put into each, as a list.
    const zooms = new Int8Array(count), holds = new Int8Array(count).fill(-1);
    const last = new Int32Array(count).fill(-1), before = new Int32Array(count).fill(-1);
    Object.assign(this, { markers, latitude, longitude, x, y, zooms, holds, last, before, standing: Int32Array.from(x.keys()) });
    const first = new Int32Array(ClusterTree.CELLS), next = new Int32Array(count);
    for (let zoom = nearest; zoom > farthest; zoom--) this._join(zoom, radius(zoom) / 256 / 2 ** zoom, first, next);
  }

  /** Puts into one another what is too near at this zoom. */
  _join(zoom, reach, first, next) {
    const { x, y, zooms, holds, last, before, standing } = this, mask = ClusterTree.CELLS - 1;
    let count = 0;
    first.fill(-1);
    for (const i of standing) {
      // Cells are twice as wide as the reach: what is near lies in this one, or in the three at the nearest corner. Far cells
      // that share a number do no harm, since distance decides.
      const across = x[i] / reach / 2, down = y[i] / reach / 2, column = Math.floor(across), row = Math.floor(down);
      const aside = across - column < 0.5 ? -1 : 1, below = down - row < 0.5 ? -1 : 1;
      let nearest = -1, least = reach * reach, own = 0;
      for (let corner = 3; corner >= 0; corner--) {
        own = (Math.imul(column + (corner & 1) * aside, 73856093) ^ Math.imul(row + (corner >> 1) * below, 19349663)) & mask;
        for (let j = first[own]; j >= 0; j = next[j]) {
          const right = x[j] - x[i], up = y[j] - y[i], distance = right * right + up * up;
          if (distance <= least) { nearest = j; least = distance; }
        }
      }
      if (nearest < 0) {
        next[i] = first[own];
        first[own] = i;
        standing[count++] = i;
      } else {
        zooms[i] = zoom;
        if (holds[nearest] < 0) holds[nearest] = zoom;
        before[i] = last[nearest];
        last[nearest] = i;
      }
    }
    this.standing = standing.subarray(0, count);
  }

  /** What is put into this marker at this very zoom, in the order in which it came. */
  put(i, zoom) {
    const found = [];
    for (let one = this.last[i]; one >= 0; one = this.before[one]) if (this.zooms[one] === zoom) found.push(one);
    return found.reverse();
  }

  /** All that stands in the place of this marker at this zoom, itself first. */
  all(i, zoom, found = []) {
    found.push(i);
    for (let one = this.last[i]; one >= 0; one = this.before[one]) if (this.zooms[one] >= zoom) this.all(one, zoom, found);
    return found;
  }
}

L.MarkerCluster.include({
  /** Makes it the cluster of what stands in the place of one marker, or of everything. */
  hold(tree, seed = null) {
    const all = seed === null ? tree.markers.keys() : tree.all(seed, this._zoom);
    let south = 90, north = -90, west = Infinity, east = -Infinity, up = 0, right = 0;
    this._all = [];
    for (const i of all) {
      const latitude = tree.latitude[i], longitude = tree.longitude[i];
      this._all.push(tree.markers[i]);
      south = Math.min(south, latitude);
      north = Math.max(north, latitude);
      west = Math.min(west, longitude);
      east = Math.max(east, longitude);
      up += latitude;
      right += longitude;
    }
    const count = this._childCount = this._all.length;
    this._latlng = this._wLatLng = L.latLng(up / count, right / count);
    this._cLatLng = this._all[0].getLatLng();
    this._bounds = L.latLngBounds([south, west], [north, east]);
    this._boundsNeedUpdate = false;
    this._unparted = { tree, seed };
    return this;
  },

  /** Makes what it shows at the next zoom, once that is asked for. */
  _part() {
    if (!this._unparted) return;
    const { tree, seed } = this._unparted, zoom = this._zoom + 1;
    this._unparted = null;
    for (const i of seed === null ? tree.standing : [seed, ...tree.put(seed, this._zoom)]) {
      const is_cluster = tree.holds[i] >= zoom;
      const part = is_cluster ? new this._group._markerCluster(this._group, zoom).hold(tree, i) : tree.markers[i];
      (is_cluster ? this._childClusters : this._markers).push(part);
      part.__parent = this;
    }
  },

  getAllChildMarkers(others) {
    const found = others ?? [];
    for (const marker of this._all ?? []) found.push(marker);
    return found;
  },

  /** As the library has it, but for a look into what need not be parted. */
  _recursively(bounds, from, to, atEveryLevel, atBottom) {
    if (from <= this._zoom) {
      atEveryLevel?.(this);
      if (this._zoom === to) atBottom?.(this);
    }
    if (this._zoom < from || this._zoom < to)
      for (const cluster of this._childClusters)
        if (bounds.intersects(cluster._bounds)) cluster._recursively(bounds, from, to, atEveryLevel, atBottom);
  },
});

for (const name of ["_markers", "_childClusters"])
  Object.defineProperty(L.MarkerCluster.prototype, name, {
    get() { this._part(); return this[`own${name}`]; },
    set(value) { this[`own${name}`] = value; },
  });

const ClusterGroup = L.MarkerClusterGroup.extend({
  addLayers(markers, ...rest) {
    if (!this._map || !markers.length) return L.MarkerClusterGroup.prototype.addLayers.call(this, markers, ...rest);
    const top = this._topClusterLevel;
    top.hold(new ClusterTree(markers, this._maxZoom, top._zoom, this.options.maxClusterRadius));
    top._recursivelyAddChildrenToMap(null, this._zoom, this._currentShownBounds);
    return this;
  },
});
