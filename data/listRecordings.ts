import {writeFileSync} from "node:fs";
import {recordingsPage, tablePage} from "./recordingsTable.js";

// Writes the list of what is recorded.

writeFileSync(new URL(`../${tablePage}`, import.meta.url), recordingsPage());
