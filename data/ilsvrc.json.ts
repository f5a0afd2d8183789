import {readFileSync} from "node:fs";
import {historyNetwork, type PublishedEntry} from "../components/exhibits/history/historyNetwork.js";

// Networks by year: what is published of them, and what is counted on their expressions.

const file = new URL("./published/ilsvrc.json", import.meta.url);
const {networks} = JSON.parse(readFileSync(file, "utf8")) as {networks: PublishedEntry[]};

process.stdout.write(JSON.stringify(networks.map(historyNetwork)));
