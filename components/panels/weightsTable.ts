import {html} from "htl";
import type {WeighedFile} from "../protocol/weights.js";
import {fitCounts, type FitRow, type FitStatus} from "../weights/fitWeights.js";
import {fitWords} from "../weights/fitWords.js";

/** Returns what a file is of, and how many names fit, in a sentence or two. */
export function foundText({title, format, fit, plainAlike}: WeighedFile): string {
  const counts = fitCounts(fit);
  const said = (Object.keys(fitWords) as FitStatus[])
    .filter((status) => status === "fitted" || counts[status] > 0)
    .map((status) => `${fitWords[status]}: ${counts[status]}`);
  const alike = plainAlike ? " A plain network has the same names and shapes." : "";
  return `${title}, by its names and shapes; ${format}. ${said.toReversed().join(", ")}.${alike}`;
}

/** Returns the table of names: what does not fit, and, folded, what does. */
export function fitTable({fit: {rows}}: WeighedFile): HTMLElement {
  const fitted = rows.filter(({status}) => status === "fitted");
  const others = rows.filter(({status}) => status !== "fitted");
  return html`<div class="weights-table">
    ${others.length > 0 ? tableOf(others) : ""}
    ${
      fitted.length > 0
        ? html`<details>
            <summary>${fitted.length} names that fit</summary>
            ${tableOf(fitted)}
          </details>`
        : ""
    }
  </div>`;
}

function tableOf(rows: readonly FitRow[]): HTMLElement {
  return html`<div
    class="table-scroll"
    tabindex="0"
    role="region"
    aria-label="Names of the file and of the network"
  >
    <table class="count-table">
      <thead>
        <tr>
          <th scope="col">name</th>
          <th scope="col">what</th>
          <th scope="col">in the file</th>
          <th scope="col">in the network</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({name, status, found, expected, dtype}) =>
            html`<tr>
              <th scope="row"><code>${name}</code></th>
              <td>${fitWords[status]}</td>
              <td>${found ? `${found.join("×")} ${dtype}` : "–"}</td>
              <td>${expected ? expected.join("×") : "–"}</td>
            </tr>`
        )}
      </tbody>
    </table>
  </div>`;
}

/** How many classes are shown. */
const shown = 5;

/** Returns the classes with the highest *scores*, by their *names* where each has one, and the share that a softmax gives each. */
export function topScores(scores: readonly number[], names: readonly string[] = []): HTMLElement {
  const named = names.length === scores.length;
  const most = Math.max(...scores);
  const total = scores.reduce((sum, score) => sum + Math.exp(score - most), 0);
  const best = scores
    .map((score, index) => ({index, share: Math.exp(score - most) / total}))
    .sort((a, b) => b.share - a.share)
    .slice(0, shown);
  return html`<table class="count-table">
    <thead>
      <tr>
        <th scope="col">class</th>
        <th scope="col" class="number">share</th>
      </tr>
    </thead>
    <tbody>
      ${best.map(
        ({index, share}) =>
          html`<tr>
            <th scope="row">${named ? `${names[index]} (${index})` : `number ${index}`}</th>
            <td class="number">${(100 * share).toFixed(1)} %</td>
          </tr>`
      )}
    </tbody>
  </table>`;
}
