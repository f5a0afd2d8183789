import {afterAll, beforeAll, test} from "vitest";
import {labClaims} from "../browser/labClaims.js";
import {type OpenSite, openSite} from "../browser/site.js";

// What the chapters say of their laboratories, trained until it shows beyond doubt.

let site: OpenSite;

beforeAll(async () => {
  site = await openSite();
});

afterAll(() => site.close());

test.each(labClaims)("$title, after $long.steps steps", async ({check, long}) => {
  await check(site, long);
});
