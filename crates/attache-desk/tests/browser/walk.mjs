// Walks every page as a user would, with real Chromium: node walk.mjs ATTACHE CHROMIUM [--shots DIR] [--large DB]
//
// Each step is a sentence; what is not so is told with it. Fails on any console error, any sideways scrolling on a phone, any layout
// shift above 0.05 and any serious finding of axe-core.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, copyFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRequire } from 'node:module';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const [attache, browserPath, ...rest] = process.argv.slice(2);
const option = (name) => (rest.includes(name) ? rest[rest.indexOf(name) + 1] : undefined);
const shots = option('--shots');
const large = option('--large');
if (shots) mkdirSync(shots, { recursive: true });

const folder = mkdtempSync(join(tmpdir(), 'desk-'));
const run = (args) => new Promise((done, fail) => {
  const program = spawn(attache, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  program.on('exit', (code) => (code === 0 ? done() : fail(new Error(`attache ${args.join(' ')}: ${code}`))));
});

/** Starts a server on a free port and tells where it is. */
function serve(db, ...more) {
  const program = spawn(attache, ['serve', '--db', db, '--listen', '127.0.0.1:0', ...more], { stdio: ['ignore', 'ignore', 'pipe'] });
  return new Promise((done, fail) => {
    let said = '';
    program.stderr.on('data', (data) => {
      said += data;
      const found = /http:\/\/[\d.:]+/.exec(said);
      if (found) done({ address: found[0], program });
    });
    program.on('exit', (code) => fail(new Error(`the server ended: ${code} ${said}`)));
  });
}

const faults = [];
let n = 0;
let where = '';
async function step(sentence, does) {
  n += 1;
  try {
    await does();
  } catch (error) {
    const why = String(error.message ?? error).split('\n').slice(0, 6).join(' | ');
    faults.push(`${where}${sentence}: ${why}`);
  }
}

async function newPage(browser, settings) {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...settings });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  page.on('console', (message) => {
    // A page that is meant to be missing is an error to the browser, not to us.
    const isMeant = message.text().includes('404');
    if (['error', 'warning'].includes(message.type()) && !isMeant) faults.push(`${where}console at ${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`${where}script at ${page.url()}: ${error.message}`));
  page.on('dialog', (dialog) => { faults.push(`${where}a script of an article ran at ${page.url()}`); dialog.dismiss(); });
  page.on('request', (request) => {
    if (!request.url().startsWith('http://127.0.0.1')) faults.push(`${where}asked another server: ${request.url()}`);
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
async function sound(page, path) {
  await step(`${path} answers`, async () => {
    const answer = await page.goto(base + path);
    assert.equal(answer.status(), 200);
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
}

/** axe-core is put in past the page's policy, which lets nothing but the page's own scripts in. */
async function accessible(page, path) {
  await step(`${path} has no serious accessibility fault`, async () => {
    await page.evaluate(axe);
    const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    const serious = found.violations.filter((v) => ['serious', 'critical'].includes(v.impact));
    const told = serious.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((node) => node.target.join(' ')).join('; ')}`);
    assert.deepEqual(told, []);
  });
}

const db = join(folder, 'small.db');
await run(['add', '--db', db, join(here, 'reports.jsonl')]);
let { address: base, program: server } = await serve(db);
const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });

const pages = {
  read: '/',
  search: '/search?q=russia%20taliban',
  actor: '/actor/Taliban',
  pair: '/pair?a=RUS&b=AFG',
  relation: '/relation?relation=recognition&of=Taliban',
  matrix: '/relation?relation=recognition&group=Russia%2C%20Afghanistan%2C%20Norway',
  changes: '/changes?from=2025-01-01&to=2025-12-31',
  review: '/review?reviewer=anna',
  scores: '/review',
  article: '/article/first',
  odd: '/article/odd%20%3Cb%3E',
  interval: '/interval/recognition%2FRUS%2FAFG%2F2025-07-03',
  api: '/try',
  token: '/enter',
};

const looks = { light: [{ width: 1280, height: 900 }, 'light'], dark: [{ width: 1280, height: 900 }, 'dark'], phone: [{ width: 390, height: 844 }, 'light'] };
for (const [look, [viewport, colorScheme]] of Object.entries(looks)) {
  where = `${look}: `;
  const page = await newPage(browser, { viewport, colorScheme });
  for (const [name, path] of Object.entries(pages)) {
    await sound(page, path);
    await accessible(page, path);
    if (shots) await page.screenshot({ path: join(shots, `${name}-${look}.png`), fullPage: true });
  }
  await page.context().close();
}

where = 'reading: ';
const page = await newPage(browser, { viewport: { width: 1280, height: 900 } });
await step('the first page shows an example read', async () => {
  await page.goto(base);
  assert.ok(await page.locator('details.event').count() >= 8);
  assert.ok(await page.locator('a.mark.is-trigger').count() >= 8);
});
await step('a click on a mark opens its event with tree and reasons', async () => {
  await page.locator('a.mark.is-trigger', { hasText: 'signed' }).click();
  const open = page.locator('details.event[open]');
  assert.equal(await open.count(), 1);
  assert.ok(await open.locator('svg.tree').isVisible());
  assert.match(await open.innerText(), /sign-agreement|Sign or ratify/);
  assert.ok(await page.locator('.mark.is-chosen').count() >= 2);
});
await step('by keyboard alone: a mark is reached, opened, and the focus is in its event', async () => {
  await page.goto(base);
  await page.locator('a.mark.is-trigger').first().focus();
  await page.keyboard.press('Enter');
  const tag = await page.evaluate(() => document.activeElement.closest('details.event')?.open);
  assert.equal(tag, true);
});
await step('a pasted text is read', async () => {
  await page.goto(base);
  await page.fill('#text', 'Ghana expelled the ambassador of Chad on 4 May 2024.');
  await page.fill('#published', '2024-05-05');
  await page.getByRole('button', { name: 'Read', exact: true }).click();
  await page.waitForURL('**/read');
  assert.match(await page.locator('details.event').first().innerText(), /Ghana/);
});
await step('a dropped file of many is read', async () => {
  await page.goto(base);
  await page.setInputFiles('#file', join(here, 'reports.jsonl'));
  await page.waitForFunction(() => document.getElementById('text').value.includes('"first"'));
  await page.keyboard.press('Control+Enter');
  await page.waitForURL('**/read');
  assert.equal(await page.locator('section.report').count(), 6);
});
await step('reading and keeping leads to the article of the record', async () => {
  await page.goto(base);
  await page.fill('#text', 'Ghana expelled the ambassador of Chad on 4 May 2024.');
  await page.fill('#published', '2024-05-05');
  await page.getByRole('button', { name: 'Read and keep' }).click();
  await page.waitForURL('**/article/**');
  assert.match(await page.locator('main').innerText(), /told here only/);
});
await step('a broken day is refused with its reason', async () => {
  const answer = await page.request.post(`${base}/read`, { form: { text: 'Mali left.', published: '2025-02-30' } });
  assert.equal(answer.status(), 400);
  assert.match(await answer.text(), /is no day/);
});

where = 'searching: ';
await step('suggestions come as one types, and Enter on one goes there', async () => {
  await page.goto(`${base}/search`);
  await page.locator('#q').pressSequentially('russ');
  await page.locator('#suggestions li').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/actor/RUS');
});
await step('two names find the pair', async () => {
  await page.goto(base + pages.search);
  assert.match(await page.locator('main').innerText(), /Russia and (Taliban|Afghanistan)/);
});
await step('words find sentences', async () => {
  await page.goto(`${base}/search?q=embassy`);
  assert.match(await page.locator('main').innerText(), /reopened its embassy/);
});

where = 'looking: ';
await step('the slider of the day changes the standing', async () => {
  await page.goto(base + pages.actor);
  assert.match(await page.locator('#standing').innerText(), /Russia recognised since 2025-07-03/);
  const slider = page.locator('input[type=range][data-for=on]');
  await slider.focus();
  await page.keyboard.press('Home');
  await page.waitForFunction(() => !document.getElementById('standing').innerText.includes('since 2025-07-03'));
  assert.match(page.url(), /on=/);
});
await step('the day of knowledge does too', async () => {
  await page.goto(`${base}/actor/Taliban?known=2025-07-03`);
  assert.doesNotMatch(await page.locator('#standing').innerText(), /recognised since/);
});
await step('a line of the standing has its proof', async () => {
  await page.goto(base + pages.actor);
  await page.locator('li.interval summary').first().click();
  assert.ok(await page.locator('li.interval details[open] blockquote').first().isVisible());
});
await step('bars and dots of a pair lead to intervals and happenings', async () => {
  await page.goto(base + pages.pair);
  await page.locator('a.bar-link').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/interval/**');
  assert.match(await page.locator('main').innerText(), /Begun by|Held through/);
  await page.goto(base + pages.pair);
  await page.locator('svg.curve-field a').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/happening/**');
});
await step('the map shades who answers', async () => {
  await page.goto(base + pages.relation);
  assert.equal(await page.locator('svg.map a[aria-label^="Russia"] path.holds').count(), 1);
});
await step('the standing contradicts itself openly', async () => {
  await page.goto(base + pages.interval);
  assert.match(await page.locator('main').innerText(), /Contradicted by/);
});
await step('changes name what began', async () => {
  await page.goto(base + pages.changes);
  assert.match(await page.locator('#changes').innerText(), /began/);
});
await step('the feed is Atom', async () => {
  const answer = await page.request.get(`${base}/changes.atom?who=Taliban`);
  assert.match(answer.headers()['content-type'], /atom/);
  assert.match(await answer.text(), /<entry><title>Russia → Taliban/);
});

where = 'odd texts: ';
await step('markup in an article is text', async () => {
  await page.goto(base + pages.odd);
  assert.notEqual(await page.title(), 'broken');
  assert.equal(await page.locator('main script, main img').count(), 0);
  assert.equal(await page.locator('a[href^="javascript"]').count(), 0);
  assert.match(await page.locator('.text').innerText(), /<script>alert\(1\)<\/script>/);
});

where = 'review: ';
await step('by keys alone: right, wrong with what, skip', async () => {
  await page.goto(base + pages.review);
  for (const keys of [['y'], ['d', 'n'], ['s']]) {
    const before = await page.locator('input[type=hidden][name=event]').inputValue();
    for (const key of keys) await page.keyboard.press(key);
    await page.waitForFunction((id) => document.querySelector('input[type=hidden][name=event]')?.value !== id, before);
  }
  assert.match(await page.locator('.kicker').innerText(), /3 answers/i);
});
await step('wrong without saying what is not taken', async () => {
  const before = await page.locator('input[type=hidden][name=event]').inputValue();
  await page.keyboard.press('n');
  assert.match(await page.locator('legend').innerText(), /Choose at least one/);
  assert.equal(await page.locator('input[type=hidden][name=event]').inputValue(), before);
});
await step('a second reviewer gets the same events, and agreement is told', async () => {
  await page.goto(`${base}/review?reviewer=ben`);
  for (const keys of [['y'], ['d', 'n']]) {
    const before = await page.locator('input[type=hidden][name=event]').inputValue();
    for (const key of keys) await page.keyboard.press(key);
    await page.waitForFunction((id) => document.querySelector('input[type=hidden][name=event]')?.value !== id, before);
  }
  await page.goto(`${base}/review`);
  assert.match(await page.locator('main').innerText(), /alpha 1\.000/);
});
await step('the answers are gold', async () => {
  const gold = await (await page.request.get(`${base}/api/review/gold`)).json();
  const events = gold.flatMap((article) => article.events);
  assert.equal(events.length, 2);
  assert.ok(gold.every((article) => article.events.every((event) => article.text.includes(event.quote))));
});

where = 'API: ';
await step('the page to try it on sends a question', async () => {
  await page.goto(base + pages.api);
  await page.selectOption('#question', { label: 'GET /api/standing' });
  await page.fill('#p-of', 'Taliban');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.waitForFunction(() => document.getElementById('answer').textContent.startsWith('200'));
  assert.match(await page.locator('#answer').innerText(), /recognition/);
});
await step('failures are problem+json', async () => {
  const answer = await page.request.get(`${base}/api/articles/none`);
  assert.equal(answer.status(), 404);
  assert.match(answer.headers()['content-type'], /problem\+json/);
});
await step('a write from another site is refused', async () => {
  const answer = await page.request.post(`${base}/keep`, { form: { text: 'Mali left.' }, headers: { origin: 'http://evil.example' } });
  assert.equal(answer.status(), 403);
});

where = 'no scripts: ';
const plain = await newPage(browser, { javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
await step('a mark leads to its event', async () => {
  await plain.goto(base);
  await plain.locator('a.mark.is-trigger').first().click();
  assert.match(plain.url(), /#e-0-0$/);
});
await step('days are chosen with the form', async () => {
  await plain.goto(base + pages.actor);
  await plain.fill('#on', '2024-01-01');
  await plain.getByRole('button', { name: 'Show' }).click();
  await plain.waitForURL(/on=2024-01-01/);
  await plain.waitForLoadState('networkidle');
});
// A page that still asks for something would find the server gone.
await plain.close();

where = 'ending: ';
await step('the server ends at once when it is told to', async () => {
  server.removeAllListeners('exit');
  const code = new Promise((done) => { server.on('exit', done); });
  server.kill('SIGTERM');
  const late = new Promise((_, fail) => { setTimeout(() => fail(new Error('not within five seconds')), 5000).unref(); });
  assert.equal(await Promise.race([code, late]), 0);
});

where = 'no record: ';
({ address: base, program: server } = await serve(join(folder, 'none.db')));
server.removeAllListeners('exit');
await step('the first page reads, and nothing is linked that is not there', async () => {
  await page.goto(base);
  assert.ok(await page.locator('details.event').count() >= 8);
  assert.deepEqual(await page.locator('.masthead nav a').allInnerTexts(), ['Read', 'API']);
});
server.kill('SIGTERM');

if (large) {
  where = 'large record: ';
  const copy = join(folder, 'large.db');
  copyFileSync(large, copy);
  ({ address: base, program: server } = await serve(copy));
  server.removeAllListeners('exit');
  for (const path of ['/', '/search', '/search?q=russia%20norway', '/actor/RUS', '/pair?a=RUS&b=NOR', '/relation?relation=mission&of=Russia', '/changes?who=Russia', '/changes', '/review?reviewer=anna']) {
    await page.goto(base + path);
    await step(`${path} comes within half a second`, async () => {
      const took = await page.evaluate(async (address) => {
        const begun = performance.now();
        await (await fetch(address)).text();
        return performance.now() - begun;
      }, base + path);
      console.log(`${Math.round(took)} ms  ${path}`);
      assert.ok(took < 500, `${Math.round(took)} ms`);
    });
  }
  server.kill('SIGTERM');
}

await browser.close();
rmSync(folder, { recursive: true, force: true });
for (const fault of faults) console.error(`not so: ${fault}`);
console.log(`${n} steps in Chromium, ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
