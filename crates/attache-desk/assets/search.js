// Suggestions as one types: arrow keys choose, Enter goes there, Escape closes; without scripts the box searches all the same.
const box = document.getElementById('q');
const list = document.getElementById('suggestions');
let found = [];
let chosen = -1;
let asked = 0;
let wait;

function close() {
  list.hidden = true;
  box.setAttribute('aria-expanded', 'false');
  box.removeAttribute('aria-activedescendant');
  chosen = -1;
}

function choose(n) {
  chosen = n;
  [...list.children].forEach((item, i) => item.setAttribute('aria-selected', String(i === n)));
  if (n >= 0) box.setAttribute('aria-activedescendant', `s-${n}`);
  else box.removeAttribute('aria-activedescendant');
}

const go = (n) => { location.href = `/actor/${encodeURIComponent(found[n].who)}`; };

function show() {
  list.replaceChildren(...found.map((actor, i) => {
    const item = document.createElement('li');
    item.id = `s-${i}`;
    item.setAttribute('role', 'option');
    item.setAttribute('aria-selected', 'false');
    item.textContent = `${actor.name} · ${actor.code}`;
    item.addEventListener('pointerdown', (press) => { press.preventDefault(); go(i); });
    return item;
  }));
  choose(-1);
  list.hidden = found.length === 0;
  box.setAttribute('aria-expanded', String(found.length > 0));
}

async function ask() {
  const mine = ++asked;
  const words = box.value.trim();
  if (words.length < 2) { found = []; show(); return; }
  const answer = await fetch(`/api/suggest?q=${encodeURIComponent(words.slice(0, 200))}`);
  if (!answer.ok || mine !== asked) return;
  found = (await answer.json()).actors;
  if (document.activeElement === box) show();
}

box.addEventListener('input', () => { clearTimeout(wait); wait = setTimeout(ask, 90); });
box.addEventListener('blur', close);
box.addEventListener('keydown', (key) => {
  if (key.key === 'Escape') { close(); return; }
  if (list.hidden || found.length === 0) return;
  if (key.key === 'ArrowDown') { key.preventDefault(); choose((chosen + 1) % found.length); }
  if (key.key === 'ArrowUp') { key.preventDefault(); choose((chosen + found.length) % (found.length + 1) - 1); }
  if (key.key === 'Enter' && chosen >= 0) { key.preventDefault(); go(chosen); }
});
