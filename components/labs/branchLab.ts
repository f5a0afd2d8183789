import {html} from "htl";
import {branchPictures, type BranchRecording, unpackedBranches} from "../charts/branchRecording.js";
import {greyUrl, pixelPlaces} from "../charts/pixelPictures.js";
import {stopSlider} from "../widgets/stopSlider.js";

/** Options of branchLab. */
export interface BranchLabOptions {
  recording: BranchRecording;
}

/** Images under each other. */
const inTable = 3;
const lambdas = Array.from({length: 21}, (_, i) => i / 20);

/** Returns x, F(x) and λx + F(x) of a trained block as pictures, with the block and λ under the hand. */
export function branchLab({recording: {images, blocks, caption}}: BranchLabOptions): HTMLElement {
  const text = ({number}: (typeof blocks)[number]) => `${number}`;
  const block = stopSlider({label: "Block", stops: blocks, value: blocks[1], text});
  const lambda = stopSlider({label: "λ", stops: lambdas, value: 1, text: (value) => value.toFixed(2)});
  const places = images.map(() => pixelPlaces(4));
  const ratios = images.map(() => html`<span></span>`);
  const heading = () => html`<div class="branch-row"><span>image</span><span>x</span><span>F(x)</span><span>λx + F(x)</span><span>‖F(x)‖ / ‖x‖</span></div>`; // prettier-ignore
  const rows = images.map((_, i) => html`<div class="branch-row">${places[i]}${ratios[i]}</div>`);
  const tables = rows.flatMap((_, i) => i % inTable === 0 ? [html`<div>${heading()}${rows.slice(i, i + inTable)}</div>`] : []); // prettier-ignore
  const sheet = html`<div class="branch-sheet" role="img"><div aria-hidden="true">${tables}</div></div>`;

  function show(): void {
    const [chosen, factor] = [block.value, lambda.value];
    const label = factor === 1 ? "x + F(x)" : factor === 0 ? "F(x) alone" : `${factor.toFixed(2)} x + F(x)`;
    const said = images.map((image, i) => `${image.label} ${chosen.ratios[i].toFixed(2)}`).join(", ");
    sheet.setAttribute(
      "aria-label",
      `x, F(x) and ${label} of block ${chosen.number} for ${images.length} images; ‖F(x)‖ / ‖x‖: ${said}.`
    );
    for (const [i, branches] of unpackedBranches(chosen).entries()) {
      const {x, residual, sum} = branchPictures(branches, factor);
      const urls = [images[i].url, ...[x, residual, sum].map((bytes) => greyUrl(bytes, chosen.volume))];
      urls.forEach((url, place) => (places[i][place].src = url));
      ratios[i].textContent = chosen.ratios[i].toFixed(2);
    }
  }

  for (const {element} of [block, lambda]) element.addEventListener("input", show);
  show();
  return html`<div class="run lab" role="group" aria-label="A residual block in pictures">
    <div class="controls">${block.element}${lambda.element}</div>
    ${sheet}
    <p class="badge">${caption}</p>
  </div>`;
}
