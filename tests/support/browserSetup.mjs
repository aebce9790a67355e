import { build } from '../../scripts/build.mjs';
import { ensureBrowser } from '../../scripts/browser.mjs';
import startDatabase from './globalSetup.mjs';

/** For tests in a browser: the browser itself, letters for it to show, and the built console. */
export default async function browserSetup(config) {
  Object.assign(process.env, await ensureBrowser());
  await Promise.all([build(['console']), startDatabase(config)]);
}
