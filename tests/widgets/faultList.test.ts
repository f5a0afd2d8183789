// @vitest-environment jsdom
import {expect, test} from "vitest";
import {type Fault, FaultError} from "../../components/fields/fault.js";
import {faultList} from "../../components/widgets/faultList.js";

test("faultList(id).show(faults) has a line for each, as the error of the same faults has", () => {
  const rule = {is: "unknown", owner: "a network", known: ["width"]} as const;
  const faults: Fault[] = [
    {field: "colour", value: 1, rule},
    {field: "size", value: 0, rule: {is: "positive"}},
    {field: "shade", value: 2, rule}
  ];
  const {element, show} = faultList("faults");
  show(faults);
  const lines = [...element.children].map(({textContent}) => textContent);
  expect(lines).toEqual([
    "unknown option: colour",
    "invalid size: 0; it must be a positive integer",
    "unknown option: shade; the options of a network are width"
  ]);
  expect(lines.join("\n")).toBe(new FaultError(faults).message);
  show([]);
  expect(element.hidden).toBe(true);
});
