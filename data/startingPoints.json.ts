import {readdirSync, readFileSync} from "node:fs";
import {notebookFromMarkdown} from "../components/notebook/document/notebookMarkdown.js";

// The notebooks that the lab can start from, in the order of their names.

const folder = new URL("./notebooks/", import.meta.url);
const notebooks = readdirSync(folder)
  .sort()
  .map((name) => notebookFromMarkdown(readFileSync(new URL(name, folder), "utf8")));
process.stdout.write(JSON.stringify(notebooks));
