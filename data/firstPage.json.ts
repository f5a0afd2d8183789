import {readFileSync} from "node:fs";
import {unpacked} from "../components/charts/packedLandscape.js";
import type {FirstPage} from "../components/firstPage/firstPage.js";
import config from "../observablehq.config.js";
import type {LandscapeFile} from "./landscapeFile.js";
import {readingMinutes} from "./readingMinutes.js";
import {readRuns} from "./recordedRuns.js";

// What the first page says of the others, as they say it themselves, and the recorded numbers of its small pictures.

const pages = config.pages.map(({name, path}) => {
  const page = readFileSync(new URL(`../src${path}.md`, import.meta.url), "utf8");
  const [, description] = /^description: "?(.*?)"?$/m.exec(page) ?? [];
  if (!description) throw new Error(`${path} has no description`);
  return {path: `.${path}`, name, description, minutes: readingMinutes(page)};
});

/** Of each layer's weights before the first step, from the input upwards. */
const gradients = ["cifar-plain-56", "cifar-resnet-56"].map((net) => {
  const run = readRuns("./runs/labs/gradients/").find(
    ({spec: {network, seed}}) => network.name === net && network.norm && seed === 1
  );
  const [, measured] = run?.curves.measured?.[0] ?? [];
  if (!measured) throw new Error(`no recorded gradients of ${net} in data/runs/labs/gradients`);
  return {net, norms: measured.gradients.map((norm) => Number(norm.toPrecision(3)))};
});

/** Through the middle of a landscape, around the first weights. */
const slices = ["cifar-plain-56", "cifar-resnet-56"].map((net) => {
  const file = new URL(`./runs/labs/landscape/${net}.json`, import.meta.url);
  const {first} = JSON.parse(readFileSync(file, "utf8")) as LandscapeFile;
  const {columns, rows, loss} = unpacked(first.find(({range}) => range === 0.02)!);
  const middle = ((rows - 1) / 2) * columns;
  return {net, loss: loss.slice(middle, middle + columns).map((value) => Number(value.toFixed(4)))};
});

process.stdout.write(JSON.stringify({pages, gradients, slices} satisfies FirstPage));
