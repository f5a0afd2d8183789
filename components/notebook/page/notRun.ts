import type {LastVisit} from "./pageWatch.js";
import {noticeBanner, showBanner} from "./reviewEdits.js";

/** What is told of kept code that is shown, and has not run. */
export interface NotRun {
  /** When the page was lost: `edited code ran on it`. */
  ran: string;
  /** The rest of a sentence: `your edits are shown, and have not run`. */
  shown: string;
}

/** Says after a visit that was not fine why kept code has not run. */
export function tellOfVisit(visit: Exclude<LastVisit, "fine">, {ran, shown}: NotRun): void {
  const what =
    visit === "frozen"
      ? `This page stopped responding, or was closed by force, while ${ran}.`
      : `At the last visit this page was gone within seconds after ${ran}.`;
  tell(`${what} So ${shown}.`);
}

/** Says that the page is as it was published, since its address asks for that. *kept*: `Your edits are`. */
export function tellOfEditsOff(kept: string): void {
  tell(
    `The address of this page says edits=off, so it is as it was published. ${kept} still kept, and will be here without those words; what you change now is not kept.`
  );
}

function tell(text: string): void {
  showBanner(noticeBanner(text));
}
