import {expect, test} from "vitest";
import {neededCells, pageCells} from "../../../scripts/site/pageCells.js";

const code = `
define({id: "0000000a", outputs: ["chart"], body: async () => {
define({id: "not one"});
}});
define({id: "0000000b", inputs: ["FileAttachment"], outputs: ["recording","published"], body: (FileAttachment) => {}});
define({id: "0000000c-1", mode: "inline", inputs: ["chart","recording","display"], body: async () => {}});
define({id: "0000000d", inputs: ["display","chart"], body: () => {}});
`;

test("pageCells(code) has what each cell needs and gives", () => {
  const cells = pageCells(code);
  expect([...cells.keys()]).toEqual(["0000000a", "0000000b", "0000000c-1", "0000000d"]);
  expect(cells.get("0000000b")).toEqual({
    inputs: ["FileAttachment"],
    outputs: ["recording", "published"]
  });
  expect(cells.get("0000000c-1")!.inputs).toEqual(["chart", "recording", "display"]);
});

test("neededCells(cells, ids) follows names to the cells that give them", () => {
  const cells = pageCells(code);
  expect([...neededCells(cells, ["0000000c-1"])].sort()).toEqual(["0000000a", "0000000b", "0000000c-1"]);
  expect([...neededCells(cells, ["0000000d"])].sort()).toEqual(["0000000a", "0000000d"]);
  expect([...neededCells(cells, [])]).toEqual([]);
});
