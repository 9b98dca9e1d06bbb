// Many readers at once: node load.mjs ADDRESS [READERS] [SECONDS] [PATH…]. Each asks for one page after the other, taken in turn, and
// waits for each; prints how many answers came, how long they took, and every one that was none. Exit status 1 where one was none.
import { Agent, get } from 'node:http';

const [address, readers = '200', seconds = '60', ...given] = process.argv.slice(2);
/** Two who stand in a relation. */
const pair = async () => {
  const { intervals: [held] } = await (await fetch(`${address}/api/standing?by=Russia`)).json();
  return `/pair?a=${held.by.code}&b=${held.of.code}`;
};
const paths = given.length ? given : ['/', '/search?q=embassy', '/actor/RUS', await pair(), '/changes', '/relation?relation=mission&of=Norway', '/api/events?who=Norway', '/review', '/asset/desk.css'];
const agent = new Agent({ keepAlive: true, maxSockets: Number(readers) });
const end = Date.now() + Number(seconds) * 1000;
const took = [];
const faults = new Map();

const ask = (path) => new Promise((done) => {
  const begun = performance.now();
  const fault = (what) => { faults.set(what, (faults.get(what) ?? 0) + 1); done(); };
  get(address + path, { agent }, (answer) => {
    answer.on('data', () => {});
    answer.on('error', (error) => fault(`${path}: ${error.message}`));
    answer.on('end', () => {
      took.push(performance.now() - begun);
      if (answer.statusCode === 200) done(); else fault(`${path}: ${answer.statusCode}`);
    });
  }).on('error', (error) => fault(`${path}: ${error.message}`));
});

await Promise.all(Array.from({ length: Number(readers) }, async (_, reader) => {
  for (let n = reader; Date.now() < end; n += 1) await ask(paths[n % paths.length]);
}));
took.sort((a, b) => a - b);
const at = (share) => Math.round(took[Math.floor(share * (took.length - 1))]);
console.log(`${readers} readers, ${seconds} s: ${took.length} answers, half within ${at(0.5)} ms, 99 of 100 within ${at(0.99)} ms, the last ${at(1)} ms`);
for (const [what, n] of faults) console.log(`${n} × ${what}`);
process.exit(faults.size ? 1 : 0);
