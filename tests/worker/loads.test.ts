import {build, type Metafile} from "esbuild";
import {beforeAll, describe, expect, test} from "vitest";

/** The modules that the worker loads, at first or by and by, to train a network by a plan on the processor. */
const forPlans = [
  ...["components/worker/worker.ts", "components/worker/engine.ts"],
  ...["components/dataset/datasets.ts", "components/dataset/shapes10Dataset.ts"],
  ...["components/dataset/cifar10Dataset.ts", "components/dataset/sample.ts"]
];

let inputs: Metafile["inputs"];

beforeAll(async () => {
  const {metafile} = await build({
    entryPoints: ["components/worker/worker.ts"],
    bundle: true,
    splitting: true,
    write: false,
    outdir: "unused",
    format: "esm",
    platform: "browser",
    mainFields: ["browser", "module", "main"],
    metafile: true,
    logLevel: "error"
  });
  ({inputs} = metafile);
});

/** Returns all modules that are there once *entry* is, and not only those that it loads later. */
function loadedWith(entry: string, found = new Set<string>()): Set<string> {
  if (found.has(entry)) return found;
  found.add(entry);
  for (const {path, kind} of inputs[entry]?.imports ?? [])
    if (kind !== "dynamic-import") loadedWith(path, found);
  return found;
}

const tensorflowIn = (entry: string) => [...loadedWith(entry)].filter((path) => path.includes("@tensorflow"));

describe("a worker that trains by plans on the processor", () => {
  test.each(forPlans)("loads no TensorFlow.js with %s", (entry) => {
    expect(inputs).toHaveProperty([entry]);
    expect(tensorflowIn(entry)).toEqual([]);
  });

  test("loads it with what the reference executor needs", () => {
    for (const entry of ["components/worker/referenceBackend.ts", "components/model/model.ts"])
      expect(tensorflowIn(entry).length).toBeGreaterThan(0);
  });
});
