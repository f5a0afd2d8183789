import {spawn, spawnSync} from "node:child_process";
import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {createInterface} from "node:readline";
import {parameters} from "../../components/network/parameters.js";
import {permute, valuesToPyTorch} from "../../components/weights/pytorchLayout.js";
import type {Implementation} from "./implementation.js";
import type {Task} from "./task.js";

const script = "scripts/bench/pytorch.py";

/** PyTorch in a process of its own, as it is and compiled: on a CUDA device if there is one, else on two threads. */
export const pytorchImplementations: readonly Implementation[] = (["eager", "compiled"] as const).map(
  (mode) => ({
    name: `pytorch-${mode}`,
    backends: ["pytorch"],
    create: (task) => startPytorch(task, mode)
  })
);

/** Returns which PyTorch python3 has. Throws if it has none. */
export function findPytorch(): string {
  const code =
    "import torch; print(torch.__version__, 'with CUDA' if torch.cuda.is_available() else 'on the processor')";
  const {status, stdout} = spawnSync("python3", ["-c", code], {encoding: "utf8"});
  if (status !== 0) throw new Error("python3 with torch is not here, so there is no PyTorch beside it");
  return `PyTorch ${stdout.trim()}`;
}

async function startPytorch(task: Task, mode: "eager" | "compiled") {
  const folder = mkdtempSync(join(tmpdir(), "bench-pytorch-"));
  writeTask(task, folder);
  const child = spawn("python3", [script, folder, mode], {stdio: ["pipe", "pipe", "pipe"]});
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text));
  const lines = createInterface({input: child.stdout})[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => {
    const {value, done} = await lines.next();
    if (done) throw new Error(`PyTorch ended: ${complaints.trim().split("\n").at(-1)}`);
    return value;
  };
  await nextLine(); // its device: it is ready
  return {
    async step() {
      child.stdin.write("\n");
      return Number(await nextLine());
    },
    dispose() {
      child.stdin.end();
      rmSync(folder, {recursive: true});
    }
  };
}

/** Writes what pytorch.py reads. */
function writeTask({network, input, batch, images, labels, sgd, valuesOf}: Task, folder: string): void {
  const specs = parameters(network, input);
  const values = specs.flatMap((spec) => [...valuesToPyTorch(valuesOf(spec), spec)]);
  const write = (name: string, data: string | NodeJS.TypedArray) => writeFileSync(join(folder, name), data);
  write("task.json", JSON.stringify({network, input, batch, sgd, specs}));
  write("values.bin", Float32Array.from(values));
  write("images.bin", permute(images, [batch, ...input], [0, 3, 1, 2]));
  write("labels.bin", labels);
}
