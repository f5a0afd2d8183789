import type MarkdownIt from "markdown-it";
import {escaped} from "./components/embed/escaped.js";
import {editableCells} from "./scripts/editableCells.js";
import {addMath} from "./scripts/math.js";
import {symbolCode} from "./scripts/symbolCode.js";

const description =
  "A course on deep residual networks: read it like a book, edit it like a notebook, run every network.";

/** Where the site is to be found on its host; only the page for missing pages needs to know. */
const base = process.env.SITE_BASE ?? "/";

export default {
  root: "src",
  base,
  title: "Residual networks, run",
  pages: [
    {name: "Deeper, and worse", path: "/degradation"},
    {name: "The residual block", path: "/residual-block"},
    {name: "What carries a gradient", path: "/gradients"},
    {name: "The landscape", path: "/landscape"},
    {name: "Many paths", path: "/paths"},
    {name: "From AlexNet to ResNet", path: "/alexnet-to-resnet"},
    {name: "ResNet-34, volume by volume", path: "/volumes"},
    {name: "ResNet-50 in code", path: "/code"},
    {name: "Cardinality", path: "/cardinality"},
    {name: "Lab", path: "/lab"},
    {name: "Words", path: "/primer"}
  ],
  head: ({data}: {data: {description?: string}}) => `
<meta name="description" content="${escaped(data.description ?? description)}">
<meta name="color-scheme" content="light dark">
<link rel="icon" type="image/svg+xml" href="/icon.svg">
<link rel="stylesheet" href="/data/fonts.css">
<link rel="stylesheet" href="/data/katex.css">`,
  footer:
    'These pages load nothing from other sites, and what you do on them stays on your computer: <a href="/privacy">Privacy and safety</a>.',
  style: "style.css",
  globalStylesheets: [],
  search: false,
  interpreters: {".ts": ["node", "--import", "tsx"]}, // `tsx` would start Node twice
  toc: {label: "On this page"},
  markdownIt: (md: MarkdownIt) => editableCells(symbolCode(addMath(md)))
};
