import {html} from "htl";
import {factTable} from "./factTable.js";
import {type PublishedSetting, settingCost, settingName} from "./publishedSetting.js";

const columns = [
  {key: "name", heading: "network"},
  {key: "multiplyAdds", heading: "multiply–adds (billions)"},
  {key: "parameters", heading: "parameters (millions)"},
  {key: "top1", heading: "top-1 error (%)", digits: 1},
  {key: "top5", heading: "top-5 error (%)", digits: 1},
  {key: "top1Plain", heading: "without shortcuts (%)", digits: 1}
];

/**
 * Returns the numbers behind a chart of published errors, folded away: what each network costs, counted on its layers, and
 * its errors, as many as are published.
 */
export function settingTable(settings: readonly PublishedSetting[]): HTMLElement {
  const rows = settings.map((setting) => {
    const {multiplyAdds, parameters} = settingCost(setting);
    const {top1, top5, top1Plain} = setting;
    const errors = {top1, ...(top5 !== undefined && {top5}), ...(top1Plain !== undefined && {top1Plain})};
    return {
      name: settingName(setting),
      multiplyAdds: multiplyAdds / 1e9,
      parameters: parameters / 1e6,
      ...errors
    };
  });
  const shown = columns.filter(({key}) => rows.some((row) => key in row));
  return html`<details>
    <summary>The numbers</summary>
    ${factTable(rows, shown)}
  </details>`;
}
