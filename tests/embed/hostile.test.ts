// @vitest-environment jsdom
import {expect, test} from "vitest";
import {readRequest} from "../../components/embed/frameMessages.js";
import {readFrame} from "../../components/embed/frameQuery.js";
import {chooseSettings, settingsOf} from "../../components/embed/frameSettings.js";
import {faultText} from "../../components/fields/english.js";
import {numberField} from "../../components/widgets/labFields.js";

const texts = [
  ...["", " ", "0", "-1", "1e999", "NaN", "null", "undefined", "true", "[]", "{}", "0x10", "١"],
  ...[
    "<script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>",
    "javascript:window.ran=1",
    "');window.ran=1;('"
  ],
  ...[
    "constructor",
    "__proto__",
    "toString",
    "valueOf",
    "../../secret",
    "%00",
    "\u202e",
    "a".repeat(10_000),
    "${window.ran=1}"
  ]
];
const keys = [
  "shortcutScale",
  "scale",
  "controls",
  "theme",
  "freeze",
  "origin",
  "autoplay",
  "colour",
  "__proto__",
  "<b>"
];
const cases = texts.flatMap((text) => keys.map((key) => [key, text] as const));

test(`${cases.length} wrong or hostile queries and messages: each fault at its field, no exception, no code run`, () => {
  expect(cases.length).toBeGreaterThanOrEqual(200);
  const figure = document.createElement("div");
  const field = {
    name: "scale",
    setting: "shortcutScale",
    label: "λ",
    value: 0.5,
    min: 0.25,
    max: 0.75,
    step: 0.1
  };
  figure.append(numberField(field).element);
  document.body.replaceChildren(figure);
  for (const [key, text] of cases) {
    const frame = readFrame(new URLSearchParams([[key, text]]));
    const request = readRequest({target: "residual-course", type: "set", fields: {[key]: text}});
    const asked = request?.type === "set" ? Object.entries(request.fields) : [];
    const faults = [
      ...frame.faults,
      ...chooseSettings(figure, frame.settings, "list"),
      ...chooseSettings(figure, asked, "list")
    ];
    if (
      key !== "freeze" &&
      !(key === "autoplay" && text === "0") &&
      !(key === "autoplay" && text === "true") &&
      key !== "__proto__"
    )
      expect(faults.length, `${key}=${text}`).toBeGreaterThan(0);
    for (const fault of faults) expect(faultText(fault)).not.toBe("");
    expect(settingsOf(figure)).toEqual({shortcutScale: "0.5"});
  }
  expect("ran" in window).toBe(false);
});
