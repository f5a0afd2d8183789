import {scalarsOf} from "../../components/experiment/optimizers/optimizers.js";
import type {Expression} from "../../components/network/expression.js";
import type {Machine} from "../../components/plan/machine.js";
import {createPlan, type Plan} from "../../components/plan/plan.js";
import {PlanModel} from "../../components/plan/planModel.js";
import type {Parts} from "../../components/plan/program.js";
import type {Fixture} from "./fixture.js";
import {inputValues, inputVolume, type ParitySubject, targetOf} from "./parity.js";

/** Returns a function that makes subjects of comparisons with PyTorch that train by a plan, on a machine of one kind. */
export function planSubjects(parts: Parts, createMachine: (plan: Plan) => Promise<Machine>) {
  return async (network: Expression, fixture: Fixture): Promise<ParitySubject> => {
    const target = targetOf(fixture);
    const loss = "labels" in target ? "crossEntropy" : "squaredError";
    const batch = fixture.input.shape[0];
    const plan = createPlan(network, inputVolume(fixture), {batch, parts, loss, withInput: true});
    const machine = await createMachine(plan);
    const model = new PlanModel(plan, machine, 1);
    const {images, labels, testImages, testLabels, scalars, metrics, trainOutput, output, inputGradient} =
      plan.tensors;
    const stepScalars = Object.values(scalarsOf(plan.optimizer, fixture.optimizer));

    for (const tensor of [images, testImages]) machine.write(tensor, inputValues(fixture));
    for (const tensor of [labels, testLabels])
      machine.write(tensor, "labels" in target ? target.labels : target.values);
    machine.write(scalars, Float32Array.from(stepScalars));
    return {
      specs: plan.specs,
      load: (state) => model.load(state),
      state: () => model.state(),
      predict: async () => (await machine.run(plan.evaluate, [output]))[0],
      async step() {
        const read = [trainOutput, metrics, plan.layout.whole("gradients"), inputGradient!];
        const [trained, [lossNats], gradients, ofInput] = await machine.run(plan.train, read);
        const byName = plan.specs
          .filter(({trainable}) => trainable)
          .map(({name}) => [name, plan.layout.cut(name, gradients)] as const);
        return {output: trained, loss: lossNats, gradients: new Map(byName), inputGradient: ofInput};
      },
      dispose: () => model.dispose()
    };
  };
}
