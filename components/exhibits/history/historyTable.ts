import {html} from "htl";
import type {HistoryNetwork} from "./historyNetwork.js";

/** Returns the numbers behind the chart of *networks*, each with its source, folded away. */
export function historyTable(networks: readonly HistoryNetwork[]): HTMLElement {
  const million = (count: number) => (count / 1e6).toFixed(1);
  return html`<details>
    <summary>The numbers, and where they are from</summary>
    <div class="table-scroll" tabindex="0" role="region" aria-label="Networks by year">
      <table class="wrapping">
        <thead>
          <tr>
            <th scope="col">network</th>
            <th scope="col" class="number">year</th>
            <th scope="col" class="number">layers</th>
            <th scope="col" class="number">parameters (millions)</th>
            <th scope="col" class="number">multiply–adds (millions)</th>
            <th scope="col">error of one</th>
            <th scope="col">of several</th>
            <th scope="col">source of the errors</th>
          </tr>
        </thead>
        <tbody>
          ${networks.map(
            (network) =>
              html`<tr>
                <th scope="row">${network.name}</th>
                <td class="number">${network.year}</td>
                <td class="number">${network.layers}</td>
                <td class="number">${million(network.parameters)}</td>
                <td class="number">${Math.round(network.multiplyAdds / 1e6).toLocaleString("en")}</td>
                <td>${singleText(network)}</td>
                <td>${ensembleText(network)}</td>
                <td>${network.paper}</td>
              </tr>`
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

function singleText({single, singleHow, task}: HistoryNetwork): string {
  return `${single} % (${singleHow}${task === "cifar10" ? "; CIFAR-10" : ""})`;
}

function ensembleText({ensemble, ensembleOf}: HistoryNetwork): string {
  return ensemble === undefined ? "–" : `${ensemble} % (${ensembleOf})`;
}
