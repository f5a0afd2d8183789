import {launchBrowser} from "../../browser.js";
import {serveSite} from "../../staticServer.js";
import type {Campaign} from "../campaign.js";
import {hostileCells} from "./cellCampaign.js";
import {devices} from "./deviceCampaign.js";
import {network} from "./networkCampaign.js";
import {notes} from "./noteCampaign.js";
import {storage} from "./storageCampaign.js";
import {visitCampaign} from "./visitCampaign.js";

/** Campaigns of visits, and the site that is visited. Must be closed. */
export interface OpenCampaigns {
  campaigns: readonly Campaign[];
  close(): Promise<void>;
}

/** Serves the built site, starts a browser, and returns all campaigns that need one. */
export async function openVisitCampaigns(): Promise<OpenCampaigns> {
  const server = await serveSite({base: "/course/"});
  const browser = await launchBrowser({webgpu: true});
  const place = {browser, url: server.url};
  return {
    campaigns: [
      visitCampaign(storage, place),
      visitCampaign(notes, place),
      visitCampaign(network, place),
      visitCampaign(devices, place),
      visitCampaign(hostileCells, place)
    ] as unknown as readonly Campaign[],
    async close() {
      await browser.close();
      await server.close();
    }
  };
}
