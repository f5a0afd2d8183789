import {readFileSync} from "node:fs";
import type {PublishedSize} from "../../components/charts/architectureTable.js";
import type {DoubledCost} from "../../components/charts/doubledCostChart.js";
import type {PublishedSetting} from "../../components/charts/publishedSetting.js";

/** Xie et al. 2017 (arXiv:1611.05431): what is published of ResNeXt, as pages have it. */
export const xie2017 = JSON.parse(readFileSync("data/published/xie2017.json", "utf8")) as {
  source: string;
  architectures: {where: string; rows: PublishedSize[]};
  widths: {where: string; rows: {cardinality: number; groupWidth: number; width: number}[]};
  preserved: {where: string; rows: PublishedSetting[]};
  doubled: {where: string} & DoubledCost;
  shortcuts: {where: string; rows: PublishedSetting[]};
};
