// @vitest-environment jsdom
import {expect, test, vi} from "vitest";
import {statisticsChooser} from "../../components/labs/statisticsChooser.js";

test("statisticsChooser() has the running statistics at first, and tells of a change", () => {
  const chooser = statisticsChooser();
  document.body.append(chooser);
  const [heard, buttons] = [vi.fn(), chooser.querySelectorAll("input")];
  chooser.addEventListener("input", heard);
  expect(chooser.value).toBe("running");
  buttons[1].click();
  expect([chooser.value, heard.mock.calls.length]).toEqual(["batch", 1]);
});
