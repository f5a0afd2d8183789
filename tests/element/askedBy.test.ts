// @vitest-environment jsdom
import {expect, test} from "vitest";
import {askedBy} from "../../components/element/askedBy.js";
import {chooseSettings, settingsOf} from "../../components/embed/frameSettings.js";
import {faultText} from "../../components/fields/english.js";
import {numberField} from "../../components/widgets/labFields.js";

/** The attributes of an element, as a page's HTML has them. */
function attributesOf(markup: string): NamedNodeMap {
  const template = document.createElement("template");
  template.innerHTML = `<residual-figure ${markup}></residual-figure>`;
  return template.content.firstElementChild!.attributes;
}

const settingsIn = (markup: string, known?: readonly string[]) =>
  Object.fromEntries(askedBy(attributesOf(markup), known).settings);

test("askedBy(attributes) finds settings in any case, with hyphens, by former names and by the controls' own", () => {
  const markup = 'NETS="cifar-plain-20" evaluationImages="64" evaluation-interval="5" rate="0.1"';
  expect(settingsIn(markup)).toEqual({
    nets: "cifar-plain-20",
    evaluationImages: "64",
    evaluationInterval: "5",
    rate: "0.1"
  });
  expect(settingsIn("blocks-in-a-stage=3", ["blocksInAStage"])).toEqual({blocksInAStage: "3"});
  expect(settingsIn("blocksinastage=3")).toEqual({blocksinastage: "3"});
});

test("askedBy(attributes) tells what is the frame's, and passes over what is HTML's", () => {
  const markup =
    'name="retrain" theme="dark" controls="few" scale="2" freeze="seed, width" autoplay class="a" id="b" ' +
    'style="color: red" data-c="1" aria-label="A" onclick="f()" hidden';
  expect(askedBy(attributesOf(markup))).toEqual({
    ...{controls: "few", theme: "dark", autoplay: "1", scale: 2},
    ...{freeze: ["seed", "width"], settings: [], faults: []}
  });
});

test("askedBy(attributes) finds no slide to begin with", () => {
  const {autoplay, faults} = askedBy(attributesOf("autoplay=slide"));
  expect(autoplay).toBe("0");
  expect(faults.map(faultText)).toEqual(["invalid autoplay: slide; it must be 0 or 1"]);
});

const texts = [
  ...["", " ", "0", "-1", "1e999", "NaN", "null", "undefined", "true", "[]", "{}", "0x10", "١"],
  ...["<script>window.ran=1</script>", "<img src=x onerror=window.ran=1>", "javascript:window.ran=1"],
  ...["');window.ran=1;('", "${window.ran=1}", "constructor", "__proto__", "toString", "../../secret"],
  ...["%00", "\u202e", "a".repeat(10_000)]
];
const names = [
  ...["shortcut-scale", "scale", "controls", "theme", "lang", "colour", "onready", "__proto__"],
  ...["constructor", "tostring", "srcdoc", "src"]
];
const cases = texts.flatMap((text) => names.map((name) => [name, text] as const));

/** What is right, since links of before said so: 1. */
const right = new Set(["scale=true"]);

test(`${cases.length} wrong or hostile attributes: each a fault at its field, no exception, no code run`, () => {
  expect(cases.length).toBeGreaterThanOrEqual(200);
  const figure = document.createElement("div");
  const field = {name: "scale", setting: "shortcutScale", label: "λ", value: 0.5};
  figure.append(numberField({...field, min: 0.25, max: 0.75, step: 0.1}).element);
  document.body.replaceChildren(figure);
  for (const [name, text] of cases) {
    const element = document.createElement("residual-figure");
    element.setAttribute(name, text);
    document.body.append(element);
    const asked = askedBy(element.attributes, Object.keys(settingsOf(figure)));
    const faults = [...asked.faults, ...chooseSettings(figure, asked.settings, "list")];
    const expected = name === "shortcut-scale" ? "shortcutScale" : name;
    if (!right.has(`${name}=${text}`))
      expect(
        faults.map(({field}) => field),
        `${name}=${text.slice(0, 40)}`
      ).toEqual([expected]);
    for (const fault of faults) expect(faultText(fault).length).toBeLessThan(1000);
    expect(settingsOf(figure)).toEqual({shortcutScale: "0.5"});
    element.remove();
  }
  expect("ran" in window).toBe(false);
});
