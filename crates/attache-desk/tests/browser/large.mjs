// Walks each page over a large record as a user would, and measures them: node large.mjs ATTACHE CHROMIUM --large DB
//
// Each page must come within half a second, the best of some, and within a second while nothing of the file is in memory. Then two
// between whom ten thousand things happened: drawn right, and as soon.
import { spawnSync } from 'node:child_process';
import { copyFileSync, writeFileSync, constants } from 'node:fs';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { end, folder, newPage, option, part, run, serve, sound, step } from './browser.mjs';

const MOST = 500;
/** While nothing of the file is in memory; disks differ. */
const MOST_COLD = 2 * MOST;
let db = join(folder, 'large.db');
copyFileSync(option('--large'), db, constants.COPYFILE_FICLONE);
let { base, end: endServer } = await serve(db);
const page = await newPage({ viewport: { width: 1280, height: 900 } });

/** A server of which nothing is in memory, neither in its own nor, where there is a dd that can, in the machine's. */
async function forget() {
  await endServer();
  spawnSync('dd', [`of=${db}`, 'oflag=nocache', 'conv=notrunc,fdatasync', 'count=0'], { stdio: 'ignore' });
  ({ base, end: endServer } = await serve(db));
}

/** How long an answer takes, from the question to its last byte. */
async function timed(path) {
  const begun = performance.now();
  const answer = await fetch(base + path);
  await answer.text();
  assert.equal(answer.status, 200, path);
  return Math.round(performance.now() - begun);
}

/** Asks on a server that knows nothing, then again; each more often where others use the machine. */
async function quick(path) {
  await step(`${path} comes within half a second`, async () => {
    const [cold, warm] = [[], []];
    while (cold.length < 1 || (cold.length < 4 && Math.min(...cold) >= MOST_COLD)) {
      await forget();
      cold.push(await timed(path));
    }
    while (warm.length < 2 || (warm.length < 8 && Math.min(...warm) >= MOST)) warm.push(await timed(path));
    console.log(`${String(Math.min(...cold)).padStart(5)} ms, then ${warm.join(' and ')}  ${path}`);
    assert.ok(Math.min(...cold) < MOST_COLD && Math.min(...warm) < MOST, `${cold.join(', ')}; ${warm.join(', ')} ms`);
  });
}

part('large record');
const ask = async (path) => (await fetch(base + path)).json();
const { events: [told] } = await ask('/api/events?actor=Russia&act=expel-diplomat');
const { happenings: [happened] } = await ask('/api/happenings?who=Russia');
const { intervals: [held] } = await ask('/api/standing?by=Russia&relation=mission');
const [a, b] = [held.by.code, held.of.code];
const group = 'Russia,Norway,Chad,France,Ghana,India,China,Japan,Kenya,Peru,Chile,Mali,Togo,Iran,Iraq';
for (const path of [
  '/', '/search', '/search?q=russia%20norway', '/search?q=embassy', '/search?q=diplomats', '/actor/Russia', '/actor/USA', '/actor/Norway?on=2005-01-01',
  `/pair?a=${a}&b=${b}`, '/relation?relation=mission&of=Russia', '/relation?relation=recognition&by=Norway',
  `/relation?relation=mission&group=${encodeURIComponent(group)}`, '/changes', '/changes?from=2010-07-01&to=2010-12-31',
  '/changes?from=2010-07-01&to=2010-12-31&page=9', '/changes?known_from=2010-05-01&known_to=2010-05-31', '/changes?who=Russia&from=1900-01-01', '/changes?relation=mission',
  '/review', '/review?reviewer=anna', `/article/${told.article}`, `/event/${told.id}`, `/happening/${happened.id}`,
  `/interval/${encodeURIComponent(held.id)}`, '/try',
]) {
  await quick(path);
  await sound(page, base + path);
}
for (const path of [
  '/changes.atom', '/changes.atom?who=Russia', '/changes.atom?who=Russia&with=Norway', '/changes.atom?relation=mission', '/changes.atom?event=SUPPORT',
  '/api/events', '/api/events?status=negated', '/api/events?text=embassy', '/api/events?who=Germany&status=actual', '/api/events?act=expel-diplomat&skip=1000',
  '/api/happenings', '/api/happenings?event=SUPPORT', '/api/happenings?status=actual', '/api/happenings?since=2005-01-01&until=2008-01-01',
  '/api/happenings?known=2008-01-01', '/api/happenings?who=Germany', '/api/suggest?q=ru', '/api/standing?by=Russia', `/api/evidence/${told.id}`,
]) await quick(path);

part('large record, a user');
await step('a name that is typed is suggested, and leads to its actor', async () => {
  await page.goto(`${base}/search`);
  await page.locator('#q').pressSequentially('norw');
  await page.locator('#suggestions li').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/actor/NOR');
});
await step('the slider moves the standing, by keys alone', async () => {
  const before = await page.locator('#standing h2').first().innerText();
  await page.locator('input[type=range][data-for=on]').focus();
  await page.keyboard.press('Home');
  await page.waitForFunction((text) => document.querySelector('#standing h2').innerText !== text, before);
  await page.keyboard.press('End');
  await page.waitForFunction((text) => document.querySelector('#standing h2').innerText === text, before);
});
await step('a line of the standing has its proof, the proof its article', async () => {
  await page.locator('li.interval summary').first().click();
  await page.locator('li.interval details[open] a[href^="/article/"]').first().click();
  await page.waitForURL('**/article/**');
});
await step('the timeline goes on to older pages', async () => {
  await page.goto(`${base}/actor/NOR`);
  await page.locator('nav.pager a[rel=next]').click();
  await page.waitForURL(/page=2/);
  assert.match(await page.locator('nav.pager').innerText(), /page 2 of/);
});
await step('a bar of a pair leads to its interval, a dot to its happening', async () => {
  await page.goto(`${base}/pair?a=${a}&b=${b}`);
  await page.locator('a.bar-link').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/interval/**');
  await page.goBack();
  await page.locator('svg.curve-field a').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/happening/**');
});
await step('a state of the map leads to its interval', async () => {
  await page.goto(`${base}/relation?relation=mission&of=Russia`);
  assert.ok(await page.locator('svg.map path.holds').count() > 0);
  await page.locator('svg.map a').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/interval/**');
});
await step('all changes of some weeks in the world are paged through, none twice, and those before them come next', async () => {
  await page.goto(`${base}/changes?from=2010-07-01&to=2010-12-31`);
  const earlier = page.getByRole('link', { name: /^those before/ });
  const day = (await earlier.innerText()).match(/\d{4}-\d\d-\d\d/)[0];
  assert.ok(day > '2010-07-01' && day < '2010-12-31', day);
  const before = await earlier.getAttribute('href');
  const all = Number((await page.locator('#changes .meta').first().innerText()).replace(/\D/g, ''));
  const seen = new Set();
  let n = 0;
  for (;;) {
    for (const line of await page.locator('li.interval').allInnerTexts()) { seen.add(line); n += 1; }
    const next = page.locator('nav.pager a[rel=next]');
    if (!await next.count()) break;
    await next.click();
    await page.waitForLoadState();
  }
  assert.equal(n, all);
  assert.ok(all > 50 && seen.size > 0.99 * all, `${seen.size} of ${all}`);
  await page.goto(base + before);
  assert.match(await page.locator('#changes h2').innerText(), new RegExp(`to ${day}`));
  assert.ok(await page.locator('li.interval').count() > 0);
});
await step('events are reviewed by keys', async () => {
  await page.goto(`${base}/review?reviewer=anna`);
  for (const key of ['y', 's', 'y']) {
    const before = await page.locator('input[type=hidden][name=event]').inputValue();
    await page.keyboard.press(key);
    await page.waitForFunction((id) => document.querySelector('input[type=hidden][name=event]')?.value !== id, before);
  }
});
await step('an article is kept within half a second and found', async () => {
  await page.goto(base);
  await page.fill('#text', 'Ghana expelled the ambassador of Chad on 4 May 2024.');
  await page.fill('#published', '2024-05-05');
  const begun = performance.now();
  await page.getByRole('button', { name: 'Read and keep' }).click();
  await page.waitForURL('**/article/**');
  const took = Math.round(performance.now() - begun);
  console.log(`${String(took).padStart(5)} ms  to keep an article and see it`);
  assert.ok(took < 2 * MOST, `${took} ms`);
});
await page.goto('about:blank');
await endServer();

part('ten thousand happenings');
const N = 10_000;
const lines = [];
for (let n = 0; n < N; n += 1) {
  const day = new Date(Date.UTC(1990, 0, 1 + n));
  const told = day.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  const act = ['criticized Sweden', 'praised Sweden', 'signed a trade agreement with Sweden', 'expelled two Swedish diplomats'][n % 4];
  lines.push(JSON.stringify({ id: `c${n}`, published: day.toISOString().slice(0, 10), text: `Norway ${act} on ${told}.` }));
}
const crowd = join(folder, 'crowd.db');
writeFileSync(join(folder, 'crowd.jsonl'), lines.join('\n'));
await run(['add', '--db', crowd, join(folder, 'crowd.jsonl')]);
({ base, end: endServer } = await serve(db = crowd));
await quick('/pair?a=NOR&b=SWE');
await sound(page, `${base}/pair?a=NOR&b=SWE`);
if (option('--shots')) await page.screenshot({ path: join(option('--shots'), 'crowd.png'), fullPage: true });
await step('every happening is counted and drawn once', async () => {
  const view = await (await fetch(`${base}/api/pair?a=NOR&b=SWE`)).json();
  assert.equal(view.n_happenings, N);
  assert.equal(view.points.length, N);
  await page.goto(`${base}/pair?a=NOR&b=SWE`);
  assert.match(await page.locator('main').innerText(), /10\D000 happenings/);
  assert.match(await page.locator('svg.curve-field').getAttribute('aria-label'), /10\D000 happenings/);
  const shapes = await page.locator('svg.curve-field rect.cloud').count();
  console.log(`${shapes} shapes draw ${N} happenings`);
  assert.ok(shapes > 100 && shapes < 2000, `${shapes} shapes`);
});
await step('the last page of the list leads to the happening of the first day', async () => {
  await page.goto(`${base}/pair?a=NOR&b=SWE&page=${Math.ceil(N / 30)}`);
  await page.locator('a[href^="/happening/"]').last().click();
  await page.waitForURL('**/happening/**');
  assert.match(await page.locator('main').innerText(), /criticized Sweden on 1 January 1990/);
});
await page.goto('about:blank');
await endServer();
await end();
