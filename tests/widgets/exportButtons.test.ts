// @vitest-environment jsdom
import {beforeEach, expect, test, vi} from "vitest";
import {lostDownloadText} from "../../components/fields/lostDownload.js";
import {exportButtons, type ExportOptions} from "../../components/widgets/exportButtons.js";
import {eventually} from "../eventually.js";

const {files} = vi.hoisted(() => ({files: [] as string[]}));
vi.mock("../../components/widgets/download.js", () => ({download: (name: string) => void files.push(name)}));

beforeEach(() => void (files.length = 0));

/** The buttons of a figure, pressed by their text, and what is said beside them. */
function pressed(options: Partial<ExportOptions>, text: string): HTMLElement {
  const element = exportButtons({
    ...{csv: () => "step,error", chart: () => document.createElementNS("http://www.w3.org/2000/svg", "svg")},
    ...{source: () => "", name: "curves"},
    ...options
  });
  [...element.querySelectorAll("button")].find((button) => button.textContent!.trim() === text)!.click();
  return element.querySelector("[role=status]")!;
}

test("exportButtons() downloads curves and runs under the figure's name", async () => {
  pressed({}, "CSV");
  pressed({runs: async () => [{}]}, "Runs (JSON)");
  await eventually(() => expect(files).toEqual(["curves.csv", "curves-runs.json"]));
});

test("exportButtons() says that there is no run, and what could not be loaded, and downloads nothing", async () => {
  const none = pressed({runs: async () => []}, "Runs (JSON)");
  await eventually(() => expect(none.textContent).toBe("Nothing was trained here yet."));
  const lost = () =>
    Promise.reject(new TypeError("Failed to fetch dynamically imported module: /_code/trainedRuns.js"));
  const said = pressed({runs: lost}, "Runs (JSON)");
  await eventually(() => expect(said.textContent).toBe(`No file: ${lostDownloadText}.`));
  expect(files).toEqual([]);
});
