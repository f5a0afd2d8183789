import {expect, test} from "vitest";
import {createPlayback} from "../../components/firstPage/playback.js";
import {fakeClock} from "../panels/fakeClock.js";

function create() {
  const clock = fakeClock();
  const shown: number[] = [];
  const changes: boolean[] = [];
  const playback = createPlayback({
    ...{end: 200, durationMs: 6000, clock},
    show: (place) => void shown.push(place),
    onChange: (playing) => void changes.push(playing)
  });
  return {clock, shown, changes, playback};
}

test("play() goes from the beginning to the end in its time, and then stands still", () => {
  const {clock, shown, changes, playback} = create();
  playback.play();
  for (let i = 0; i < 4; i++) clock.move(1500);
  expect(shown).toEqual([0, 50, 100, 150, 200]);
  expect(changes).toEqual([true, false]);
  expect([playback.playing, clock.waiting()]).toEqual([false, 0]);
});

test("play(from) goes on from there, and from the beginning if that is the end", () => {
  const {clock, shown, playback} = create();
  playback.play(150);
  clock.move(1500);
  playback.play(200);
  expect(shown).toEqual([150, 200, 0]);
});

test("pause() stays where it is; to play twice is to play once", () => {
  const {clock, shown, changes, playback} = create();
  playback.play();
  playback.play(100);
  clock.move(600);
  playback.pause();
  clock.move(6000);
  expect(shown).toEqual([0, 100, 120]);
  expect(changes).toEqual([true, false]);
  playback.pause();
  expect(changes).toEqual([true, false]);
});
