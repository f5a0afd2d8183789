// @vitest-environment jsdom
import {EditorView} from "@codemirror/view";
import {expect, test, vi} from "vitest";
import {createEditor} from "../../../components/notebook/editor/editor.js";

test("createEditor() refuses what makes a text too long, says so, and takes what makes it shorter", () => {
  const onRefuse = vi.fn();
  const nothing = () => {};
  const editor = createEditor({
    ...{doc: "const depth = 20;", lang: "js", label: "Code", prompt: ""},
    ...{
      names: async () => [],
      api: async () => ({modules: {}}),
      onChange: nothing,
      onRun: nothing,
      onLeave: nothing,
      onRefuse
    }
  });
  document.body.append(editor.dom);
  const view = EditorView.findFromDOM(editor.dom)!;
  const paste = (text: string, {from = 0, to = 0} = {}) =>
    view.dispatch({changes: {from, to, insert: text}, userEvent: "input.paste"});
  paste("x".repeat(1_000_000));
  expect(view.state.doc.toString()).toBe("const depth = 20;");
  expect(onRefuse).toHaveBeenCalledExactlyOnceWith(
    "Not taken: that makes 1,000,017 letters, and a cell holds at most 100,000."
  );
  paste("// twenty\n");
  expect(view.state.doc.toString()).toBe("// twenty\nconst depth = 20;");
  editor.setDoc("x".repeat(150_000)); // as an earlier version kept it
  paste("y".repeat(120_000), {to: 150_000});
  expect(view.state.doc.length).toBe(120_000);
  expect(onRefuse).toHaveBeenCalledOnce();
  editor.destroy();
});
