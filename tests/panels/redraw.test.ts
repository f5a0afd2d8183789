import {expect, test, vi} from "vitest";
import {createRedraw} from "../../components/panels/redraw.js";
import {fakeClock} from "./fakeClock.js";

function create() {
  const clock = fakeClock();
  const draw = vi.fn();
  return {clock, draw, redraw: createRedraw(draw, {everyMs: 100, clock})};
}

/** Asks for a second drawing, and expects it when the whole time since the first has passed. */
function expectTheNextAfterAll({clock, draw, redraw}: ReturnType<typeof create>) {
  redraw.soon();
  clock.move(99);
  expect(draw).toHaveBeenCalledTimes(1);
  clock.move(1);
  expect(draw).toHaveBeenCalledTimes(2);
}

test("soon() draws once, when the time since the last drawing has passed", () => {
  const redrawing = create();
  const {clock, draw, redraw} = redrawing;
  clock.move(40);
  redraw.soon();
  redraw.soon();
  clock.move(59);
  expect(draw).not.toHaveBeenCalled();
  clock.move(1);
  expect([draw.mock.calls.length, clock.waiting()]).toEqual([1, 0]);
  expectTheNextAfterAll(redrawing);
});

test("soon() after a rest draws in the next task", () => {
  const {clock, draw, redraw} = create();
  clock.move(1000);
  redraw.soon();
  expect(draw).not.toHaveBeenCalled();
  clock.move(0);
  expect(draw).toHaveBeenCalledTimes(1);
});

test("now() draws at once in place of the drawing that waits, and the next one waits from then", () => {
  const redrawing = create();
  const {clock, draw, redraw} = redrawing;
  redraw.soon();
  clock.move(60);
  redraw.now();
  expect([draw.mock.calls.length, clock.waiting()]).toEqual([1, 0]);
  expectTheNextAfterAll(redrawing);
});

test("cancel() forgets the drawing that waits, and soon() asks for another", () => {
  const {clock, draw, redraw} = create();
  redraw.soon();
  redraw.cancel();
  clock.move(100);
  expect(draw).not.toHaveBeenCalled();
  redraw.soon();
  clock.move(0);
  expect(draw).toHaveBeenCalledTimes(1);
});
