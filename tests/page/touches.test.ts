// @vitest-environment jsdom
import {afterEach, beforeEach, expect, test, vi} from "vitest";
import {type DrawnPlace, drawnPlaces} from "../../components/page/drawn.js";
import {rememberTouches, type Touches} from "../../components/page/touches.js";

const figure = `<div class="figure"><button>Train</button><button>Stop</button><input type="range" min="0" max="100" value="20">
  <input type="checkbox"><select><option selected>A</option><option>B</option></select><details><summary>More</summary></details></div>`;

let place: DrawnPlace;
let touches: Touches;
const touched = vi.fn();

beforeEach(() => {
  touched.mockClear();
  document.body.innerHTML = `<main><!--drawn live-->${figure}<!--:0000000a:--></main>`;
  [place] = drawnPlaces(document.body);
  touches = rememberTouches([place], touched);
});

afterEach(() => touches.end());

/** Puts the living figure in the place of the drawn one, as Framework does. */
function comeAlive(): Element {
  for (const node of place.nodes) node.remove();
  const template = document.createElement("template");
  template.innerHTML = figure;
  const alive = template.content.firstElementChild!;
  place.root.before(alive);
  (place.root as Comment & {_nodes: ChildNode[]})._nodes = [alive];
  return alive;
}

const drawn = <T extends Element>(selector: string) => document.querySelector<T & HTMLElement>(selector)!;

test("a press is repeated on the same button, once", () => {
  drawn("button + button").click();
  expect(touched).toHaveBeenCalledWith(place);
  const alive = comeAlive();
  const pressed = vi.fn();
  alive.addEventListener("click", ({target}) => pressed((target as Element).textContent));
  touches.repeat(place);
  expect(pressed.mock.calls).toEqual([["Stop"]]);
});

test("what was chosen is chosen, with its events, and what was not touched stays", () => {
  const slider = drawn<HTMLInputElement>("[type=range]");
  slider.value = "60";
  slider.dispatchEvent(new Event("input", {bubbles: true}));
  drawn<HTMLInputElement>("[type=checkbox]").click();
  const alive = comeAlive();
  const events: string[] = [];
  for (const type of ["input", "change"])
    alive.addEventListener(type, ({target}) => events.push(`${type} ${(target as HTMLInputElement).type}`));
  touches.repeat(place);
  expect(alive.querySelector<HTMLInputElement>("[type=range]")!.value).toBe("60");
  expect(alive.querySelector<HTMLInputElement>("[type=checkbox]")!.checked).toBe(true);
  expect(alive.querySelector("select")!.value).toBe("A");
  expect(events).toEqual(["input range", "change range", "input checkbox", "change checkbox"]);
});

test("the focus stays where it was", () => {
  drawn("select").focus();
  const alive = comeAlive();
  touches.repeat(place);
  expect(document.activeElement).toBe(alive.querySelector("select"));
});

test("a touch outside is nobody's", () => {
  document.body.click();
  expect(touched).not.toHaveBeenCalled();
});
