// @vitest-environment jsdom
import {describe, expect, test, vi} from "vitest";
import {choiceField, numberField} from "../../components/widgets/labFields.js";

describe("choiceField()", () => {
  const options = {he: "He", small: "σ = 0.01"};
  const create = (value?: string) =>
    choiceField({name: "initialisation", label: "First weights", options, value});

  test("is a group of radio buttons, named by its legend, each by its words", () => {
    const {element, name} = create();
    expect([name, element.tagName]).toEqual(["initialisation", "FIELDSET"]);
    expect(element.querySelector("legend")!.textContent).toBe("First weights");
    const labels = [...element.querySelectorAll("label")];
    expect(labels.map(({textContent}) => textContent!.trim())).toEqual(["He", "σ = 0.01"]);
    const inputs = labels.map((label) => label.querySelector("input")!);
    expect(inputs.map(({type, value, tabIndex}) => [type, value, tabIndex])).toEqual([
      ["radio", "he", 0],
      ["radio", "small", 0]
    ]);
    expect(new Set(inputs.map(({name}) => name)).size).toBe(1);
  });

  test("has the first value, or the one it is given, and then what is chosen", () => {
    expect(create().value).toBe("he");
    const field = create("small");
    expect(field.value).toBe("small");
    const heard = vi.fn();
    field.element.addEventListener("input", heard);
    document.body.append(field.element);
    field.element.querySelector("input")!.click();
    expect(field.value).toBe("he");
    expect(heard).toHaveBeenCalledOnce();
    field.element.remove();
  });

  test("shares its buttons with no other field", () => {
    const [one, other] = [create(), create()];
    document.body.append(one.element, other.element);
    one.element.querySelectorAll("input")[1].click();
    expect([one.value, other.value]).toEqual(["small", "he"]);
    one.element.remove();
    other.element.remove();
  });
});

describe("numberField()", () => {
  const create = () => numberField({name: "depth", label: "Depth", value: 56, min: 8, max: 218, step: 6});
  const inputOf = ({element}: {element: HTMLElement}) => element.querySelector("input")!;

  test("is an input with a label, its range and its step", () => {
    const field = create();
    const input = inputOf(field);
    expect([input.type, input.value, input.min, input.max, input.step, input.tabIndex]).toEqual([
      ...["number", "56", "8", "218", "6"],
      0
    ]);
    expect(input.labels![0].textContent!.trim()).toBe("Depth");
    expect([field.name, field.value]).toEqual(["depth", 56]);
  });

  test("has the number that is there, or NaN", () => {
    const field = create();
    inputOf(field).value = "20";
    expect(field.value).toBe(20);
    inputOf(field).value = "";
    expect(field.value).toBeNaN();
  });

  test("is marked by a fault that is about it, and by no other", () => {
    const field = create();
    const said = () => ["aria-invalid", "aria-describedby"].map((name) => inputOf(field).getAttribute(name));
    const rule = {is: "number", least: 0, most: 10} as const;
    field.showFaults([{field: "shortcutScale", value: 11, rule}], "faults");
    expect(said()).toEqual([null, null]);
    field.showFaults([{field: "depth", value: 21, rule, networks: ["cifar-resnet-21"]}], "faults");
    expect(said()).toEqual(["true", "faults"]);
    field.showFaults([], "faults");
    expect(said()).toEqual([null, null]);
  });

  test("has a fault where its number breaks its rule: its range, of integers if it steps by them, unless another is given", () => {
    const field = create();
    expect(field.fault()).toBeUndefined();
    for (const value of ["7", "219", "20.5", ""]) {
      inputOf(field).value = value;
      expect(field.fault()).toMatchObject({field: "depth", rule: {is: "integer", least: 8, most: 218}});
    }
    const open = {name: "survival", label: "Survival", value: 0, min: 0.05, max: 1, step: 0.05} as const;
    expect(numberField(open).fault()?.rule).toEqual({is: "number", least: 0.05, most: 1});
    const rule = {is: "number", least: 0, most: 1, open: "least"} as const;
    expect(numberField({...open, rule}).fault()?.rule).toBe(rule);
    expect(numberField({...open, value: 0.01, rule}).fault()).toBeUndefined();
  });
});
