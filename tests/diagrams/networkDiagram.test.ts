// @vitest-environment jsdom
import {afterEach, expect, test} from "vitest";
import {networkDiagram, type NetworkDiagramOptions} from "../../components/diagrams/networkDiagram.js";
import {group, sequence} from "../../components/network/expression.js";
import {conv} from "../../components/network/leaf.js";
import {namedNetwork} from "../../components/network/named.js";

afterEach(() => document.body.replaceChildren());

function draw(name: string, options?: NetworkDiagramOptions): HTMLElement {
  const {expression, input} = namedNetwork(name);
  const diagram = networkDiagram(expression, input, options);
  document.body.append(diagram);
  return diagram;
}

const buttons = (diagram: HTMLElement) => [...diagram.querySelectorAll<SVGElement>("[role=button]")];
const labels = (diagram: HTMLElement) =>
  buttons(diagram).map(
    (button) =>
      `${button.getAttribute("aria-expanded") === "true" ? "−" : "+"} ${button.ariaLabel ?? button.getAttribute("aria-label")}`
  );
const button = (diagram: HTMLElement, label: string) =>
  buttons(diagram).find((element) => element.getAttribute("aria-label")!.startsWith(label))!;
const press = (element: Element, key: string) => {
  const event = new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true});
  element.dispatchEvent(event);
  return event;
};
const click = (element: Element) => element.dispatchEvent(new MouseEvent("click", {bubbles: true}));

test("networkDiagram(110 layers) opens the stages: each a first block, and one box for all others", () => {
  const diagram = draw("cifar-resnet-110");
  expect(labels(diagram)).toEqual([
    "+ stem · 1 layer 32×32×3 → 32×32×16",
    "− stage 1 · 18 blocks 32×32×16",
    "+ block 1 · 2 layers 32×32×16",
    "+ blocks 2 to 18 · × 17 32×32×16",
    "− stage 2 · 18 blocks 32×32×16 → 16×16×32",
    "+ block 1 · 2 layers 32×32×16 → 16×16×32",
    "+ blocks 2 to 18 · × 17 16×16×32",
    "− stage 3 · 18 blocks 16×16×32 → 8×8×64",
    "+ block 1 · 2 layers 16×16×32 → 8×8×64",
    "+ blocks 2 to 18 · × 17 8×8×64",
    "+ head · 1 layer 8×8×64 → 1×1×10"
  ]);
  expect(diagram.querySelector(".diagram-totals")!.textContent).toBe(
    "depth 110 · 32×32×3 → 1×1×10 · 1,727,962 parameters · 252,887,680 multiply–adds"
  );
});

test("networkDiagram(network, {open}) opens groups by role and by name", () => {
  expect(labels(draw("cifar-resnet-20", {open: []}))).toHaveLength(5);
  const diagram = draw("cifar-resnet-20", {open: ["layer2", "layer2.0"]});
  const open = labels(diagram).filter((label) => label.startsWith("−"));
  expect(open.map((label) => label.split(" ·")[0])).toEqual(["− stage 2", "− block 1"]);
  expect(diagram.querySelectorAll("[data-symbol=F]")).toHaveLength(1);
});

test("a box of networkDiagram opens and closes by click, Enter and Space, and keeps the focus", () => {
  const diagram = draw("cifar-resnet-20");
  const layers = () => diagram.querySelectorAll(".layer").length;
  const block = () => button(diagram, "block 1 · 2 layers 32×32×16 →");
  expect(layers()).toBe(0);

  click(block().querySelector("text")!);
  expect(block().getAttribute("aria-expanded")).toBe("true");
  expect(layers()).toBe(8); // two convolutions, two normalizations, two ReLUs, and an option A shortcut of two layers
  expect(document.activeElement).toBe(block());

  expect(press(block(), "Enter").defaultPrevented).toBe(true);
  expect(block().getAttribute("aria-expanded")).toBe("false");
  expect(layers()).toBe(0);
  expect(document.activeElement).toBe(block());

  expect(press(block(), " ").defaultPrevented).toBe(true);
  expect(layers()).toBe(8);
  press(block(), "a");
  expect(layers()).toBe(8);
});

test("a row of equal blocks opens to single ones, and a stage closes over all that is open in it", () => {
  const diagram = draw("cifar-resnet-20");
  const count = buttons(diagram).length;
  click(button(diagram, "blocks 2 to 3"));
  expect(labels(diagram).filter((label) => /block [23] · 2 layers 32×32×16$/.test(label))).toHaveLength(2);
  expect(buttons(diagram)).toHaveLength(count + 2);
  click(button(diagram, "stage 1"));
  expect(buttons(diagram)).toHaveLength(count - 2);
  click(button(diagram, "stage 1"));
  expect(buttons(diagram)).toHaveLength(count + 2);
});

test("the words of networkDiagram follow what is open", () => {
  const diagram = draw("cifar-resnet-20");
  const words = () => diagram.querySelector("svg")!.getAttribute("aria-label");
  expect(diagram.querySelector("svg")!.getAttribute("role")).toBe("group");
  expect(words()).not.toContain("the sum of");
  click(button(diagram, "block 1 · 2 layers 32×32×16"));
  expect(words()).toContain("block 1, which is (the sum of (3×3 convolution to 16 channels");
});

test("networkDiagram(network, {details}) says what folded boxes cost; a row of blocks costs all of them", () => {
  const diagram = draw("cifar-resnet-20", {details: true});
  expect(button(diagram, "stage 1").getAttribute("aria-label")).toBe(
    "stage 1 · 3 blocks 32×32×16 14,016 parameters 14,155,776 multiply–adds"
  );
  expect(button(diagram, "blocks 2 to 3").textContent).toContain("9,344 parameters");
});

test("networkDiagram(GoogLeNet) and networkDiagram(AlexNet) fold the groups that they have", () => {
  const titles = (name: string, open: string[]) =>
    labels(draw(name, {open})).map((label) => label.split(" ·")[0]);
  expect(titles("googlenet-paper", ["stage"]).slice(0, 4)).toEqual([
    "+ stem",
    "− stage 1",
    "+ inception3a",
    "+ inception3b"
  ]);
  expect(titles("alexnet", [])).toEqual(["+ features", "+ head"]);
  expect(titles("vgg16", [])).toEqual([
    "+ stage 1",
    "+ stage 2",
    "+ stage 3",
    "+ stage 4",
    "+ stage 5",
    "+ head"
  ]);
});

test("networkDiagram(network) does not take blocks for equal that halve their volume", () => {
  const block = group(conv(3, 3, {stride: 2}), {role: "block"});
  const diagram = networkDiagram(sequence(block, block, block), [8, 8, 3]);
  expect(labels(diagram)).toEqual([
    "+ block 1 · 1 layer 8×8×3 → 4×4×3",
    "+ block 2 · 1 layer 4×4×3 → 2×2×3",
    "+ block 3 · 1 layer 2×2×3 → 1×1×3"
  ]);
});
