// @vitest-environment jsdom
import {afterEach, beforeEach, describe, expect, test, vi} from "vitest";
import {invalid} from "../../../components/fields/fault.js";
import type {EditableCell} from "../../../components/notebook/cell/cell.js";
import type {Origin} from "../../../components/notebook/cell/cell.js";
import {literalControls} from "../../../components/notebook/cell/literalControls.js";
import {
  announceCells,
  forgetCell,
  registerCell,
  registeredCells
} from "../../../components/notebook/cell/registry.js";
import {eventually} from "../../eventually.js";

const forgetAll = () => {
  for (const cell of [...registeredCells().values()]) forgetCell(cell);
};
beforeEach(forgetAll);
afterEach(forgetAll);

/** Adds a cell that shows *source*, and has run what it was published with unless *state* says otherwise. */
function addCell(state: Partial<{source: string; ran: string; origin: Origin; blamed: unknown[]}> = {}) {
  const published = "const depth = 20;";
  const cell = {
    key: "network",
    published,
    source: published,
    ran: published as string | undefined,
    title: "The network",
    blamed: [] as unknown[],
    origin: "page" as Origin,
    literals: {depth: 20},
    ...state,
    write: vi.fn((source: string, origin: Origin = "own") => {
      Object.assign(cell, {source, origin});
      announceCells();
    }),
    run: vi.fn(async () => {
      cell.ran = cell.source;
      announceCells();
    })
  };
  registerCell(cell as unknown as EditableCell);
  return cell;
}

/** Returns a slider for the depth, once it shows what the cells say. */
async function addSlider() {
  const element = literalControls({depth: [20, 110, 18]});
  const input = element.querySelector("input")!;
  const move = (value: number) => {
    input.value = String(value);
    input.dispatchEvent(new Event("input"));
  };
  await eventually(() => expect(input.disabled).toBe(false));
  return {input, move, said: () => element.querySelector("output")!.textContent};
}

describe("literalControls", () => {
  test("show the published code before its cell is there, and write into the cell what was chosen meanwhile", async () => {
    document.body.innerHTML = `<editable-cell data-literals='{"depth": 20}'></editable-cell>`;
    const {input, move, said} = await addSlider();
    expect([input.value, said()]).toEqual(["20", "20"]);
    move(56);
    const cell = addCell();
    await eventually(() => expect(cell.ran).toBe("const depth = 56;"));
    expect([input.value, said()]).toEqual(["56", "56"]);
    document.body.innerHTML = "";
  });

  test("show what the code says, write into it and run it", async () => {
    const cell = addCell();
    const {input, move, said} = await addSlider();
    expect([input.value, said()]).toEqual(["20", "20"]);
    move(56);
    await eventually(() => expect(cell.ran).toBe("const depth = 56;"));
    expect(cell.write).toHaveBeenCalledExactlyOnceWith("const depth = 56;", "own");
    cell.write("const depth = 110;");
    await eventually(() => expect([input.value, said()]).toEqual(["110", "110"]));
    cell.write("const depth = 2 * 10;");
    await eventually(() => expect(input.disabled).toBe(true));
    expect(said()).toBe("is computed in the code now");
  });

  test("say the fault of their value, and mark it", async () => {
    addCell({blamed: [new TypeError("other"), invalid("depth", 20, "finite", {})]});
    const {input, said} = await addSlider();
    expect(said()).toBe("20: it must be a finite number");
    expect(input.getAttribute("aria-invalid")).toBe("true");
  });

  test("keep the value that runs while the code has a fault of syntax", async () => {
    const cell = addCell();
    const {input, said} = await addSlider();
    cell.write("const depth = 56; const = ;");
    await eventually(() => expect(said()).toBe("20: The network cannot be read now"));
    expect([input.value, input.disabled]).toEqual(["20", true]);
    cell.write("const depth = 56;");
    await eventually(() => expect([said(), input.disabled]).toEqual(["56", false]));
  });

  test("write, while a cell runs, the last choice only", async () => {
    const cell = addCell();
    const {move} = await addSlider();
    let finish = () => {};
    cell.run.mockImplementationOnce(async () => {
      await new Promise<void>((resolve) => (finish = resolve));
      cell.ran = cell.source;
    });
    move(38);
    await eventually(() => expect(cell.run).toHaveBeenCalledOnce());
    for (const depth of [56, 74, 92]) move(depth);
    finish();
    await eventually(() => expect(cell.ran).toBe("const depth = 92;"));
    expect(cell.run).toHaveBeenCalledTimes(2);
  });

  test.each(["link", "own"] as const)("run no code of origin %s that was only shown", async (origin) => {
    const cell = addCell({source: "const depth = 38; steal();", origin});
    const {move} = await addSlider();
    for (const depth of [56, 74]) {
      move(depth);
      await eventually(() => expect(cell.source).toBe(`const depth = ${depth}; steal();`));
    }
    expect(cell.run).not.toHaveBeenCalled();
    expect(cell.origin).toBe(origin);
    await cell.run(); // by the reader
    move(92);
    await eventually(() => expect(cell.ran).toBe("const depth = 92; steal();"));
    expect(cell.origin).toBe(origin);
  });

  test("say why a cell could not be run, and try again when they are moved again", async () => {
    const cell = addCell();
    const {input, move, said} = await addSlider();
    cell.run.mockRejectedValueOnce(new TypeError("Failed to fetch"));
    move(56);
    const fault =
      /^the code could not be changed and run: a part of this page could not be loaded: .* reload the page$/;
    await eventually(() => expect(said()).toMatch(fault));
    expect(input.disabled).toBe(false);
    move(74);
    await eventually(() => expect(cell.ran).toBe("const depth = 74;"));
    await eventually(() => expect(said()).toBe("74"));
  });
});

describe("literalControls without the parser", () => {
  const parser = "../../../components/notebook/compiler/literal.js";

  test("say so, and work once it can be loaded", async () => {
    const cell = addCell({source: "const depth = 38;", ran: "const depth = 38;", origin: "own"});
    vi.resetModules();
    vi.doMock(parser, () => {
      throw new Error("offline");
    });
    const {literalControls} = await import("../../../components/notebook/cell/literalControls.js");
    const {registerCell} = await import("../../../components/notebook/cell/registry.js");
    registerCell(cell as unknown as EditableCell);
    const element = literalControls({depth: [20, 110, 18]});
    const input = element.querySelector("input")!;
    const output = element.querySelector("output")!;
    await eventually(() => expect(output.textContent).toMatch(/^the code could not be read: /));
    input.value = "56";
    input.dispatchEvent(new Event("input"));
    await eventually(() => expect(output.textContent).toMatch(/^the code could not be changed and run: /));
    vi.doUnmock(parser);
    input.dispatchEvent(new Event("input"));
    await eventually(() => expect(cell.ran).toBe("const depth = 56;"));
  });
});
