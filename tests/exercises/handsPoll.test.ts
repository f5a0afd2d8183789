// @vitest-environment jsdom
import {expect, test} from "vitest";
import {handsPoll} from "../../components/exercises/handsPoll.js";

function opened() {
  const {rows, said} = handsPoll(["up", "level", "down"]);
  const fields = rows.map((row) => row.querySelector("input")!);
  const type = (i: number, text: string) => {
    fields[i].value = text;
    fields[i].dispatchEvent(new Event("input"));
  };
  const shares = () => rows.map((row) => row.querySelector(".poll-share")!.textContent);
  const bars = () =>
    rows.map((row) => row.querySelector<HTMLElement>(".poll-bar")!.style.getPropertyValue("--share"));
  return {fields, said, type, shares, bars};
}

test("hands are drawn as shares of all that were raised", () => {
  const {fields, said, type, shares, bars} = opened();
  expect(fields.map((field) => field.getAttribute("aria-label"))).toEqual([
    "Hands for: up",
    "Hands for: level",
    "Hands for: down"
  ]);
  type(0, "1");
  expect(said.textContent).toBe("1 hand");
  type(2, " 3 ");
  expect(shares()).toEqual(["25 %", "0 %", "75 %"]);
  expect(bars()).toEqual(["25%", "0%", "75%"]);
  expect(said.textContent).toBe("4 hands");
  type(0, "");
  type(2, "");
  expect(shares()).toEqual(["", "", ""]);
  expect(said.textContent).toBe("");
});

test.each(["-1", "1.5", "many", "10000", "1e99"])(
  "%s are no hands: the rule is said, and what was drawn stays",
  (text) => {
    const {fields, said, type, shares} = opened();
    type(0, "2");
    type(1, text);
    expect(said.textContent).toBe(`invalid hands: ${text}; it must be an integer from 0 to 9,999`);
    expect([fields[1].getAttribute("aria-invalid"), fields[1].getAttribute("aria-describedby")]).toEqual([
      "true",
      said.id
    ]);
    expect(shares()[0]).toBe("100 %");
    type(1, "2");
    expect(fields[1].hasAttribute("aria-invalid")).toBe(false);
    expect(shares()).toEqual(["50 %", "50 %", "0 %"]);
  }
);

test("Enter leaves the field, so that the lecture has its keys again", () => {
  const {fields} = opened();
  document.body.append(fields[0]);
  fields[0].focus();
  expect(document.activeElement).toBe(fields[0]);
  fields[0].dispatchEvent(new KeyboardEvent("keydown", {key: "Enter"}));
  expect(document.activeElement).toBe(document.body);
});
