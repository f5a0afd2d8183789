// @vitest-environment jsdom
import {expect, test} from "vitest";
import {scalarLab} from "../../components/labs/scalarLab.js";

test("scalarLab() multiplies by w, and by 1 + w, once a layer", () => {
  const figure = scalarLab();
  const described = () => figure.querySelector("[aria-description]")!.getAttribute("aria-description");
  expect(described()).toBe("plain: 1.0 · 10⁻²⁷. residual: 13.1."); // 1.1 to the power of 27 is 13.1
  const slider = figure.querySelector("input")!;
  slider.value = "0"; // w = −1: the shortcut is cancelled
  slider.dispatchEvent(new Event("input", {bubbles: true}));
  expect(described()).toBe("plain: 1.00. residual: 0.");
});
