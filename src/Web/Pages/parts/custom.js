// "Configure custom module": a device without a preset, read by rows that its owner writes. Try asks one of them now.
import { api, el, get, quantity, t, toast } from '/app.js';
import { action, clearErrors, download, field, form, putSection, showError, upload, valuesOf } from '/form.js';
import { CUSTOM, MODULES, endText, lineFields, subPage } from '/parts/bus.js';

const MOST = 40;
const TYPES = ['uint16', 'int16', 'uint32', 'int32', 'uint64', 'int64', 'float32', 'float64', 'bcd', 'bcd32', 'bit'];
const ORDERS = ['ABCD', 'CDAB', 'BADC', 'DCBA'];
const NEW = { name: '', slave: 1, bitRate: 9600, parity: 'none', stopBits: 1, delayS: 0, timeoutMs: 500, maxRegisters: 60, reads: [] };

export async function show(view, place) {
  const at = Math.min(Math.max(place, 1), MODULES) - 1;
  const section = await get(CUSTOM);
  const rows = [];
  const head = el('div', { class: 'fields' });
  const list = el('ol', { class: 'cards' });
  const add = action(t('custom.add'), () => insert({ name: '', address: '' }).focus());
  const box = form(el('div', { 'data-path': '[' + at + ']' }, el('fieldset', {}, el('legend', {}, t('custom.line')), head), el('h3', {}, t('custom.reads')), list, add), read, save);
  view.append(...subPage(t('custom.title') + ' – ' + t('custom.numbered', { n: at + 1 }),
    el('p', { class: 'soft' }, t('custom.intro')),
    el('div', { class: 'row' }, action(t('custom.export'), exportFile), action(t('custom.import'), importFile)), box));
  fill(section[at] ?? NEW);

  function fill(module) {
    const now = { ...NEW, ...module };
    head.replaceChildren(
      field('name', t('custom.name'), 'text', now.name, { maxlength: 40 }), ...lineFields(now),
      field('delayS', t('custom.delay'), 'number', now.delayS, { unit: 's', min: 0, max: 600, step: .001, required: true, hint: t('custom.delayHint') }),
      field('timeoutMs', t('custom.timeout'), 'number', now.timeoutMs, { unit: 'ms', min: 50, max: 5000, step: 1, required: true }),
      field('maxRegisters', t('custom.most'), 'number', now.maxRegisters, { min: 4, max: 125, step: 1, required: true, hint: t('custom.mostHint') }));
    rows.length = 0;
    list.replaceChildren();
    for (const read of now.reads ?? []) insert(read);
  }

  function insert(settings) {
    if (rows.length >= MOST) throw new Error(t('custom.full', { n: MOST }));
    const row = makeRow(settings, { try: tryRow, move, remove });
    rows.push(row);
    list.append(row.box);
    changed();
    return row;
  }

  function move(row, step) {
    const i = rows.indexOf(row);
    rows.splice(i, 1);
    rows.splice(i + step, 0, row);
    if (step < 0) row.box.after(rows[i].box);
    else row.box.before(rows[i].box);
    changed();
  }

  function remove(row) {
    const i = rows.indexOf(row);
    rows.splice(i, 1);
    row.box.remove();
    changed();
    (rows[i] ?? rows[i - 1])?.focus();
    if (!rows.length) add.focus();
  }

  function changed() {
    box.touch();
    rows.forEach((row, i) => row.number(i, rows.length));
    add.disabled = rows.length >= MOST;
  }

  // The module as the section has it; a name of its own only when it was given.
  function module() {
    const now = { ...valuesOf(head), reads: rows.map(row => row.read()) };
    if (!now.name) delete now.name;
    return now;
  }

  function read() {
    const all = Array.from({ length: Math.max(section.length, at + 1) }, (_, i) => section[i] ?? null);
    all[at] = module();
    return all;
  }

  // A module that is not yet read as a custom one is from now on.
  async function save(body) {
    await putSection(CUSTOM, body);
    const modules = await get('modules');
    if (modules[at]?.preset === CUSTOM) return;
    while (modules.length < at) modules.push({ on: false });
    modules[at] = { on: true, preset: CUSTOM };
    await putSection('modules', modules);
  }

  async function tryRow(row) {
    clearErrors(row.box);
    const { slave, bitRate, parity, stopBits, timeoutMs } = valuesOf(head);
    try {
      row.tell(await api('POST', 'modbus/try', { slave, bitRate, parity, stopBits, timeoutMs, ...row.read(), name: undefined }));
    } catch (fault) {
      const input = fault.field && (row.box.querySelector('[name="' + fault.field + '"]') ?? head.querySelector('[name="' + fault.field + '"]'));
      if (!input) throw fault;
      showError(input, fault.message);
      input.focus();
    }
  }

  function exportFile() {
    const now = module();
    download('modbus-' + (now.name ?? at + 1) + '.json', JSON.stringify([now], null, 1));
  }

  // A file holds a module, or a list of which the one at this place or the first counts.
  async function importFile() {
    let file;
    try {
      file = JSON.parse(await upload('.json,application/json'));
    } catch {
      throw new Error(t('custom.notJson'));
    }
    const found = Array.isArray(file) ? file[at] ?? file.find(Boolean) : file;
    if (!found || typeof found !== 'object' || !Array.isArray(found.reads)) throw new Error(t('custom.noModule'));
    if (found.reads.length > MOST) throw new Error(t('custom.full', { n: MOST }));
    fill(found);
    changed();
    toast(t('custom.imported', { n: rows.length }));
  }
}

// One read. tools: what its buttons do.
function makeRow(settings, tools) {
  const bit = field('bit', t('custom.bit'), 'number', settings.bit ?? '', { min: 0, max: 15, step: 1 });
  const scale = [
    field('divisor', t('custom.divisor'), 'number', settings.divisor ?? 1, { min: .001, max: 1000000, step: .001 }),
    field('offset', t('custom.offset'), 'number', settings.offset ?? 0, { step: .001 }),
  ];
  const order = field('order', t('custom.order'), 'select', settings.order ?? 'ABCD', { choices: ORDERS.map(order => [order, order]) });
  const fields = el('div', { class: 'fields', onchange: fit },
    field('name', t('custom.what'), 'text', settings.name, { required: true, maxlength: 40 }),
    field('unit', t('custom.unit'), 'text', settings.unit ?? '', { maxlength: 12 }),
    field('function', t('custom.function'), 'select', settings.function ?? 3, { 'data-number': true, choices: [1, 2, 3, 4].map(code => [code, code + ' – ' + t('custom.function.' + code)]) }),
    field('address', t('custom.address'), 'text', settings.address, { required: true, pattern: '[0-9]{1,5}|0[xX][0-9a-fA-F]{1,4}', hint: t('custom.addressHint') }),
    field('type', t('custom.type'), 'select', settings.type ?? 'uint16', { choices: TYPES.map(type => [type, type]) }),
    order, bit, ...scale,
    field('negate', t('custom.negate'), 'checkbox', settings.negate));
  const title = el('h4');
  const result = el('div', { role: 'status' });
  // t: custom.up custom.down custom.try custom.remove
  const button = (key, text, work) => Object.assign(action(text, work), { key });
  const step = (key, text, by) => Object.assign(el('button', {
    type: 'button',
    onclick: event => {
      tools.move(row, by);
      (event.target.disabled ? buttons[by < 0 ? 1 : 0] : event.target).focus();
    },
  }, text), { key });
  const buttons = [step('up', '↑', -1), step('down', '↓', 1), button('try', t('custom.try'), () => tools.try(row)), button('remove', t('custom.remove'), () => tools.remove(row))];
  const box = el('li', { class: 'card' }, el('div', { class: 'row between' }, title, el('div', { class: 'row' }, buttons)), fields, result);
  const row = { box, read, number, tell, focus: () => fields.querySelector('input').focus() };
  fit();
  return row;

  // What makes no sense for the type is not shown and not sent.
  function fit() {
    const { type, function: code } = valuesOf(fields);
    const isBit = type === 'bit';
    bit.hidden = !isBit || code < 3;
    order.hidden = isBit;
    scale.forEach(part => part.hidden = isBit);
  }

  function read() {
    const now = valuesOf(fields);
    if (bit.hidden) delete now.bit;
    if (order.hidden) delete now.order;
    if (scale[0].hidden) {
      delete now.divisor;
      delete now.offset;
    }
    if (/^\d+$/.test(now.address)) now.address = Number(now.address);
    return now;
  }

  function number(i, all) {
    title.textContent = 'r' + (i + 1);
    for (const input of fields.querySelectorAll('[data-key]')) input.dataset.key = 'reads[' + i + '].' + input.name;
    buttons.forEach(made => made.setAttribute('aria-label', t('custom.' + made.key) + ': r' + (i + 1)));
    buttons[0].disabled = i === 0;
    buttons[1].disabled = i === all - 1;
  }

  function tell(answer) {
    result.replaceChildren(
      el('p', { class: answer.status === 'ok' ? 'good note' : 'bad note' }, answer.value == null ? endText(answer.status) : t('custom.read', { value: quantity(answer.value, read().unit) })),
      el('p', { class: 'soft' }, t('custom.sent', { bytes: spaced(answer.request) })),
      el('p', { class: 'soft' }, t('custom.came', { bytes: spaced(answer.reply) || '–', n: answer.latencyMs })));
  }
}

const spaced = hex => (hex.match(/../g) ?? []).join(' ');
