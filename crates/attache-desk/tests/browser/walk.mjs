// Walks every page as a user would, with real Chromium: node walk.mjs ATTACHE CHROMIUM [--shots DIR]
//
// Each step is a sentence; what is not so is told with it. Fails on any console error, any sideways scrolling on a phone, any layout
// shift above 0.05 and any serious finding of axe-core.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { end, folder, here, newPage, option, part, run, serve, sound, step } from './browser.mjs';

const shots = option('--shots');
if (shots) mkdirSync(shots, { recursive: true });
const shot = async (page, name) => { if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true }); };
const db = join(folder, 'small.db');
await run(['add', '--db', db, join(here, 'reports.jsonl')]);
let { base, end: endServer } = await serve(db);

/** The first happening, and the event that it is called after. */
const [{ id: happening }] = (await (await fetch(`${base}/api/happenings?who=Taliban&act=recognize`)).json()).happenings;

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
  event: `/event/${happening.slice(1)}`,
  happening: `/happening/${happening}`,
  interval: '/interval/recognition%2FRUS%2FAFG%2F2025-07-03',
  api: '/try',
  token: '/enter',
  missing: '/nothing',
};

const looks = { light: [{ width: 1280, height: 900 }, 'light'], dark: [{ width: 1280, height: 900 }, 'dark'], phone: [{ width: 390, height: 844 }, 'light'] };
for (const [look, [viewport, colorScheme]] of Object.entries(looks)) {
  part(look);
  const page = await newPage({ viewport, colorScheme });
  for (const [name, path] of Object.entries(pages)) {
    await sound(page, base + path, name === 'missing' ? 404 : 200);
    await shot(page, `${name}-${look}`);
  }
  await step('an open event and suggestions keep their place', async () => {
    await page.goto(base);
    await page.locator('a.mark.is-trigger', { hasText: 'signed' }).click();
    if (shots) await page.screenshot({ path: join(shots, `open-${look}.png`) });
    await page.goto(`${base}/search`);
    await page.locator('#q').pressSequentially('ru');
    await page.locator('#suggestions li').first().waitFor();
    await shot(page, `suggestions-${look}`);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(over <= 0, `by ${over} pixels`);
  });
  await page.context().close();
}

part('reading');
const page = await newPage({ viewport: { width: 1280, height: 900 } });
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
/** Drops a file on the form as a user does from another window. */
const drop = async (name, text) => {
  const dropped = await page.evaluateHandle(([name, text]) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name));
    return data;
  }, [name, text]);
  for (const type of ['dragenter', 'dragover']) await page.dispatchEvent('#text', type, { dataTransfer: dropped });
  assert.match(await page.locator('#read').getAttribute('class'), /is-over/);
  await page.dispatchEvent('#text', 'drop', { dataTransfer: dropped });
  assert.doesNotMatch(await page.locator('#read').getAttribute('class'), /is-over/);
};
await step('a dropped article is read', async () => {
  await page.goto(base);
  await drop('report.txt', 'Ghana expelled the ambassador of Chad on 4 May 2024.');
  await page.waitForFunction(() => document.getElementById('text').value.startsWith('Ghana'));
  await page.keyboard.press('Control+Enter');
  await page.waitForURL('**/read');
  assert.equal(await page.locator('section.report').count(), 1);
  assert.match(await page.locator('details.event').first().innerText(), /Ghana/);
});
await step('a dropped file of many is read', async () => {
  await page.goto(base);
  await drop('reports.jsonl', readFileSync(join(here, 'reports.jsonl'), 'utf8'));
  await page.waitForFunction(() => document.getElementById('text').value.includes('"first"'));
  await page.keyboard.press('Control+Enter');
  await page.waitForURL('**/read');
  assert.equal(await page.locator('section.report').count(), 6);
});
await step('a file that is chosen is read, by keyboard', async () => {
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
await step('a corrected article shows both versions', async () => {
  for (const who of ['Peru', 'Chile']) {
    const article = { id: 'corrected', published: '2024-06-01', text: `${who} expelled the ambassador of Mali. The choir sang in the village hall.` };
    const answer = await page.request.post(`${base}/api/articles`, { data: { articles: [article] } });
    assert.equal(answer.status(), 200);
  }
  await page.goto(`${base}/article/corrected`);
  await page.getByRole('link', { name: 'version 1' }).click();
  assert.match(await page.locator('main').innerText(), /This version was replaced[^]*Peru expelled/);
});
await step('a broken day is refused with its reason', async () => {
  const answer = await page.request.post(`${base}/read`, { form: { text: 'Mali left.', published: '2025-02-30' } });
  assert.equal(answer.status(), 400);
  assert.match(await answer.text(), /is no day/);
});

part('searching');
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

await step('words are found in articles where no event was found', async () => {
  await page.goto(`${base}/search?q=choir%20hall`);
  assert.match(await page.locator('main').innerText(), /Articles\s+.*village hall/);
});
await step('the type of an event finds its events', async () => {
  await page.goto(`${base}/search?q=sanction`);
  assert.match(await page.locator('.telling').first().innerText(), /SANCTION/);
});

part('looking');
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
await step('one happening of a pair is one dot', async () => {
  await page.goto(`${base}/pair?a=Ghana&b=Chad`);
  assert.equal(await page.locator('svg.curve-field a').count(), 1);
  assert.match(await page.locator('main').innerText(), /1 happening\n/);
});
await step('changes name what began', async () => {
  await page.goto(base + pages.changes);
  assert.match(await page.locator('#changes').innerText(), /began/);
});
await step('there is an Atom feed of an actor, a pair, a relation and a type of event', async () => {
  for (const of of ['who=Taliban', 'who=Russia&with=Taliban', 'relation=recognition', 'event=SUPPORT']) {
    const answer = await page.request.get(`${base}/changes.atom?${of}`);
    assert.match(answer.headers()['content-type'], /atom/);
    const feed = await answer.text();
    const root = await page.evaluate((text) => new DOMParser().parseFromString(text, 'application/xml').documentElement.nodeName, feed);
    assert.equal(root, 'feed', of);
    assert.match(feed, /<entry><title>Russia → Taliban/, of);
  }
});

part('odd texts');
await step('markup in an article is text', async () => {
  await page.goto(base + pages.odd);
  assert.notEqual(await page.title(), 'broken');
  assert.equal(await page.locator('main script, main img').count(), 0);
  assert.equal(await page.locator('a[href^="javascript"]').count(), 0);
  assert.match(await page.locator('.text').innerText(), /<script>alert\(1\)<\/script>/);
});

part('review');
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
  await shot(page, 'answers-light');
});
await step('the answers are gold', async () => {
  const gold = await (await page.request.get(`${base}/api/review/gold`)).json();
  const events = gold.flatMap((article) => article.events);
  assert.equal(events.length, 2);
  assert.ok(gold.every((article) => article.events.every((event) => article.text.includes(event.quote))));
});

part('API');
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

part('no scripts');
const plain = await newPage({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
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

part('ending');
await step('the server ends at once when it is told to', async () => {
  const late = new Promise((_, fail) => { setTimeout(() => fail(new Error('not within five seconds')), 5000).unref(); });
  assert.equal(await Promise.race([endServer(), late]), 0);
});

part('no record');
({ base, end: endServer } = await serve(join(folder, 'none.db')));
await step('the first page reads, and nothing is linked that is not there', async () => {
  await page.goto(base);
  assert.ok(await page.locator('details.event').count() >= 8);
  assert.deepEqual(await page.locator('.masthead nav a').allInnerTexts(), ['Read', 'API']);
});
await page.close();
await endServer();
await end();
