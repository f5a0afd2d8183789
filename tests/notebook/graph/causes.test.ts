import {afterEach, describe, expect, test} from "vitest";
import type {invalid as makeFault} from "../../../components/fields/fault.js";
import {type BuiltCell, closePage, openPage} from "../stubs/frameworkPage.js";

// Which cell is told of what fails elsewhere, in Framework's own runtime.

afterEach(closePage);

/** A cell that gives *values* to their names. */
function gives(
  values: Record<string, unknown>
): BuiltCell & {inputs: string[]; outputs: string[]; body(): unknown} {
  return {inputs: [], outputs: Object.keys(values), body: () => values};
}

/** Makes a fault of the class that the page's modules know: each page has modules of its own. */
let invalid: typeof makeFault;

/** A cell that refuses depths that are odd, and words. */
const use: BuiltCell = {
  inputs: ["depth", "steps"],
  outputs: [],
  body: (depth: unknown) => {
    if (typeof depth !== "number") throw new TypeError(`${String(depth)} is no number`);
    if (depth % 2 === 1) throw invalid("depth", depth, "positive", {});
  }
};

async function open() {
  const page = await openPage({
    network: gives({depth: 2}),
    schedule: gives({steps: 1}),
    use
  });
  ({invalid} = await import("../../../components/fields/fault.js"));
  const [network, schedule, user] = ["network", "schedule", "use"].map(page.edit);
  await page.settle();
  return {...page, network, schedule, user};
}

describe("what fails because of a cell", () => {
  test("is told at that cell, by its fault, whatever was replaced last", async () => {
    const {network, schedule, settle} = await open();
    await network.cell.replace(gives({depth: 3}));
    await settle();
    expect(network.blamed()).toEqual(["FaultError: invalid depth: 3; it must be a positive integer"]);
    await schedule.cell.replace(gives({steps: 2}));
    await settle();
    expect(network.blamed()).toEqual(["FaultError: invalid depth: 3; it must be a positive integer"]);
    expect(schedule.blamed()).toEqual([]);
    await network.cell.replace(gives({depth: 4}));
    await settle();
    expect(network.blamed()).toEqual([]);
  });

  test("is not told again by what depends on it: that says where the cause is", async () => {
    const page = await openPage({
      network: gives({depth: 2}),
      training: {...use, inputs: ["depth"], outputs: ["run"]},
      chart: {inputs: ["run"], outputs: [], body: () => {}}
    });
    ({invalid} = await import("../../../components/fields/fault.js"));
    const [network, , chart] = ["network", "training", "chart"].map(page.edit);
    await page.settle();
    await network.cell.replace(gives({depth: 3}));
    await page.settle();
    expect(network.blamed()).toEqual(["FaultError: invalid depth: 3; it must be a positive integer"]);
    expect(chart.cause()).toBe(page.block("network"));
  });

  test("is told, where it is no fault, at the cell that was replaced last before it failed", async () => {
    const {network, schedule, settle} = await open();
    await schedule.cell.replace(gives({steps: 2}));
    await network.cell.replace(gives({depth: "deep"}));
    await settle();
    expect(network.blamed()).toEqual(["TypeError: deep is no number"]);
    await schedule.cell.replace(gives({steps: 3})); // it fails as before
    await settle();
    expect(network.blamed()).toEqual(["TypeError: deep is no number"]);
    expect(schedule.blamed()).toEqual([]);
  });

  test("is the failing cell's own where that was replaced after what it depends on", async () => {
    const {network, user, settle} = await open();
    await network.cell.replace(gives({depth: 4}));
    await user.cell.replace({inputs: ["depth"], outputs: [], body: () => (null as unknown as {x: 1}).x});
    await settle();
    expect(network.blamed()).toEqual([]);
    expect(user.reports.at(-1)).toMatch(/TypeError/);
  });
});
