// Puts a live chart in the place of its picture. If anything is missing (DecompressionStream, the right to evaluate a
// script) the picture stays.
//   id      of this chart; several elements have it if an output is shown in several views
//   chart   {data, layout, config} for plotly.js
//   script  {name, packed}: plotly.js or a part of it, gzipped, in base64
async (id, chart, script) => {
  // RequireJS and CommonJS must not be seen by the script: it would register with them and give nothing back.
  const load = async () => {
    const bytes = Uint8Array.from(atob(script.packed), character => character.charCodeAt(0));
    const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const source = await new Response(plain).text();
    const module = { exports: {} };
    new Function("define", "module", "exports", source)(undefined, module, module.exports);
    return module.exports;
  };

  // A page unpacks a script once, however many charts bring it.
  const shared = () => {
    const loaded = (window.upftChartScripts ??= {});
    loaded[script.name] ??= load().catch(error => {
      delete loaded[script.name];
      throw error;
    });
    return loaded[script.name];
  };

  // Any CSS colour as [red, green, blue, alpha].
  const channels = colour => {
    const pen = document.createElement("canvas").getContext("2d");
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data];
  };

  const background = element => {
    for (let each = element; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if (channels(colour)[3] === 255) {
        return colour;
      }
    }
    return "white";
  };

  // Text and ground in the colours of the page, light or dark; an opaque ground, so that a later change of the page's
  // theme leaves the chart readable.
  const template = element => {
    const ground = channels(background(element));
    const ink = channels(getComputedStyle(element).color);
    const mix = share => `rgb(${[0, 1, 2].map(i => Math.round(ground[i] + share * (ink[i] - ground[i])))})`;
    const axis = { gridcolor: mix(0.15), zerolinecolor: mix(0.35), linecolor: mix(0.6), automargin: true };
    return {
      data: { bar: [{ error_y: { color: mix(1) } }] },
      layout: {
        paper_bgcolor: mix(0),
        plot_bgcolor: mix(0),
        font: { color: mix(1) },
        colorway: ["#0072B2", "#D55E00", "#009E73", "#B0609A", "#A8780A", "#3A8FC0", "#8C6D5A", "#6A7FDB", "#7F7F7F"],
        xaxis: axis,
        yaxis: axis,
      },
    };
  };

  const draw = async (place, plotly) => {
    const target = document.createElement("div");
    place.append(target);
    const { data, layout, config } = structuredClone(chart);
    await plotly.newPlot(target, data, { template: template(place), ...layout }, config);
    place.replaceChildren(target);
  };

  const places = [...document.querySelectorAll(`[data-upft-chart="${id}"]`)].filter(place => !place.dataset.upftDrawn);
  places.forEach(place => (place.dataset.upftDrawn = "yes"));
  try {
    const plotly = await shared();
    await Promise.all(places.map(place => draw(place, plotly)));
  } catch (error) {
    console.warn("The live chart could not be drawn; its picture stays.", error);
  }
}
