// @vitest-environment jsdom
import {describe, expect, test, vi} from "vitest";
import {readLink} from "../../components/experiment/link.js";
import {settings} from "../../components/experiment/settings.js";
import {toTraining, type TrainingSpec} from "../../components/experiment/trainingSpec.js";
import {faultsOf} from "../../components/fields/fault.js";
import {settingsForm} from "../../components/panels/settingsForm.js";

const spec: TrainingSpec = {networks: ["cifar-resnet-8"]};

function create(given = spec) {
  const form = settingsForm(given);
  const input = (key: string) =>
    form.querySelector<HTMLInputElement | HTMLSelectElement>(`[data-setting=${key}]`)!;
  return {
    form,
    input,
    choose(key: string, value: string): void {
      input(key).value = value;
      input(key).dispatchEvent(new Event("input", {bubbles: true}));
    },
    alert: () => form.querySelector("[role=alert]")!
  };
}

/** What is wrong with the settings of a form. */
function faults(value: TrainingSpec) {
  try {
    toTraining(value);
  } catch (error) {
    return faultsOf(error)!;
  }
  return [];
}

test("settingsForm(spec) has a field with its label and help for every setting that a form shows", () => {
  const {input} = create();
  for (const {key, field} of settings) {
    const shown = input(key) as HTMLElement | null;
    expect(shown !== null, key).toBe(field.form === true);
    if (!shown) continue;
    const label = shown.closest("label")!;
    expect(label.textContent!.trim().startsWith(field.label), key).toBe(true);
    expect(label.title).toBe(field.help);
  }
});

describe("settingsForm(spec).value", () => {
  test("is the training that the spec is, whether the form shows it or not", () => {
    const queries = [
      "",
      "nets=cifar-resnet-8&steps=10&width=4&shortcut=C&norm=0&seed=7&size=32&augment=1&backend=wasm&executor=reference",
      "nets=cifar-resnet-11&block=bottleneck&cardinality=4&groupWidth=3&order=preActivation&schedule=cosine",
      "nets=cifar-resnet-8&learningRate=0.1&momentum=0&nesterov=0&weightDecay=0&labelSmoothing=0.1",
      "nets=cifar-resnet-8&optimizer=adamW",
      "nets=cifar-resnet-8&optimizer=adamW&learningRate=0.01&beta1=0.8&weightDecay=0"
    ];
    for (const query of queries) {
      const {spec} = readLink(new URLSearchParams(query));
      expect(toTraining(settingsForm(spec).value), query).toEqual(toTraining(spec));
    }
  });

  test("is what a reader chose", () => {
    const {form, choose} = create();
    choose("steps", "10");
    choose("norm", "0");
    choose("executor", "reference");
    expect(toTraining(form.value)).toEqual(
      toTraining({...spec, steps: 10, norm: false, executor: "reference"})
    );
    choose("norm", "1");
    form.set("seed", "5");
    expect(toTraining(form.value)).toEqual(toTraining({...spec, steps: 10, seed: 5, executor: "reference"}));
  });

  test("keeps what cannot be, for the fault", () => {
    const {form, choose} = create();
    choose("steps", "");
    choose("width", "0");
    expect(faults(form.value).map(({field, value}) => [field, value])).toEqual([
      ["steps", ""],
      ["width", 0]
    ]);
  });
});

describe("an optimiser that is chosen", () => {
  const hidden = ({input}: ReturnType<typeof create>) =>
    ["learningRate", "momentum", "nesterov", "weightDecay"].filter(
      (key) => input(key).closest("label")!.hidden
    );

  test("shows its own numbers at their defaults, and is trained with them", () => {
    const made = create();
    expect(hidden(made)).toEqual([]);
    made.choose("optimizer", "adamW");
    expect(hidden(made)).toEqual(["momentum", "nesterov"]);
    expect(["learningRate", "weightDecay"].map((key) => made.input(key).value)).toEqual(["0.001", "0.01"]);
    expect(faults(made.form.value)).toEqual([]);
    expect(toTraining(made.form.value)).toEqual(toTraining({...spec, optimizer: {type: "adamW"}}));
    made.choose("optimizer", "sgd");
    expect(hidden(made)).toEqual([]);
    expect(toTraining(made.form.value)).toEqual(toTraining(spec));
  });

  test("leaves a number that the reader chose", () => {
    const {form, choose, input} = create();
    choose("learningRate", "0.02");
    choose("momentum", "0.5");
    choose("optimizer", "adamW");
    expect(input("learningRate").value).toBe("0.02");
    const {optimizer} = toTraining(form.value).specs[0];
    expect(optimizer).toMatchObject({type: "adamW", learningRate: 0.02});
    expect(optimizer).not.toHaveProperty("momentum");
  });

  test("has no fault of a number that it does not have and the form hides", () => {
    const {form, choose} = create();
    choose("momentum", "2");
    expect(faults(form.value).map(({field}) => field)).toEqual(["momentum"]);
    choose("optimizer", "adamW");
    expect(faults(form.value)).toEqual([]);
  });
});

describe("settingsForm(spec).showFaults(faults)", () => {
  const marked = ({form}: ReturnType<typeof create>) =>
    [...form.querySelectorAll<HTMLElement>("[aria-invalid=true]")].map(
      (input) => input.dataset.setting ?? "networks"
    );

  test("marks the fields by the faults' names, tells their texts, and takes both away", () => {
    const made = create();
    const {form, choose, input, alert} = made;
    choose("steps", "0");
    choose("learningRate", "11");
    form.showFaults(faults(form.value));
    expect(marked(made)).toEqual(["learningRate", "steps"]);
    expect(input("steps").getAttribute("aria-describedby")).toBe(alert().id);
    expect([...alert().children].map(({textContent}) => textContent)).toEqual([
      "invalid steps: 0; it must be an integer from 1 to 100,000",
      "invalid learningRate: 11; it must be a number from 0 to 10"
    ]);
    form.showFaults([]);
    expect([marked(made), alert().hasAttribute("hidden")]).toEqual([[], true]);
  });

  test("marks the networks by a depth that cannot be, and by names that are not there", () => {
    for (const networks of [["cifar-resnet-9"], ["cifar-resnet-8", "vgg17"], []]) {
      const made = create();
      made.form.showFaults(faults({networks}));
      expect(marked(made), networks.join()).toEqual(["networks"]);
    }
  });

  test("mark(faults, describedBy) marks without telling, and names what tells", () => {
    const made = create();
    made.form.mark([{field: "learningRate", value: 10, rule: {is: "diverged", step: 3}}], "notes");
    expect([marked(made), made.alert().textContent]).toEqual([["learningRate"], ""]);
    expect(made.input("learningRate").getAttribute("aria-describedby")).toBe("notes");
  });
});

test("settingsForm() emits input for a change, and set() is none", () => {
  const {form, choose} = create();
  const heard = vi.fn();
  form.addEventListener("input", heard);
  form.set("seed", "9");
  expect(heard).not.toHaveBeenCalled();
  choose("steps", "5");
  expect(heard).toHaveBeenCalledOnce();
});
