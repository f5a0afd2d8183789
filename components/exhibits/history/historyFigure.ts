import {html} from "htl";
import {networkColumns} from "../../diagrams/columns/networkColumns.js";
import {invalid} from "../../fields/fault.js";
import {namedNetwork} from "../../network/named.js";
import {button} from "../../widgets/button.js";
import {fitted, likelyWidth} from "../../widgets/fitted.js";
import {choiceField} from "../../widgets/labFields.js";
import {historyAxes, type HistoryAxisName} from "./historyAxis.js";
import {historyChart} from "./historyChart.js";
import type {HistoryNetwork} from "./historyNetwork.js";
import {historyTable} from "./historyTable.js";

/** Options of historyFigure. */
export interface HistoryFigureOptions {
  /** Names of the networks that are drawn at first, from 1 to 4. */
  drawn: readonly string[];
  /** Choices of several networks at once, by what stands on their buttons. Defaults to those that the chapter compares. */
  presets?: Readonly<Record<string, readonly string[]>>;
}

/** VGG-19, plain-34 and ResNet-34 are those of He et al. 2015, Fig. 3. */
const compared: Readonly<Record<string, readonly string[]>> = {
  "VGG-19, plain-34, ResNet-34": ["vgg19", "plain-34", "resnet34"],
  "AlexNet, VGG-16, GoogLeNet": ["alexnet-original", "vgg16", "googlenet-paper"],
  "GoogLeNet, ResNet-152": ["googlenet-paper", "resnet152"]
};

/** So many columns have room side by side. */
const mostDrawn = 4;

/** The chart takes no more room than this, in pixels. */
const widest = 720;

/**
 * Returns networks by year, on an axis that a reader chooses; a row that is pressed unfolds into its network, drawn to scale
 * below. Its value is the names of those that are drawn; it emits "input".
 *
 * Throws if **drawn** has no network of *networks*, or more than four.
 */
export function historyFigure(
  networks: readonly HistoryNetwork[],
  {drawn, presets = compared}: HistoryFigureOptions
): HTMLElement & {value: readonly string[]} {
  let chosen = checked(drawn, networks);
  let width = likelyWidth(widest);
  const axisField = choiceField({
    ...{name: "axis", label: "Axis"},
    options: Object.fromEntries(Object.entries(historyAxes).map(([key, {label}]) => [key, label]))
  });
  const chart = html`<div></div>`;
  const columns = html`<div></div>`;
  const spoken = html`<p class="visually-hidden" role="status"></p>`;
  const buttons = Object.entries(presets).map(([text, names]) => button(text, () => choose(names)));

  function choose(names: readonly string[]): void {
    chosen = names.slice(-mostDrawn);
    show();
    spoken.textContent = `Drawn: ${titles().join(", ")}.`;
    element.dispatchEvent(new Event("input", {bubbles: true}));
  }

  const shown = () => chosen.map((net) => networks.find((one) => one.net === net)!);
  const titles = () => shown().map(({name}) => name);

  function redrawChart(): void {
    const axis = historyAxes[axisField.value as HistoryAxisName];
    chart.replaceChildren(historyChart(networks, {axis, chosen, width}));
  }

  function show(): void {
    redrawChart();
    columns.replaceChildren(
      networkColumns(shown().map(({net, name}) => ({...namedNetwork(net), title: name})))
    );
  }

  /** A press on a row draws its network, or takes it away; the last one stays. */
  function press(event: Event): void {
    const net = (event.target as Element).closest("[data-net]")?.getAttribute("data-net");
    if (!net) return;
    event.preventDefault();
    const others = chosen.filter((name) => name !== net);
    if (others.length < chosen.length) choose(others.length > 0 ? others : chosen);
    else choose([...chosen, net]);
    chart.querySelector<SVGElement>(`[data-net="${net}"]`)?.focus();
  }

  chart.onclick = press;
  chart.onkeydown = (event) => {
    if (event.key === "Enter" || event.key === " ") press(event);
  };
  axisField.element.addEventListener("input", redrawChart);
  show();
  fitted(chart, (room) => ((width = room), redrawChart()), {most: widest});
  const element = html`<div class="run history" role="group" aria-label="Networks by year">
    <div class="controls">${axisField.element}</div>
    ${legend()}${chart}${historyTable(networks)}
    <div class="controls" role="group" aria-label="Side by side"><span>Side by side:</span> ${buttons}</div>
    ${columns}${spoken}
  </div>`;
  return Object.defineProperty(element, "value", {get: () => chosen}) as HTMLElement & {
    value: readonly string[];
  };
}

function checked(drawn: readonly string[], networks: readonly HistoryNetwork[]): readonly string[] {
  const known = networks.map(({net}) => net);
  if (!Array.isArray(drawn) || drawn.length < 1 || drawn.length > mostDrawn)
    throw invalid("drawn", drawn, "networkCount", {most: mostDrawn});
  for (const net of drawn) if (!known.includes(net)) throw invalid("drawn", net, "choice", {choices: known});
  if (new Set(drawn).size < drawn.length) throw invalid("drawn", drawn, "different", {});
  return drawn;
}

function legend(): HTMLElement {
  return html`<div class="legend">
    <span><i class="swatch plain"></i>without shortcuts</span>
    <span><i class="swatch residual"></i>with shortcuts</span>
    <span><i class="swatch hollow"></i>for CIFAR-10, another task</span>
  </div>`;
}
