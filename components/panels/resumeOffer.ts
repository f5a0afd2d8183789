import {html} from "htl";
import type {Checkpoint} from "../protocol/checkpoint.js";
import {adoptSession, forgetSession, savedSession} from "../stores/checkpoints.js";
import {button} from "../widgets/button.js";

/**
 * Returns a line that offers to go on with runs kept before a reload, under *key*; it stays empty if there are none.
 * They are offered, not started: the reader may have come for something else.
 */
export function resumeOffer(key: string, onResume: (checkpoints: Checkpoint[]) => void): HTMLElement {
  const element = html`<div class="message offer" hidden></div>`;
  savedSession(key).then((saved) => {
    if (!saved || saved.checkpoints.every(({ended}) => ended)) return;
    const steps = saved.checkpoints.filter(({ended}) => !ended).map(({step}) => step);
    const close = () => element.remove();
    element.replaceChildren(
      `Training stopped at step ${Math.min(...steps)} of ${saved.checkpoints[0].spec.steps}, on ${saved.savedAt.toLocaleString("en")}. `,
      button("Resume", () => {
        close();
        void adoptSession(key, saved).catch(() => {}); // what is kept next tells of it
        onResume(saved.checkpoints);
      }),
      " ",
      button("Forget", () => (close(), void forgetSession(saved.place).catch(() => {})))
    );
    element.hidden = false;
  });
  return element;
}
