// @vitest-environment jsdom
import {expect, test} from "vitest";
import {networkTable} from "../../components/charts/networkTable.js";
import {networks} from "../../components/experiment/networks.js";
import {namedNetwork} from "../../components/network/named.js";

const cells = (element: Element) =>
  [...element.querySelectorAll("tbody tr")].map((line) =>
    [...line.children].map(({textContent}) => textContent!.trim())
  );

// Parameters and multiply–adds: PyTorch's counts, tests/fixtures/counts.json.
test("networkTable(networks) has a line a network: blocks, stages, parameters, multiply–adds", () => {
  const table = networkTable([namedNetwork("cifar-resnet-20"), namedNetwork("alexnet")]);
  expect(cells(table)).toEqual([
    ["residual-20", "9", "32×32×16 → 16×16×32 → 8×8×64", "269,722", "40,551,040"],
    ["alexnet", "–", "–", "61,100,840", "714,188,480"]
  ]);
});

test("networkTable(networks(spec)) names them by the keys of their curves", () => {
  const table = networkTable(
    networks({
      networks: ["cifar-plain-20", {name: "cifar-plain-20", block: "bottleneck"}, "cifar-resnet-20"]
    }),
    {caption: "Three networks"}
  );
  expect(cells(table).map(([name, blocks, stages]) => [name, blocks, stages])).toEqual([
    ["plain-20", "9", "16×16×8 → 8×8×16 → 4×4×32"],
    ["plain-20, bottlenecks", "6", "16×16×32 → 8×8×64 → 4×4×128"],
    ["residual-20", "9", "16×16×8 → 8×8×16 → 4×4×32"]
  ]);
  expect(table.getAttribute("aria-label")).toBe("Three networks");
});

test("networkTable({label, expression, input}) shows the label", () => {
  const {expression, input} = namedNetwork("cifar-resnet-8", {size: 16, width: 1});
  expect(cells(networkTable([{label: "mine", expression, input}]))[0][0]).toBe("mine");
});
