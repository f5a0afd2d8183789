import {readFileSync} from "node:fs";
import {expect, test} from "vitest";
import {fourNetworks} from "../../components/experiment/fourNetworks.js";
import {type RunFile, toRunFile} from "../../components/experiment/runFile.js";
import {runKey} from "../../components/experiment/runKey.js";

const read = (path: string): RunFile => toRunFile(JSON.parse(readFileSync(path, "utf8")));

test.each(fourNetworks)("the race of %s is the beginning of what chapter 1 shows of that seed", (net) => {
  const name = `${net}-head-zero-shapes-16-seed-1.json`;
  const [race, chapter] = [read(`data/runs/race/${name}`), read(`data/runs/${name}`)];
  const {steps} = race.spec;
  const differences = ["steps", "evaluationInterval"] as const;
  expect(runKey(race.spec, differences)).toBe(runKey(chapter.spec, differences));
  expect(race.executor).toBe("plan");
  expect(chapter.executor).toBe("plan");
  expect(race.curves.lossNats).toEqual(chapter.curves.lossNats.slice(0, steps));
  expect(race.curves.trainingError).toEqual(chapter.curves.trainingError.slice(0, steps));
  const errors = new Map(race.curves.testError);
  const answers = new Map(race.curves.answers);
  const common = chapter.curves.testError.filter(([step]) => errors.has(step));
  expect(common.map(([step]) => step)).toEqual([50, 100, 150, 200]);
  for (const [step, error] of common) expect(errors.get(step)).toBe(error);
  for (const [step, own] of chapter.curves.answers!)
    if (answers.has(step)) expect(answers.get(step)).toEqual(own);
});
