// @vitest-environment jsdom
import {afterEach, describe, expect, test} from "vitest";
import {crossings} from "../../../components/diagrams/crossings.js";
import {unravelTerms} from "../../../components/diagrams/unravel/unravelTerms.js";
import {unravelWithTerms} from "../../../components/diagrams/unravel/unravelWithTerms.js";
import {basicBlock} from "../../../components/network/blocks/basicBlock.js";
import {bottleneck} from "../../../components/network/blocks/bottleneck.js";
import {type Expression, group, sequence, sum} from "../../../components/network/expression.js";
import {conv, identity} from "../../../components/network/leaf.js";
import {pathCount, pathPolynomial} from "../../../components/network/paths.js";

afterEach(() => document.body.replaceChildren());

const blocks = (n: number, block: Expression = basicBlock(16, 16)) =>
  sequence(...Array.from({length: n}, () => block));
const resNeXtBlock = bottleneck(128, 32, {cardinality: 32, outChannels: 128});

const textOf = (element: Element) => element.textContent!.replace(/\s+/g, " ").trim();

function write(expression: Expression) {
  const element = unravelTerms(crossings(expression)!);
  document.body.append(element);
  const terms = [...element.querySelectorAll("button")];
  const events: unknown[] = [];
  element.addEventListener("input", () => events.push(element.value));
  return {
    element,
    terms,
    events,
    product: textOf(element.querySelector("p")!),
    sum: terms.map(textOf).join(" + "),
    notes: textOf(element.querySelector(".muted")!),
    pressed: () => terms.filter((term) => term.getAttribute("aria-pressed") === "true").map(textOf)
  };
}

const press = (part: Element, key: string) => {
  const event = new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true});
  part.dispatchEvent(event);
  return event;
};

describe("unravelTerms(crossings)", () => {
  test("is the product of the blocks, the last at the left, and the sum of its terms", () => {
    const {product, sum} = write(blocks(3));
    expect(product).toBe("y = (1 + F3)(1 + F2)(1 + F1) x");
    expect(sum).toBe("x + F1x + F2x + F3x + F2F1x + F3F1x + F3F2x + F3F2F1x");
    expect(write(blocks(1)).sum).toBe("x + F1x");
  });

  test("has as many terms as the polynomial counts paths, up to 4 blocks; of more the product alone", () => {
    for (let n = 0; n <= 4; ++n)
      expect(write(blocks(n)).terms).toHaveLength(Number(pathCount(pathPolynomial(blocks(n)))));
    const {product, terms, notes} = write(blocks(54));
    expect([product, terms.length]).toEqual(["y = (1 + F54) ⋯ (1 + F1) x", 0]);
    expect(notes).toMatch(/^Multiplied out, it has 2⁵⁴ terms\./);
  });

  test("of no block is the input, in words too", () => {
    const {product, sum, notes} = write(blocks(0));
    expect([product, sum]).toEqual(["y = x", "x"]);
    expect(notes).toBe("Without blocks there is one path, of length 0: the output is the input.");
  });

  test("has no choice at a block without a shortcut", () => {
    const plain = group(conv(16, 3), {role: "residual"});
    const {product, sum} = write(sequence(plain, basicBlock(16, 16)));
    expect([product, sum]).toEqual(["y = (1 + F2)F1 x", "F1x + F2F1x"]);
  });

  test("says what the product leaves out, and what a term of ResNeXt stands for", () => {
    const exact =
      "the network still computes xk = xk−1 + Fk(xk−1), and the terms are a picture of its paths.";
    expect(write(blocks(2)).notes).toContain(exact);
    const {notes, terms} = write(blocks(2, resNeXtBlock));
    expect(notes).toMatch(
      /^Each F is a sum of 32 transformations, so that a term of k factors F stands for 32k paths\./
    );
    expect(notes).toContain(exact);
    expect(terms[3].getAttribute("aria-label")).toBe(
      "F2F1x: 1,024 paths of length 2, through blocks 1 and 2"
    );
  });

  test("a pressed term is lit and emitted; pressed again, or by Escape, it is not", () => {
    const {element, terms, events, pressed} = write(blocks(2));
    expect(terms[2].getAttribute("aria-label")).toBe("F2x: path of length 1, through block 2");
    terms[2].click();
    expect(pressed()).toEqual(["F2x"]);
    terms[3].click();
    expect(pressed()).toEqual(["F2F1x"]);
    terms[3].click();
    terms[0].click();
    press(terms[0], "Escape");
    press(terms[0], "Escape");
    expect(events).toEqual([[false, true], [true, true], null, [false, false], null]);
    element.value = [true, false];
    expect(pressed()).toEqual(["F1x"]);
    element.value = [true]; // no path of these blocks
    expect([element.value, events.length]).toEqual([null, 5]);
  });

  test("arrows move among terms, of which one is reached by tab", () => {
    const {terms} = write(blocks(2));
    const reached = () => terms.flatMap(({tabIndex}, i) => (tabIndex === 0 ? [i] : []));
    terms[0].focus();
    expect(press(terms[0], "ArrowRight").defaultPrevented).toBe(true);
    expect([document.activeElement, ...reached()]).toEqual([terms[1], 1]);
    press(terms[1], "End");
    expect(press(terms[3], "ArrowRight").defaultPrevented).toBe(false);
    press(terms[3], "ArrowLeft");
    expect(reached()).toEqual([2]);
    expect(press(terms[2], "ArrowDown").defaultPrevented).toBe(false);
  });
});

describe("unravelWithTerms(expression)", () => {
  function draw(expression: Expression, options = {}) {
    const element = unravelWithTerms(expression, options);
    document.body.append(element);
    const lit = () => [
      element.querySelector(".unravel-terms [aria-pressed=true]")?.getAttribute("aria-label"),
      element.querySelector<SVGElement>(".path.lit")?.dataset.path
    ];
    return {element, lit};
  }

  test("a term lights its path, and a path its term; each emits once", () => {
    const {element, lit} = draw(blocks(3));
    const events: unknown[] = [];
    element.addEventListener("input", () => events.push(element.value));
    element.querySelectorAll("button")[5].click();
    expect(lit()).toEqual(["F3F1x: path of length 2, through blocks 1 and 3", "101"]);
    element.querySelector("[data-path='111']")!.dispatchEvent(new MouseEvent("click", {bubbles: true}));
    expect(lit()).toEqual(["F3F2F1x: path of length 3, through blocks 1, 2 and 3", "111"]);
    expect(events).toEqual([
      [true, false, true],
      [true, true, true]
    ]);
  });

  test("lights a path at first, and when value is set", () => {
    const {element, lit} = draw(blocks(2), {path: [true, false]});
    expect(lit()).toEqual(["F1x: path of length 1, through block 1", "10"]);
    element.value = [true, true];
    expect(lit()[1]).toBe("11");
    element.value = null;
    expect(lit()).toEqual([undefined, undefined]);
  });

  test("stands beside the drawing as long as there are terms; paths of no chain are counted alone", () => {
    expect(draw(blocks(4)).element.className).toBe("panels");
    expect(draw(blocks(5)).element.className).toBe("");
    const f = group(conv(4, 3), {role: "residual"});
    const {element} = draw(sum(f, f, identity()));
    expect(element.querySelector(".unravel-terms")).toBeNull();
    expect(element.textContent).toContain("3 paths");
  });
});
