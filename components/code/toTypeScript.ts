import type {Expression} from "../network/expression.js";
import {chosenOptions} from "./chosenOptions.js";
import {type ClassFacts, classFacts, hasOnes} from "./classFacts.js";
import {type CodeLine, listing, type WrittenLine} from "./listing.js";

/**
 * Returns a listing in the course's own words that builds *expression*, part for part as toPyTorch's does: what it calls is
 * exported by `components/network.js`, and it ends in a constant, `network`. Throws a FaultError as toPyTorch does.
 */
export function toTypeScript(expression: Expression): CodeLine[] {
  const facts = classFacts(expression);
  return [
    ...listing(helpers(facts)),
    ...listing(["", ...block(facts)]),
    ...listing(["", ...network(facts)]),
    ...listing(["", ...constant(facts)])
  ];
}

function helpers({norm, ...facts}: ClassFacts): WrittenLine[] {
  const bias = norm ? "" : ", bias: true";
  const own = norm ? "{stride}" : "{stride, bias: true}";
  return [
    "function conv3x3(filters, {stride = 1, groups = 1, dilation = 1} = {}) {",
    `  return conv(filters, 3, {stride, groups, dilation${bias}});`,
    "}",
    ...(hasOnes(facts)
      ? ["", "function conv1x1(filters, stride = 1) {", `  return conv(filters, 1, ${own});`, "}"]
      : [])
  ];
}

function block(facts: ClassFacts): WrittenLine[] {
  const {activation, shortcut, shortcutScale, norm} = facts;
  const layers = facts.block === "bottleneck" ? bottleneckLayers(facts) : basicLayers;
  const last = `    label("${activation}", ${activation}())`;
  const residual = layers.flatMap((layer, i): WrittenLine[] => [
    `    label("conv${i + 1}", ${layer}),§layer*.*.conv${i + 1}`,
    norm &&
      `    label("bn${i + 1}", norm(${i + 1 < layers.length ? "" : "{zeroInit}"})),§layer*.*.bn${i + 1}`,
    i + 1 < layers.length && `${last},§layer*.*.${activation}`
  ]);
  const path = 'downsample ?? label("identity", identity())';
  const scaled = shortcutScale === 1 ? path : `sequence(${path}, label("scale", scale(${shortcutScale})))`;
  return [
    facts.block === "bottleneck"
      ? "const expansion = 4; // channels of the result for each of the planes"
      : "const expansion = 1; // the result has as many channels as planes",
    "",
    "function block(planes, {stride = 1, downsample, groups = 1, baseWidth = 64, dilation = 1, zeroInit = false}) {",
    facts.block === "bottleneck" && "  const width = Math.floor((planes * baseWidth) / 64) * groups;",
    "  const residual = sequence(",
    ...withoutLastComma(residual),
    "  );",
    '  const f = group(residual, {role: "residual"});',
    ...(shortcut === undefined
      ? [`  return sequence(f, ${last.trim()});§layer*.*.${activation}`]
      : [
          `  const shortcut = group(${scaled}, {role: "shortcut"});§layer*.*.downsample layer*.*.identity layer*.*.scale`,
          `  return sequence(sum(f, shortcut), ${last.trim()});§layer*.*.${activation}`
        ]),
    "}"
  ];
}

function bottleneckLayers({strideIn1x1}: ClassFacts): string[] {
  return [
    `conv1x1(width${strideIn1x1 ? ", stride" : ""})`,
    `conv3x3(width, {${strideIn1x1 ? "" : "stride, "}groups, dilation})`,
    "conv1x1(planes * expansion)"
  ];
}

const basicLayers = ["conv3x3(planes, {stride})", "conv3x3(planes)"];

function withoutLastComma(lines: readonly WrittenLine[]): WrittenLine[] {
  const given = lines.filter((line) => typeof line === "string");
  return given.map((line, i) => (i + 1 < given.length ? line : line.replace("),§", ")§")));
}

function network(facts: ClassFacts): WrittenLine[] {
  const {stem, pool, norm, activation, stages} = facts;
  const {kernel, stride} = stem;
  const bias = norm ? "" : ", bias: true";
  const falses = stages
    .slice(1)
    .map(() => "false")
    .join(", ");
  return [
    "function resNet(layers, {numClasses = 1000, zeroInitResidual: zeroInit = false, groups = 1,",
    `    widthPerGroup: baseWidth = 64, replaceStrideWithDilation: dilate = [${falses}]} = {}) {`,
    `  if (dilate.length !== ${stages.length - 1}) {`,
    `    throw new RangeError(\`layer2 to layer${stages.length} need ${stages.length - 1} entries, not \${dilate.length}\`);`,
    "  }",
    `  let inplanes = ${stem.filters}; // channels so far; each layer moves it on`,
    "  let dilation = 1;",
    ...makeLayer(facts),
    "  const stem = sequence(",
    `    label("conv1", conv(inplanes, ${kernel}, {stride: ${stride}${bias}})),§conv1`,
    norm && '    label("bn1", norm()),§bn1',
    `    label("${activation}", ${activation}())${pool ? "," : ""}§${activation}`,
    pool &&
      `    label("maxpool", maxPool(${pool.kernel}, {stride: ${pool.stride}, padding: ${pool.padding}}))§maxpool`,
    "  );",
    '  const head = sequence(label("avgpool", globalAveragePool()), label("fc", dense(numClasses)));§avgpool fc',
    "  return sequence(",
    `    group(stem, {role: "stem"}),§conv1 ${norm ? "bn1 " : ""}${activation}${pool ? " maxpool" : ""}`,
    ...stages.map(({planes}, i) => {
      const strided = i > 0 ? `, 2, dilate[${i - 1}]` : "";
      return `    makeLayer("layer${i + 1}", ${planes}, layers[${i}]${strided}),§layer${i + 1}`;
    }),
    '    group(head, {role: "head"})§avgpool fc',
    "  );",
    "}"
  ];
}

function makeLayer({shortcut, norm}: ClassFacts): WrittenLine[] {
  return [
    "",
    "  function makeLayer(name, planes, blocks, stride = 1, dilate = false) {§layer*",
    "    const before = dilation;",
    "    if (dilate) [dilation, stride] = [dilation * stride, 1];",
    "    const made = Array.from({length: blocks}, (_, i) => {§layer*.*",
    "      const first = i === 0;",
    "      const step = first ? stride : 1;",
    ...downsample(shortcut, norm),
    "      inplanes = planes * expansion;",
    `      const options = {stride: step, ${shortcut ? "downsample, " : ""}groups, baseWidth, dilation: first ? before : dilation, zeroInit};`,
    '      return group(block(planes, options), {label: String(i), role: "block"});§layer*.*',
    "    });",
    '    return group(sequence(...made), {label: name, role: "stage"});§layer*',
    "  }",
    ""
  ];
}

/** What brings a block's input to the shape of its result. */
function downsample(shortcut: ClassFacts["shortcut"], norm: boolean): WrittenLine[] {
  if (shortcut === undefined) return [];
  const changes = shortcut === "C" ? "true" : "step !== 1 || inplanes !== planes * expansion";
  if (shortcut === "A")
    return [
      '      const rows = step > 1 ? [label("subsample", subsample(step))] : [];§layer*.*.downsample.subsample',
      '      const zeros = inplanes === planes * expansion ? [] : [label("padChannels", padChannels(planes * expansion))];§layer*.*.downsample.padChannels',
      `      const downsample = ${changes} ? label("downsample", sequence(...rows, ...zeros)) : undefined;§layer*.*.downsample`
    ];
  const parts = ['label("0", conv1x1(planes * expansion, step))', ...(norm ? ['label("1", norm())'] : [])];
  const made = `label("downsample", sequence(${parts.join(", ")}))`;
  return shortcut === "C"
    ? [`      const downsample = ${made};§layer*.*.downsample`]
    : [
        `      const downsample = ${changes}`,
        `        ? ${made}§layer*.*.downsample`,
        "        : undefined;"
      ];
}

function constant(facts: ClassFacts): WrittenLine[] {
  const layers = facts.stages.map(({count}) => count).join(", ");
  const options = chosenOptions(facts).map(({name, value}) => `${name}: ${value}`);
  const given = options.length > 0 ? `, {${options.join(", ")}}` : "";
  return [`const network = resNet([${layers}]${given});`];
}
