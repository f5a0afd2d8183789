// @vitest-environment jsdom
import {html} from "htl";
import {expect, test, vi} from "vitest";
import {dropPlace} from "../../components/widgets/dropPlace.js";
import {eventually} from "../eventually.js";

const files = [new File(["1"], "a.pth"), new File(["2"], "b.pth")];

function place(multiple?: boolean) {
  const take = vi.fn();
  const element = dropPlace({text: html`Drop a file`, accept: ".pth", multiple, take});
  const event = (type: string, dropped?: readonly File[]) => {
    const made = new Event(type, {bubbles: true, cancelable: true});
    element.dispatchEvent(Object.assign(made, {dataTransfer: {files: dropped}}));
    return made;
  };
  return {element, take, event, input: element.querySelector("input")!};
}

test("dropPlace() takes the files that are dropped, in place of the browser, and shows when some are above it", () => {
  const {element, take, event} = place();
  expect(event("dragover").defaultPrevented).toBe(true);
  expect(element.classList.contains("over")).toBe(true);
  event("dragleave");
  expect(element.classList.contains("over")).toBe(false);
  event("dragover");
  expect(event("drop", files).defaultPrevented).toBe(true);
  expect(element.classList.contains("over")).toBe(false);
  expect(take.mock.calls).toEqual([[files]]);
});

test("dropPlace() takes the files that are chosen, of its kind", () => {
  const {take, input} = place();
  expect(input.accept).toBe(".pth");
  Object.defineProperty(input, "files", {value: files});
  input.dispatchEvent(new Event("change"));
  expect(take.mock.calls).toEqual([[files]]);
});

test("dropPlace() takes nothing of a text that is dropped, and lets several files be chosen if it is told to", () => {
  const {take, event, input} = place(true);
  event("drop", []);
  event("drop");
  expect(take).not.toHaveBeenCalled();
  expect([input.multiple, place().input.multiple]).toEqual([true, false]);
});

test("dropPlace() says so where a dropped folder cannot be read, and takes the next files", async () => {
  const {element, take, event} = place();
  const folder = {
    isDirectory: true,
    createReader: () => ({readEntries: (_: unknown, fail: (error: Error) => void) => fail(new Error("gone"))})
  };
  const made = new Event("drop", {cancelable: true});
  const dataTransfer = {files: [], items: [{webkitGetAsEntry: () => folder}]};
  element.dispatchEvent(Object.assign(made, {dataTransfer}));
  const told = () => element.querySelector("[role=alert]")?.textContent;
  await eventually(() => expect(told()).toBe("A folder of these cannot be read."));
  event("drop", files);
  expect(told()).toBeUndefined();
  expect(take.mock.calls).toEqual([[files]]);
});
