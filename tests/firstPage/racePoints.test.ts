import {expect, test} from "vitest";
import {pointAt, pointsUpTo, type RacePoint, racePoints} from "../../components/firstPage/racePoints.js";

const points: RacePoint[] = [
  {step: 10, testError: 0.9, answers: [1]},
  {step: 20, testError: 0.5, answers: [2]},
  {step: 30, testError: 0.6, answers: [3]}
];

test("racePoints(points) are those where the network was tested and asked", () => {
  const step = {lossNats: 1, trainingError: 1};
  expect(
    racePoints([
      {step: 9, ...step},
      {step: 10, ...step, testError: 0.9, answers: [1]},
      {step: 11, ...step, testError: 0.9}
    ])
  ).toEqual([points[0]]);
});

test("pointAt(points, step) is the last that was reached, or none", () => {
  expect([5, 10, 19.5, 20, 400].map((step) => pointAt(points, step)?.step)).toEqual([
    undefined,
    10,
    10,
    20,
    30
  ]);
});

test("pointsUpTo(points, step) end at step, on the line between two; they do not go on past the last", () => {
  expect(pointsUpTo(points, 5)).toEqual([]);
  expect(pointsUpTo(points, 20)).toEqual(points.slice(0, 2));
  expect(pointsUpTo(points, 15)).toEqual([points[0], {step: 15, testError: 0.7}]);
  expect(pointsUpTo(points, 90)).toEqual(points);
});
