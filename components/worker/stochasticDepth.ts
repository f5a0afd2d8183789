import {ratesOf, type Survival} from "../network/survivalRates.js";
import {createRandom, permutation} from "../random/random.js";
import type {GatedModel} from "./analysis/subject.js";
import type {TrainableModel} from "./trainableModel.js";

/** Random numbers of a step that are not for dropout. */
const survivalStream = 3;

/**
 * Returns *model*, which it then owns, with stochastic depth: in each step every residual function survives with its
 * probability, which falls in a line from the first block's to the last one's, **survival**, or is dropped, so that only the
 * shortcut of its block is left, forward and back. With **survivingBlocks**, so many survive in each step, and no path is
 * longer. In evaluation all are there, times their probabilities. What survives follows from the step's seed alone.
 *
 * A dropped residual function is not computed, and so a step takes less time, by about a quarter of the residual functions'
 * share if **survival** is 0.5. Its gradients are 0, so that gradient descent still decays its weights and follows its
 * momentum; the running statistics of its normalizations stay as they are.
 *
 * Sources: Huang et al. 2016 (arXiv:1603.09382), §3: Eqn. 2 in training, 4 for the linear decay, 5 in evaluation; Veit et al.
 * 2016 (arXiv:1605.06431), §4.3, of a number of blocks.
 */
export function createStochasticDepthModel(
  model: TrainableModel & Pick<GatedModel, "blocks" | "setGate">,
  survival: Survival
): TrainableModel {
  const {blocks} = model;
  const {survivingBlocks} = survival;
  const rates = ratesOf(survival, blocks.length);
  const alive: (boolean | undefined)[] = blocks.map(() => undefined); // as the gates are set

  function setSurvivors(survives: readonly boolean[]): void {
    for (const [i, block] of blocks.entries()) {
      if (alive[i] === survives[i]) continue; // saves a write
      alive[i] = survives[i];
      model.setGate(block, {residual: survives[i] ? 1 : 0, shortcut: 1, residualTest: rates[i]});
    }
  }

  setSurvivors(blocks.map(() => true)); // for a test before the first step
  return {
    step(images, labels, options) {
      const seed = options.seed ?? 0;
      setSurvivors(
        survivingBlocks === undefined
          ? survivors(rates, seed)
          : someSurvivors(survivingBlocks, blocks.length, seed)
      );
      return model.step(images, labels, options);
    },
    measure: () => model.measure(),
    evaluate: (images, labels) => model.evaluate(images, labels),
    classify: (images) => model.classify(images),
    state: () => model.state(),
    load: (state) => model.load(state),
    dispose: () => model.dispose()
  };
}

/** Returns which *some* of *all* residual functions survive a step with this *seed*. */
export function someSurvivors(some: number, all: number, seed: number): boolean[] {
  const chosen = new Set(permutation(all, createRandom(seed, survivalStream)).subarray(0, some));
  return Array.from({length: all}, (_, i) => chosen.has(i));
}

/** Returns which residual functions survive a step with this *seed*: each with its probability of *rates*. */
export function survivors(rates: readonly number[], seed: number): boolean[] {
  const random = createRandom(seed, survivalStream);
  return rates.map((rate) => random.uniform() < rate);
}
