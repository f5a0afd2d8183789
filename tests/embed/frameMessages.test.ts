import {expect, test} from "vitest";
import {readRequest} from "../../components/embed/frameMessages.js";

const target = "residual-course";

test("readRequest(data) reads what is asked of a figure", () => {
  const fields = {shortcutScale: 0.9, seed: "2", norm: true};
  expect(readRequest({target, type: "set", fields})).toEqual({
    type: "set",
    fields: {shortcutScale: "0.9", seed: "2", norm: "true"}
  });
  for (const type of ["start", "pause", "step", "stop"]) expect(readRequest({target, type})).toEqual({type});
  expect(readRequest({target, type: "showStep", step: 100})).toEqual({type: "showStep", step: 100});
  expect(readRequest({target, type: "getState", id: 7})).toEqual({type: "getState", id: 7});
  expect(readRequest({target, type: "setState", state: "a=1"})).toEqual({type: "setState", state: "a=1"});
});

test("readRequest(of reveal.js) reads whether its slide is shown", () => {
  expect(readRequest("slide:start")).toEqual({type: "slide", shown: true});
  expect(readRequest("slide:stop")).toEqual({type: "slide", shown: false});
});

test("readRequest(anything else) is passed over", () => {
  const others: unknown[] = [
    ...[
      undefined,
      null,
      0,
      "",
      "start",
      "slide:fragmentshown",
      [],
      {},
      {type: "start"},
      {target: "*", type: "start"}
    ],
    ...["eval", "constructor", "__proto__", "halt", "", 1, null, {}].map((type) => ({target, type})),
    ...[undefined, null, [], "a=1", 1].map((fields) => ({target, type: "set", fields})),
    ...[NaN, Infinity, "1", {}, undefined].map((step) => ({target, type: "showStep", step})),
    ...[{}, 1, undefined, ["a=1"]].map((state) => ({target, type: "setState", state}))
  ];
  for (const data of others) expect(readRequest(data)).toBeUndefined();
});

test("readRequest(set) leaves out what no setting can be", () => {
  const fields = {a: {toString: () => "alert(1)"}, b: () => 1, c: null, d: [1], seed: 3};
  expect(readRequest({target, type: "set", fields})).toEqual({type: "set", fields: {seed: "3"}});
});
