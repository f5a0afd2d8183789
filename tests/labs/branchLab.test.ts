// @vitest-environment jsdom
import {describe, expect, test} from "vitest";
import {
  branchPictures,
  type BranchRecording,
  meanRatio,
  packedBranches,
  unpackedBranches
} from "../../components/charts/branchRecording.js";
import {branchLab} from "../../components/labs/branchLab.js";

const floats = (...values: number[]) => Float64Array.from(values);
const base64 = (...parts: Int8Array[]) =>
  btoa(parts.flatMap((part) => Array.from(new Uint8Array(part.buffer), (byte) => String.fromCharCode(byte))).join("")); // prettier-ignore

test("packedBranches() and unpackedBranches() keep both branches on one scale, image by image", () => {
  const first = {x: floats(0, 1, 2, 4), residual: floats(-2, 0, 1, 0)};
  const second = {x: floats(0, 0, 0, 0), residual: floats(0, 0, 0, -3)};
  const maps = base64(packedBranches(first), packedBranches(second));
  const [one, two] = unpackedBranches({number: 1, volume: [2, 2, 8], ratios: [], maps});
  expect([...one.x].map((value) => value / one.x[3])).toEqual([0, 32 / 127, 64 / 127, 1]);
  expect(one.residual[0] / one.x[3]).toBeCloseTo(-0.5, 2);
  expect([...two.x, ...two.residual]).toEqual([0, 0, 0, 0, 0, 0, 0, -127]);
});

describe("branchPictures(branches, λ)", () => {
  const branches = {x: floats(0, 100), residual: floats(-50, 100)}; // from −50 to 200

  test("draws x, F(x) and their sum on one scale", () => {
    const {x, residual, sum} = branchPictures(branches, 1);
    expect([...x]).toEqual([51, 153]);
    expect([...residual]).toEqual([0, 153]);
    expect([...sum]).toEqual([0, 255]);
  });

  test("is F(x) alone where λ is 0, and keeps its scale", () => {
    const {residual, sum} = branchPictures(branches, 0);
    expect(sum).toEqual(residual);
    expect([...branchPictures(branches, 0.5).sum]).toEqual([0, 204]);
  });

  test("is dark where there is nothing", () => {
    expect([...branchPictures({x: floats(0, 0), residual: floats(0, 0)}, 1).sum]).toEqual([0, 0]);
  });
});

describe("branchLab({recording})", () => {
  const blockOf = (number: number, ratio: number, f: number) => ({
    ...{number, volume: [1, 2, 8] as const, ratios: [ratio]},
    maps: base64(packedBranches({x: floats(0, 1), residual: floats(f, -f)}))
  });
  const recording: BranchRecording = {
    images: [{label: "disc", url: "data:image/png;base64,0"}],
    blocks: [blockOf(1, 1.4, 0.5), blockOf(2, 0.7, 0.2), blockOf(11, 0.3, 0.9)],
    caption: "recorded: seed 1"
  };
  const slide = (lab: Element, label: string, to: number) => {
    const input = lab.querySelector<HTMLInputElement>(`input[aria-label="${label}"]`)!;
    input.value = String(to);
    input.dispatchEvent(new Event("input", {bubbles: true}));
  };
  const said = (lab: Element) => lab.querySelector(".branch-sheet")!.getAttribute("aria-label");
  const sources = (lab: Element) => [...lab.querySelectorAll("img")].map(({src}) => src);

  test("meanRatio() is that of a block's images", () => {
    const blocks = [{...recording.blocks[0], ratios: [1.4, 1.2]}];
    expect(meanRatio({...recording, blocks}, 1)).toBe("1.30");
    expect(() => meanRatio(recording, 3)).toThrow("no block 3; the recorded ones are 1, 2, 11");
  });

  test("begins with a block of the first stage and the whole shortcut", () => {
    const lab = branchLab({recording});
    expect(said(lab)).toBe("x, F(x) and x + F(x) of block 2 for 1 images; ‖F(x)‖ / ‖x‖: disc 0.70.");
    expect(new Set(sources(lab)).size).toBe(4);
    expect(lab.querySelector(".badge")!.textContent).toBe("recorded: seed 1");
  });

  test("follows λ, by which only the sum changes, and the block", () => {
    const lab = branchLab({recording});
    const [, x, residual, sum] = sources(lab);
    slide(lab, "λ", 0);
    expect(sources(lab).slice(1)).toEqual([x, residual, residual]);
    expect(said(lab)).toContain("F(x) and F(x) alone of block 2");
    slide(lab, "λ", 10);
    expect(said(lab)).toContain("0.50 x + F(x) of block 2");
    expect(sources(lab)[3]).not.toBe(sum);
    slide(lab, "Block", 2);
    expect(said(lab)).toContain("of block 11 for 1 images; ‖F(x)‖ / ‖x‖: disc 0.30");
  });
});
