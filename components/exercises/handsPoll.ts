import {html} from "htl";

/** Most hands that a class can raise for one outcome. */
const mostHands = 9999;

/** A poll by show of hands: for each outcome a field for its hands and a bar, and a line that says how many voted. */
export interface HandsPoll {
  /** One an outcome, in their order. Shown before a class only (style/exercises.css). */
  rows: readonly HTMLElement[];
  said: HTMLElement;
}

/** Returns a poll among *outcomes*: the hands that are typed in are drawn as shares of all that were raised. */
export function handsPoll(outcomes: readonly string[]): HandsPoll {
  const said = html`<p class="poll-said" role="status"></p>`;
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
    const wrong = fields.find((_, i) => Number.isNaN(hands[i]));
    fields.forEach((field) => field.toggleAttribute("aria-invalid", field === wrong));
    if (wrong) {
      said.textContent = `invalid hands: ${wrong.value.trim().slice(0, 20)}; they must be an integer from 0 to ${mostHands}`;
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
  const count = text.trim() === "" ? 0 : Number(text);
  return Number.isInteger(count) && count >= 0 && count <= mostHands ? count : NaN;
}

/** So that the lecture's keys are its own again. */
function leaveByEnter(event: KeyboardEvent): void {
  if (event.key === "Enter") (event.target as HTMLInputElement).blur();
}
