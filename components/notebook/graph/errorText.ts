import {isLostDownload, lostDownloadText} from "../../fields/lostDownload.js";

/**
 * Returns an error as a sentence for readers: its kind and message, without the place that a parser adds. The course's own
 * errors say what is wrong by themselves. Code may throw anything, even what has no text.
 */
export function errorText(error: unknown): string {
  if (isLostDownload(error)) return lostDownloadText;
  return textOf(error)
    .replace(/^(RuntimeError|FaultError|Error): /, "")
    .replace(/ \(\d+:\d+\)$/, "");
}

function textOf(error: unknown): string {
  try {
    return String(error);
  } catch {
    return "something that cannot be shown was thrown";
  }
}
