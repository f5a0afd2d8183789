import type {LastVisit} from "./pageWatch.js";

/** What is told of kept code that is shown, and has not run. */
export interface NotRun {
  /** When the page was lost: `edited code ran on it`. */
  ran: string;
  /** The rest of a sentence: `your edits are shown, and have not run`. */
  shown: string;
}

/** Says after a visit that was not fine why kept code has not run. */
export async function tellOfVisit(visit: LastVisit, {ran, shown}: NotRun): Promise<void> {
  if (visit === "fine") return;
  const what =
    visit === "frozen"
      ? `This page stopped responding, or was closed by force, while ${ran}.`
      : `At the last visit this page was gone within seconds after ${ran}.`;
  await tell(`${what} So ${shown}.`);
}

/** Says that the page is as it was published, since its address asks for that. *kept*: `Your edits are`. */
export function tellOfEditsOff(kept: string): Promise<void> {
  return tell(
    `The address of this page says edits=off, so it is as it was published. ${kept} still kept, and will be here without those words; what you change now is not kept.`
  );
}

async function tell(text: string): Promise<void> {
  const {noticeBanner, showBanner} = await import("./reviewEdits.js");
  showBanner(noticeBanner(text));
}
