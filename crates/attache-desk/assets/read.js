// Marks and events belong together: a click on a mark opens its event, and an open event shows its words in the text.
const events = () => document.querySelectorAll('details.event');
const find = (key) => [...events()].find((event) => event.dataset.e === key);

function show(key) {
  for (const mark of document.querySelectorAll('.mark[data-e]')) {
    mark.classList.toggle('is-chosen', mark.dataset.e.split(' ').includes(key));
  }
}

function open(key) {
  const event = find(key);
  if (!event) return;
  event.open = true;
  show(key);
  event.scrollIntoView({ block: 'nearest' });
}

document.addEventListener('click', (click) => {
  const mark = click.target.closest('.mark[data-e]');
  if (!mark) return;
  const keys = mark.dataset.e.split(' ');
  const now = keys.findIndex((key) => find(key)?.open);
  const next = keys[(now + 1) % keys.length];
  click.preventDefault();
  open(next);
  // A click of the keyboard takes the focus along.
  if (click.detail === 0) find(next)?.querySelector('summary').focus();
});

document.addEventListener('toggle', (toggle) => {
  const event = toggle.target;
  if (!event.matches?.('details.event')) return;
  if (event.open) show(event.dataset.e);
  else if (![...events()].some((other) => other.open)) show('');
}, true);

if (location.hash.startsWith('#e-')) open(location.hash.slice(3));

const form = document.getElementById('read');
if (form) {
  const text = document.getElementById('text');
  const take = async (file) => {
    if (!file) return;
    text.value = await file.text();
    text.focus();
  };
  document.getElementById('file').addEventListener('change', (change) => take(change.target.files[0]));
  form.addEventListener('dragover', (drag) => { drag.preventDefault(); form.classList.add('is-over'); });
  form.addEventListener('dragleave', () => form.classList.remove('is-over'));
  form.addEventListener('drop', (drop) => {
    if (!drop.dataTransfer.files.length) return;
    drop.preventDefault();
    form.classList.remove('is-over');
    take(drop.dataTransfer.files[0]);
  });
  // Ctrl-Enter reads.
  text.addEventListener('keydown', (key) => {
    if (key.key === 'Enter' && (key.ctrlKey || key.metaKey)) form.requestSubmit();
  });
}
