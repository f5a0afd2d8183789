import {svg} from "htl";
import {netColor} from "../charts/scales.js";
import {toPyTorch} from "../code/toPyTorch.js";
import {networkColumn} from "../diagrams/columns/networkColumn.js";
import {tower} from "../diagrams/tower.js";
import {volumeLayout} from "../diagrams/volumes/volumeLayout.js";
import {blockShapes} from "../network/blockShapes.js";
import {depth} from "../network/depth.js";
import {namedNetwork} from "../network/named.js";
import {networkBlocks} from "../network/networkBlocks.js";
import {transformations} from "../network/transformations.js";
import {volumeWalk} from "../network/volumeWalk.js";
import type {FirstPage} from "./firstPage.js";
import type {Racer} from "./racePoints.js";

/** What the pictures are drawn from, besides the networks themselves. */
export interface PictureData extends Pick<FirstPage, "gradients" | "slices"> {
  readonly racers: readonly Racer[];
}

/** A picture's size, in pixels. */
const [width, height] = [240, 96];

/** Returns the small picture of the page at *path*, if it has one: decoration, drawn from recorded runs and from networks. */
export function pagePicture(path: string, data: PictureData): SVGElement | undefined {
  switch (path) {
    case "./degradation":
      return curvesPicture(data.racers.filter(({net}) => /56$/.test(net)));
    case "./residual-block":
      return blockPicture();
    case "./gradients":
      return gradientsPicture(data.gradients);
    case "./landscape":
      return slicesPicture(data.slices);
    case "./paths":
      return pathsPicture();
    case "./alexnet-to-resnet":
      return columnsPicture();
    case "./volumes":
      return volumesPicture();
    case "./code":
      return codePicture();
    case "./cardinality":
      return transformationsPicture();
    default:
      return undefined;
  }
}

/** Returns the curves of test error of *racers*, each in its colour. */
export function curvesPicture(racers: readonly Racer[]): SVGElement {
  const nets = racers.map(({net}) => net);
  const last = Math.max(...racers.flatMap(({points}) => points.map(({step}) => step)));
  return picture(
    ground(),
    racers.map(({net, points}) =>
      line(
        points.map(({step, testError}) => [(width * step) / last, height - 4 - (height - 8) * testError]),
        netColor(net, nets)
      )
    )
  );
}

/** A residual block: its layers, and the arc around them. */
function blockPicture(): SVGElement {
  const {expression, input} = namedNetwork("cifar-resnet-8", {size: 16});
  const [block] = blockShapes(expression, input);
  return tower(block.group, block.input, {color: residual, pitch: 36, widthUnit: 30});
}

/** Norms of gradients by layer, on a logarithmic scale, each curve in its network's colour. */
function gradientsPicture(gradients: FirstPage["gradients"]): SVGElement {
  const nets = gradients.map(({net}) => net);
  const all = gradients.flatMap(({norms}) => norms.map(Math.log));
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const y = (norm: number) => height - 6 - ((height - 12) * (Math.log(norm) - least)) / (most - least);
  return picture(
    ground(),
    gradients.map(({net, norms}) =>
      line(
        norms.map((norm, i) => [(width * i) / (norms.length - 1), y(norm)]),
        netColor(net, nets)
      )
    )
  );
}

/** The loss along a line, each curve between its own lowest and highest, in its network's colour; one above the other. */
function slicesPicture(slices: FirstPage["slices"]): SVGElement {
  const nets = slices.map(({net}) => net);
  const room = height / slices.length;
  return picture(
    ground(),
    slices.map(({net, loss}, i) => {
      const [least, most] = [Math.min(...loss), Math.max(...loss)];
      const y = (value: number) => (i + 1) * room - 8 - ((room - 16) * (value - least)) / (most - least);
      return line(
        loss.map((value, k) => [(width * k) / (loss.length - 1), y(value)]),
        netColor(net, nets)
      );
    })
  );
}

/** All ways through the blocks of a small network: a row each, with a slab where it crosses a residual function. */
function pathsPicture(): SVGElement {
  const blocks = networkBlocks(namedNetwork("cifar-resnet-8").expression).length;
  const ways = 2 ** blocks;
  const [pitch, room] = [height / ways, width / blocks];
  const rows = Array.from({length: ways}, (_, way) => {
    const y = (way + 0.5) * pitch;
    const crossed = Array.from({length: blocks}, (_, block) => block).filter((block) => way & (1 << block));
    return svg`<path d=${`M0,${y}H${width}`} stroke=${residual} stroke-width="1.25"></path>${crossed.map(
      (block) =>
        svg`<rect x=${(block + 0.2) * room} y=${y - 0.36 * pitch} width=${0.6 * room} height=${0.72 * pitch} rx="1.5" fill=${residual}></rect>`
    )}`;
  });
  return picture(rows);
}

/** A network of each of four years, to one scale: a slab a layer, from left to right, as high as the root of its channels. */
function columnsPicture(): SVGElement {
  const names = ["alexnet-original", "vgg19", "googlenet-paper", "resnet34"];
  const pitch = width / Math.max(...names.map((name) => depth(namedNetwork(name).expression)));
  const room = height / names.length;
  const rows = names.map((name, i) => {
    const {expression, input} = namedNetwork(name);
    const {rows, shortcuts} = networkColumn(expression, input);
    const color = shortcuts.length > 0 ? residual : "var(--plain)";
    return rows
      .filter(({weighted}) => weighted)
      .map(({channels}, layer) => {
        const high = (room - 4) * Math.sqrt(channels / 4096);
        return svg`<rect x=${layer * pitch} y=${(i + 0.5) * room - high / 2} width=${pitch - 1} height=${high} fill=${color}></rect>`;
      });
  });
  return picture(rows.flat());
}

/** The volumes of ResNet-34 where its maps change: a box each, to one scale. */
function volumesPicture(): SVGElement {
  const {expression, input} = namedNetwork("resnet34");
  const places = volumeWalk(expression, input).filter(({part}) => part !== "head");
  const ends = places.filter(({volume: [side]}, i) => side !== places[i + 1]?.volume[0]);
  const {boxes} = volumeLayout(ends.map((place) => ({place: {...place, inputs: []}, skipped: 0})));
  let x = 4;
  const scale = 0.3;
  const drawn = boxes.map(({height: high, depth, back: [right, up]}) => {
    const [left, y] = [x, height / 2 - (scale * (high + up)) / 2];
    x += scale * (depth + right) + 9;
    const [d, h, r, u] = [depth, high, right, up].map((size) => scale * size);
    const front = `M${left},${y}h${d}v${h}h${-d}Z`;
    const sides = `M${left},${y}l${r},${u}h${d}v${h}l${-r},${-u}M${left + d},${y}l${r},${u}`;
    return svg`<path d=${front} fill=${residual} stroke=${residual}></path><path d=${sides} fill="none" stroke=${residual} stroke-width="1.25" stroke-linejoin="round"></path>`;
  });
  return picture(drawn);
}

/** A listing beside what it builds: a line of ResNet-50's class is as long as its text, and blue where it makes a part. */
function codePicture(): SVGElement {
  const lines = toPyTorch(namedNetwork("resnet50").expression).filter(({text}) => text !== "");
  const pitch = height / lines.length;
  const rows = lines.map(({text, parts}, i) => {
    const indent = text.search(/\S/);
    const color = parts.length > 0 ? residual : "var(--theme-foreground-faint)";
    return svg`<rect x=${60 + 1.4 * indent} y=${i * pitch} width=${1.4 * (text.length - indent)} height=${0.6 * pitch} fill=${color}></rect>`;
  });
  return picture(rows);
}

/** A block of many narrow transformations: a column each, of its three layers, from one line to one sum. */
function transformationsPicture(): SVGElement {
  const {expression} = namedNetwork("cifar-resnext-29-8x64d");
  const [{residualFunction}] = networkBlocks(expression);
  const count = Number(transformations(residualFunction));
  const layers = 3;
  const room = width / count;
  const [top, bottom] = [16, height - 16];
  const pitch = (bottom - top) / layers;
  const columns = Array.from({length: count}, (_, i) => {
    const x = (i + 0.5) * room;
    return svg`<path d=${`M${width / 2},${height}C${width / 2},${bottom} ${x},${height - 6} ${x},${bottom}V${top}C${x},6 ${width / 2},${top} ${width / 2},0`} fill="none" stroke=${residual}></path>${[
      0, 1, 2
    ].map(
      (layer) =>
        svg`<rect x=${x - 0.3 * room} y=${top + (layer + 0.14) * pitch} width=${0.6 * room} height=${0.72 * pitch} rx="1.5" fill=${residual}></rect>`
    )}`;
  });
  return picture(columns);
}

const residual = "var(--residual)";

function picture(...contents: unknown[]): SVGElement {
  return svg`<svg viewBox=${`0 0 ${width} ${height}`} width=${width} height=${height} aria-hidden="true">${contents.flat()}</svg>` as SVGElement;
}

function ground(): SVGElement {
  return svg`<path d=${`M0,${height - 0.5}H${width}`} stroke="var(--theme-foreground-fainter)"></path>` as SVGElement;
}

function line(points: readonly (readonly [number, number])[], color: string): SVGElement {
  const d = points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join("L");
  return svg`<path d=${`M${d}`} fill="none" stroke=${color} stroke-width="2.25" stroke-linejoin="round"></path>` as SVGElement;
}
