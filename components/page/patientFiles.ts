/** A file of a page, as far as pages read theirs. */
interface PageFile {
  json(): Promise<unknown>;
}

/** Framework's FileAttachment. */
type FileOf = (name: string, ...more: unknown[]) => PageFile;

/** A cell as Framework compiles it, as far as it reads files. */
interface ReadingCell {
  inputs?: readonly string[];
  body?(...values: unknown[]): unknown;
}

/** Files that cells wait for. Made by patientFiles. */
export interface PatientFiles {
  /** Returns a cell like *cell*, except that it waits for files that do not come, or come damaged, until they do. */
  patient<Cell extends ReadingCell>(cell: Cell): Cell;
  /** Asks anew for the files that are missing. */
  askAgain(): void;
}

/**
 * Returns no files yet. Framework ends a cell whose file is lost, and each that needs it, with an error in the place of what the
 * build has drawn there. A cell that waits leaves the page as it was built. Calls *onMissing* each time that a file has not come:
 * who touches what waits is told, and asks again (components/page/wake.ts).
 */
export function patientFiles(onMissing: () => void): PatientFiles {
  const missing = new Set<() => Promise<void>>();

  function read(file: PageFile): Promise<unknown> {
    return new Promise((resolve) => {
      const ask = async () => {
        missing.delete(ask); // who asks meanwhile waits for the same answer
        try {
          resolve(await file.json());
        } catch {
          missing.add(ask); // what went wrong has no words for readers
          onMissing();
        }
      };
      void ask();
    });
  }

  const patientFile =
    (fileOf: FileOf): FileOf =>
    (...asked) => {
      const file = fileOf(...asked);
      return Object.create(file, {json: {value: () => read(file)}}) as PageFile;
    };

  return {
    patient(cell) {
      const {inputs, body} = cell;
      if (!inputs?.includes("FileAttachment") || !body) return cell;
      const given = (value: unknown, i: number) =>
        inputs[i] === "FileAttachment" ? patientFile(value as FileOf) : value;
      return {...cell, body: (...values: unknown[]) => body(...values.map(given))};
    },
    askAgain() {
      for (const ask of [...missing]) void ask();
    }
  };
}
