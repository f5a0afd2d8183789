import {html} from "htl";
import {groupedWeight, weightCount} from "../diagrams/split/groupedWeight.js";

/** What was last answered: a line, from 1, and whether it is the one that is wrong. */
export interface GroupsAnswer {
  readonly line: number;
  readonly right: boolean;
}

/** A line of the listing, and what is said to those who hold it to be wrong. */
interface Line {
  readonly code: string;
  readonly feedback: string;
  readonly wrong?: true;
}

/** Channels of the block that is looked at, and the groups that it should have. */
const [channels, wanted] = [32, 16];
const got = channels / wanted;

const lines: readonly Line[] = [
  {
    code: "def resnext_block(channels, groups, ratio=1):",
    feedback:
      "These are all it needs: the volume's channels, the cardinality, and how wide the 3×3 is beside them."
  },
  {
    code: "    width = round(ratio * channels)",
    feedback:
      "The width of the 3×3, that of all groups together. Any ratio will do, as long as groups divides the width."
  },
  {
    code: "    reduce = Conv2d(channels, width, 1)",
    feedback: "Every group starts from the whole input, so the first 1×1 has no groups."
  },
  {
    code: "    transform = Conv2d(width, width, 3, padding=1, groups=width // groups)",
    feedback:
      "Yes. Conv2d asks how many groups there are, and width // groups is how many channels each of them has. The argument is groups itself.",
    wrong: true
  },
  {
    code: "    restore = Conv2d(width, channels, 1)",
    feedback: "The last 1×1 sums over all groups, so it has none; and its output must have the channels of x."
  },
  {
    code: "    def forward(x):",
    feedback: "The block is a function of x. Normalizations are left out here, as they are in all lines."
  },
  {
    code: "        F = restore(relu(transform(relu(reduce(x)))))",
    feedback: "1×1, 3×3, 1×1, with a ReLU between them, and none before the addition."
  },
  {
    code: "        return relu(F + x)",
    feedback: "The shortcut is added before the last ReLU, as in the original residual block."
  },
  {code: "    return forward", feedback: "It gives back the function of x."}
];

/**
 * Returns an exercise: the block of ResNeXt as nine lines of Python, each a button. Pressing one says why it is right, or
 * why it is wrong; then what the wrong one builds is shown. Its value is a GroupsAnswer, or null before the first; it emits
 * "input".
 *
 * The fault is that of "Dive into Deep Learning", section ResNeXt, as of 2026, reported as pull request #2730; the listing
 * is our own.
 */
export function groupsExercise(): HTMLElement & {value: GroupsAnswer | null} {
  const feedback = html`<p class="status" role="status">Press the line that you hold to be wrong.</p>`;
  const answer = html`<div class="answer" hidden>${consequences()}</div>`;
  const buttons = lines.map(({code}, i) => lineButton(code, () => choose(i)));
  let value: GroupsAnswer | null = null;

  function choose(i: number): void {
    const {feedback: text, wrong = false} = lines[i];
    value = {line: i + 1, right: wrong};
    buttons.forEach((one, place) => one.setAttribute("aria-pressed", String(place === i)));
    feedback.textContent = `Line ${i + 1}. ${wrong ? "" : "This one is right. "}${text}`;
    if (wrong) {
      answer.hidden = false;
      buttons[i].classList.add("wrong");
    }
    element.dispatchEvent(new Event("input", {bubbles: true}));
  }

  const element = html`<div class="run groups-exercise" role="group" aria-label="Find the wrong line">
    <ol class="code-lines">
      ${buttons.map((one) => html`<li>${one}</li>`)}
    </ol>
    ${feedback}${answer}
  </div>`;
  return Object.defineProperty(element, "value", {get: () => value}) as HTMLElement & {
    value: GroupsAnswer | null;
  };
}

function lineButton(code: string, onclick: () => void): HTMLElement {
  const element = html`<button type="button" class="code-line" aria-pressed="false" ${{onclick}}>
    <code>${code.trim()}</code>
  </button>`;
  element.style.setProperty("--indent", String(code.search(/\S/)));
  return element;
}

/** What the wrong line builds, beside what was wanted. */
function consequences(): Node[] {
  const [right, wrong] = [wanted, got].map((groups) => weightCount(channels, groups).toLocaleString("en"));
  return [
    html`<p>
      A block of ${channels} channels that is asked for ${wanted} groups gets ${channels} // ${wanted} =
      ${got}. It has ${wrong} weights in the 3×3 instead of ${right}, and raises no error.
    </p>`,
    html`<div class="panels">
      ${groupedWeight(wanted, channels / wanted, {title: `Asked for: ${wanted} groups`})}
      ${groupedWeight(got, channels / got, {title: `Got: ${got} groups`})}
    </div>`,
    html`<details>
      <summary>When is the fault harmless?</summary>
      <p>
        Where groups and channels of a group are as many: groups² = width, such as 8 groups in 64 channels. A
        test of that size alone would not find it.
      </p>
    </details>`,
    html`<p class="muted">
      The fault is that of <cite>Dive into Deep Learning</cite>, section ResNeXt, as of 2026; reported as
      <a href="https://github.com/d2l-ai/d2l-en/pull/2730">pull request #2730</a>. The listing is ours.
    </p>`
  ];
}
