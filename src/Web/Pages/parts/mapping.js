// "Configure mapping": what a module reads onto the variables m1 to m30, each with a name.
import { el, get, put, t, toast } from '/app.js';
import { field, form, putSection } from '/form.js';
import { MODULES, quantityName, reading, subPage } from '/parts/bus.js';

const PATH = 'mapping';
const VARIABLES = 30;

export async function show(view) {
  const mapping = await get(PATH);
  const settings = await get('modules');
  const rows = [];
  const parts = [];
  for (let module = 1; module <= MODULES; module++) {
    if (!settings[module - 1]) continue;
    const own = (await get('modules/' + module)).quantities.map(quantity => makeRow(module, quantity, mapping.find(old => old.module === module && old.quantity === quantity.quantity)));
    // What the meter does not have any more is kept until somebody takes it out.
    const lost = mapping.filter(old => old.module === module && !own.some(row => row.quantity === old.quantity)).map(old => makeRow(module, { quantity: old.quantity, title: old.quantity, value: null, unit: '' }, old));
    rows.push(...own, ...lost);
    const name = settings[module - 1].name;
    parts.push(el('fieldset', {}, el('legend', {}, t('mapping.module', { n: module }) + (name ? ' – ' + name : '')), ...own.concat(lost).map(row => row.box), own.length ? '' : el('p', { class: 'soft' }, t('mapping.nothing'))));
  }
  if (!parts.length) parts.push(el('p', {}, t('mapping.none')));
  view.append(...subPage(t('mapping.title'), el('p', { class: 'soft' }, t('mapping.intro')), form(parts, read, body => putSection(PATH, body))));
  name();

  // Rows get the place that they have in the list, so that an error finds its input.
  function read() {
    const chosen = rows.filter(row => row.select.value);
    rows.forEach(row => row.box.dataset.path = '[' + chosen.indexOf(row) + ']');
    return chosen.map(row => ({ module: row.module, quantity: row.quantity, point: row.select.value, ...(row.input.value && { name: row.input.value }) }));
  }

  function makeRow(module, { quantity, title, value, unit, refused }, old) {
    const text = quantityName(quantity, title);
    const point = field('point', text + ' · ' + reading({ value, unit, refused }), 'select', old?.point ?? '', { choices: [['', t('none')], ...Array.from({ length: VARIABLES }, (_, i) => ['m' + (i + 1), 'm' + (i + 1)])] });
    const label = field('name', t('mapping.name'), 'text', old?.name ?? '', { maxlength: 40, placeholder: text, 'aria-label': t('mapping.nameOf', { what: text }) });
    const row = { module, quantity, text, select: point.querySelector('select'), input: label.querySelector('input'), box: el('div', { class: 'fields mapped' }, point, label) };
    label.hidden = !old;
    row.select.onchange = () => {
      label.hidden = !row.select.value;
      take(row);
      name();
    };
    return row;
  }

  // A variable has one source: choosing it here takes it from where it was.
  function take(row) {
    const before = rows.find(other => other !== row && row.select.value && other.select.value === row.select.value);
    if (!before) return;
    before.select.value = '';
    before.select.dispatchEvent(new Event('change'));
    toast(t('mapping.taken', { point: row.select.value, what: before.text }));
  }

  // The list shows which variables are taken, and by what.
  function name() {
    const users = new Map(rows.filter(row => row.select.value).map(row => [row.select.value, row.text]));
    for (const row of rows) for (const option of row.select.options) if (option.value) put(option, users.has(option.value) ? option.value + ' (' + users.get(option.value) + ')' : option.value);
  }
}
