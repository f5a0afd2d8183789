import {html} from "htl";
import {drawLevels, type LevelBar} from "../../diagrams/volumes/drawLevels.js";
import {namedNetwork} from "../../network/named.js";
import {volumeWalk, type WalkPlace} from "../../network/volumeWalk.js";
import {fitted, likelyWidth} from "../../widgets/fitted.js";
import {choiceField} from "../../widgets/labFields.js";

const widest = 720;

/** Returns what each convolution on the main path of a network costs, of *networks* that a reader chooses from. */
export function levelFigure(networks: Readonly<Record<string, string>>): HTMLElement {
  const choice = choiceField({name: "network", label: "", options: networks});
  const place = html`<div></div>`;
  let width = likelyWidth(widest);
  let bars: readonly LevelBar[] = [];

  function choose(): void {
    bars = levelBars(String(choice.value));
    show();
  }

  function show(): void {
    const name = String(choice.value);
    const millions = bars.map(({multiplyAdds}) => Math.round(multiplyAdds / 1e6));
    const label = `Multiply–adds of the ${bars.length} convolutions of ${networks[name]}, in millions: ${millions.join(", ")}`;
    place.replaceChildren(drawLevels(bars, {width, label}));
  }

  choice.element.addEventListener("input", choose);
  choose();
  fitted(place, (room) => ((width = room), show()), {most: widest});
  return html`<div class="run" role="group" aria-label="Multiply–adds layer by layer">
    <div class="controls">${choice.element}</div>
    ${place}
  </div>`;
}

/** Returns the convolutions of the main path of a network, each with its cost. */
export function levelBars(name: string): LevelBar[] {
  const {expression, input} = namedNetwork(name);
  const places = volumeWalk(expression, input);
  return places.filter(({onShortcut}) => !onShortcut).flatMap((place) => barOf(places, place));
}

function barOf(places: readonly WalkPlace[], place: WalkPlace): LevelBar[] {
  const [first] = place.leaves;
  if (place.kind !== "leaf" || first.leaf.type !== "conv") return [];
  const {kernel, groups} = first.leaf;
  const [side, , filters] = place.volume;
  const channels = places[place.inputs[0]].volume[2];
  const pair = channels === filters ? `${filters}²` : `${channels} · ${filters}`;
  const sum = `${kernel * kernel} · ${side}² · ${pair}${groups > 1 ? ` / ${groups}` : ""}`;
  return [{name: first.name, stage: place.stage, multiplyAdds: place.multiplyAdds, sum}];
}
