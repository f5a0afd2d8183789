// @vitest-environment jsdom
import {expect, test, vi} from "vitest";
import {invalid} from "../../components/fields/fault.js";
import {imageNetPixels} from "../../components/network/imageNetPixels.js";
import {weightsPanel} from "../../components/panels/weightsPanel.js";
import {topScores} from "../../components/panels/weightsTable.js";
import type {WeighedFile, WeightsRequest} from "../../components/protocol/weights.js";
import {eventually} from "../eventually.js";

const weighed: WeighedFile = {
  ...{title: "resnet18, numClasses 10", plainAlike: false, format: "pth", input: [224, 224, 3]},
  fit: {
    rows: [
      {name: "conv1.weight", status: "fitted", expected: [64, 3, 7, 7], found: [64, 3, 7, 7], dtype: "F16"},
      {name: "fc.weight", status: "otherShape", expected: [10, 512], found: [10, 256], dtype: "F32"},
      {name: "head.weight", status: "unexpected", found: [3], dtype: "F32"}
    ],
    counters: 1
  }
};

function drop(element: HTMLElement, name: string): void {
  const event = Object.assign(new Event("drop", {bubbles: true}), {
    dataTransfer: {files: [new File(["x"], name)]}
  });
  element.querySelector(".drop")!.dispatchEvent(event);
}

test("weightsPanel() says what a dropped file is of, what fits and what does not, and asks for an image", async () => {
  const weigh = vi.fn(async (_: WeightsRequest) => weighed);
  const element = weightsPanel({client: {weigh}});
  const [, image] = element.querySelectorAll<HTMLElement>(".drop");
  expect(image.hidden).toBe(true);
  drop(element, "w.pth");
  await eventually(() => expect(image.hidden).toBe(false));
  expect(weigh.mock.calls[0][0].file.name).toBe("w.pth");
  expect(element.querySelector(".status")!.textContent).toBe(
    "resnet18, numClasses 10, by its names and shapes; pth. fits: 1, unexpected: 1, other shape: 1."
  );
  const rows = [...element.querySelectorAll("tbody tr")].map(({textContent}) =>
    textContent.replace(/\s+/g, " ").trim()
  );
  expect(rows[0]).toBe("fc.weight other shape 10×256 F32 10×512");
  expect(rows[1]).toBe("head.weight unexpected 3 F32 –");
});

test("a file that cannot be read is a fault, and there is no image to drop", async () => {
  const weigh = () =>
    Promise.reject(invalid("file", "w.pth", "weightsFile", {reason: "pickleImport", detail: "os.system"}));
  const element = weightsPanel({client: {weigh}});
  drop(element, "w.pth");
  const alert = element.querySelector('[role="alert"]')!;
  await eventually(() => expect(alert.textContent).toContain("It asks for: os.system"));
  expect(element.querySelectorAll<HTMLElement>(".drop")[1].hidden).toBe(true);
});

test("topScores(scores) has the five highest, and their shares of a softmax", () => {
  const rows = [...topScores([0, 1, 2, 3, 4, 5]).querySelectorAll("tbody tr")];
  expect(rows.map((row) => row.querySelector("th")!.textContent)).toEqual(
    [5, 4, 3, 2, 1].map((i) => `number ${i}`)
  );
  expect(rows[0].querySelector("td")!.textContent).toBe("63.4 %"); // 1 / (1 + e⁻¹ + … + e⁻⁵)
});

test("topScores(scores, names) names classes where there are as many names, and gives numbers where not", () => {
  const first = (names: string[]) => topScores([0, 2, 1], names).querySelector("tbody th")!.textContent;
  expect(first(["tench", "hen", "newt"])).toBe("hen (1)");
  expect(first(["tench", "hen"])).toBe("number 1");
});

// torchvision.transforms.Normalize of black, of white, and of the mean
test("imageNetPixels(pixels) takes away each channel's mean and divides by its deviation", () => {
  const pixels = Uint8ClampedArray.from([0, 0, 0, 255, 255, 255, 255, 255]);
  const expected = [-2.1179, -2.0357, -1.8044, 2.2489, 2.4286, 2.64];
  expect([...imageNetPixels(pixels)].map((value) => Number(value.toFixed(4)))).toEqual(expected);
});
