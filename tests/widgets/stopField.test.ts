// @vitest-environment jsdom
import {expect, test, vi} from "vitest";
import {stopField} from "../../components/widgets/stopField.js";

test("stopField() is a slider over its stops, by its name, and emits input", () => {
  const field = stopField({name: "images", label: "Images", stops: [2, 5, 20], value: 5});
  expect([field.name, field.value, field.fault()]).toEqual(["images", 5, undefined]);
  const heard = vi.fn();
  field.element.addEventListener("input", heard);
  const input = field.element.querySelector("input")!;
  expect(input.getAttribute("aria-label")).toBe("Images");
  input.value = "2";
  input.dispatchEvent(new Event("input", {bubbles: true}));
  expect(field.value).toBe(20);
  expect(heard).toHaveBeenCalledOnce();
});
