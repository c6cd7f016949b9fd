// The search for slaves: with progress, and a found meter can be taken over as a module.
import { api, el, get, put, t, toast } from '/app.js';
import { action, ask, field, putSection, table, valuesOf } from '/form.js';
import { CUSTOM, bitRates, lineText, modules, parities, subPage } from '/parts/bus.js';

const PERIOD_MS = 1000;

export async function show(view) {
  const titles = new Map((await get('presets')).presets.map(preset => [preset.id, preset.title]));
  const range = el('div', { class: 'fields' },
    field('from', t('scan.from'), 'number', 1, { min: 1, max: 247, step: 1, required: true }), field('to', t('scan.to'), 'number', 247, { min: 1, max: 247, step: 1, required: true }),
    field('stopBits', t('scan.stopBits'), 'select', 1, { choices: [[1, 1], [2, 2]], 'data-number': true }),
    field('timeoutMs', t('scan.timeout'), 'number', 150, { unit: 'ms', min: 50, max: 5000, step: 1, required: true }));
  const rates = choices(t('scan.bitRates'), bitRates(), [9600]);
  const sides = choices(t('scan.parities'), parities(), ['none']);
  const bar = el('progress', { max: 100, value: 0, 'aria-label': t('scan.title') });
  const state = el('p', { role: 'status' });
  const results = el('div');
  const start = action(t('scan.start'), begin, 'primary');
  const stop = action(t('scan.stop'), async () => { await api('POST', 'modbus/scan', { stop: true }); await look(); });
  let shown = '';
  let timer = 0;
  let hasLeft = false;
  await look();
  view.append(...subPage(t('scan.title'), el('p', { class: 'soft' }, t('scan.intro')), el('fieldset', {}, el('legend', {}, t('scan.where')), range, rates.box, sides.box, el('div', { class: 'row' }, start, stop)), bar, state, results));
  return () => {
    hasLeft = true;
    clearTimeout(timer);
  };

  async function begin() {
    await api('POST', 'modbus/scan', { ...valuesOf(range), bitRates: rates.chosen().map(Number), parities: sides.chosen() });
    shown = '';
    await look();
  }

  async function look() {
    clearTimeout(timer);
    const now = await get('modbus/scan');
    if (hasLeft) return;
    const isRunning = now.state === 'running';
    stop.hidden = !isRunning;
    start.hidden = isRunning;
    bar.hidden = now.state === 'idle';
    bar.value = now.percent;
    // t: scan.state.*
    put(state, t('scan.state.' + (/^[a-z]+$/.test(now.state) ? now.state : 'failed'), { percent: now.percent, n: now.found.length }) + (now.full ? ' ' + t('scan.full', { n: now.found.length }) : ''));
    if (JSON.stringify(now.found) !== shown) list(now.found);
    shown = JSON.stringify(now.found);
    if (isRunning) timer = setTimeout(() => look().catch(() => 0), PERIOD_MS);
  }

  function list(found) {
    results.replaceChildren(...found.length ? [table(t('scan.found'), [t('scan.slave'), t('scan.line'), t('scan.meter'), t('scan.take')],
      found.map(slave => [String(slave.slave), lineText(slave), titles.get(slave.meter) ?? slave.meter ?? t('scan.unknown'), action(t('scan.take'), () => take(slave))]))] : []);
  }

  // A meter that is known becomes a preset; anything else a custom module with its line filled in.
  async function take({ slave, bitRate, parity, stopBits, meter }) {
    const now = await modules();
    const place = field('module', t('scan.where'), 'select', Math.max(0, now.findIndex(module => !module?.on)), { choices: now.map((module, i) => [i, t('scan.module', { n: i + 1 }) + (module?.on ? ' – ' + (module.name ?? CUSTOM) : '')]) });
    if (await ask(t('scan.take'), el('div', {}, el('p', {}, t('scan.takeWhat', { slave, meter: titles.get(meter) ?? t('scan.unknown') })), place), [['', t('scan.cancel')], ['yes', t('scan.take'), 'primary']]) !== 'yes') return;
    const at = Number(place.querySelector('select').value);
    if (!meter) {
      const custom = await get(CUSTOM);
      while (custom.length <= at) custom.push(null);
      custom[at] = { reads: [], ...custom[at], slave, bitRate, parity, stopBits };
      await putSection(CUSTOM, custom);
    }
    now[at] = meter ? { on: true, preset: meter, slave, bitRate, parity, stopBits } : { on: true, preset: CUSTOM };
    while (now.length && now[now.length - 1] === null) now.pop();
    await putSection('modules', now.map(module => module ?? { on: false }));
    toast(t('scan.taken', { n: at + 1 }), 'good');
    location.hash = meter ? '#/modbus' : '#/modbus/custom/' + (at + 1);
  }
}

function choices(title, list, chosen) {
  const boxes = list.map(([value, text]) => el('label', { class: 'row' }, el('input', { type: 'checkbox', value, checked: chosen.includes(value) }), String(text)));
  return {
    box: el('div', { class: 'row', role: 'group', 'aria-label': title }, el('span', {}, title), boxes),
    chosen: () => boxes.map(box => box.firstChild).filter(input => input.checked).map(input => input.value),
  };
}
