// The interactive map of a page: MapLibre GL where there is WebGL, Leaflet where there is none, and the
// drawing that is already in the page where neither starts. Nothing is ever fetched.
"use strict";
(() => {
  const stage = document.getElementById("map");
  const data = JSON.parse(document.getElementById("map-data").textContent);
  const world = JSON.parse(document.getElementById("map-world").textContent);
  const root = document.documentElement;
  const hidden = new Set();

  const unpack = flat => {
    let x = 0, y = 0;
    const points = [];
    for (let i = 0; i < flat.length; i += 2) {
      x += flat[i];
      y += flat[i + 1];
      points.push([x / world.units, Math.max(-85, Math.min(85, y / world.units))]);
    }
    return points;
  };
  const land = world.land.map(rings => rings.map(unpack));
  const borders = world.borders.map(unpack);

  const colour = name => getComputedStyle(root).getPropertyValue("--" + name).trim();
  const DASH = {expected: [7, 4], corridor: [1, 1], gap: [4, 3], maybe: [4, 4]};
  // A corridor is wider than the route that may lie upon it.
  const WIDE = {corridor: 9, track: 2, gap: 3, route: 3};

  function features(kind) {
    const shapes = data[kind].map(one => ({
      type: "Feature", properties: {layer: one.layer},
      geometry: kind === "areas"
        ? {type: "Polygon", coordinates: [one.points, ...(one.holes || [])]}
        : {type: "LineString", coordinates: one.points},
    }));
    return {type: "FeatureCollection", features: shapes};
  }

  // One face for both engines: project, view, layers, colours.
  function withMapLibre() {
    const worker = new Blob([document.getElementById("map-worker").textContent], {type: "text/javascript"});
    maplibregl.setWorkerUrl(URL.createObjectURL(worker));
    const geo = shapes => ({type: "geojson", data: shapes});
    const collect = (type, all) => ({type: "Feature", properties: {}, geometry: {type, coordinates: all}});
    const paint = {
      sea: {"background-color": "sea"}, land: {"fill-color": "land"}, coast: {"line-color": "coast"},
      borders: {"line-color": "border"},
    };
    const layers = [
      {id: "sea", type: "background", paint: {}},
      {id: "land", type: "fill", source: "land", paint: {"fill-antialias": false}},
      {id: "coast", type: "line", source: "land", paint: {"line-width": 0.8}},
      {id: "borders", type: "line", source: "borders", paint: {"line-width": 0.8, "line-dasharray": [3, 2]}},
    ];
    for (const {id} of data.layers) {
      const filter = ["==", ["get", "layer"], id];
      layers.push({id: "area-" + id, type: "fill", source: "areas", filter, paint: {"fill-opacity": 0.16}});
      // The circle of a doubt is dashed, the outline of a zone is not.
      const edge = id === "zone" ? {"line-width": 1.6} : {"line-width": 1.2, "line-dasharray": [3, 2]};
      layers.push({id: "edge-" + id, type: "line", source: "areas", filter, paint: edge});
      const line = {"line-width": WIDE[id] || 2.4};
      if (DASH[id]) line["line-dasharray"] = DASH[id].map(n => n / 2);
      layers.push({id: "line-" + id, type: "line", source: "lines", filter, paint: line,
        layout: {"line-join": "round"}});
      paint["area-" + id] = {"fill-color": id};
      paint["edge-" + id] = {"line-color": id};
      paint["line-" + id] = {"line-color": id};
    }
    for (const layer of layers)
      for (const [key, name] of Object.entries(paint[layer.id])) layer.paint[key] = colour(name) || "#888";
    const map = new maplibregl.Map({
      container: stage, attributionControl: false, dragRotate: false, pitchWithRotate: false, maxPitch: 0,
      fadeDuration: 0, maxZoom: 13, trackResize: true, bounds: data.bounds, fitBoundsOptions: {padding: 60},
      style: {version: 8, layers, sources: {
        land: geo(collect("MultiPolygon", land)), borders: geo(collect("MultiLineString", borders)),
        lines: geo(features("lines")), areas: geo(features("areas")),
      }},
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    return {
      name: "maplibre",
      project: point => { const p = map.project(point); return [p.x, p.y]; },
      moved: call => map.on("render", call),
      idle: call => map.once("idle", call),
      failed: call => map.on("error", event => call(event.error)),
      zoom: by => map.zoomTo(map.getZoom() + by),
      fit: () => map.fitBounds(data.bounds, {padding: 60, animate: false}),
      go: point => map.easeTo({center: point}),
      show(id, on) {
        for (const kind of ["area-", "edge-", "line-"])
          map.setLayoutProperty(kind + id, "visibility", on ? "visible" : "none");
      },
      recolour() {
        for (const [id, keys] of Object.entries(paint))
          for (const [key, name] of Object.entries(keys)) map.setPaintProperty(id, key, colour(name));
      },
    };
  }

  function withLeaflet() {
    const map = L.map(stage, {zoomControl: false, attributionControl: false, zoomAnimation: false,
      fadeAnimation: false, maxZoom: 13, zoomSnap: 0.25, renderer: L.canvas({padding: 0.5})});
    const turn = (points, by) => points.map(([lon, lat]) => [lat, lon + by]);
    const groups = {}, tinted = [];
    const add = (shape, name, target) => { tinted.push([shape, name]); shape.addTo(target || map); };
    for (const by of [-360, 0, 360]) {
      add(L.polygon(land.map(rings => rings.map(ring => turn(ring, by))),
        {weight: 0.8, fillOpacity: 1, interactive: false}), ["coast", "land"]);
      add(L.polyline(borders.map(line => turn(line, by)),
        {weight: 0.8, dashArray: "4 3", interactive: false}), ["border"]);
    }
    for (const {id} of data.layers) groups[id] = L.layerGroup().addTo(map);
    for (const one of data.areas)
      add(L.polygon([one.points, ...(one.holes || [])].map(ring => turn(ring, 0)),
        {weight: 1.2, dashArray: one.layer === "zone" ? null : "4 3", fillOpacity: 0.16, interactive: false}),
        [one.layer, one.layer], groups[one.layer]);
    for (const one of data.lines)
      add(L.polyline(turn(one.points, 0), {weight: WIDE[one.layer] || 2.4, interactive: false,
        dashArray: DASH[one.layer] ? DASH[one.layer].map(n => n * (one.layer === "corridor" ? 4 : 1)).join(" ") : null}), [one.layer], groups[one.layer]);
    const box = data.bounds.map(([lon, lat]) => [lat, lon]);
    const face = {
      name: "leaflet",
      project: ([lon, lat]) => { const p = map.latLngToContainerPoint([lat, lon]); return [p.x, p.y]; },
      moved: call => map.on("move zoom viewreset resize", call),
      idle: call => requestAnimationFrame(() => requestAnimationFrame(call)),
      failed: () => {},
      zoom: by => map.setZoom(map.getZoom() + by),
      fit: () => map.fitBounds(box, {padding: [50, 50], animate: false}),
      go: ([lon, lat]) => map.panTo([lat, lon], {animate: false}),
      show: (id, on) => on ? groups[id].addTo(map) : groups[id].remove(),
      recolour() {
        for (const [shape, [line, fill]] of tinted)
          shape.setStyle({color: colour(line), fillColor: colour(fill || line)});
      },
    };
    face.recolour();
    face.fit();
    return face;
  }

  const hasWebGL = () => {
    const canvas = document.createElement("canvas");
    return Boolean(canvas.getContext("webgl2") || canvas.getContext("webgl"));
  };

  // Marks and names stand above the canvas as ordinary elements: they take focus and follow the theme.
  const marks = document.createElement("div");
  marks.className = "marks";
  const said = document.getElementById("map-said");
  // A leg leads somewhere: an arrow half way along it, turned on the screen as the leg lies there.
  const DIRECTED = new Set(["corridor", "route", "maybe", "expected"]);
  const arrows = data.lines.filter(line => DIRECTED.has(line.layer)).map(line => {
    const arrow = document.createElement("span");
    arrow.className = "arrow " + line.layer;
    arrow.setAttribute("aria-hidden", "true");
    marks.append(arrow);
    return {line, arrow, at: Math.floor((line.points.length - 1) / 2)};
  });
  function point(face) {
    for (const {line, arrow, at} of arrows) {
      const [a, b] = [line.points[at], line.points[at + 1]].map(place => face.project(place));
      const [start, end] = [line.points[0], line.points.at(-1)].map(place => face.project(place));
      const long = Math.hypot(end[0] - start[0], end[1] - start[1]) > 40;
      arrow.hidden = hidden.has(line.layer) || !long;
      const turn = Math.atan2(b[1] - a[1], b[0] - a[0]);
      arrow.style.transform = `translate(${(a[0] + b[0]) / 2}px, ${(a[1] + b[1]) / 2}px) rotate(${turn}rad)`;
    }
  }

  const pins = data.points.map(point => {
    const pin = document.createElement("button");
    pin.type = "button";
    pin.className = "pin " + point.layer;
    pin.setAttribute("aria-label", point.said);
    pin.title = point.said;
    const name = document.createElement("span");
    name.className = "pin-name";
    name.textContent = point.name;
    name.setAttribute("aria-hidden", "true");
    pin.addEventListener("click", () => tell(point));
    marks.append(pin, name);
    return {point, pin, name, width: 0};
  });

  function tell(point) {
    said.textContent = point.said;
    for (const row of document.querySelectorAll("tr.told")) row.classList.remove("told");
    const row = document.getElementById(point.row);
    if (row) row.classList.add("told");
  }

  const SIDES = [w => [11, -10], w => [-w - 11, -10], w => [-w / 2, -30], w => [-w / 2, 11]];
  function place(face) {
    point(face);
    const wide = stage.clientWidth, high = stage.clientHeight, taken = [];
    const placed = pins.map(one => {
      const [x, y] = face.project([one.point.lon, one.point.lat]);
      const seen = !hidden.has(one.point.layer) && x > -20 && y > -20 && x < wide + 20 && y < high + 20;
      one.pin.hidden = !seen;
      one.pin.style.transform = `translate(${x}px, ${y}px)`;
      if (seen) taken.push([x - 7, y - 7, x + 7, y + 7]);
      return [one, x, y, seen];
    });
    for (const [one, x, y, seen] of placed) {
      one.width = one.width || one.name.getBoundingClientRect().width;
      const boxes = SIDES.map(side => side(one.width)).map(([dx, dy]) =>
        [x + dx, y + dy, x + dx + one.width, y + dy + 20]);
      const free = seen && boxes.find(([l, t, r, b]) => l > 2 && t > 2 && r < wide - 2 && b < high - 2 &&
        !taken.some(([tl, tt, tr, tb]) => l < tr && tl < r && t < tb && tt < b));
      one.name.style.visibility = free ? "visible" : "hidden";
      if (free) {
        taken.push(free);
        one.name.style.transform = `translate(${free[0]}px, ${free[1]}px)`;
      }
    }
  }

  function start(make) {
    stage.replaceChildren();
    const face = make();
    stage.append(marks);
    face.moved(() => place(face));
    face.idle(() => { place(face); root.dataset.ready = "true"; });
    face.failed(error => { root.dataset.mapError = String(error && error.message || error); });
    root.dataset.engine = face.name;
    return face;
  }

  let face;
  document.body.classList.add("live");
  try {
    face = start(hasWebGL() ? withMapLibre : withLeaflet);
  } catch (error) {
    root.dataset.mapError = String(error && error.message || error);
    face = start(withLeaflet);
  }
  for (const box of document.querySelectorAll("input[data-layer]")) {
    box.disabled = false;
    box.addEventListener("change", () => {
      const id = box.dataset.layer;
      if (box.checked) hidden.delete(id); else hidden.add(id);
      face.show(id, box.checked);
      place(face);
    });
  }
  document.getElementById("zoom-in").addEventListener("click", () => face.zoom(1));
  document.getElementById("zoom-out").addEventListener("click", () => face.zoom(-1));
  document.getElementById("zoom-all").addEventListener("click", () => face.fit());
  for (const one of pins) {
    const row = document.getElementById(one.point.row);
    const link = row && row.querySelector("a");
    if (link) link.addEventListener("click", () => { face.go([one.point.lon, one.point.lat]); tell(one.point); });
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => face.recolour());
  addEventListener("resize", () => place(face));
})();
