// On every page: forms marked `data-live` reload their part of the page when a field changes, so that a slider answers at once.
// Without scripts the same forms are sent with their button.

let asked = 0;
async function reload(form) {
  const part = document.getElementById(form.dataset.live);
  const query = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...query]) if (value === '') query.delete(name);
  const address = `${form.getAttribute('action')}?${query}`;
  const mine = ++asked;
  part.setAttribute('aria-busy', 'true');
  try {
    const answer = await fetch(address, { headers: { accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (mine !== asked) return;
    const fresh = page.getElementById(form.dataset.live);
    if (fresh) part.replaceChildren(...fresh.childNodes);
    history.replaceState(null, '', address);
  } finally {
    if (mine === asked) part.removeAttribute('aria-busy');
  }
}

// Days are counted from 1970 on a slider, and written in the field beside it.
const DAY = 86400000;
const toDay = (number) => new Date(number * DAY).toISOString().slice(0, 10);
const toNumber = (day) => Math.round(Date.parse(day) / DAY);

for (const form of document.querySelectorAll('form[data-live]')) {
  let wait;
  for (const slider of form.querySelectorAll('input[type=range][data-for]')) {
    const field = form.querySelector(`#${slider.dataset.for}`);
    slider.disabled = false;
    slider.addEventListener('input', () => {
      field.value = toDay(Number(slider.value));
      slider.setAttribute('aria-valuetext', field.value);
      clearTimeout(wait);
      wait = setTimeout(() => reload(form), 120);
    });
    field.addEventListener('change', () => {
      if (field.value) slider.value = toNumber(field.value);
    });
  }
  form.addEventListener('change', (event) => {
    if (event.target.type !== 'range') reload(form);
  });
}
