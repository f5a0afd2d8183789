// @vitest-environment jsdom
import {autocompletion, currentCompletions} from "@codemirror/autocomplete";
import {EditorView} from "@codemirror/view";
import {expect, test} from "vitest";
import {completionSource} from "../../../components/notebook/editor/completion.js";
import type {CourseApi} from "../../../components/notebook/editor/courseApi.js";
import {eventually} from "../../eventually.js";

test("what is typed while the documentation loads is completed all the same", async () => {
  const waiting: ((api: CourseApi) => void)[] = [];
  const source = completionSource(
    async () => ["depth"],
    () => new Promise((resolve) => waiting.push(resolve))
  );
  const view = new EditorView({extensions: [autocompletion({override: [source]})], parent: document.body});
  const type = (text: string) => {
    const {from} = view.state.selection.main;
    view.dispatch({
      changes: {from, insert: text},
      selection: {anchor: from + text.length},
      userEvent: "input.type"
    });
  };
  type("x.a"); // nothing is known of a property
  await eventually(() => expect(waiting).toHaveLength(1));
  type(" + dep");
  waiting[0]({modules: {}});
  await eventually(() => expect(waiting).toHaveLength(2));
  waiting[1]({modules: {}});
  await eventually(() => expect(currentCompletions(view.state).map(({label}) => label)).toEqual(["depth"]));
  view.destroy();
});
