import * as v from "valibot";
import {describe, expect, test} from "vitest";
import {fields} from "../../components/experiment/fields.js";
import {experimentFromLink, linkKeys} from "../../components/experiment/link.js";
import {optimizers} from "../../components/experiment/optimizers/optimizers.js";
import {withSetting} from "../../components/experiment/settingIn.js";
import {type Setting, settingOf, settings} from "../../components/experiment/settings.js";
import {toTraining, type TrainingSpec} from "../../components/experiment/trainingSpec.js";
import {networkField, optionNames} from "../../components/network/networkFields.js";

const repeated = (names: readonly string[]) => names.filter((name, i) => names.indexOf(name) < i);

const formerOf = ({field}: Setting) => field.former ?? [];

/** A value that a setting may have besides its default. */
function otherValue({field}: Setting): unknown {
  const {control} = field;
  if (control.type === "text") throw new Error("no setting is a text");
  const tried =
    control.type === "select"
      ? Object.keys(control.options).map((option) => field.read(option))
      : [control.min, control.min + 1, (control.min + control.max) / 2];
  return tried.find((value) => v.is(field.schema, value) && value !== field.default);
}

/** What is called by a name of today, or by one of an earlier version. */
const renamed = settings.flatMap((setting) => formerOf(setting).map((old) => ({setting, old})));

test("settings are all entries of the table, each in its section", () => {
  const entries = Object.entries(fields).flatMap(([section, table]) =>
    Object.keys(table).map((name) => `${section}.${name}`)
  );
  expect(settings.map(({section, name}) => `${section}.${name}`)).toEqual(entries);
});

test("settings have keys of their own, in a link as in a form", () => {
  expect(repeated(settings.map(({key}) => key))).toEqual([]);
  expect(repeated(linkKeys)).toEqual([]);
  const labels = settings.filter(({field}) => field.form).map(({field}) => field.label);
  expect(repeated(labels)).toEqual([]);
});

test("settings that stand side by side in a training have names of their own", () => {
  const {network, training, display} = fields;
  const tables = [network, training, display].flatMap((table) => Object.keys(table));
  const others = ["networks", "name", "version", "network", "dataset", "optimizer", "schedule", "deepened"];
  expect(repeated([...tables, ...others])).toEqual([]);
});

test("settings' former names are no setting's name of today, and each is of one setting", () => {
  const former = renamed.map(({old}) => old);
  expect(repeated([...linkKeys, ...former])).toEqual([]);
  const options = optionNames.flatMap((name) => networkField(name).former ?? []);
  expect(repeated([...optionNames, ...options])).toEqual([]);
});

test("settingOf(key) is the setting of a key, of today or before, and of no other", () => {
  for (const setting of settings)
    for (const key of [setting.key, ...formerOf(setting)]) expect(settingOf(key)).toBe(setting);
  for (const key of ["", "name", "type", "toString", "nets"]) expect(settingOf(key)).toBeUndefined();
});

describe("every setting", () => {
  for (const setting of settings) {
    const {key, field} = setting;

    test(`has a label and a sentence of help: ${key}`, () => {
      expect(field.label).toMatch(/\S/);
      expect(field.help).toMatch(/^\S.*\S\.$/);
    });

    test(`may have its default, and whatever its form offers, and reads what it writes: ${key}`, () => {
      const {control} = field;
      const offered =
        control.type === "select" ? Object.keys(control.options).map((option) => field.read(option)) : [];
      const values = [field.default, otherValue(setting), ...offered].filter((value) => value !== undefined);
      expect(values.length).toBeGreaterThan(0);
      for (const value of values) {
        expect(v.is(field.schema, value), `${key} ${String(value)}`).toBe(true);
        expect(field.read(field.write(value))).toBe(value);
      }
    });
  }
});

test("optimizers have settings for all of their numbers, whose defaults are allowed", () => {
  expect(optimizers.map(({type}) => type)).toEqual(
    Object.keys(fields.optimizer.type.control.type === "select" ? fields.optimizer.type.control.options : {})
  );
  for (const {defaults} of optimizers)
    for (const [name, value] of Object.entries(defaults)) {
      const setting = settings.find((setting) => setting.section === "optimizer" && setting.name === name);
      expect(setting && v.is(setting.field.schema, value), name).toBe(true);
    }
});

describe("a name of an earlier version", () => {
  const name = "cifar-resnet-8";

  test("is there for what version 0.1.0 wrote", () => {
    const names = Object.fromEntries(renamed.map(({setting, old}) => [old, setting.key]));
    expect(names).toMatchObject({
      rate: "learningRate",
      decay: "weightDecay",
      warmup: "warmupSteps",
      evaluate: "evaluationInterval",
      scale: "shortcutScale",
      zeroInit: "zeroInitResidual",
      path: "executor"
    });
    expect(optionNames.find((option) => networkField(option).former?.includes("classes"))).toBe("numClasses");
  });

  for (const {setting, old} of renamed) {
    const {key, field} = setting;
    const value = otherValue(setting);

    test(`opens a link as its name of today: ${old}, now ${key}`, () => {
      const read = (named: string) =>
        experimentFromLink(new URLSearchParams({nets: name, [named]: field.write(value)}));
      expect(read(old)).toEqual(read(key));
      expect(read(old)).not.toEqual(experimentFromLink(new URLSearchParams({nets: name})));
    });

    test(`is read in a spec as its name of today: ${old}, now ${setting.name}`, () => {
      const spec: TrainingSpec = {networks: [name]};
      const before = toTraining(withSetting(spec, {...setting, name: old}, value));
      expect(before).toEqual(toTraining(withSetting(spec, setting, value)));
      expect(before).not.toEqual(toTraining(spec));
    });
  }

  test("beside its name of today is a fault that names both", () => {
    for (const {setting, old} of renamed) {
      const {key, field} = setting;
      const text = field.write(otherValue(setting));
      const query = new URLSearchParams({nets: name, [old]: text, [key]: text});
      expect(() => experimentFromLink(query), `${old} and ${key}`).toThrow("names of one option");
    }
  });
});
