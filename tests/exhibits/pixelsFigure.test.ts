// @vitest-environment jsdom
import {expect, test} from "vitest";
import {pixelsFigure} from "../../components/exhibits/pixels/pixelsFigure.js";

test("pixelsFigure(recording) has a row for each thing taken out, spoken with where its values lie", () => {
  const shares = [0, 1, 2].map((channel) => [0, 1, 2, 3].map((bin) => (bin === channel ? 1 : 0)));
  const figure = pixelsFigure({
    rows: [{text: "nothing", pictures: ["data:,a", "data:,b"], shares}],
    ...{lowest: -1, width: 0.5}
  });
  const [row] = figure.children;
  expect(row.getAttribute("aria-label")).toBe(
    "Images with nothing taken out: the values of red, green and blue lie around -0.8, -0.3 and 0.3."
  );
  expect(row.querySelectorAll("img")).toHaveLength(2);
  expect(row.querySelectorAll("path")).toHaveLength(3);
});
