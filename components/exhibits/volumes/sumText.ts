import {html} from "htl";
import type {Activation, Conv} from "../../network/leaf.js";
import type {WalkPlace} from "../../network/volumeWalk.js";
import {windowAt} from "../../network/windowAt.js";
import type {MapPosition} from "../windows/drawTrace.js";
import {
  channelMap,
  deviationOf,
  type Filter,
  filterMap,
  mapStatistics,
  type PlaceValues,
  valueAt,
  windowSum
} from "./windowSum.js";

/** What is known of a value: the place, what is before it, and where in it. */
export interface ShownValue {
  readonly place: WalkPlace;
  readonly here: PlaceValues;
  /** Values at each of the place's inputs. */
  readonly before: readonly PlaceValues[];
  readonly position: MapPosition;
  /** From 0. */
  readonly channel: number;
  /** The filter of a convolution or a dense layer. */
  readonly filter?: Filter;
}

/** Returns how a value comes about, with its numbers: the sum, and what follows it, up to what the network's plan has computed. */
export function sumText(shown: ShownValue): HTMLElement {
  const {place, position, channel, here} = shown;
  const {row, column} = position;
  const where = `Channel ${channel + 1}, row ${row + 1}, column ${column + 1}`;
  return html`<div class="window-numbers">
    <p><b>${where}: ${numberText(valueAt(here, position, channel))}</b></p>
    ${place.kind === "leaf" ? leafText(shown) : joinedText(shown)}
  </div>`;
}

function leafText(shown: ShownValue): Node | string {
  const {
    place,
    before: [before],
    position,
    channel,
    filter
  } = shown;
  const [{leaf}] = place.leaves;
  switch (leaf.type) {
    case "conv":
      return filter ? convText(shown, leaf, filter) : "";
    case "maxPool":
      return html`<p>The largest of ${windowValues(shown).map(numberText).join(", ")}.</p>`;
    case "globalAveragePool":
      return html`<p>The mean of the ${before.volume[0] * before.volume[1]} values of the map before.</p>`;
    case "norm":
      return normText(shown, valueAt(before, position, channel), () => channelMap(before, channel));
    case "dense":
      return filter
        ? html`<p>
            ${before.values.length.toLocaleString("en")} products, and a bias of ${numberText(filter.bias)}.
          </p>`
        : "";
    default:
      return "";
  }
}

function convText(shown: ShownValue, conv: Conv, filter: Filter): HTMLElement {
  const {
    before: [before],
    position,
    here
  } = shown;
  const {channel, products, part, sum, count} = windowSum(conv, before, filter, position);
  const small = products.length <= 3;
  return html`<div>
    <p>
      ${count.toLocaleString("en")} products of a value and a weight add up to ${numberText(sum)}. The
      ${products.length ** 2 === 1 ? "one" : products.length ** 2} of channel ${channel + 1}, which adds most:
      ${numberText(part)}${small ? ":" : "."}
    </p>
    ${small ? productTable(products) : ""}
    ${normText(shown, sum, () => filterMap(conv, before, filter, [here.volume[0], here.volume[1]]))}
  </div>`;
}

function productTable(products: ReturnType<typeof windowSum>["products"]): HTMLElement {
  return html`<table class="product-table">
    <tbody>
      ${products.map(
        (row) =>
          html`<tr>
            ${row.map(({x, weight}) => html`<td>${x === undefined ? "0" : numberText(x)} · ${numberText(weight)}</td>`)}
          </tr>`
      )}
    </tbody>
  </table>`;
}

/** What follows a sum: normalization, by running statistics or the map's own, and the activation. */
function normText({place, filter}: ShownValue, sum: number, mapOf: () => Float64Array): Node | string {
  const types = place.leaves.map(({leaf}) => leaf.type);
  const relu = types.includes("relu" satisfies Activation["type"]);
  if (!types.includes("norm")) return relu ? html`<p>ReLU: ${numberText(Math.max(0, sum))}.</p>` : "";
  const own = filter?.norm;
  const {mean, deviation} = own
    ? {mean: own.mean, deviation: deviationOf(own.variance)}
    : mapStatistics(mapOf());
  const {gamma, beta} = own ?? {gamma: 1, beta: 0}; // as training begins
  const normed = ((sum - mean) / deviation) * gamma + beta;
  const scaled = own ? ` · ${bracketed(gamma)} + ${bracketed(beta)}` : "";
  return html`<p>
    Normalized: (${numberText(sum)} − ${bracketed(mean)}) / ${numberText(deviation)}${scaled} =
    ${numberText(normed)}.${relu ? ` ReLU: ${numberText(Math.max(0, normed))}.` : ""}
  </p>`;
}

function joinedText({place, before, position, channel}: ShownValue): Node | string {
  if (place.kind !== "sum" || before.length !== 2) return "";
  const [f, x] = before.map((values) => valueAt(values, position, channel));
  const relu = place.leaves.some(({leaf}) => leaf.type === "relu");
  const text = `F(x) + x: ${numberText(f)} + ${bracketed(x)} = ${numberText(f + x)}.`;
  return html`<p>${text}${relu ? ` ReLU: ${numberText(Math.max(0, f + x))}.` : ""}</p>`;
}

function windowValues({place, before: [before], position, channel}: ShownValue): number[] {
  const [height, width] = before.volume;
  const window = windowAt(place.leaves[0].leaf, before.volume, position);
  const values: number[] = [];
  for (let row = Math.max(0, window.row); row < Math.min(height, window.row + window.rows); ++row)
    for (
      let column = Math.max(0, window.column);
      column < Math.min(width, window.column + window.columns);
      ++column
    )
      values.push(valueAt(before, {row, column}, channel));
  return values;
}

function bracketed(value: number): string {
  return value < 0 ? `(${numberText(value)})` : numberText(value);
}

function numberText(value: number): string {
  const text = Math.abs(value) >= 1000 ? value.toExponential(2) : value.toFixed(Math.abs(value) < 10 ? 3 : 1);
  return text.replace("-", "−");
}
