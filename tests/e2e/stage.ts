import { afterAll, beforeAll, expect } from '@jest/globals';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { launchBrowser } from '../support/browser.ts';
import { createDatabase, demoDay, type TestDatabase } from '../support/postgres.ts';
import { startProcess, type ServerProcess } from '../support/process.ts';

/** When the tests begin, as the product has it: a working day in the middle of a week, whatever the real one is. */
export const opened = `${demoDay}T10:00:00+08:00`;

/** The product as a new user starts it, with its demo data, and a browser in front of it; `env` are further settings. */
export function openStage(env: Record<string, string> = {}) {
  let database: TestDatabase;
  let owner: pg.Client;
  let server: ServerProcess;
  let browser: Browser;

  beforeAll(async () => {
    database = await createDatabase({ demoOf: new Date(opened) });
    owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    [server, browser] = await Promise.all([
      startProcess(database, { DEMO: 'on', CLOCK: opened, ...env }),
      launchBrowser(),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.kill();
    await owner?.end();
    await database?.drop();
  });

  return {
    get browser() {
      return browser;
    },
    get url() {
      return server.url;
    },
    /** The value `v` of the first row, looked up behind the server's back. */
    async one(statement: string): Promise<string> {
      return (await owner.query<{ v: string }>(statement)).rows[0]!.v;
    },
    /** The body of a test whose last screens are kept when it fails; its people leave with it. */
    story: (tell: () => Promise<void>) => async (): Promise<void> => {
      try {
        await tell();
      } catch (error) {
        await keepLastScreens(browser, expect.getState().currentTestName ?? '');
        throw error;
      } finally {
        await Promise.all(browser.contexts().map((context) => context.close()));
      }
    },
  };
}

async function keepLastScreens(browser: Browser, name: string): Promise<void> {
  const pages = browser.contexts().flatMap((context) => context.pages());
  for (const [index, page] of pages.entries()) {
    const file = `union-console-${name.replace(/\W+/g, '-').slice(0, 60)}-${index}.png`;
    await page.screenshot({ path: path.join(tmpdir(), file) });
  }
}

/** Pictures of the help and the user guide, made anew when PICTURES names a folder: `admin/help/pictures`. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES'];
  if (!folder) return;
  const file = path.join(folder, `${name}.webp`);
  await mkdir(path.dirname(file), { recursive: true });
  const whole = await page.screenshot({ animations: 'disabled' });
  await sharp(whole).resize({ width: 1200, withoutEnlargement: true }).webp({ quality: 72 }).toFile(file);
}

/** Pictures for the readme, made when SCREENSHOTS names a folder. */
export async function keep(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' });
}
