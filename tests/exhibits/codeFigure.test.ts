// @vitest-environment jsdom
import {describe, expect, test} from "vitest";
import {codeFigure} from "../../components/exhibits/code/codeFigure.js";
import {layerCount, layerCountText} from "../../components/exhibits/code/layerCount.js";
import {namedNetwork} from "../../components/network/named.js";

test("layerCount(resnet50) is the paper's: 49 convolutions and 4 projections", () => {
  const count = layerCount(namedNetwork("resnet50").expression);
  expect(count).toEqual({blocks: [3, 4, 6, 3], perBlock: 3, onPath: 49, projections: 4});
  expect(layerCountText(count)).toBe(
    "1 + 3 · (3 + 4 + 6 + 3) = 49 convolutions, and 1 fully connected layer: 50 layers. With the 4 projections in shortcuts, 53 convolutions."
  );
  expect(layerCount(namedNetwork("resnet34").expression)).toMatchObject({onPath: 33, projections: 3});
  expect(layerCountText(layerCount(namedNetwork("cifar-resnet-20").expression))).toMatch(/20 layers\.$/);
});

describe("codeFigure()", () => {
  const texts = (element: HTMLElement) =>
    [...element.querySelectorAll(".listing")].map((listing) => listing.textContent);
  const line = (element: HTMLElement, listing: number, text: string) =>
    [...element.querySelectorAll(".listing")[listing].querySelectorAll("code")].find(({textContent}) =>
      textContent.includes(text)
    )!;
  const litParts = (element: HTMLElement) =>
    [...element.querySelectorAll("[data-part].lit")].map((box) => box.getAttribute("data-part")!);
  const point = (target: Element, type = "pointerover") =>
    target.dispatchEvent(new Event(type, {bubbles: true}));
  const choose = (element: HTMLElement, name: string) => {
    const radio = element.querySelector<HTMLInputElement>(`input[value="${name}"]`)!;
    radio.checked = true;
    point(radio, "input");
  };
  const write = (element: HTMLElement, label: string, value: number) => {
    const field = [...element.querySelectorAll("label")].find(({textContent}) =>
      textContent.includes(label)
    )!;
    field.querySelector("input")!.valueAsNumber = value;
    point(field.querySelector("input")!, "input");
  };

  test("a line lights the boxes that it makes and the lines of the other listing, by pointer and by focus", () => {
    const element = codeFigure();
    for (const type of ["pointerover", "focusin"]) {
      point(line(element, 0, "self.conv2 ="), type);
      expect(litParts(element)).toContain("layer2.0.conv2");
      expect(litParts(element)).not.toContain("layer2.0.conv1");
      expect(line(element, 1, 'label("conv2"').className).toBe("lit");
      expect(line(element, 1, 'label("conv3"').className).toBe("");
      point(element, "pointerleave");
      expect(litParts(element)).toEqual([]);
    }
  });

  test("a box lights its lines in both listings", () => {
    const element = codeFigure();
    point(element.querySelector('[data-part="layer2.0.downsample.0"]')!);
    expect(line(element, 0, "conv1x1(self.inplanes, outputs").className).toBe("lit");
    expect(line(element, 0, "self.layer2 =").className).toBe("lit");
    expect(line(element, 0, "self.layer3 =").className).toBe("");
    expect(line(element, 1, 'label("downsample"').className).toBe("lit");
  });

  test("the arrow keys go from line to line, in one stop of the keyboard", () => {
    const element = codeFigure();
    document.body.append(element);
    const stops = () =>
      [...element.querySelectorAll<HTMLElement>(".listing")].map((one) =>
        one.querySelectorAll('[tabindex="0"]')
      );
    expect(stops().map(({length}) => length)).toEqual([1, 1]);
    const [first] = stops()[0];
    (first as HTMLElement).focus();
    first.dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowDown", bubbles: true}));
    expect(document.activeElement).not.toBe(first);
    expect(stops()[0][0]).toBe(document.activeElement);
    element.remove();
  });

  test("both listings, the count and the volumes follow the options", () => {
    const element = codeFigure();
    write(element, "groups", 32);
    write(element, "width_per_group", 4);
    choose(element, "layer3 and layer4");
    const [python, ours] = texts(element);
    expect(python).toContain(
      "groups=32, width_per_group=4, replace_stride_with_dilation=[False, True, True]"
    );
    expect(ours).toContain("groups: 32, widthPerGroup: 4, replaceStrideWithDilation: [false, true, true]");
    const status = element.querySelector(".status")!.textContent;
    expect(status).toContain("25,028,904 parameters"); // ResNeXt-50, 32×4d
    expect(status).toContain("layer4 28×28×2048");
  });

  test("a list of two entries is a fault, and the listing stays", () => {
    const element = codeFigure();
    choose(element, "only two entries");
    const alert = element.querySelector('[role="alert"]')!;
    expect(alert.textContent).toContain("it must have 3 entries, one for each layer from layer2 to layer4");
    expect(texts(element)[0]).toContain("ResNet(Bottleneck, [3, 4, 6, 3])");
    choose(element, "none");
    expect(alert.textContent).toBe("");
  });

  test("groups are refused to basic blocks, at their field", () => {
    const element = codeFigure();
    choose(element, "ResNet-18");
    expect(texts(element)[0]).toContain("class BasicBlock");
    write(element, "groups", 2);
    expect(element.querySelector('[role="alert"]')!.textContent).toContain("only bottlenecks have it");
    expect(element.querySelectorAll('[aria-invalid="true"]')).toHaveLength(1);
  });
});
