import {expect, test} from "vitest";
import {filesOf, foldersIn} from "../../components/widgets/droppedFolders.js";

const fileEntry = (name: string) => ({
  ...{name, isFile: true, isDirectory: false},
  file: (done: (file: File) => void) => done(new File([], name))
});

/** A folder that is read two entries at a time. */
function folder(entries: readonly object[]) {
  const createReader = () => {
    const left = [...entries];
    return {readEntries: (done: (some: object[]) => void) => done(left.splice(0, 2))};
  };
  return {isFile: false, isDirectory: true, createReader};
}

const dropped = (...entries: object[]) =>
  ({items: entries.map((entry) => ({webkitGetAsEntry: () => entry}))}) as unknown as DataTransfer;

test("a dropped folder has its files and those of the folders in it", async () => {
  const inner = folder([fileEntry("d.png")]);
  const entries = foldersIn(
    dropped(fileEntry("a.png"), folder(["b", "c", "e"].map(fileEntry).concat(inner as never)))
  );
  expect((await filesOf(entries!)).map(({name}) => name)).toEqual(["a.png", "b", "c", "e", "d.png"]);
});

test("files alone are no folders, nor is what a browser does not tell of", () => {
  expect(foldersIn(dropped(fileEntry("a.png")))).toBeUndefined();
  expect(foldersIn({files: []} as unknown as DataTransfer)).toBeUndefined();
  expect(foldersIn(null)).toBeUndefined();
});
