/* Drives one browser: each line of its input is a command as JSON, each line of its output the answer to one.
 *
 * The arguments are the browser's name, its program, and a folder for what it downloads. A command is
 * {"do": NAME, ...}; the names are those of COMMANDS below. An answer is {"value": ...} or {"error": TEXT}. There is one
 * page at a time, in a profile of its own, which `open` makes anew. The page's own Content-Security-Policy stays in
 * force: what is evaluated in the page comes from outside, as from a debugger.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

import puppeteer from 'puppeteer-core';

const [NAME, PROGRAM, DOWNLOADS] = process.argv.slice(2);
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
const LONGEST = 600000; // milliseconds for one command: axe needs minutes for a large page on a busy machine
const LONGEST_WAIT = 15000; // milliseconds for what is to become true, or to be downloaded

/* Runs in each page before its own scripts: notes what its policy refuses, and what is asked by dialogs. */
const WATCH = `
  window.refused = [];
  document.addEventListener('securitypolicyviolation', e => window.refused.push(e.violatedDirective + ' ' + e.blockedURI));
`;

let browser, appearance, page, heard, throttle;

/* Firefox learns of the colour scheme, the wish for little motion and whether scripts run only at its start. */
async function launched(dark, still, script) {
  const wanted = JSON.stringify([dark, still, script]);
  if (browser && (NAME === 'chrome' || appearance === wanted)) return browser;
  await browser?.close();
  appearance = wanted;
  browser = await puppeteer.launch({
    browser: NAME,
    executablePath: PROGRAM,
    protocolTimeout: LONGEST,
    args: NAME === 'chrome' ? ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] : [],
    downloadBehavior: { policy: 'allow', downloadPath: DOWNLOADS },
    extraPrefsFirefox: {
      'layout.css.prefers-color-scheme.content-override': dark ? 0 : 1,
      'ui.prefersReducedMotion': still ? 1 : 0,
      'javascript.enabled': script,
    },
  });
  return browser;
}

function listen(address) {
  heard = [];
  page.on('console', message => heard.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', error => heard.push(`error: ${error}`));
  page.on('dialog', dialog => { heard.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('popup', () => heard.push('popup'));
  page.on('request', request => {
    if (!/^(data|blob|about):/.test(request.url()) && request.url() !== address) heard.push(`request: ${request.url()}`);
  });
}

const sized = ({ width = 1366, height = 768, zoom = 1 }) =>
  ({ width: Math.floor(width / zoom), height: Math.floor(height / zoom), deviceScaleFactor: zoom });

/* The names of `page.keyboard`, with what is held down before them: Shift+Tab. */
async function press(keys) {
  const [key, ...held] = keys.split('+').reverse();
  for (const one of held.reverse()) await page.keyboard.down(one);
  await page.keyboard.press(key);
  for (const one of held.reverse()) await page.keyboard.up(one);
}

const COMMANDS = {
  async open({ address, dark = false, still = false, script = true, before = '', slower = 1, zone = '', ...size }) {
    await page?.browserContext().close().catch(() => {});
    const context = await (await launched(dark, still, script)).createBrowserContext({
      downloadBehavior: { policy: 'allow', downloadPath: DOWNLOADS },
    });
    page = await context.newPage();
    await page.setViewport(sized(size));
    if (zone) await page.emulateTimezone(zone);
    if (NAME === 'chrome') {
      await page.emulateMediaFeatures([
        { name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' },
        { name: 'prefers-reduced-motion', value: still ? 'reduce' : 'no-preference' },
      ]);
      if (slower > 1) await page.emulateCPUThrottling(slower);
    }
    if (script) await page.evaluateOnNewDocument(WATCH + before);
    else if (NAME === 'chrome') await page.setJavaScriptEnabled(false);
    listen(address);
    await page.goto(address, { waitUntil: 'load' });
  },
  go: ({ address }) => page.goto(address, { waitUntil: 'load' }).then(() => null),
  reload: () => page.reload({ waitUntil: 'load' }).then(() => null),
  size: size => page.setViewport(sized(size)),
  read: ({ expression }) => page.evaluate(expression),
  /* A page's policy forbids what puppeteer waits by, which compiles text in the page. */
  wait: ({ expression }) => page.evaluate(`new Promise((done, fail) => {
    const late = performance.now() + ${LONGEST_WAIT};
    const look = () => {
      const found = (${expression});
      if (found) done(found);
      else if (performance.now() > late) fail(new Error('never true'));
      else requestAnimationFrame(look);
    };
    look(); })`),
  press: ({ keys }) => press(keys),
  type: ({ text }) => page.keyboard.type(text),
  click: ({ selector }) => page.click(selector),
  /* A download may begin as an empty file, and under another name: it is whole when it ends as it must. */
  async download({ selector, ends }) {
    const late = Date.now() + LONGEST_WAIT;
    await page.click(selector);
    while (Date.now() < late) {
      for (const name of readdirSync(DOWNLOADS)) {
        if (name.endsWith('.part') || name.endsWith('.crdownload')) continue; // is renamed while one reads it
        const text = readFileSync(join(DOWNLOADS, name), 'utf8');
        if (!text.endsWith(ends)) continue;
        rmSync(join(DOWNLOADS, name));
        return [name, text];
      }
      await pause(10);
    }
    throw new Error('nothing was downloaded');
  },
  async axe() {
    await page.evaluate(AXE);
    const found = await page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(RULES)} })`);
    return found.violations.map(one => `${one.id}: ${one.nodes[0].html.slice(0, 200)} ${one.nodes[0].failureSummary}`);
  },
  print: ({ path }) => page.pdf({ path, format: 'A4' }).then(() => null),
  picture: ({ path, whole = false }) => page.screenshot({ path, fullPage: whole }).then(() => null),
  async heard() {
    const refused = await page.evaluate('window.refused || []').catch(() => []);
    return [...heard, ...refused.map(one => `refused: ${one}`)];
  },
};

async function answered(line) {
  const command = JSON.parse(line);
  let timer;
  const late = new Promise((_, fail) => { timer = setTimeout(() => fail(new Error(`not done: ${line}`)), LONGEST); });
  try {
    return { value: (await Promise.race([COMMANDS[command.do](command), late])) ?? null };
  } catch (error) {
    return { error: `${error.message}` };
  } finally {
    clearTimeout(timer);
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await answered(line))}\n`);
}
await browser?.close();
process.exit(0);
