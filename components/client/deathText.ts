import {isOtherVersion, lostDownloadText} from "../fields/lostDownload.js";

/**
 * Returns what readers are told a worker died of, by the *message* of its error event. A browser puts before an error's own words that
 * nobody caught it, and its name. A worker whose script does not come, or a module that it imports, has no words: browsers tell of it by
 * an event without a message.
 */
export function deathText(message = ""): string {
  if (message === "" || isOtherVersion(message)) return lostDownloadText;
  return message.replace(/^Uncaught (?:\(in promise\) )?(?:[A-Z]\w*: )?/, "");
}
