import {html} from "htl";
import {assignmentLimits, assignmentOf} from "../../assignment/assignment.js";
import {faultsOf} from "../../fields/fault.js";
import {button} from "../../widgets/button.js";
import {faultList} from "../../widgets/faultList.js";
import {downloadNotebook} from "./notebookFile.js";
import {notebookUrl} from "./notebookLink.js";
import type {Notebook} from "./notebookMarkdown.js";
import type {OpenNotebook} from "./openNotebook.js";

/** What makes an assignment of the notebook on the page. Made by assignmentMaker. */
export interface AssignmentMaker {
  element: HTMLElement;
  /** Shows until when what is on the page now is to be handed in. */
  follow(due?: string): void;
}

/** What a new check holds: its author changes the claim. */
const firstCheck = `import {check} from "./components/exercises.js";

// What must hold, in words, and whether it does. A name that students have not declared is an error, and holds nothing.
display(check("my check", {"2 + 2 is 4": 2 + 2 === 4}));`;

/** Returns what makes an assignment of a notebook: its checks, until when, a link and a file for students. */
export function assignmentMaker(open: OpenNotebook): AssignmentMaker {
  const due = html`<input
    type="text"
    maxlength=${assignmentLimits.due}
    placeholder="Friday, 12:00"
  />` as HTMLInputElement;
  const said = html`<span role="status"></span>`;
  const faults = faultList("assignment-faults");

  /** Calls *use* with the notebook as an assignment, unless something is wrong with it, which is shown. */
  async function assign(use: (assigned: Notebook) => Promise<void> | void): Promise<void> {
    said.replaceChildren();
    faults.show([]);
    try {
      const assigned = {...open.current, assigned: true};
      assignmentOf(assigned);
      await use(assigned);
    } catch (error) {
      const wrong = faultsOf(error);
      if (wrong) faults.show(wrong);
      else faults.showText((error as Error).message);
    }
  }

  async function copy(assigned: Notebook): Promise<void> {
    const url = await notebookUrl(assigned);
    await navigator.clipboard.writeText(url).then(
      () => (said.textContent = "Copied: the link to the assignment."),
      () => said.replaceChildren(html`<a href=${url}>Link to the assignment</a>`) // a frame may not write there
    );
  }

  due.addEventListener("input", () => open.note({due: due.value.trim()}));
  return {
    element: html`<details class="drawer assignment-maker">
      <summary>Make an assignment</summary>
      <p>
        Write tasks as text before cells, and add checks: cells that say what must hold. Students open the
        link, change and run the cells, and hand in a file, which the page
        <a href="./collect">A class’s results</a> reads. What you have put into cells is what they begin with.
      </p>
      <div class="controls">
        ${button("Add check", () => open.cells.add({lang: "js", source: firstCheck, check: true}))}
        <label>Due, if you like ${due}</label>
        ${button("Copy assignment link", () => void assign(copy))}
        ${button("Download assignment", () => void assign((assigned) => downloadNotebook(assigned, assigned.title)))}
        ${said}
      </div>
      ${faults.element}
    </details>`,
    follow(next = "") {
      due.value = next;
      said.replaceChildren();
      faults.show([]);
    }
  };
}
