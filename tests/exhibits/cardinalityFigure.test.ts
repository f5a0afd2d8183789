// @vitest-environment jsdom
import {afterEach, describe, expect, test} from "vitest";
import {cardinalityFigure} from "../../components/exhibits/cardinalityFigure.js";
import {bottleneck} from "../../components/network/blocks/bottleneck.js";
import {cost} from "../../components/network/cost.js";

afterEach(() => document.body.replaceChildren());

function create(...options: Parameters<typeof cardinalityFigure>) {
  const element = cardinalityFigure(...options);
  document.body.append(element);
  const one = <T extends Element = HTMLElement>(selector: string) => element.querySelector<T>(selector)!;
  const numbers = [...element.querySelectorAll<HTMLInputElement>("input[type=number]")];
  const slider = one<HTMLInputElement>("input[type=range]");
  const input = (field: HTMLInputElement, value: string | number) => {
    field.value = String(value);
    field.dispatchEvent(new Event("input", {bubbles: true}));
  };
  return {
    element,
    numbers,
    slider,
    lock: one<HTMLInputElement>(".controls input[type=checkbox]"),
    alert: one("[role=alert]"),
    status: one("[role=status]"),
    values: () => numbers.map(({value}) => Number(value)),
    invalid: () => numbers.map((field) => field.getAttribute("aria-invalid")),
    setC: (value: string | number) => input(numbers[0], value),
    setD: (value: string | number) => input(numbers[1], value),
    setWidth: (value: string | number) => input(numbers[2], value),
    slide: (value: number) => input(slider, value),
    choose: (form: string) => one<HTMLInputElement>(`input[value=${form}]`).click(),
    sentence: () => one("p.status").textContent,
    rows: () =>
      [...element.querySelectorAll("tbody tr")].map((row) =>
        [...row.children].map(({textContent}) => textContent)
      ),
    boxes: () => [...element.querySelectorAll(".diagram .title")].map(({textContent}) => textContent),
    blocks: () => element.querySelectorAll(".grouped-weight .block").length
  };
}

describe("cardinalityFigure()", () => {
  test("is the block of 32 × 4d at first, in form (a), at the cost that is kept", () => {
    const {element, values, slider, lock, sentence, rows, boxes, blocks} = create();
    expect(element.value).toEqual({cardinality: 32, groupWidth: 4, form: "sum"});
    expect([...values(), slider.value, lock.checked]).toEqual([32, 4, 128, "32", true]);
    // 256·128 + 9·128·4 + 128·256 weights, and γ and β of 128 + 128 + 256 channels, against 69,632 and 2·384
    expect(sentence()).toBe(
      "32 groups of 4 channels, 128 in all: 71,168 parameters, 1.1 % more than one group of 64; multiply–adds, 0.7 % more."
    );
    expect(rows()).toEqual([
      ["C = 1, d = 64", "3", "70,400", "218,365,952"],
      ["(a) summed", "96", "71,168", "219,971,584"],
      ["(b) concatenated", "65", "71,168", "219,971,584"],
      ["(c) grouped", "3", "71,168", "219,971,584"]
    ]);
    expect(boxes().filter((text) => text === "3×3 conv, 4")).toHaveLength(3);
    expect(blocks()).toBe(32);
  });

  test("keeps the cost: d follows C, by slider or number, as in Table 2, and C follows d", () => {
    const {slide, setC, setD, values, slider} = create();
    for (const [c, d, width] of [
      [1, 64, 64],
      [2, 40, 80],
      [4, 24, 96],
      [8, 14, 112]
    ]) {
      slide(c);
      expect(values()).toEqual([c, d, width]);
      setC(32);
      setC(c);
      expect([...values(), slider.value]).toEqual([c, d, width, String(c)]);
    }
    setD(4);
    expect([...values(), slider.value]).toEqual([32, 4, 128, "32"]);
    expect(slider.getAttribute("aria-valuetext")).toBe("32, d is 4");
    setD(1);
    expect([...values(), slider.max]).toEqual([134, 1, 134, "64"]); // a browser leaves the slider at its end
  });

  test("says at C = 1 what the others are measured by, and by how much they miss it", () => {
    const {setC, sentence, boxes} = create({form: "grouped"});
    setC(1);
    expect(sentence()).toBe("One group of 64 channels: 70,400 parameters, by which the others are measured.");
    expect(boxes().filter((text) => text === "3×3 conv, 64")).toHaveLength(1);
    setC(8);
    const {parameters} = cost(bottleneck(256, 112, {cardinality: 8, outChannels: 256}), [56, 56, 256]);
    expect(100 * (parameters / 70_400 - 1)).toBeCloseTo(2.86, 2);
    expect(sentence()).toContain(`${parameters.toLocaleString("en")} parameters, 2.9 % more`);
    setC(64);
    expect(sentence()).toContain("multiply–adds, 2.6 % fewer.");
  });

  test("draws three forms of equal cost", () => {
    const {choose, element, boxes, rows} = create({cardinality: 4});
    const totals = () => element.querySelector(".diagram-totals")!.textContent;
    const before = [totals(), rows()];
    choose("concat");
    expect(boxes()).toContain("concat");
    expect([totals(), rows()]).toEqual(before);
    choose("grouped");
    expect(boxes()).toContain("3×3 conv, 96, C = 4");
    expect([totals(), rows()]).toEqual(before);
    expect(element.value.form).toBe("grouped");
    expect(element.querySelectorAll(".chosen")).toHaveLength(1);
    expect(element.querySelector(".chosen")!.textContent).toContain("(c) grouped");
  });

  test("keeps the height of the drawing from form to form, and what boxes say", () => {
    const {choose, setC, element} = create();
    const scroll = () => element.querySelector<HTMLElement>(".diagram-scroll")!;
    const height = scroll().style.minHeight;
    const drawn = ["sum", "concat", "grouped"].map((form) => {
      choose(form);
      expect(scroll().style.minHeight).toBe(height);
      return Number(element.querySelector("svg")!.getAttribute("height"));
    });
    expect(parseInt(height)).toBe(Math.max(...drawn));
    element.querySelector<HTMLInputElement>(".diagram input[type=checkbox]")!.click();
    expect(parseInt(scroll().style.minHeight)).toBeGreaterThan(parseInt(height));
    setC(2);
    expect(element.querySelector<HTMLInputElement>(".diagram input[type=checkbox]")!.checked).toBe(true);
    expect(scroll().textContent).toContain("parameters");
    scroll().focus();
    choose("sum");
    expect(document.activeElement).toBe(scroll());
  });

  test("emits input, and speaks once a drag", () => {
    const {element, slide, slider, status} = create();
    const heard: unknown[] = [];
    element.addEventListener("input", () => heard.push(element.value));
    slide(2);
    slide(4);
    expect(heard).toEqual([
      {cardinality: 2, groupWidth: 40, form: "sum"},
      {cardinality: 4, groupWidth: 24, form: "sum"}
    ]);
    expect(status.textContent).toBe("");
    slider.dispatchEvent(new Event("change", {bubbles: true}));
    expect(status.textContent).toMatch(/^4 groups of 24 channels/);
  });
});

describe("a block whose cost is free", () => {
  const free = () => {
    const figure = create();
    figure.lock.click();
    return figure;
  };

  test("has any C and d, and its width can be set", () => {
    const {setC, setD, setWidth, values, numbers, lock, sentence} = free();
    expect(numbers[2].disabled).toBe(false);
    setC(8);
    expect(values()).toEqual([8, 4, 32]);
    setD(64);
    expect(values()).toEqual([8, 64, 512]);
    setWidth(256);
    expect(values()).toEqual([8, 32, 256]);
    expect(sentence()).toMatch(/ % more than one group of 64/);
    lock.click();
    expect([...values(), numbers[2].disabled]).toEqual([8, 14, 112, true]);
  });

  test("of a width that C does not divide is a fault, until another C or d", () => {
    const {setC, setD, setWidth, alert, invalid, values, element, numbers, blocks} = free();
    setC(5);
    setWidth(64);
    expect([alert.hidden, alert.textContent]).toEqual([
      false,
      "invalid cardinality: 5; it must divide the width of 64 channels"
    ]);
    expect(invalid()).toEqual(["true", null, "true"]);
    expect(numbers[0].getAttribute("aria-describedby")).toBe(alert.id);
    expect(element.value).toMatchObject({cardinality: 5, groupWidth: 4});
    expect(blocks()).toBe(5);
    setC(16);
    expect([...values(), alert.hidden]).toEqual([16, 4, 64, true]);
    expect(invalid()).toEqual([null, null, null]);
    setC(7);
    expect(alert.textContent).toBe("invalid cardinality: 7; it must divide the width of 64 channels");
    setD(3);
    expect([...values(), alert.hidden]).toEqual([7, 3, 21, true]);
  });

  test.each([
    ["0", "0"],
    ["2.5", "2.5"],
    ["", "none"],
    ["300", "300"]
  ])("with a number %s is a fault at its field; the last block stays", (value, text) => {
    const {setC, setD, alert, invalid, element} = free();
    const drawing = element.querySelector("svg");
    setC(value);
    expect(alert.textContent).toBe(`invalid cardinality: ${text}; it must be an integer from 1 to 256`);
    expect(invalid()).toEqual(["true", null, null]);
    expect([element.querySelector("svg"), element.value.cardinality]).toEqual([drawing, 32]);
    setC(32);
    setD(value);
    expect(alert.textContent).toBe(`invalid groupWidth: ${text}; it must be an integer from 1 to 256`);
    expect(invalid()).toEqual([null, "true", null]);
  });
});
