import {csvFormatRows} from "d3-dsv";
import type {Split} from "../charts/scales.js";
import {csvCell} from "./csvCell.js";
import type {SettingGroup} from "./settingGroups.js";

const head = ["file", "run", "network", "seed", "settings", "split", "step", "error"];

/** Returns all runs of *groups* in one table, a row a point of a curve, error as a fraction. It can be read in again. */
export function resultsCsv(groups: readonly Pick<SettingGroup, "name" | "nets">[]): string {
  const rows = groups.flatMap(({name, nets}) =>
    nets.flatMap(([net, runs]) =>
      runs.flatMap(({file, run, seed, curves}) => {
        const own = [csvCell(file), csvCell(run), csvCell(net), String(seed ?? ""), csvCell(name)];
        return (["training", "test"] as const).flatMap((split: Split) =>
          curves[split].map(([step, error]) => [...own, split, String(step), error.toFixed(6)])
        );
      })
    )
  );
  return `${csvFormatRows([head, ...rows])}\n`;
}
