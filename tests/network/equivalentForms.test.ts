import {expect, test} from "vitest";
import {cost} from "../../components/network/cost.js";
import {type BlockForm, blockForms, equivalentForms} from "../../components/network/equivalentForms.js";
import {outputShape} from "../../components/network/shapes.js";

// Xie et al. 2017 (arXiv:1611.05431), §3.4: C · (256 · d + 9 · d² + d · 256) weights, about 70,000; γ and β come to it.
test("equivalentForms({cardinality: 32, groupWidth: 4}) is the paper's Fig. 3, and costs the same in each form", () => {
  const forms = equivalentForms({cardinality: 32, groupWidth: 4});
  const counts = blockForms.map((form) => cost(forms[form], [56, 56, 256]));
  const weights = 32 * (256 * 4 + 9 * 4 * 4 + 4 * 256);
  for (const {parameters, multiplyAdds} of counts) {
    expect(parameters).toBe(weights + 2 * (128 + 128 + 256));
    expect(multiplyAdds).toBe(weights * 56 * 56);
  }
});

test("equivalentForms({stride: 2}) halves height and width in each form", () => {
  const forms = equivalentForms({cardinality: 2, groupWidth: 3, stride: 2, channels: 8});
  for (const form of Object.keys(forms) as BlockForm[])
    expect(outputShape(forms[form], [8, 8, 8])).toEqual([4, 4, 8]);
});

const faults: [choice: Parameters<typeof equivalentForms>[0], message: string][] = [
  [{cardinality: 0, groupWidth: 4}, "invalid cardinality: 0; it must be a positive integer"],
  [{cardinality: 2.5, groupWidth: 4}, "invalid cardinality: 2.5; it must be a positive integer"],
  [{cardinality: 4, groupWidth: 0}, "invalid groupWidth: 0; it must be a positive integer"],
  [
    {cardinality: 257, groupWidth: 1},
    "invalid cardinality: 257; the sum and concat forms have at most 256 branches"
  ],
  [{cardinality: 32, groupWidth: 64}, "invalid groupWidth: 64; C · d is 2,048, and at most 1,024 is measured"]
];
for (const [choice, message] of faults) {
  test(`equivalentForms(${JSON.stringify(choice)}) throws “${message}”`, () => {
    expect(() => equivalentForms(choice)).toThrow(message);
  });
}
