// @vitest-environment jsdom
import {beforeEach, describe, expect, test, vi} from "vitest";
import {volumesLab} from "../../components/labs/volumesLab.js";
import {eventually} from "../eventually.js";

const photograph = {
  url: "data:image/jpeg;base64,AA==",
  network: "resnet34",
  faces: [{place: 1, url: "data:image/png;base64,AA=="}]
};
/** Has the figure be seen. */
let see: () => void;

beforeEach(() => {
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      constructor(act: (entries: {isIntersecting: boolean}[]) => void) {
        see = () => act([{isIntersecting: true}]);
      }
      observe() {}
      disconnect() {}
    }
  );
});

const lab = (network?: string) => volumesLab({photograph, network});
const title = (element: HTMLElement) => element.querySelector(".place-title b")!.textContent;
const press = (element: HTMLElement, text: string) =>
  [...element.querySelectorAll("button")].find((one) => one.textContent!.trim() === text)!.click();
const set = (field: HTMLInputElement | HTMLSelectElement, value: string) => {
  field.value = value;
  field.dispatchEvent(new Event("input", {bubbles: true}));
};
const fieldOf = <Field extends HTMLInputElement | HTMLSelectElement>(element: HTMLElement, label: string) =>
  [...element.querySelectorAll("label")].find((one) => one.textContent!.trim().startsWith(label))!.querySelector("select, input") as Field; // prettier-ignore

describe("volumesLab()", () => {
  test("draws a box a volume, and a column a volume, and begins at the image", () => {
    const element = lab();
    expect(element.querySelectorAll(".volumes .volume")).toHaveLength(57);
    expect(element.querySelectorAll(".flat-volumes .flat-place")).toHaveLength(57);
    expect(element.querySelectorAll(".volumes .arrow.projection")).toHaveLength(6); // three, before and after their volumes
    expect(element.querySelectorAll(".volumes .sign")).toHaveLength(16);
    expect(element.querySelector(".volumes image")!.getAttribute("href")).toBe(photograph.url);
    expect(title(element)).toBe("The image");
  });

  test("shows recorded maps of the network and the image that they are of, and no others", () => {
    const element = lab();
    const faces = () =>
      [...element.querySelectorAll(".volumes image")].map((image) => image.getAttribute("href"));
    expect(faces()).toEqual([photograph.url]);
    see();
    expect(faces()).toEqual([photograph.url, photograph.faces[0].url]);
    expect(element.querySelector(".status")!.textContent).toMatch(/^Maps: recorded/);
    set(fieldOf<HTMLSelectElement>(element, "shortcuts"), "A");
    expect(faces()).toEqual([photograph.url]);
    expect(element.querySelector(".status")!.textContent).toContain("blank until");
  });

  test("goes on by its buttons and by arrow keys, and lights the window of what it comes to", () => {
    const element = lab();
    press(element, "→");
    expect(title(element)).toBe("conv1");
    expect(element.querySelectorAll(".volumes .spot .window")).toHaveLength(2);
    const scene = element.querySelector<HTMLElement>(".walk-scene")!;
    const key = (name: string) =>
      scene.dispatchEvent(new KeyboardEvent("keydown", {key: name, cancelable: true}));
    for (let i = 0; i < 3; i++) key("ArrowRight");
    expect(title(element)).toBe("layer 1, block 1, operation 1");
    expect(scene.getAttribute("aria-valuetext")).toContain("layer 1, block 1, operation 1, 56×56×64");
    key("End");
    expect(title(element)).toBe("fc");
    press(element, "layer 2");
    expect(title(element)).toBe("layer 2, block 1, operation 1");
    expect(element.querySelector(".flat-volumes .current")!.getAttribute("data-at")).toBe("13");
  });

  test("moves by a transform of its drawing alone", () => {
    const element = lab();
    const drawing = element.querySelector<SVGElement>(".volumes")!;
    const first = drawing.style.transform;
    const boxes = drawing.querySelector(".volume")!.outerHTML;
    press(element, "→");
    expect(drawing.style.transform).toMatch(/^translate\(.*\) scale\(.*\)$/);
    expect(drawing.style.transform).not.toBe(first);
    expect(drawing.querySelector(".volume")!.outerHTML).toBe(boxes);
    expect(element.querySelector(".volumes")).toBe(drawing);
  });

  test("shows any other network, by choice and by name", () => {
    const element = lab();
    const network = fieldOf<HTMLSelectElement>(element, "network");
    set(network, "vgg16");
    expect(element.querySelectorAll(".volumes .volume")).toHaveLength(22);
    set(network, "other");
    set(fieldOf<HTMLInputElement>(element, "its name"), "cifar-resnet-32");
    expect(element.querySelector(".volumes")!.getAttribute("aria-label")).toMatch(/^cifar-resnet-32: /);
    set(network, "resnet152");
    expect(element.querySelectorAll(".volumes .skipped")).toHaveLength(2);
  });

  test("ends at 1×1 where an image of 32×32 goes into the stem for ImageNet", () => {
    const element = lab();
    set(fieldOf<HTMLInputElement>(element, "image"), "32");
    press(element, "avgpool");
    expect(element.querySelector(".place-panel")!.textContent).toContain("was 1×1 before");
  });

  test("draws option A as what it does: every second position, and zero channels", () => {
    const element = lab();
    set(fieldOf<HTMLSelectElement>(element, "shortcuts"), "A");
    const names = [...element.querySelectorAll(".volume.shortcut .name")].map(({textContent}) => textContent);
    expect(names.slice(0, 2)).toEqual(["every second position", "zero channels"]);
    expect(names).toHaveLength(6);
  });

  test("shows what is wrong at its field, and keeps the drawing", () => {
    const element = lab();
    const before = element.querySelector(".volumes")!.getAttribute("aria-label");
    const side = fieldOf<HTMLInputElement>(element, "image");
    set(side, "16");
    expect(side.getAttribute("aria-invalid")).toBe("true");
    expect(element.querySelector("[role=alert]")!.textContent).toContain("needs at least 32×32");
    set(side, "224");
    expect(side.hasAttribute("aria-invalid")).toBe(false);
    set(fieldOf<HTMLSelectElement>(element, "network"), "other");
    const name = fieldOf<HTMLInputElement>(element, "its name");
    set(name, "resnet35");
    expect(name.getAttribute("aria-invalid")).toBe("true");
    expect(element.querySelector("[role=alert]")!.textContent).toContain("invalid depth: 35");
    expect(element.querySelector(".volumes")!.getAttribute("aria-label")).toBe(before);
  });
});

describe("volumesLab({client}) with PyTorch's weights", () => {
  const file = new File(["weights"], "resnet18.pth");
  const given = (title: string) => {
    const client = {
      weigh: vi.fn(async () => ({title})),
      analyse: vi.fn(() => Promise.reject(new Error("no worker here")))
    };
    const element = volumesLab({photograph, client: client as never});
    const input = element.querySelector<HTMLInputElement>("input[accept*='.safetensors']")!;
    Object.defineProperty(input, "files", {value: [file]});
    input.dispatchEvent(new Event("change"));
    return {client, element, status: () => element.querySelector(".status")!.textContent};
  };

  test("walks through the network that they are of", async () => {
    const {client, element} = given("resnet18");
    await eventually(() =>
      expect(element.querySelector(".volumes")!.getAttribute("aria-label")).toMatch(/^resnet18: /)
    );
    expect(client.weigh).toHaveBeenCalledWith({file});
    see();
    expect(element.querySelectorAll(".volumes image")).toHaveLength(1); // the recorded maps are of other weights
    expect(fieldOf<HTMLSelectElement>(element, "network").value).toBe("resnet18");
  });

  test("says so where a walk cannot go through that network", async () => {
    const {element, status} = given("resnet50, numClasses 7");
    await eventually(() =>
      expect(status()).toMatch(/^Not taken: the weights are of resnet50, numClasses 7; /)
    );
    expect(element.querySelector(".volumes")!.getAttribute("aria-label")).toMatch(/^resnet34: /);
  });
});
