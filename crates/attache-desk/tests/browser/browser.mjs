// What the tests in Chromium share: the server, the browser, steps, and what must hold of every page.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const [attache, executablePath, ...rest] = process.argv.slice(2);

/** Where the tests stand. */
export const here = dirname(fileURLToPath(import.meta.url));
/** Gone when the tests end. */
export const folder = mkdtempSync(join(tmpdir(), 'desk-'));
export const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
export const option = (name) => (rest.includes(name) ? rest[rest.indexOf(name) + 1] : undefined);

/** Runs the program to its end. */
export const run = (args) => new Promise((done, fail) => {
  const program = spawn(attache, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  program.on('exit', (code) => (code === 0 ? done() : fail(new Error(`attache ${args.join(' ')}: ${code}`))));
});

/** Starts a server on a free port; tells where it is, and how it ends: with the status of its exit. */
export function serve(db, ...more) {
  const program = spawn(attache, ['serve', '--db', db, '--listen', '127.0.0.1:0', ...more], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((done) => { program.on('exit', done); });
  const end = () => { program.kill('SIGTERM'); return ended; };
  return new Promise((done, fail) => {
    let said = '';
    program.stderr.on('data', (data) => {
      said += data;
      // The address may come in two parts: it is whole where its slash is.
      const found = /http:\/\/[\d.]+:\d+(?=\/)/.exec(said);
      if (found) done({ base: found[0], end });
    });
    ended.then((code) => fail(new Error(`the server ended: ${code} ${said}`)));
  });
}

const faults = [];
let n = 0;
let where = '';
/** What the next steps are about. */
export const part = (name) => { where = `${name}: `; };
export const fault = (what) => faults.push(where + what);

/** Does what a sentence says; what is not so is told in the end. */
export async function step(sentence, does) {
  n += 1;
  try {
    await does();
  } catch (error) {
    fault(`${sentence}: ${String(error.message ?? error).split('\n').slice(0, 6).join(' | ')}`);
  }
}

/** A page on which every console error, every script of an article and every request to another server is a fault. */
export async function newPage(settings) {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...settings });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  page.on('console', (message) => {
    // A page that is meant to be missing is an error to the browser, not to us.
    const isMeant = message.text().includes('404');
    if (['error', 'warning'].includes(message.type()) && !isMeant) fault(`console at ${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => fault(`script at ${page.url()}: ${error.message}`));
  page.on('dialog', (dialog) => { fault(`a script of an article ran at ${page.url()}`); dialog.dismiss(); });
  page.on('request', (request) => {
    if (!request.url().startsWith('http://127.0.0.1:')) fault(`asked another server: ${request.url()}`);
  });
  await page.addInitScript(() => {
    window.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return page;
}

/** What must hold of every page. */
export async function sound(page, address, status = 200) {
  const path = new URL(address).pathname + new URL(address).search;
  await step(`${path} answers`, async () => {
    const answer = await page.goto(address);
    assert.equal(answer.status(), status);
  });
  await step(`${path} does not scroll sideways`, async () => {
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(over <= 0, `by ${over} pixels`);
  });
  await step(`${path} does not shift`, async () => {
    await page.waitForTimeout(60);
    const shift = await page.evaluate(() => window.shift);
    assert.ok(shift <= 0.05, `by ${shift}`);
  });
  // axe-core is put in past the page's policy, which lets nothing but the page's own scripts in.
  await step(`${path} has no serious accessibility fault`, async () => {
    await page.evaluate(axe);
    const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    const serious = found.violations.filter((v) => ['serious', 'critical'].includes(v.impact));
    const told = serious.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((node) => node.target.join(' ')).join('; ')}`);
    assert.deepEqual(told, []);
  });
}

/** Tells what was not so, and ends. */
export async function end() {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
  for (const what of faults) console.error(`not so: ${what}`);
  console.log(`${n} steps in Chromium, ${faults.length} faults`);
  process.exit(faults.length ? 1 : 0);
}
