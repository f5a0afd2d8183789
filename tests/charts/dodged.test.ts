import {expect, test} from "vitest";
import {dodged} from "../../components/charts/dodged.js";

const room = {gap: 10, least: 0, most: 100};

test("dodged(places, room) leaves places that are far apart, and keeps their order", () => {
  expect(dodged([50, 10, 90], room)).toEqual([50, 10, 90]);
});

test("dodged(places, room) moves what is too near, within the room", () => {
  expect(dodged([50, 52, 51], room)).toEqual([50, 70, 60]);
  expect(dodged([99, 98], room)).toEqual([100, 90]);
  expect(dodged([-5, -3], room)).toEqual([0, 10]);
});

test("dodged(places, room) keeps the distance where there is too little room", () => {
  expect(dodged([0, 0, 0], {gap: 10, least: 0, most: 5})).toEqual([0, 10, 20]);
  expect(dodged([], room)).toEqual([]);
});
