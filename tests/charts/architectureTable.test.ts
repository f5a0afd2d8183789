// @vitest-environment jsdom
import {describe as group, expect, test} from "vitest";
import {
  architectureRows,
  architectureTable,
  normParameters
} from "../../components/charts/architectureTable.js";
import {describe} from "../../components/network/describe.js";
import {namedNetwork} from "../../components/network/named.js";
import {xie2017} from "./xie2017.js";

const described = (name: string) => {
  const {expression, input} = namedNetwork(name);
  return describe(name, expression, input);
};

// Xie et al. 2017 (arXiv:1611.05431), Table 1; stages conv2 to conv5 are layer1 to layer4.
test("architectureRows(resnext50_32x4d) is the paper's Table 1", () => {
  const block = (width: number, filters: number) => [
    `1×1, ${width}`,
    `3×3, ${width}, C = 32`,
    `1×1, ${filters}`
  ];
  expect(architectureRows(described("resnext50_32x4d"))).toEqual([
    {stage: "conv1", size: "112×112", layers: ["7×7/2, 64"], blocks: 1},
    {stage: "maxpool", size: "56×56", layers: ["max pool 3×3/2"], blocks: 1},
    {stage: "layer1", size: "56×56", layers: block(128, 256), blocks: 3},
    {stage: "layer2", size: "28×28", layers: block(256, 512), blocks: 4},
    {stage: "layer3", size: "14×14", layers: block(512, 1024), blocks: 6},
    {stage: "layer4", size: "7×7", layers: block(1024, 2048), blocks: 3},
    {stage: "avgpool", size: "1×1", layers: ["global average pool"], blocks: 1},
    {stage: "fc", size: "1×1", layers: ["dense, 1000"], blocks: 1}
  ]);
});

for (const name of ["resnet50", "resnext50_32x4d", "resnext101_64x4d"]) {
  test(`architectureRows(${name}) shows a block like which all of its stage are, strides apart`, () => {
    const {layers} = described(name);
    const ofStage = new Map<string, Set<string>>();
    for (const {name, operation} of layers) {
      const [, stage, part] = /^(layer\d)\.\d+\.(conv\d)$/.exec(name) ?? [];
      if (!stage) continue;
      const key = `${stage} ${part}`;
      ofStage.set(key, (ofStage.get(key) ?? new Set()).add(operation.replace("/2", "")));
    }
    expect(ofStage.size).toBe(12);
    for (const operations of ofStage.values()) expect(operations.size).toBe(1);
  });
}

group("sizes of ResNet-50 and ResNeXt-50 are those of Table 1", () => {
  for (const {net, parametersMillion, flopsBillion} of xie2017.architectures.rows) {
    test(`${net}: ${parametersMillion} million weights and biases beside γ and β, ${flopsBillion} billion FLOPs`, () => {
      const network = described(net);
      const weights = network.parameters - normParameters(network);
      expect((weights / 1e6).toFixed(1)).toBe(parametersMillion!.toFixed(1));
      expect((network.multiplyAdds / 1e9).toFixed(1)).toBe(flopsBillion.toFixed(1));
    });
  }
});

// Totals: PyTorch's counts, tests/fixtures/counts.json.
test("architectureTable(names, {published}) sets networks side by side, with their totals", () => {
  const table = architectureTable(["resnet50", "resnext50_32x4d"], {
    published: xie2017.architectures.rows
  });
  const rows = [...table.querySelectorAll("tr")].map((row) =>
    [...row.children].map(({textContent}) => textContent!.replace(/\s+/g, " ").trim())
  );
  expect(rows[0]).toEqual(["stage", "output", "ResNet-50", "ResNeXt-50, 32×4d"]);
  expect(rows[3]).toEqual([
    ...["layer1", "56×56"],
    ...["1×1, 64 3×3, 64 1×1, 256 × 3", "1×1, 128 3×3, 128, C = 32 1×1, 256 × 3"]
  ]);
  expect(rows.slice(9)).toEqual([
    ["parameters", "25,557,032", "25,028,904"],
    ["of these, γ and β", "53,120", "68,224"],
    ["multiply–adds", "4,089,184,256", "4,230,479,872"],
    ["parameters, published", "25.5 million", "25.0 million"],
    ["FLOPs, published", "4.1 billion", "4.2 billion"]
  ]);
  expect(architectureTable(["resnet50"]).textContent).not.toContain("published");
});
