// @vitest-environment jsdom
import {expect, test} from "vitest";
import {toRunSpec} from "../../components/experiment/runSpec.js";
import {trainingSettings} from "../../components/panels/trainingSettings.js";

const recorded = toRunSpec({network: {name: "cifar-plain-20"}, headInit: "zero"});
const headOf = (query: string, options?: {recorded: typeof recorded}) =>
  trainingSettings(new URLSearchParams(query), () => {}, options).checked()!.specs[0].headInit;

test("beside a recorded run the head begins as in that, unless the query says how", () => {
  expect(headOf("nets=cifar-plain-20")).toBe("he");
  expect(headOf("nets=cifar-plain-20", {recorded})).toBe("zero");
  expect(headOf("nets=cifar-plain-20&headInit=he", {recorded})).toBe("he");
});
