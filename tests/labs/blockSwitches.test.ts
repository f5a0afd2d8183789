// @vitest-environment jsdom
import {describe, expect, test} from "vitest";
import {blockSwitches} from "../../components/labs/blockSwitches.js";
import type {Specimen} from "../../components/labs/specimens.js";
import type {TrainerEvent} from "../../components/protocol/messages.js";
import {fakeWorkers, microtasks} from "../panels/fakeWorkers.js";
import {specimensOf} from "./shelf.js";

/** The switches of a network: a residual one of six blocks, unless another is given. */
function create(specimen: Specimen = specimensOf("cifar-resnet-14")[0]) {
  const fake = fakeWorkers();
  const element = blockSwitches(specimen, fake.client);
  const buttons = [...element.querySelectorAll("button")];
  const switches = buttons.slice(0, specimen.blocks.length);
  const [all, back] = buttons.slice(specimen.blocks.length);
  const press = async (...some: HTMLElement[]) => {
    for (const one of some) one.click();
    await microtasks();
  };
  return {
    ...fake,
    ...{specimen, element, switches, all, back},
    /** Presses the switches of blocks, by their numbers from 1. */
    toggle: (...numbers: number[]) => press(...numbers.map((number) => switches[number - 1])),
    press,
    /** The sets of blocks that were asked about, one a request. */
    asked: () =>
      fake.workers.flatMap(({requests}) =>
        requests.flatMap((request) => ("sets" in request ? request.sets! : []))
      ),
    result: () => element.querySelector("output")!.textContent,
    bar: () => element.querySelector<HTMLElement>(".error-bar > div")!.style.width,
    note: () => element.querySelector("[role=status]")!.textContent,
    pressed: () => switches.map((one) => one.getAttribute("aria-pressed") === "true")
  };
}

/** The answer to a request for one set: the whole network's error, and that without these blocks. */
function measured(requestId: number, deleted: string[], error: number): TrainerEvent {
  const lossNats = 1;
  return {
    ...{type: "analysed", requestId},
    analysis: {
      place: {backend: "wasm", device: "processor", failures: []},
      executor: "plan",
      rows: [
        {kind: "none", deleted: [], error: 0.25, lossNats},
        {kind: "chosen", deleted, error, lossNats}
      ]
    }
  };
}

describe("blockSwitches(specimen, client)", () => {
  test("has a switch for each block, the recorded error, and no worker", () => {
    const {switches, element, result, bar, pressed, workers, note} = create();
    expect(switches.map(({textContent}) => textContent!.trim())).toEqual(["1", "2", "3", "4", "5", "6"]);
    expect(switches[2].getAttribute("aria-label")).toBe("delete block 3");
    expect(switches[2].title).toBe("layer2.0: 16×16×1 to 8×8×2");
    expect(element.getAttribute("aria-label")).toBe("Blocks of residual-14");
    expect([result(), bar(), note()]).toEqual(["20.0 % test error, recorded", "20%", ""]);
    expect(pressed()).toEqual(Array(6).fill(false));
    expect(workers).toHaveLength(0);
  });

  test("of a network of which nothing is known says so", () => {
    const [specimen] = specimensOf("cifar-resnet-14");
    const {result, bar} = create({...specimen, recorded: undefined});
    expect([result(), bar()]).toEqual(["not measured yet", "0%"]);
  });
});

describe("a switch", () => {
  test("that is pressed deletes its block: the error without it is measured", async () => {
    const {toggle, workers, specimen, pressed, result, bar, answer} = create();
    await toggle(2);
    expect(pressed()).toEqual([false, true, false, false, false, false]);
    expect(result()).toBe("measuring …");
    const {spec} = specimen;
    expect(workers[0].requests).toEqual([
      {
        ...{type: "analyse", requestId: 1, analysis: "lesions", spec, state: await specimen.state()},
        ...{statistics: "running", images: 512, sets: [["layer1.1"]]}
      }
    ]);
    await answer(measured(1, ["layer1.1"], 0.5));
    expect([result(), bar()]).toEqual(["50.0 % test error, 25.0 % with all blocks", "50%"]);
  });

  test("adds its block to those that are deleted, in the order of the network, or takes it from them", async () => {
    const {toggle, asked, answer, pressed} = create();
    await toggle(4);
    await answer(measured(1, ["layer2.1"], 0.5));
    await toggle(2);
    await answer(measured(2, ["layer1.1", "layer2.1"], 0.75));
    await toggle(4);
    expect(asked()).toEqual([["layer2.1"], ["layer1.1", "layer2.1"], ["layer1.1"]]);
    expect(pressed()).toEqual([false, true, false, false, false, false]);
  });

  test("that is pressed while something is measured waits, and only the newest choice is measured then", async () => {
    const {toggle, asked, answer, result} = create();
    await toggle(1);
    await toggle(2);
    await toggle(3);
    expect(asked()).toEqual([["layer1.0"]]);
    await answer(measured(1, ["layer1.0"], 0.5));
    expect(asked().slice(1)).toEqual([["layer1.0", "layer1.1", "layer2.0"]]);
    expect(result()).toBe("measuring …");
    await answer(measured(2, ["layer1.0", "layer1.1", "layer2.0"], 0.9));
    expect(result()).toMatch(/^90\.0 %/);
    expect(asked()).toHaveLength(2);
  });

  test("that leads to what was measured before shows it at once, the whole network too", async () => {
    const {toggle, asked, answer, result, bar} = create();
    await toggle(1);
    await answer(measured(1, ["layer1.0"], 0.5));
    await toggle(1);
    expect([result(), bar()]).toEqual(["25.0 % test error", "25%"]);
    await toggle(1);
    expect(result()).toBe("50.0 % test error, 25.0 % with all blocks");
    expect(asked()).toHaveLength(1);
  });

  test("that is pressed back before anything is known has the whole network measured", async () => {
    const {toggle, asked, answer, result} = create();
    await toggle(1, 1);
    expect(asked()).toEqual([["layer1.0"]]);
    await answer(measured(1, ["layer1.0"], 0.5)); // which tells of the whole network as well
    expect([result(), asked().length]).toEqual(["25.0 % test error", 1]);
  });
});

describe("Delete all and Put back", () => {
  test("delete all blocks, and none", async () => {
    const {press, all, back, asked, answer, specimen, pressed, result, note} = create();
    const names = specimen.blocks.map(({name}) => name);
    await press(all);
    expect([asked(), pressed()]).toEqual([[names], Array(6).fill(true)]);
    expect(note()).toBe(
      "All 6 blocks are deleted: the first convolution, the shortcuts and the classifier are left."
    );
    await answer(measured(1, names, 0.9));
    await press(back);
    expect([result(), note(), pressed()]).toEqual(["25.0 % test error", "", Array(6).fill(false)]);
  });

  test("says that shortcuts take the place of a plain network's blocks", async () => {
    const {press, all, note} = create(specimensOf("cifar-plain-14")[0]);
    await press(all);
    expect(note()).toContain("the first convolution, shortcuts in their places and the classifier are left");
  });
});

describe("the note on deleted blocks that change the shape", () => {
  const padded = "every second position, with zeros for new channels";

  test.each([
    ["an identity shortcut", {name: "cifar-resnet-14"}, `its shortcut stays, ${padded}`],
    ["a projection", {name: "cifar-resnet-14", shortcut: "B"} as const, "its shortcut stays, a projection"],
    ["no shortcut", {name: "cifar-plain-14"}, `a shortcut takes its place, ${padded}`]
  ])("tells what is left of one with %s", async (_, network, rest) => {
    const {toggle, note} = create(specimensOf(network)[0]);
    await toggle(2);
    expect(note()).toBe("");
    await toggle(3);
    expect(note()).toBe(`Block 3 changes the shape, 16×16×1 to 8×8×2: ${rest}.`);
    await toggle(5);
    expect(note()).toMatch(/^Block 3 .* Block 5 changes the shape, 8×8×2 to 4×4×4: .*\.$/);
    await toggle(3, 5);
    expect(note()).toBe("");
  });

  test("does not speak of every second position where all are left", async () => {
    const {toggle, note} = create(
      specimensOf({name: "cifar-resnet-20", block: "bottleneck", shortcut: "A"})[0]
    );
    await toggle(1);
    expect(note()).toBe(
      "Block 1 changes the shape, 16×16×1 to 16×16×4: its shortcut stays, every position, with zeros for new channels."
    );
  });

  test("is announced by the look of their switches too", () => {
    const {switches} = create();
    expect(switches.map(({className}) => className.includes("reshaping"))).toEqual([
      ...[false, false, true, false],
      ...[true, false]
    ]);
  });
});

describe("a fault", () => {
  test("is told, and another press measures again", async () => {
    const {toggle, answer, result, asked} = create();
    await toggle(1);
    await answer({type: "refused", requestId: 1, message: "no backend works"});
    expect(result()).toBe("not measured: no backend works");
    await toggle(2);
    expect(asked()).toEqual([["layer1.0"], ["layer1.0", "layer1.1"]]);
    await answer(measured(2, ["layer1.0", "layer1.1"], 0.75));
    expect(result()).toMatch(/^75\.0 %/);
  });

  test("of the weights, or of the worker itself, is told too", async () => {
    const [specimen] = specimensOf("cifar-resnet-14");
    const broken = create({...specimen, state: () => Promise.reject(new Error("no such file"))});
    await broken.toggle(1);
    expect(broken.result()).toBe("not measured: no such file");
    const {toggle, crash, result, workers} = create();
    await toggle(1);
    await crash("out of memory");
    expect(result()).toBe("not measured: out of memory");
    await toggle(2);
    expect(workers).toHaveLength(2);
  });

  test("of a choice that was taken back leaves what is shown by now", async () => {
    const {toggle, answer, result} = create();
    await toggle(1);
    await answer(measured(1, ["layer1.0"], 0.5));
    await toggle(2);
    await toggle(2);
    await answer({type: "refused", requestId: 2, message: "no backend works"});
    expect(result()).toBe("50.0 % test error, 25.0 % with all blocks");
  });
});
