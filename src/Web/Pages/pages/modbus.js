// The three modules of the RS-485 line with what they read; mapping, custom modules, search and bus doctor are pages of their own below.
import { el, get, guard, loadModule, put, t } from '/app.js';
import { action, field, form, putSection, table, valuesOf } from '/form.js';
import { CUSTOM, endText, lineFields, modules, qualityText, quantityName, reading } from '/parts/bus.js';

const PATH = 'modules';
const PERIOD_MS = 3000;
const PARTS = ['mapping', 'custom', 'scan', 'doctor'];
const DEFAULT = 'eastron-sdm72dm';

export async function show(view) {
  const [, , part, place] = location.hash.split('/');
  if (PARTS.includes(part)) return (await loadModule('/parts/' + part + '.js')).show(view, Number(place) || 1);

  const [presets, settings] = [(await get('presets')).presets, await modules()];
  const cards = [];
  for (let i = 0; i < settings.length; i++) cards.push(await makeCard(i, settings[i], presets, () => configure(i)));
  const read = () => withoutTail(cards.map(card => card.read()));
  let timer = 0;
  let stored = JSON.stringify(read());
  const box = form(cards.map(card => card.box), read, save);
  await values();
  view.append(
    el('p', { class: 'soft' }, t('modbus.intro')),
    el('div', { class: 'row' }, link('mapping', t('modbus.mapping')), link('scan', t('modbus.scan')), link('doctor', t('modbus.doctor'))), box);
  timer = setTimeout(look, PERIOD_MS);
  return () => clearTimeout(timer);

  async function save(body) {
    await putSection(PATH, body);
    stored = JSON.stringify(body);
    look();
  }

  // "Configure custom module": what was chosen here is saved on the way.
  async function configure(i) {
    const body = read();
    if (JSON.stringify(body) !== stored) await save(body);
    guard(() => false);
    location.hash = '#/modbus/custom/' + (i + 1);
  }

  async function look() {
    clearTimeout(timer);
    if (!document.hidden) await values();
    if (box.isConnected) timer = setTimeout(look, PERIOD_MS);
  }

  async function values() {
    for (const card of cards) await card.look().catch(() => 0);   // the shell tells when the device is gone
  }
}

const link = (part, text) => el('a', { class: 'button', href: '#/modbus/' + part }, text);

// Modules after the last that is set up do not stand in the list.
function withoutTail(list) {
  while (list.length && list[list.length - 1].off) list.pop();
  return list.map(({ off, ...module }) => module);
}

async function makeCard(i, module, presets, configure) {
  const wasThere = module !== null;
  const settings = module ?? { on: false, preset: DEFAULT };
  const choices = [...presets.map(preset => [preset.id, preset.title]), [CUSTOM, t('modbus.custom')]];
  const on = field('on', t('modbus.on'), 'checkbox', settings.on);
  const preset = field('preset', t('modbus.module'), 'select', settings.preset, { choices });
  const select = preset.querySelector('select');
  const line = el('div', { class: 'fields' });
  const more = el('div', { class: 'fields' });
  const custom = el('div', {}, action(t('modbus.configureCustom'), configure));
  const values = el('div');
  const rest = el('details', {}, el('summary', {}, t('modbus.more')), more);
  const refusal = el('div', { role: 'status' });
  const live = el('details', { open: settings.on }, el('summary', {}, t('modbus.values')), refusal, values);
  const used = el('div', {}, line, rest, custom, live);
  const box = el('fieldset', { 'data-path': '[' + i + ']' }, el('legend', {}, t('modbus.numbered', { n: i + 1 })), el('div', { class: 'fields' }, on, preset), used);
  const rows = new Map();
  used.hidden = !settings.on;
  on.onchange = event => used.hidden = !event.target.checked;
  select.onchange = async () => fill(select.value === CUSTOM ? {} : await defaults(select.value));
  fill(module ?? await defaults(DEFAULT));
  return { box, read, look };

  function fill(now) {
    const isCustom = select.value === CUSTOM;
    rest.hidden = isCustom;
    custom.hidden = !isCustom;
    line.replaceChildren(...isCustom ? [] : lineFields(now));
    more.replaceChildren(...isCustom ? [] : [
      field('name', t('modbus.name'), 'text', now.name ?? now.title, { maxlength: 40 }),
      field('pollMs', t('modbus.poll'), 'number', now.pollMs ?? 0, { unit: 'ms', min: 0, max: 600000, step: 1, required: true, hint: t('modbus.pollHint') }),
      field('ctRatio', t('modbus.ratio'), 'number', now.ctRatio ?? 1, { min: .001, max: 10000, step: .001, required: true, hint: t('modbus.ratioHint') }),
      field('invert', t('modbus.invert'), 'checkbox', now.invert, { hint: t('modbus.invertHint') }),
    ]);
  }

  function read() {
    const now = valuesOf(box);
    if (now.name === '') delete now.name;
    return { ...now, off: !wasThere && !now.on };
  }

  async function look() {
    if (!live.open || used.hidden) return;
    const { quantities, discovering, refusal: why } = await get('modules/' + (i + 1));
    if (quantities.length !== rows.size || quantities.some(row => !rows.has(row.quantity))) build(quantities);
    for (const row of quantities) {
      const cells = rows.get(row.quantity);
      put(cells.name, quantityName(row.quantity, row.title) + (row.point ? ' [' + row.point + ']' : ''));
      put(cells.value, reading(row));
      put(cells.quality, qualityText(row));
    }
    const text = why && t('modbus.refuses', { why: endText(why) });
    if (refusal.textContent !== (text ?? '')) refusal.replaceChildren(...text ? [el('p', { class: 'bad note' }, text)] : []);
    if (!quantities.length) put(values, t(discovering ? 'modbus.discovering' : 'modbus.nothing'));
  }

  function build(quantities) {
    rows.clear();
    for (const { quantity } of quantities) rows.set(quantity, { name: el('span'), value: el('strong'), quality: el('span') });
    const parts = [...rows.values()].map(cells => [cells.name, cells.value, cells.quality]);
    values.replaceChildren(...quantities.length ? [table(t('modbus.values') + ' ' + (i + 1), [t('modbus.quantity'), t('modbus.value'), t('modbus.quality')], parts)] : []);
  }
}

const defaults = id => get('presets/' + id);
