import {execFile} from "node:child_process";
import {promisify} from "node:util";
import {expect, test} from "vitest";
import {describe} from "../../components/network/describe.js";
import {namedNetwork} from "../../components/network/named.js";

const {name, expression, input} = namedNetwork("resnext50_32x4d");
const description = describe(name, expression, input);

test("describe(resnext50_32x4d) has totals that are the sums of its rows", () => {
  expect(description).toMatchObject({name: "resnext50_32x4d", input: [224, 224, 3], parameters: 25_028_904});
  for (const key of ["parameters", "multiplyAdds"] as const) {
    expect(description.layers.reduce((sum, layer) => sum + layer[key], 0)).toBe(description[key]);
  }
});

test("describe(resnext50_32x4d) writes operations in words", () => {
  const operation = (layer: string): string | undefined =>
    description.layers.find((row) => row.name === layer)?.operation;
  expect(operation("conv1")).toBe("conv 7×7/2, 64");
  expect(operation("bn1")).toBe("norm");
  expect(operation("maxpool")).toBe("max pool 3×3/2");
  expect(operation("layer1.0.conv2")).toBe("conv 3×3, 128, 32 groups");
  expect(operation("layer1.0")).toBe("add");
  expect(operation("avgpool")).toBe("global average pool");
  expect(operation("fc")).toBe("dense, 1000");
});

test("describe(resnext50_32x4d) gives joins a row without cost", () => {
  const joins = description.layers.filter((row) => row.operation === "add");
  expect(joins).toHaveLength(16);
  expect(joins[15]).toEqual({
    name: "layer4.2",
    ...{stage: "layer4", block: "layer4.2", onShortcut: false},
    step: {type: "add", branches: 2},
    operation: "add",
    output: [7, 7, 2048],
    parameters: 0,
    multiplyAdds: 0
  });
});

test("describe(resnext50_32x4d) survives JSON", () => {
  expect(JSON.parse(JSON.stringify(description))).toEqual(description);
});

async function run(...args: string[]): Promise<{code: number; stdout: string; stderr: string}> {
  const command = ["--import", "tsx", "scripts/describe.ts", ...args];
  const root = new URL("../..", import.meta.url);
  try {
    return {code: 0, ...(await promisify(execFile)(process.execPath, command, {cwd: root}))};
  } catch (error) {
    return error as {code: number; stdout: string; stderr: string};
  }
}

test(
  "describe.ts cifar-resnet-8 --json --width 8 --size 16 prints one JSON object",
  {timeout: 30_000},
  async () => {
    const {code, stdout} = await run("cifar-resnet-8", "--json", "--width", "8", "--size", "16");
    expect(code).toBe(0);
    const net = namedNetwork("cifar-resnet-8", {width: 8, size: 16});
    const expected = describe("cifar-resnet-8", net.expression, net.input);
    expect(JSON.parse(stdout)).toEqual(expected);
  }
);

test("describe.ts resnet50 prints an aligned table with totals", {timeout: 30_000}, async () => {
  const lines = (await run("resnet50")).stdout.trimEnd().split("\n");
  expect(lines[0]).toBe("resnet50, input 224×224×3");
  expect(lines[lines.length - 1]).toMatch(/^total +25,557,032 +4,089,184,256$/);
  expect(new Set(lines.slice(2).map((line) => line.length)).size).toBe(1);
});

test(
  "describe.ts cifar-resnet-21 fails with one line that names value and rule",
  {timeout: 30_000},
  async () => {
    const {code, stdout, stderr} = await run("cifar-resnet-21");
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toBe("invalid depth: 21; CIFAR networks have depth 6n + 2\n");
  }
);

test(
  "describe.ts resnet50 --width 0 --numClasses 0 fails with a line for each",
  {timeout: 30_000},
  async () => {
    const {code, stderr} = await run("resnet50", "--width", "0", "--numClasses", "0");
    expect(code).toBe(1);
    expect(stderr).toMatch(/^invalid width: 0; .*\ninvalid numClasses: 0; .*\n$/);
  }
);

test("describe.ts resnet50 --bogus fails with the options there are", {timeout: 30_000}, async () => {
  const {code, stderr} = await run("resnet50", "--bogus", "3");
  expect(code).toBe(1);
  expect(stderr).toMatch(/^unknown option: bogus; the options of a network are width, .*\n$/);
});
