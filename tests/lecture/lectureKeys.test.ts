// @vitest-environment jsdom
import {expect, test} from "vitest";
import {lectureZoom} from "../../components/lecture/lecture.js";
import {lectureKeys} from "../../components/lecture/lectureKeys.js";

test("lectureKeys(act) hears keys and a clicker, unless what has the focus uses them", () => {
  document.body.innerHTML = `<button>Retrain</button><input type="number"><svg tabindex="0"></svg><div role="textbox"></div>`;
  const done: string[] = [];
  const over = new AbortController();
  const act = Object.fromEntries(
    (["next", "back", "black", "controls", "end"] as const).map((name) => [name, () => done.push(name)])
  );
  lectureKeys(act, over.signal);
  const [button, input, chart, editor] = document.body.children;
  chart.addEventListener("keydown", (event) => event.preventDefault()); // it reads its steps by them
  const press = (key: string, target: Element = document.body, more = {}) =>
    target.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true, ...more}));
  for (const key of [
    "ArrowRight",
    "PageDown",
    " ",
    "ArrowLeft",
    "PageUp",
    "b",
    "B",
    ".",
    "c",
    "Escape",
    "Home",
    "x"
  ])
    press(key);
  expect(done.splice(0).join()).toBe("next,next,next,back,back,black,black,black,controls,end");
  press(" ", button);
  press("ArrowRight", input);
  press("b", input);
  press("ArrowRight", chart);
  press("b", document.body, {ctrlKey: true});
  press("Escape", editor);
  expect(done.splice(0)).toEqual([]);
  press("Escape", input);
  expect(done.splice(0)).toEqual(["end"]);
  press("ArrowRight", button);
  over.abort();
  press("ArrowRight");
  expect(done).toEqual(["next"]);
});

test("lectureZoom(height) makes a figure's smallest text three percent of the screen's height", () => {
  for (const height of [768, 1080]) expect((11 * lectureZoom(height)) / height).toBeCloseTo(0.03);
});
