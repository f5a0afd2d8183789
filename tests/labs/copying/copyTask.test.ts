import {readFileSync} from "node:fs";
import {deviation, extent, mean} from "d3-array";
import {describe, expect, test} from "vitest";
import {copyKinds} from "../../../components/labs/copying/copyNetwork.js";
import {
  copyKey,
  type CopyRun,
  missedText,
  unpackedPictures
} from "../../../components/labs/copying/copyRecording.js";
import {
  copyPictures,
  type CopyPoint,
  copySetting,
  copyWidth,
  missedShare,
  pictureBytes,
  trainToCopy
} from "../../../components/labs/copying/copyTask.js";
import type {CopyFile} from "../../../data/copyFile.js";

const recorded = JSON.parse(readFileSync("data/runs/labs/copies.json", "utf8")) as CopyFile;
const pictures = copyPictures();

describe("copyPictures()", () => {
  test("are 1,024 to train on, whose values have a deviation of 1, and 200 others, in grey", () => {
    const {train, test, scale} = pictures;
    expect([train.length, test.length].map((length) => length / copyWidth)).toEqual([1024, 200]);
    expect(deviation(train)).toBeCloseTo(1, 4);
    const [darkest, lightest] = extent(test, (value) => value * scale);
    expect(darkest).toBeGreaterThanOrEqual(0);
    expect(lightest).toBeLessThanOrEqual(1.00001);
    expect(test.subarray(0, copyWidth)).not.toEqual(train.subarray(0, copyWidth));
  });

  test("are those that were recorded", () => {
    const bytes = pictureBytes(pictures.test, {scale: pictures.scale, count: 6});
    expect(unpackedPictures(recorded.pictures)).toEqual(
      unpackedPictures(Buffer.from(bytes).toString("base64"))
    );
  });
});

describe("missedShare(outputs, pictures)", () => {
  const [black, white] = [0, 2].map((value) => Array.from<number>({length: copyWidth}).fill(value));
  const two = Float32Array.from([...black, ...white]);

  test("is 0 of a copy, and 1 where all are the mean picture", () => {
    expect(missedShare(two, two)).toBe(0);
    expect(
      missedShare(
        two.map(() => 1),
        two
      )
    ).toBe(1);
  });

  test("is above 1 of what is worse than that", () => {
    expect(missedShare(Float32Array.from([...white, ...black]), two)).toBe(4);
  });
});

describe("trainToCopy(network, pictures)", () => {
  test("tells of the start, of every 50th step and of the end, and comes to what was recorded", async () => {
    const points: CopyPoint[] = [];
    const network = {kind: "plain", layers: 2, seed: 1} as const;
    const last = await trainToCopy(network, pictures, {tell: (point) => points.push(point)});
    expect(points.map(({step}) => step)).toEqual([0, 50, 100, 150, 200, 250, 300, 350, 400]);
    expect(last).toBe(points[8]);
    const {missed} = recorded.runs.find(
      ({kind, layers, seed}) => kind === network.kind && layers === network.layers && seed === network.seed
    )!;
    expect(last.missed).toBeCloseTo(missed, 3);
    expect(points[0].missed).toBeGreaterThan(1);
  });

  test("ends when it is told to", async () => {
    const stop = new AbortController();
    const network = {kind: "plain", layers: 8, seed: 1} as const;
    const steps: number[] = [];
    const training = trainToCopy(network, pictures, {
      signal: stop.signal,
      tell({step}) {
        steps.push(step);
        stop.abort();
      }
    });
    await expect(training).rejects.toThrow("aborted");
    expect(steps.length).toBeLessThan(9);
  });
});

// What the chapter on the residual block says of it.
describe("of the recorded networks", () => {
  const missed = (kind: CopyRun["kind"], layers: number) =>
    recorded.runs.filter((run) => run.kind === kind && run.layers === layers).map((run) => run.missed);

  test("all were trained as pages train, five seeds each", () => {
    expect(recorded.setting).toEqual(copySetting);
    for (const kind of copyKinds)
      for (const layers of [2, 4, 8, 12, 16, 20]) expect(missed(kind, layers)).toHaveLength(5);
    expect(Object.keys(recorded.outputs)).toHaveLength(18);
    expect(unpackedPictures(recorded.outputs[copyKey({kind: "plain", layers: 20})])).toHaveLength(6);
  });

  test("plain ones miss more, the more layers they have, in every seed at 2, 8 and 20", () => {
    const [two, eight, twenty] = [2, 8, 20].map(
      (layers) => extent(missed("plain", layers)) as [number, number]
    );
    expect(two[1]).toBeLessThan(eight[0]);
    expect(eight[1]).toBeLessThan(twenty[0]);
  });

  test("residual ones of 20 layers miss something, and less than plain ones, in every seed; those of 4 next to nothing", () => {
    const [least, most] = extent(missed("residual", 20)) as [number, number];
    expect(least).toBeGreaterThan(0.02);
    expect(most).toBeLessThan(Math.min(...missed("plain", 20)) / 2);
    expect(mean(missed("residual", 4))).toBeLessThan(0.005);
  });

  test("those with a last γ of 0 miss nothing", () => {
    for (const layers of [2, 20]) expect(missedText(recorded.runs, "zeroGamma", layers)).toBe("0\u00a0%");
  });

  test("a number of layers that was not recorded is named", () => {
    expect(() => missedText(recorded.runs, "plain", 6)).toThrow("no recording of plain-6");
  });
});
