import { chromium, type Browser, type Page } from 'playwright-core';

export const devices = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 375, height: 812 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
} as const;

export type TabOptions = {
  /** The address of the server. */
  url: string;
  device?: keyof typeof devices;
  locale?: string;
  /** Let it keep the console's files for when there is no network; that fetches all of them, so not by default. */
  keepsConsole?: true;
  /** Refusals that belong to the test, such as /401 .*\/auth\/me/. */
  expected?: RegExp[];
};

export type Tab = {
  page: Page;
  /** Errors of the page and its console, and answers that failed; a test ends with `expect(tab.problems).toEqual([])`. */
  problems: string[];
  close(): Promise<void>;
};

/** The Chromium that the set-up found; without a sandbox, which root can't have, and without calls to its makers. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'];
  if (!executablePath) throw new Error('there is no browser: this test belongs to the jest project e2e');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A tab of a person of its own: no cookie and no setting is shared with another. */
export async function openTab(
  browser: Browser,
  { url, device = 'desktop', locale = 'zh-CN', keepsConsole, expected = [] }: TabOptions,
): Promise<Tab> {
  const context = await browser.newContext({ ...devices[device], baseURL: url, locale, timezoneId: 'Asia/Shanghai' });
  if (!keepsConsole) await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const problems: string[] = [];
  const note = (problem: string) => {
    if (!expected.some((pattern) => pattern.test(problem))) problems.push(problem);
  };
  page.on('pageerror', (error) => note(`error: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    // A failed answer is noted below, with its address.
    const isAnswer = message.text().startsWith('Failed to load resource');
    if (['error', 'warning'].includes(message.type()) && !isAnswer) note(`${message.type()}: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) note(`${response.status()} ${response.request().method()} ${pathOf(response.url())}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // The page itself breaks off what it no longer needs.
    if (reason !== 'net::ERR_ABORTED') note(`${reason} ${request.method()} ${pathOf(request.url())}`);
  });
  return { page, problems, close: () => context.close() };
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return decodeURIComponent(pathname + search);
}
