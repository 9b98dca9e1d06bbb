// Builds the form from the description of the API, so that it cannot say anything else than the API does.
const question = document.getElementById('question');
const fields = document.getElementById('fields');
const body = document.getElementById('body');
const bodyField = document.getElementById('body-field');
const example = { articles: [{ text: 'Norway expelled two Russian diplomats on Monday.', published: '2024-05-07' }] };

const made = (name, attributes, ...children) => {
  const element = Object.assign(document.createElement(name), attributes);
  element.append(...children);
  return element;
};

const description = await (await fetch('/api/openapi.json')).json();
const all = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, is]) => ({ path, method: method.toUpperCase(), is })));
for (const [n, { path, method }] of all.entries()) question.append(made('option', { value: n }, `${method} ${path}`));

function fill() {
  const { is } = all[question.value];
  document.getElementById('about').textContent = is.summary ?? is.description ?? '';
  fields.replaceChildren(...(is.parameters ?? []).map((parameter) => {
    const id = `p-${parameter.name}`;
    const input = made('input', { id, name: parameter.name, type: 'text', required: Boolean(parameter.required), title: parameter.description ?? '' });
    input.dataset.in = parameter.in;
    return made('div', { className: 'field' }, made('label', { htmlFor: id }, parameter.name + (parameter.required ? ' *' : '')), input);
  }));
  bodyField.hidden = !is.requestBody;
  if (is.requestBody) body.value = JSON.stringify(example, null, 2);
}

async function send(submit) {
  submit.preventDefault();
  const { path, method, is } = all[question.value];
  let address = path;
  const query = new URLSearchParams();
  for (const input of fields.querySelectorAll('input')) {
    if (input.dataset.in === 'path') address = address.replace(`{${input.name}}`, encodeURIComponent(input.value));
    else if (input.value) query.set(input.name, input.value);
  }
  if (query.size) address += `?${query}`;
  const answer = document.getElementById('answer');
  document.getElementById('address').textContent = `${method} ${address}`;
  answer.setAttribute('aria-busy', 'true');
  const sent = is.requestBody ? { method, headers: { 'content-type': 'application/json' }, body: body.value } : { method };
  const got = await fetch(address, sent);
  const text = await got.text();
  let shown = text;
  try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch { /* not JSON: shown as it is */ }
  answer.textContent = `${got.status} ${got.statusText}\n\n${shown.slice(0, 200000)}`;
  answer.removeAttribute('aria-busy');
}

question.addEventListener('change', fill);
document.getElementById('try').addEventListener('submit', send);
fill();
