import {html} from "htl";
import {accepts, type NumberRule} from "../fields/accepts.js";
import {faultText} from "../fields/english.js";
import {markFault} from "../widgets/markFault.js";

/** How many hands a class can raise for one outcome. */
const rule: NumberRule = {is: "integer", least: 0, most: 9999};

let polls = 0; // what a poll says has an id, by which its fields are described

/** A poll by show of hands: for each outcome a field for its hands and a bar, and a line that says how many voted. */
export interface HandsPoll {
  /** One an outcome, in their order. Shown before a class only (style/exercises.css). */
  rows: readonly HTMLElement[];
  said: HTMLElement;
}

/** Returns a poll among *outcomes*: the hands that are typed in are drawn as shares of all that were raised. */
export function handsPoll(outcomes: readonly string[]): HandsPoll {
  const said = html`<p id=${`poll-said-${++polls}`} class="poll-said" role="status"></p>`;
  const fields = outcomes.map(
    (text) =>
      html`<input
        inputmode="numeric"
        autocomplete="off"
        placeholder="hands"
        aria-label=${`Hands for: ${text}`}
        ${{oninput: draw, onkeydown: leaveByEnter}}
      />` as HTMLInputElement
  );
  const bars = outcomes.map(() => html`<span class="poll-bar"></span>`);
  const shares = outcomes.map(() => html`<span class="poll-share"></span>`);

  function draw(): void {
    const hands = fields.map(({value}) => handsIn(value));
    const wrong = fields.find((_, i) => !accepts(rule, hands[i]));
    for (const field of fields) markFault(field, field === wrong && said.id);
    if (wrong) {
      said.textContent = faultText({field: "hands", value: wrong.value.trim(), rule});
      return; // what was drawn stays
    }
    const total = hands.reduce((sum, count) => sum + count, 0);
    hands.forEach((count, i) => {
      const percent = total === 0 ? 0 : Math.round((100 * count) / total);
      bars[i].style.setProperty("--share", `${percent}%`);
      shares[i].textContent = total === 0 ? "" : `${percent} %`;
    });
    said.textContent = total === 0 ? "" : `${total} ${total === 1 ? "hand" : "hands"}`;
  }

  return {
    rows: outcomes.map(
      (_, i) =>
        html`<span class="poll">${fields[i]}<span class="poll-room">${bars[i]}</span>${shares[i]}</span>`
    ),
    said
  };
}

function handsIn(text: string): number {
  return text.trim() === "" ? 0 : Number(text);
}

/** So that the lecture's keys are its own again. */
function leaveByEnter(event: KeyboardEvent): void {
  if (event.key === "Enter") (event.target as HTMLInputElement).blur();
}
