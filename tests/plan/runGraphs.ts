import type {Expression} from "../../components/network/expression.js";
import type {Volume} from "../../components/network/shapes.js";
import {allocate} from "../../components/plan/allocate.js";
import {lowerBackward} from "../../components/plan/backward.js";
import {lowerForward} from "../../components/plan/forward.js";
import type {OperationGraph} from "../../components/plan/graph.js";
import type {Ground} from "../../components/plan/ground.js";
import {createWasmMachine} from "../../components/plan/machines/wasm/wasmMachine.js";
import {createPlan, type Plan} from "../../components/plan/plan.js";
import {PlanModel} from "../../components/plan/planModel.js";
import {type Call, wholeSums} from "../../components/plan/program.js";
import {activationTensor, sizeOf} from "../../components/plan/sizes.js";
import {numbers} from "../model/numbers.js";

/** What a pass forward and back gave. */
export interface GraphRun {
  output: Float32Array;
  gradients: Float32Array;
  inputGradient: Float32Array;
}

const batch = 3;

/**
 * Returns what *graphs* of one *network* compute in WebAssembly: of the same images and parameters, against the same
 * target, and with the same gates, none of which is 1.
 */
export async function runGraphs(
  network: Expression,
  input: Volume,
  graphs: readonly OperationGraph[]
): Promise<GraphRun[]> {
  const plan = createPlan(network, input, {batch, parts: wholeSums, loss: "squaredError"});
  return Promise.all(graphs.map((graph) => runGraph(plan, graph)));
}

async function runGraph(plan: Plan, graph: OperationGraph): Promise<GraphRun> {
  const {images, labels: target, metrics} = plan.tensors;
  const ground: Ground = {
    batch,
    layout: plan.layout,
    parts: wholeSums,
    images,
    seed: plan.tensors.seed,
    gate: plan.gate
  };
  const forward = lowerForward(graph, ground, "batch");
  const output = forward.tensorOf(graph.output);
  const outputGradient = activationTensor("gradient of the output", sizeOf(graph.output, batch));
  const backward = lowerBackward(graph, forward, ground, {outputGradient, withInput: true});
  const loss: Call = {
    kernel: {type: "squaredError", size: output.size},
    read: {output, target},
    write: {metrics, doutput: outputGradient}
  };
  const program = {name: "both ways", calls: [...forward.calls, loss, ...backward.calls]};
  const inputGradient = backward.inputGradient!;
  const alone = {
    ...plan,
    programs: [program],
    seldom: [],
    allocation: allocate([program], new Set([output, inputGradient]))
  };
  const machine = await createWasmMachine(alone, {build: "exact"});
  const model = new PlanModel(plan, machine, 5);
  machine.write(images, numbers(images.size, 1));
  machine.write(target, numbers(target.size, 2));
  for (const [i, block] of plan.blocks.entries()) {
    const [residual, shortcut, residualBack, shortcutBack] = numbers(4, 3 + i);
    model.setGate(block, {residual, shortcut, residualBack, shortcutBack});
  }
  const gradients = {name: "gradients", space: "gradients", offset: 0, size: plan.layout.size} as const;
  const values = await machine.run(program, [output, gradients, inputGradient]);
  return {output: values[0], gradients: values[1], inputGradient: values[2]};
}
