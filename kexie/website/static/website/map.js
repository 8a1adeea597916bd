// Draws the distribution map with ECharts.
//
//   <div class="k-map-chart" data-map="map-data"></div>
//   <script type="application/json" id="map-data">
//     {"map": "china", "geo": "/static/vendor/maps/china.json", "title": "全国企业科协分布", "unit": "个",
//      "rows": [{"id": "430000", "name": "湖南", "value": 123, "enterprise": 100, "park": 20, "union": 3,
//                "url": "/distribution/430000/"}]}
//   </script>
//
// "map" is "china" (ECharts then adds the South China Sea inset and the Diaoyu Islands) or a province's six digits.
// A row without a known figure has value null: grey and hatched, "暂无数据"; so is an area without a row.
// The table beneath the map says the same to keyboards and screen readers: the chart itself is one image.
(function () {
  "use strict";

  const LABELS = { value: "合计", enterprise: "企业科协", park: "园区科协", union: "联合会" };
  const PARTS = ["enterprise", "park", "union"];
  const INSET = "南海诸岛";
  // Sansha's islands spread over 15 degrees of latitude: Hainan's map shows them, smaller, in a frame of their own.
  const FRAMES = { 460000: { id: "460300", left: 111.6, top: 18.15, width: 1.07, height: 2 } };
  const DIGITS = [[1, 2, 5], [1, 3], [1]]; // where steps begin in each power of ten, fine to coarse
  const MOST_STEPS = 5; // shades of one colour that can be told apart
  const SMALL = 560; // px: below it names are smaller, and may be left out

  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const number = new Intl.NumberFormat("zh-CN");
  const known = (value) => value !== null && value !== undefined && value !== "" && Number.isFinite(Number(value));

  /** A feature's division as six digits: 43 → 430000. */
  function divisionOf(feature) {
    const properties = feature.properties || {};
    const id = properties.id ?? feature.id ?? properties.adcode ?? "";
    return String(id).padEnd(6, "0");
  }

  /** Grey with thin strokes, so that "unknown" is not told by colour alone. */
  function hatch() {
    const ratio = window.devicePixelRatio || 1;
    const size = 6;
    const tile = document.createElement("canvas");
    tile.width = tile.height = Math.round(size * ratio);
    const pen = tile.getContext("2d");
    pen.scale(tile.width / size, tile.height / size);
    pen.fillStyle = css("--k-map-none");
    pen.fillRect(0, 0, size, size);
    pen.strokeStyle = css("--k-map-hatch");
    pen.lineWidth = 1;
    pen.beginPath();
    for (const start of [-size, 0, size]) {
      pen.moveTo(start, size);
      pen.lineTo(start + size, 0);
    }
    pen.stroke();
    return { image: tile, repeat: "repeat", scaleX: 1 / ratio, scaleY: 1 / ratio };
  }

  /**
   * Where the steps begin, each some times the one before: one linear scale would paint 16 like 0 beside 182.
   * As many as can be told apart, from the smallest number that is not 0 up to the largest.
   */
  function stepsFor(numbers) {
    const some = numbers.filter((value) => value > 0);
    if (!some.length) return [];
    const [least, most] = [Math.min(...some), Math.max(...some)];
    let steps = [];
    for (const digits of DIGITS) {
      const all = Array.from({ length: 10 }, (_, power) => digits.map((digit) => digit * 10 ** power)).flat();
      steps = all.filter((start, place) => start <= most && !(all[place + 1] <= least));
      if (steps.length <= MOST_STEPS) return steps;
    }
    return steps.slice(-MOST_STEPS);
  }

  /** Which step a number is on; -1 for 0. */
  const stepOf = (steps, value) => (value > 0 ? Math.max(0, steps.filter((start) => start <= value).length - 1) : -1);

  /** The colour of a step: the darkest for the last. */
  function colourOf(steps, step) {
    if (step < 0) return css("--k-map-zero");
    const colours = ["--k-map-low", "--k-map-middle", "--k-map-high"].map(css);
    const share = steps.length > 1 ? step / (steps.length - 1) : 1;
    return window.echarts.color.lerp(share, colours);
  }

  /** A step in words: 0, 1, 3–9, 100 及以上. */
  function stepName(steps, step) {
    if (step < 0) return "0";
    const [start, next] = [steps[step], steps[step + 1]];
    if (!next) return `${number.format(start)} 及以上`;
    return next - start > 1 ? `${number.format(start)}–${number.format(next - 1)}` : number.format(start);
  }

  /** What the colours mean, beneath the map as a list: it wraps on phones and grows with large type. */
  function showLegend(box, steps, areas, config) {
    const shown = areas.map(({ row }) => (row && known(row.value) ? stepOf(steps, Number(row.value)) : null));
    const legend = document.createElement("ul");
    legend.className = "k-map-legend";
    legend.setAttribute("aria-label", `图例（单位：${config.unit || "个"}）`);
    const add = (words, colour) => {
      const line = document.createElement("li");
      const swatch = document.createElement("i");
      if (colour) swatch.style.backgroundColor = colour;
      else swatch.className = "is-unknown";
      line.append(swatch, words);
      legend.append(line);
    };
    if (shown.includes(-1)) add("0", colourOf(steps, -1));
    steps.forEach((_, step) => add(stepName(steps, step), colourOf(steps, step)));
    if (shown.includes(null)) add("暂无数据", "");
    const former = box.parentElement.querySelector(".k-map-legend");
    if (former) former.remove();
    box.after(legend);
  }

  function rowsByFeature(geo, rows) {
    const byId = new Map(rows.map((row) => [String(row.id).padEnd(6, "0"), row]));
    const features = geo.features.filter(({ properties }) => properties && properties.name && properties.name !== INSET);
    const times = new Map();
    for (const feature of features) times.set(divisionOf(feature), (times.get(divisionOf(feature)) || 0) + 1);
    return features.map((feature) => {
      const row = byId.get(divisionOf(feature));
      const name = feature.properties.name;
      // In some files all features bear their province's id: then each keeps its own name
      return { name, row, id: divisionOf(feature), label: row && times.get(divisionOf(feature)) === 1 ? row.name : name };
    });
  }

  function tooltipText(name, row, config, touch) {
    const unit = config.unit || "个";
    const labels = { ...LABELS, ...config.labels };
    const lines = [row ? row.name : name];
    if (!row || !known(row.value)) {
      lines.push("暂无数据");
    } else {
      lines.push(`${labels.value}：${number.format(row.value)} ${unit}`);
      for (const part of PARTS) {
        if (known(row[part])) lines.push(`${labels[part]}：${number.format(row[part])} ${unit}`);
      }
    }
    if (row && row.url) lines.push(touch ? "再点一次查看" : "点击查看");
    return lines.join("\n");
  }

  function optionFor(config, areas, steps, width) {
    const small = width < SMALL;
    const base = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
    const font = css("--k-font") || "sans-serif";
    const text = css("--k-text");
    const muted = css("--k-muted");
    const pattern = hatch();
    const labelSize = small ? base * 0.6875 : base * 0.75;
    const china = config.map === "china";
    const touch = window.matchMedia("(hover: none)").matches;
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const plainLabel = { color: text, textBorderColor: "rgba(255,255,255,0.85)", textBorderWidth: 2 };

    const outline = { borderColor: css("--k-map-inset"), borderWidth: 1.5 };
    const data = areas.map(({ name, row, label, id }) => {
      const speck = FRAMES[config.map] && FRAMES[config.map].id === id; // islands too small to see without an edge
      if (!row || !known(row.value)) {
        return {
          name, row, shown: label, value: NaN,
          itemStyle: { color: pattern, areaColor: pattern, ...(speck ? outline : {}) }, // color too: else the palette's shines through
          emphasis: { itemStyle: { areaColor: css("--k-map-hover") } },
        };
      }
      const step = stepOf(steps, Number(row.value));
      const areaColor = colourOf(steps, step);
      const dark = step >= 0 && step >= (steps.length - 1) * 0.6;
      return {
        name, row, shown: label, value: Number(row.value), itemStyle: { areaColor, ...(speck ? outline : {}) },
        label: dark ? { color: "#ffffff", textBorderColor: "rgba(11,58,112,0.7)", textBorderWidth: 2 } : plainLabel,
      };
    });

    if (china) {
      // The inset's frame and dashes have to be seen; they are no area to point at.
      const ink = css("--k-map-inset");
      const look = { color: ink, areaColor: ink, borderColor: ink, borderWidth: 0.5 };
      data.push({
        name: INSET, value: NaN, itemStyle: look,
        // on a phone the frame is narrower than its name, which then stands beneath it
        label: { color: muted, fontSize: small ? base * 0.5625 : labelSize, offset: small ? [0, base * 0.875] : [0, 0] },
        emphasis: { disabled: true },
      });
    }

    return {
      animation: !still,
      animationDuration: 300,
      textStyle: { fontFamily: font },
      tooltip: {
        trigger: "item",
        renderMode: "richText", // no style attributes: the page's CSP forbids them
        confine: true,
        transitionDuration: still ? 0 : 0.2,
        backgroundColor: "#ffffff",
        borderColor: css("--k-line"),
        borderWidth: 1,
        padding: [8, 12],
        textStyle: { color: text, fontSize: base * 0.875, lineHeight: base * 1.45, fontFamily: font },
        formatter: ({ name, data: item }) =>
          name === INSET ? INSET : tooltipText(name, item && item.row, config, touch),
      },
      series: [{
        type: "map",
        map: config.map,
        roam: false,
        cursor: areas.some((area) => area.row && area.row.url) ? "pointer" : "default",
        selectedMode: false,
        preserveAspect: "contain",
        left: 4,
        right: FRAMES[config.map] ? "4%" : 4,
        top: 4,
        bottom: 8,
        aspectScale: 0.75,
        data,
        itemStyle: { areaColor: css("--k-map-none"), borderColor: css("--k-map-line"), borderWidth: small ? 0.6 : 1 },
        label: { show: true, fontSize: labelSize, fontFamily: font, ...plainLabel, formatter: ({ name, data: item }) => (item && item.shown) || name },
        emphasis: {
          label: { show: true, color: "#14202e", textBorderColor: "rgba(255,255,255,0.85)", textBorderWidth: 2, fontWeight: 600 },
          itemStyle: { areaColor: css("--k-map-hover"), borderColor: css("--k-blue-dark"), borderWidth: 1.5 },
        },
      }],
    };
  }

  /** Where names would lie on one another the larger figure's stays; the others come when pointed at. */
  function leaveOutNames(chart, series) {
    const size = series.label.fontSize;
    const taken = [];
    const order = series.data.slice().sort((a, b) => (b.value || 0) - (a.value || 0));
    for (const item of order) {
      if (item.name === INSET) continue;
      const middle = chart.convertToPixel({ seriesIndex: 0 }, item.name);
      if (!middle) continue;
      const half = item.shown.length * size / 2 + 2;
      const box = [middle[0] - half, middle[1] - size * 0.7, middle[0] + half, middle[1] + size * 0.7];
      const free = taken.every((other) => box[2] < other[0] || other[2] < box[0] || box[3] < other[1] || other[3] < box[1]);
      if (free) taken.push(box);
      else item.label = { ...item.label, show: false };
    }
    chart.setOption({ series: [{ data: series.data }] });
  }

  function drawFrame(chart, { left, top, width, height }) {
    const margin = 0.05; // degrees
    const [x, y] = chart.convertToPixel({ seriesIndex: 0 }, [left - margin, top + height + margin]);
    const [right, bottom] = chart.convertToPixel({ seriesIndex: 0 }, [left + width + margin, top - margin]);
    chart.setOption({
      graphic: [{
        id: "frame", type: "rect", silent: true,
        shape: { x, y, width: right - x, height: bottom - y },
        style: { fill: "none", stroke: css("--k-map-inset"), lineWidth: 1 },
      }],
    });
  }

  /**
   * Draws one map into a box. `geo` is the parsed map file.
   * Gives back the ECharts instance.
   */
  function draw(box, config, geo) {
    const echarts = window.echarts;
    const frame = FRAMES[config.map];
    const framed = frame && geo.features.find((feature) => divisionOf(feature) === frame.id);
    if (!echarts.getMap(config.map)) echarts.registerMap(config.map, geo, framed ? { [framed.properties.name]: frame } : {});
    const areas = rowsByFeature(geo, config.rows || []);
    const steps = stepsFor(areas.filter(({ row }) => row && known(row.value)).map(({ row }) => Number(row.value)));
    const chart = echarts.init(box, null, { renderer: "canvas" });
    let width;
    let armed = null; // the area that a finger has touched once

    const paint = () => {
      width = box.clientWidth;
      const option = optionFor(config, areas, steps, width);
      chart.setOption(option, true);
      leaveOutNames(chart, option.series[0]);
      if (framed) drawFrame(chart, frame);
      showLegend(box, steps, areas, config);
    };

    box.setAttribute("role", "img");
    box.setAttribute("aria-label", `${config.title || "分布地图"}（各地数字见下方表格）`);
    paint();

    chart.on("click", ({ name, data: item }) => {
      const url = item && item.row && item.row.url;
      if (!url) return;
      // A finger has no hover: the first tap shows the figures, the second goes there.
      if (window.matchMedia("(hover: none)").matches && armed !== name) {
        armed = name;
        return;
      }
      window.location.assign(url);
    });

    new ResizeObserver(() => {
      if (!box.clientWidth || box.clientWidth === width) return;
      chart.resize();
      paint();
    }).observe(box);
    document.addEventListener("kexie:look", paint); // large type, other colours
    return chart;
  }

  function fail(box) {
    box.classList.add("is-failed");
    box.removeAttribute("role");
    box.removeAttribute("aria-label");
    box.textContent = "地图暂时无法显示，请查看下方表格。";
  }

  async function start(box) {
    if (box.dataset.mapDrawn) return;
    box.dataset.mapDrawn = "yes";
    try {
      const config = JSON.parse(document.getElementById(box.dataset.map || "map-data").textContent);
      const answer = await fetch(config.geo, { credentials: "same-origin" });
      if (!answer.ok) throw new Error(`${config.geo}: ${answer.status}`);
      draw(box, config, await answer.json());
    } catch (error) {
      console.error(error);
      fail(box);
    }
  }

  function startAll(scope) {
    for (const box of scope.querySelectorAll("[data-map]")) start(box);
  }

  window.kexieMap = { draw, start };
  startAll(document);
  document.addEventListener("htmx:afterSettle", (event) => startAll(event.target));
})();
