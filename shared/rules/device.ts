/** What a browser says of itself, as far as a person recognises the own device by it. */
export type Device = { browser: Browser; system: System };

export const browsers = ['wechat', 'edge', 'chrome', 'firefox', 'safari', 'other'] as const;
export type Browser = (typeof browsers)[number];

export const systems = ['windows', 'macos', 'iphone', 'ipad', 'android', 'harmony', 'linux', 'other'] as const;
export type System = (typeof systems)[number];

/** In this order: many browsers name others whose pages they can show. */
const browserSigns: readonly (readonly [Browser, RegExp])[] = [
  ['wechat', /MicroMessenger\//],
  ['edge', /\bEdg(e|A|iOS)?\//],
  ['firefox', /\b(Firefox|FxiOS)\//],
  ['chrome', /(Chrome|CriOS)\//],
  ['safari', /\bSafari\//],
];

const systemSigns: readonly (readonly [System, RegExp])[] = [
  ['harmony', /HarmonyOS|OpenHarmony/],
  ['iphone', /\biPhone\b/],
  ['ipad', /\biPad\b/],
  ['android', /\bAndroid\b/],
  ['windows', /\bWindows\b/],
  ['macos', /\bMac OS X\b|\bMacintosh\b/],
  ['linux', /\bLinux\b/],
];

export function deviceOf(userAgent: string): Device {
  const sign = <T>(signs: readonly (readonly [T, RegExp])[]) =>
    signs.find(([, pattern]) => pattern.test(userAgent))?.[0];
  return { browser: sign(browserSigns) ?? 'other', system: sign(systemSigns) ?? 'other' };
}
