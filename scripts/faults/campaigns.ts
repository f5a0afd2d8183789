import {deflateRawSync, gzipSync} from "node:zlib";
import {createTar} from "nanotar";
import {readCifar10} from "../../components/dataset/cifar10.js";
import {experimentFromLink, linkKeys} from "../../components/experiment/link.js";
import {toRunFile} from "../../components/experiment/runFile.js";
import {toRunSpec} from "../../components/experiment/runSpec.js";
import {toTraining} from "../../components/experiment/trainingSpec.js";
import {namedNetwork} from "../../components/network/named.js";
import {familyNames} from "../../components/network/names.js";
import {compileCell} from "../../components/notebook/compiler/compileCell.js";
import {notebookFromMarkdown} from "../../components/notebook/document/notebookMarkdown.js";
import {decodeLink} from "../../components/notebook/edits/link.js";
import {maybeCheckpoint} from "../../components/stores/maybeCheckpoint.js";
import type {Campaign} from "./campaign.js";
import type {Draws} from "./draws.js";
import {frames, messages} from "./frameCampaigns.js";
import {hostileTexts, hostileValues, mutatedBytes, mutatedJson, mutatedText, shorter} from "./mutations.js";
import {weights} from "./weightsCampaign.js";

const short = (text: string) =>
  text.length > 200 ? `${text.slice(0, 200)}… (${text.length} letters)` : text;

/** Queries: the keys of a link, with values that they have, and with those that they have not. */
const queries: Campaign<string> = {
  name: "queries",
  make(draws) {
    const pairs = Array.from({length: 1 + draws.below(6)}, () => {
      if (draws.chance(0.6)) return draws.one(plainPairs);
      const key = draws.chance(0.9) ? draws.one(linkKeys) : draws.one(hostileTexts);
      const value = draws.one(hostileTexts).replace(/[\ud800-\udfff]/g, "");
      return `${key}=${draws.chance(0.8) ? encodeURIComponent(value) : value}`;
    });
    const query = pairs.join("&");
    return draws.chance(0.2) ? mutatedText(query, draws) : query;
  },
  take: (query) => experimentFromLink(new URLSearchParams(query)),
  show: short,
  smaller: shorter
};

const plainPairs = [
  ...["nets=cifar-plain-20", "nets=cifar-resnet-56,cifar-plain-8", "nets=cifar-convnet-4", "nets=resnet50"],
  ...[
    "width=8",
    "steps=100",
    "batch=32",
    "seed=7",
    "rate=0.1",
    "dataset=shapes",
    "size=32",
    "norm=0",
    "autoplay=1"
  ],
  ...[
    "optimizer=adamw",
    "schedule=cosine",
    "warmupSteps=10",
    "backend=wasm",
    "executor=reference",
    "difficulty=crowded"
  ]
];

/** Names of networks, with numbers and options that they may not have. */
const names: Campaign<{name: string; options: unknown}> = {
  name: "names of networks",
  make(draws) {
    const shown = draws.one(Object.values(familyNames).flatMap(({names}): readonly string[] => names));
    const name = shown.replace(/[NCWK](?![a-z])/g, () => draws.one(numbers));
    const options = Object.fromEntries(
      Array.from({length: draws.below(3)}, () => [draws.one(optionNames), draws.one(hostileValues)])
    );
    return {name: draws.chance(0.2) ? mutatedText(name, draws) : name, options};
  },
  take: ({name, options}) => namedNetwork(name, options as object),
  show: (input) => short(JSON.stringify(input))
};

const numbers = ["0", "1", "2", "3", "8", "20", "29", "56", "64", "1202", "99999", "1e9", "-4", "007", "2.5"];
const optionNames = [
  "width",
  "block",
  "cardinality",
  "groupWidth",
  "shortcut",
  "order",
  "size",
  "numClasses"
];

/** Specs that code on a page passes. */
const specs: Campaign<unknown> = {
  name: "training specs",
  make: (draws) => {
    const {dataset, optimizer, schedule, steps, seed} = toRunSpec({network: {name: "cifar-resnet-20"}});
    const networks = ["cifar-plain-20", {name: "cifar-resnet-20"}];
    return mutatedJson({networks, width: 4, dataset, optimizer, schedule, steps, seed}, draws);
  },
  take: (spec) => toTraining(spec as never),
  show: (spec) => short(JSON.stringify(spec) ?? String(spec))
};

const cell = {key: "network", base: "0f0f", source: "const depth = 20;", lang: "js"};

/** The part of an address that carries changed cells. */
const links: Campaign<string> = {
  name: "links with cells",
  make(draws) {
    const content = mutatedJson(
      {version: 1, cells: [cell, {...cell, key: "x"}], title: "t", text: "p"},
      draws
    );
    const text = JSON.stringify(content) ?? "";
    const bytes = deflateRawSync(draws.chance(0.2) ? mutatedText(text, draws) : text);
    const letters = Buffer.from(draws.chance(0.4) ? mutatedBytes(bytes, draws) : bytes).toString("base64url");
    return `#cells=${draws.chance(0.2) ? mutatedText(letters, draws) : letters}`;
  },
  take: decodeLink,
  show: short,
  smaller: shorter
};

const run = {
  spec: {network: {name: "cifar-resnet-20"}},
  ...{backend: "wasm", executor: "plan", device: "a device", date: "2026-11-22T00:00:00Z"},
  curves: {
    lossNats: [2.3, 2.2],
    trainingError: [0.9, 0.8],
    testError: [[2, 0.8]],
    answers: [[2, [1, 2, 3]]]
  }
};

/** Files of runs. */
const runFiles: Campaign<unknown> = {
  name: "run files",
  make: (draws) => mutatedJson(run, draws),
  take: toRunFile,
  show: (file) => short(JSON.stringify(file) ?? String(file))
};

const notebook =
  '---\ntitle: x\n---\n# A notebook\n\nText.\n\n```js editable title="One"\nconst a = 1;\n```\n\n~~~ts\na + 1;\n~~~\n';

/** Notebooks in Markdown. */
const notebooks: Campaign<string> = {
  name: "notebooks",
  make: (draws) => mutatedText(mutatedText(notebook, draws), draws),
  take: notebookFromMarkdown,
  show: short,
  smaller: shorter
};

/** Archives of images, and the files in them. */
const archives: Campaign<{name: string; bytes: Uint8Array<ArrayBuffer>}[]> = {
  name: "archives of images",
  make(draws) {
    const files = ["data_batch_1.bin", "test_batch.bin"].map((name, i) => ({
      name,
      data: records(i + 1, draws)
    }));
    if (draws.chance(0.3)) return files.map(({name, data}) => ({name, bytes: mutatedBytes(data, draws)}));
    const tar = Uint8Array.from(createTar(files));
    const inner = draws.chance(0.5) ? mutatedBytes(tar, draws) : tar;
    const packed = Uint8Array.from(gzipSync(inner));
    const bytes = draws.chance(0.5) ? mutatedBytes(packed, draws) : packed;
    return [{name: draws.one(["cifar-10-binary.tar.gz", ...hostileTexts.slice(0, 20)]), bytes}];
  },
  take: (files) =>
    readCifar10(
      files.map(({name, bytes}) => new File([bytes], name)),
      {mostBytes: 4e6}
    ),
  show: (files) => files.map(({name, bytes}) => `${short(name)}: ${bytes.length} bytes`).join(", ")
};

/** A file of images in CIFAR-10's format: a label, and 3,072 values. */
function records(count: number, draws: Draws): Uint8Array {
  const bytes = new Uint8Array(3073 * count);
  for (let i = 0; i < count; i++) bytes[3073 * i] = draws.below(10);
  return bytes;
}

const checkpoint = {
  ...{runId: "a", step: 0, ended: false, state: {}, points: []},
  spec: {network: {name: "cifar-plain-8"}, steps: 4}
};

/** What a browser has kept of a run: it is used, or not offered. */
const checkpoints: Campaign<unknown> = {
  name: "kept runs",
  make: (draws) => mutatedJson(checkpoint, draws),
  take: maybeCheckpoint,
  show: (kept) => short(JSON.stringify(kept) ?? String(kept))
};

const source = `import {receptiveField} from "./components/network.js";
const widths = [1, 2, 3].map((i) => i ** 2);
for (const width of widths) display(await receptiveField(width));
async function* steps() { while (true) yield 1; }`;

/** Code of cells, compiled but not run. */
const cells: Campaign<string> = {
  name: "code of cells",
  make: (draws) => mutatedText(source, draws),
  take: (code) =>
    compileCell(code, {
      ...{name: "cell", lang: "js", path: "/lab.md"},
      resolve: (specifier: string) => specifier,
      load: async () => ({cell: () => () => {}})
    }),
  show: short,
  smaller: shorter
};

/** All campaigns that need no browser. */
export const campaigns = [
  ...[queries, names, specs, links, runFiles, notebooks, archives, checkpoints, cells],
  ...[weights, frames, messages]
] as unknown as readonly Campaign[];
