// @vitest-environment jsdom
import {expect, test, vi} from "vitest";
import {keptFigure} from "../../components/panels/keptFigure.js";
import type {Kept} from "../../components/stores/keptHere.js";
import {eventually} from "../eventually.js";

test("keptFigure() lists what is kept, and forgets what is pressed", async () => {
  let kept: Kept[] = ["edits", "images"].map((name) => ({
    ...{name, what: `some ${name}`, count: 2},
    async forget() {
      kept = kept.filter((one) => one.name !== name);
    }
  }));
  const figure = keptFigure(async () => kept);
  const rows = () =>
    [...figure.querySelectorAll("tbody tr")].map((row) => row.querySelector("th")!.textContent);
  await eventually(() => expect(rows()).toEqual(["edits", "images"]));
  figure.querySelector<HTMLElement>("button[aria-label='Forget edits']")!.click();
  await eventually(() => expect(rows()).toEqual(["images"]));
  expect(figure.querySelector(".status")!.textContent).toBe("Forgotten: edits. ");
  figure.querySelector("button")!.click();
  await eventually(() => expect(figure.querySelector(".status")!.textContent).toMatch(/Nothing of yours/));
});

test("a browser that does not let it go is quoted", async () => {
  const forget = vi.fn(() => Promise.reject(new Error("it is blocked")));
  const figure = keptFigure(async () => [{name: "images", what: "some", count: 1, forget}]);
  await eventually(() => expect(figure.querySelector("button")).not.toBeNull());
  figure.querySelector("button")!.click();
  await eventually(() =>
    expect(figure.querySelector(".status")!.textContent).toBe(
      "The browser does not let images go: it is blocked"
    )
  );
});
