import {expect, test} from "vitest";
import {readFrame} from "../../components/embed/frameQuery.js";

const read = (query: string, options?: {former: boolean}) => readFrame(new URLSearchParams(query), options);
const faultsIn = (query: string) => read(query).faults.map(({field, rule}) => `${field} ${rule.is}`);

test("readFrame(query) tells the frame's own from the figure's settings", () => {
  const frame = read(
    "controls=few&shortcutScale=0.9&freeze=depth,%20width,&autoplay=slide&origin=https://a.example&x=1"
  );
  expect(frame).toEqual({
    ...{
      controls: "few",
      theme: "auto",
      autoplay: "slide",
      freeze: ["depth", "width"],
      origin: "https://a.example"
    },
    settings: [
      ["shortcutScale", "0.9"],
      ["x", "1"]
    ],
    faults: []
  });
  expect(read("")).toEqual({
    controls: "all",
    theme: "auto",
    autoplay: "0",
    freeze: [],
    settings: [],
    faults: []
  });
});

test("readFrame(faulty query) names every fault, and takes no value at fault", () => {
  const query = "controls=some&theme=red&lang=xx&scale=9&autoplay=2&origin=a.example";
  expect(faultsIn(query)).toEqual([
    ...["controls choice", "theme choice", "lang choice", "scale number", "autoplay choice", "origin origin"]
  ]);
  expect(read(query)).toMatchObject({controls: "all", autoplay: "0", origin: "null"});
  for (const name of ["constructor", "__proto__", "toString"])
    expect(faultsIn(`controls=${name}&autoplay=${name}`)).toEqual(["controls choice", "autoplay choice"]);
});

test("readFrame(link of an earlier version) reads it as it was meant", () => {
  expect(read("autoplay=true").autoplay).toBe("1");
  expect(read("autoplay=false").autoplay).toBe("0");
  expect(read("scale=0.5", {former: true})).toMatchObject({settings: [["scale", "0.5"]], faults: []});
  expect(read("scale=0.5").settings).toEqual([]);
});
