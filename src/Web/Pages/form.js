// What the pages with settings share: forms whose errors stand at their inputs, tables, questions.
// Not loaded before such a page is opened.
import { api, el, guard, loadStyle, t, toast } from '/app.js';

await loadStyle('/form.css');
let serial = 0;

// One input with its label. kind: text, number, password, time, date, checkbox, select (choices: [[value, text], …]).
// more: hint, min, max, step, maxlength, required, unit, …; the rest goes to the input as it is.
export function field(key, label, kind, value, more = {}) {
  const { hint, choices, unit, ...rest } = more;
  const id = 'f' + ++serial;
  const props = { id, name: key, 'data-key': key, 'aria-describedby': id + 'n', ...rest };
  const input = kind === 'select'
    ? el('select', props, choices.map(([code, text]) => el('option', { value: code, selected: String(code) === String(value) }, text)))
    : el('input', { type: kind, step: kind === 'number' ? 'any' : null, ...props });
  if (kind === 'checkbox') input.checked = value === true;
  else if (kind !== 'select') input.value = value ?? '';
  const note = el('span', { id: id + 'n', class: 'soft' }, hint ?? '');
  input.note = note;
  input.hint = hint ?? '';
  return el('div', { class: kind === 'checkbox' ? 'field check' : 'field' }, el('label', { for: id }, label + (unit ? ' [' + unit + ']' : '')), input, note);
}

// What the inputs below root hold, by key: numbers as numbers, what is empty left out (empty texts stay).
export function valuesOf(root) {
  const values = {};
  for (const input of root.querySelectorAll('[data-key]')) {
    if (input.type === 'checkbox') values[input.name] = input.checked;
    else if (input.type !== 'number' && input.dataset.number == null) values[input.name] = input.value;
    else if (input.value !== '') values[input.name] = Number(input.value);
  }
  return values;
}

// A form around content. read() gives the body for save(body); the device's error goes to the input that paths() or the key names.
// A section that is a list names its field as [2].name: rows carry data-path="[2]".
export function form(content, read, save) {
  const error = el('p', { class: 'error', role: 'alert' });
  const button = el('button', { type: 'submit', class: 'primary' }, t('save'));
  const box = el('form', { novalidate: true, onsubmit: submit, oninput: () => changed = true }, content, el('div', { class: 'row actions' }, button, error));
  let changed = false;
  guard(() => changed && box.isConnected);
  box.touch = () => changed = true;   // for changes that no input tells: a row added, an order changed
  return box;

  async function submit(event) {
    event.preventDefault();
    clearErrors(box);
    error.textContent = '';
    const wrong = [...box.elements].filter(input => input.willValidate && !input.checkValidity());
    wrong.forEach(input => showError(input, explain(input)));
    if (wrong.length) return wrong[0].focus();
    button.disabled = true;
    try {
      await save(read());
      changed = false;
      toast(t('saved'), 'good');
    } catch (fault) {
      const input = fault.field && find(box, fault.field);
      if (input) {
        showError(input, fault.message);
        input.focus();
      } else {
        error.textContent = (fault.field ? fault.field + ': ' : '') + fault.message;
      }
    }
    button.disabled = false;
  }
}

// The longest path that stands in the form: [2].a.value → row [2], key a.value, a, …
function find(box, path) {
  const match = path.match(/^((?:[a-z]+)?\[\d+\])\.?(.*)$/i);
  const row = match ? box.querySelector('[data-path="' + match[1] + '"]') : box;
  if (!row) return null;
  const key = match ? match[2] : path;
  return row.querySelector('[data-key="' + key + '"]') ?? row.querySelector('[data-key="' + key.split('.')[0] + '"]') ?? (match && row.querySelector('[data-key]'));
}

export function showError(input, text) {
  input.setAttribute('aria-invalid', true);
  if (!input.note) return;
  input.note.textContent = text;
  input.note.className = 'error';
}

export function clearErrors(box) {
  for (const input of box.querySelectorAll('[aria-invalid]')) {
    input.removeAttribute('aria-invalid');
    if (!input.note) continue;
    input.note.textContent = input.hint;
    input.note.className = 'soft';
  }
}

// In the page's language, not the browser's.
function explain(input) {
  const state = input.validity;
  if (state.valueMissing) return t('form.missing');
  if (state.tooShort) return t('form.short', { n: input.minLength });
  if (state.rangeUnderflow || state.rangeOverflow) return t('form.range', { min: input.min, max: input.max });
  return t('form.bad');
}

// A button that runs work and tells what the device refuses.
export function action(text, work, kind) {
  const button = el('button', { type: 'button', class: kind }, text);
  button.onclick = async () => {
    button.disabled = true;
    try {
      await work(button);
    } catch (fault) {
      toast(fault.message, 'bad');
    }
    button.disabled = false;
  };
  return button;
}

// heads: texts of the columns; rows: arrays of texts or elements. It scrolls sideways inside itself where it must.
export function table(caption, heads, rows) {
  return el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    el('table', {}, el('thead', {}, el('tr', {}, heads.map(head => el('th', { scope: 'col' }, head)))),
      el('tbody', {}, rows.map(cells => el('tr', {}, cells.map((cell, i) => el(i ? 'td' : 'th', i ? {} : { scope: 'row' }, cell)))))));
}

// A dialog. content may be elements; answers: [[key, text, kind], …]; resolves with the key, or null when it was closed.
export function ask(title, content, answers) {
  return new Promise(done => {
    const heading = 'd' + ++serial;
    const dialog = el('dialog', { 'aria-labelledby': heading, onclose: () => { dialog.remove(); done(dialog.returnValue || null); } },
      el('form', { method: 'dialog' }, el('h2', { id: heading }, title), content,
        el('div', { class: 'row actions' }, answers.map(([key, text, kind]) => el('button', { value: key, class: kind }, text)))));
    document.body.append(dialog);
    dialog.showModal();
  });
}

export const confirmed = (title, text) => ask(title, el('p', {}, text), [['', t('form.cancel')], ['yes', t('form.yes'), 'primary']]);

// Gives the browser a file to keep.
export function download(name, text, type = 'application/json') {
  const url = URL.createObjectURL(new Blob([text], { type }));
  el('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

// Lets a person choose a file; resolves with its text.
export function upload(accept) {
  return new Promise(done => {
    const input = el('input', { type: 'file', accept });
    input.onchange = async () => done(await input.files[0].text());
    input.click();
  });
}

// Help that opens on the spot.
export const help = (title, ...content) => el('details', { class: 'help' }, el('summary', {}, title), ...content);

export const putSection = (path, body) => api('PUT', path, body);

// A fixed sentence of the device in the reader's language, by the key that its words make; one without a translation stays English.
export function said(prefix, text) {
  const key = prefix + '.' + text.replace(/[^a-zA-Z0-9]+(.)?/g, (_, letter) => (letter ?? '').toUpperCase());
  const own = t(key);
  return own === key ? el('span', { lang: 'en' }, text) : own;
}
