// @vitest-environment jsdom
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {unravel, type UnravelOptions} from "../../../components/diagrams/unravel/unravel.js";
import {basicBlock} from "../../../components/network/blocks/basicBlock.js";
import {bottleneck} from "../../../components/network/blocks/bottleneck.js";
import {type Expression, label, sequence, sum} from "../../../components/network/expression.js";
import {identity} from "../../../components/network/leaf.js";
import {namedNetwork} from "../../../components/network/named.js";
import {expectSvg} from "../../charts/matchSvg.js";

afterEach(() => document.body.replaceChildren());

function blocks(n: number): Expression {
  return sequence(...Array.from({length: n}, (_, i) => label(`b${i}`, basicBlock(16, 16))));
}

function draw(expression: Expression, options?: UnravelOptions) {
  const element = unravel(expression, options);
  document.body.append(element);
  const all = (selector: string) => [...element.querySelectorAll<SVGElement>(selector)];
  const named = (name: string) =>
    all("[role=button]").find((part) => part.getAttribute("aria-label") === name)!;
  const events: unknown[] = [];
  element.addEventListener("input", () => events.push(element.value));
  return {
    element,
    events,
    all,
    named,
    pressed: () => all('[aria-pressed="true"]').map((part) => part.getAttribute("aria-label")),
    said: () => element.querySelector("[role=status]")!.textContent,
    totals: () => element.querySelector(".diagram-totals")!.textContent
  };
}

const click = (part: Element) => part.dispatchEvent(new MouseEvent("click", {bubbles: true}));
const press = (part: Element, key: string) => {
  const event = new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true});
  part.dispatchEvent(event);
  return event;
};

test("unravel(2 blocks) is drawn as its snapshot says", () => {
  const {element} = draw(blocks(2));
  expectSvg(element.querySelector("svg")!, "unravel", import.meta.dirname);
});

test("unravel(n blocks) has a button for each of 2ⁿ paths, for each function and each shortcut", () => {
  for (let n = 0; n <= 6; ++n) {
    const {all} = draw(blocks(n));
    expect([".path", ".crossing", ".shortcut"].map((selector) => all(selector).length)).toEqual([
      2 ** n,
      n,
      n
    ]);
    expect(all("[role=button]").every((part) => part.hasAttribute("tabindex"))).toBe(true);
    const names = all("[role=button]").map((part) => part.getAttribute("aria-label"));
    expect(new Set(names).size).toBe(2 ** n + 2 * n);
  }
});

test("unravel(network) draws in each row a box for each function that its path crosses, and no other", () => {
  const {all} = draw(namedNetwork("cifar-resnet-8").expression);
  const rows = all(".path").map((row) => [row.dataset.path!, row.querySelectorAll("rect.frame").length]);
  expect(rows).toEqual(
    ["000", "100", "010", "001", "110", "101", "011", "111"].map((key) => [
      key,
      key.replaceAll("0", "").length
    ])
  );
});

describe("pressing", () => {
  let drawn: ReturnType<typeof draw>;
  beforeEach(() => (drawn = draw(blocks(3))));

  test("a path lights it in both drawings, says it and emits it; pressing it again clears", () => {
    expect(drawn.element.value).toBeNull();
    expect(drawn.pressed()).toEqual([]);
    const row = drawn.named("F1F3, path of length 2, through blocks 1 and 3");
    click(row);
    expect(drawn.pressed()).toEqual([
      ...["F1, residual function of block 1", "shortcut of block 2", "F3, residual function of block 3"],
      "F1F3, path of length 2, through blocks 1 and 3"
    ]);
    expect(drawn.said()).toBe("Path of length 2, through blocks 1 and 3.");
    expect(drawn.all(".trunk").every(({classList}) => classList.contains("lit"))).toBe(true);
    click(row);
    expect(drawn.events).toEqual([[true, false, true], null]);
    expect(drawn.all(".lit")).toEqual([]);
    expect(drawn.said()).toMatch(/^Press/);
  });

  test("another path takes the place of the first", () => {
    click(drawn.all(".path")[0]);
    click(drawn.all(".path")[7]);
    expect(drawn.all(".path.lit").map(({dataset}) => dataset.path)).toEqual(["111"]);
  });

  test("a function or a shortcut changes the lit path there", () => {
    click(drawn.named("F2, residual function of block 2"));
    expect(drawn.element.value).toEqual([false, true, false]);
    click(drawn.named("shortcut of block 2"));
    expect(drawn.element.value).toEqual([false, false, false]);
    click(drawn.named("shortcut of block 3")); // was on, so the path leaves it
    expect(drawn.element.value).toEqual([false, false, true]);
    click(drawn.named("F3, residual function of block 3"));
    expect(drawn.element.value).toEqual([false, false, false]);
  });

  test("a shortcut first lights the path of shortcuts", () => {
    click(drawn.named("shortcut of block 1"));
    expect(drawn.element.value).toEqual([false, false, false]);
  });

  test("Enter and space are presses that do not scroll; Escape clears", () => {
    const [, row] = drawn.all(".path");
    expect(press(row, "Enter").defaultPrevented).toBe(true);
    expect(drawn.element.value).toEqual([true, false, false]);
    expect(press(drawn.named("F2, residual function of block 2"), " ").defaultPrevented).toBe(true);
    expect(drawn.element.value).toEqual([true, true, false]);
    press(row, "Escape");
    expect(drawn.element.value).toBeNull();
    press(row, "Escape");
    expect(drawn.events).toHaveLength(3); // nothing was lit
    expect(press(row, "a").defaultPrevented).toBe(false);
  });

  test("elsewhere does nothing", () => {
    click(drawn.element.querySelector("svg")!);
    click(drawn.element);
    expect(drawn.events).toEqual([]);
  });

  test("arrows move among the paths, of which one is reached by tab", () => {
    const rows = drawn.all(".path");
    const reached = () => rows.flatMap((row, i) => (row.getAttribute("tabindex") === "0" ? [i] : []));
    rows[0].focus();
    press(rows[0], "ArrowDown");
    expect([document.activeElement, ...reached()]).toEqual([rows[1], 1]);
    press(rows[1], "End");
    expect(reached()).toEqual([7]);
    expect(press(rows[7], "ArrowDown").defaultPrevented).toBe(false);
    press(rows[7], "Home");
    expect([document.activeElement, ...reached()]).toEqual([rows[0], 0]);
  });
});

test("unravel(expression, {path}) lights a path at first; setting value does, without an event", () => {
  const {element, events, pressed} = draw(blocks(2), {path: [true, true]});
  expect(element.value).toEqual([true, true]);
  element.value = [false, true];
  expect(pressed()).toContain("F2, path of length 1, through block 2");
  element.value = [true]; // no path of these blocks
  expect(element.value).toBeNull();
  expect(events).toEqual([]);
});

test("unravel(expression, {ravelled}) is folded at first, and its button unfolds it", () => {
  const {element} = draw(blocks(2), {ravelled: true});
  const button = element.querySelector("button")!;
  expect([button.textContent, element.hasAttribute("data-ravelled")]).toEqual(["Unravel", true]);
  button.click();
  expect([button.textContent, element.hasAttribute("data-ravelled")]).toEqual(["Ravel", false]);
});

test("a button folds the paths into the blocks, and says what it does next", () => {
  const {element} = draw(blocks(2));
  const button = element.querySelector("button")!;
  const seen = [0, 1, 2].map(() => {
    const before = [button.textContent, element.hasAttribute("data-ravelled")];
    button.click();
    return before;
  });
  expect(seen).toEqual([
    ["Ravel", false],
    ["Unravel", true],
    ["Ravel", false]
  ]);
  for (const strand of element.querySelectorAll<SVGElement>(".strand"))
    expect(strand.style.getPropertyValue("--home")).toMatch(/^-\d+(\.\d+)?px$/);
});

test("unravel(plain network) has one path, and nothing to choose", () => {
  const {all, element, totals} = draw(namedNetwork("cifar-plain-8").expression);
  expect(all("[role=button]")).toHaveLength(1);
  click(all(".path")[0]);
  expect(element.value).toEqual([true, true, true]);
  expect(totals()).toBe("3 residual functions · 1 path · length 3");
});

test("unravel(nothing) is one line", () => {
  const {all, totals, said} = draw(sequence());
  expect(said()).toBe("Press the path.");
  click(all(".path")[0]);
  expect(said()).toBe("Path of length 0.");
  expect(totals()).toBe("0 residual functions · 1 path · length 0");
});

describe("of blocks of ResNeXt", () => {
  const block = bottleneck(128, 32, {cardinality: 32, outChannels: 128});
  const resNeXt = (n: number) => sequence(...Array.from({length: n}, () => block));

  test("unravel(2 blocks) is drawn as its snapshot says", () => {
    const {element} = draw(resNeXt(2));
    expectSvg(element.querySelector("svg")!, "unravelResNeXt", import.meta.dirname);
  });

  test("a row for each choice of blocks stands for 32ᵏ paths, in notes and in words", () => {
    const {all, named, said, totals} = draw(resNeXt(3));
    expect(all(".path")).toHaveLength(8);
    expect(all(".paths > text").map(({textContent}) => textContent)).toEqual([
      ...["length 0", "1 path", "length 1", "3 × 32 paths"],
      ...["length 2", "3 × 32² paths", "length 3", "32³ paths"]
    ]);
    expect(all(".paths")[0].getAttribute("aria-label")).toBe("35,937 paths in 8 rows");
    click(named("F1F3, 1,024 paths of length 2, through blocks 1 and 3"));
    expect(said()).toBe("1,024 paths of length 2, through blocks 1 and 3.");
    expect(totals()).toBe(
      "3 residual functions of 32 transformations · 33³ = 35,937 paths · lengths 0 to 3, mean 2.91"
    );
  });

  test("each function says how many it adds, below its box and in words", () => {
    const {all, named} = draw(resNeXt(2));
    expect(all(".blocks text.minor").map(({textContent}) => textContent)).toEqual([
      ...["input", "output", "× 32", "× 32"]
    ]);
    click(named("F2, residual function of block 2, 32 transformations"));
    expect(all(".path.lit").map(({dataset}) => dataset.path)).toEqual(["01"]);
    const notes = draw(sequence(label("b0", block), label("a.long.name.of.a.block", block))).all(".minor");
    expect(notes.map(({textContent}) => textContent)).toEqual(
      expect.arrayContaining(["b0 × 32", "× 32"]) // the name where there is room
    );
  });

  test("branches that differ are counted", () => {
    const other = bottleneck(128, 32, {cardinality: 4, outChannels: 128});
    const {all, totals} = draw(sequence(block, other));
    expect(all(".paths > text").map(({textContent}) => textContent)).toContain("36 paths");
    expect(totals()).toBe("2 residual functions · 165 paths · lengths 0 to 2, mean 1.77"); // 33 · 5; 32/33 + 4/5
  });

  test("more than 6 are counted", () => {
    const {totals} = draw(namedNetwork("resnext50_32x4d").expression);
    expect(totals()).toBe(
      "16 residual functions of 32 transformations · " +
        "33¹⁶ = 1,977,985,201,462,558,877,934,081 paths · lengths 0 to 16, mean 15.52"
    );
  });
});

describe("of more than 6 blocks", () => {
  test("paths are counted, exactly, and their lengths are bars", () => {
    const {all, element, totals} = draw(namedNetwork("cifar-resnet-110").expression);
    expect(all(".path")).toEqual([]);
    expect(totals()).toBe(
      "54 residual functions · 2⁵⁴ = 18,014,398,509,481,984 paths · lengths 0 to 54, mean 27"
    );
    expect(all('[aria-label="rect"] rect')).toHaveLength(55);
    expect(element.textContent).toContain("20 to 34: ");
    expect(element.value).toBeNull();
  });

  test("1,000 have a number of 302 digits, which can be opened", () => {
    const {element, totals} = draw(blocks(1000));
    expect(totals()).toBe(
      "1,000 residual functions · 2¹⁰⁰⁰ ≈ 1.07 · 10³⁰¹ paths · lengths 0 to 1,000, mean 500"
    );
    expect(element.querySelector("summary")!.textContent).toBe("All 302 digits");
    expect(element.querySelector(".digits")!.textContent).toContain((2n ** 1000n).toLocaleString("en"));
  });

  test("branches that are not on one chain are counted too", () => {
    const {totals} = draw(sum(...[0, 1, 2].map(() => identity())));
    expect(totals()).toBe("0 residual functions · 3 paths · length 0");
  });
});
