// The dashboard: the energy flow, the outputs with their reasons, the values, the day.
import { api, duration, el, get, isInstaller, language, loadModule, onLive, put, quantity, run, session, t } from '/app.js';
import { makeFlow } from '/parts/flow.js';

const SLOW_MS = 6000;
const HOURS = [10, 60, 240, 1440];

export function show(view) {
  const flow = makeFlow();
  const hold = el('select', { id: 'hold' }, HOURS.map(minutes => el('option', { value: minutes * 60, selected: minutes === 60 }, duration(minutes * 60))));
  const outputs = el('div', { class: 'grid', id: 'outputs' });
  const values = el('div', { class: 'values', id: 'values' });
  const flowBox = el('section', { class: 'card', id: 'flow' }, flow.picture);
  const day = el('section', { class: 'card', id: 'day' });
  const tiles = new Map();
  const cells = new Map();
  let whyTimer = 0;
  view.append(
    isInstaller() && el('a', { class: 'button', href: '#/visibility' }, t('status.configure')),
    el('div', { class: 'split' }, flowBox, day),
    el('section', {}, el('div', { class: 'row between' }, el('h2', {}, t('status.outputs')), el('label', { class: 'row' }, t('hold'), hold)), outputs),
    el('section', {}, el('h2', {}, t('status.values')), values));
  let leaveDay = null;
  onLive(update);
  return () => {
    clearTimeout(whyTimer);
    leaveDay?.();
  };

  function update(state) {
    flowBox.hidden = !state.power;
    if (state.power) flow.show(state);
    each(outputs, tiles, state.outputs, output => makeTile(output, () => hold.value, why), (tile, output) => tile.show(output));
    each(values, cells, [...state.values, ...state.states], makeCell, (cell, point) => cell.show(point));
    if (whyTimer) return;
    why();
    loadModule('/parts/day.js').then(part => leaveDay = part.show(day)).catch(() => 0);
  }

  async function why() {
    clearTimeout(whyTimer);
    whyTimer = setTimeout(why, SLOW_MS);
    await explain(tiles);
  }
}

// Asks why each output is as it is; the device's own sentence is English.
export async function explain(tiles) {
  if (document.hidden) return;
  try {
    const say = language !== 'en' && (await loadModule('/parts/why.js')).say;
    for (const output of (await get('outputs')).outputs) tiles.get(output.id)?.explain(say ? say(output.whyParts) : output.why);
  } catch { /* the shell tells when the device is gone */ }
}

// Keeps one element for each item, in their order.
export function each(parent, known, items, make, change) {
  const seen = new Set(items.map(item => item.id));
  for (const [id, part] of known) {
    if (seen.has(id)) continue;
    part.box.remove();
    known.delete(id);
  }
  for (const item of items) {
    let part = known.get(item.id);
    if (!part) {
      part = make(item);
      known.set(item.id, part);
      parent.append(part.box);
    }
    change(part, item);
  }
}

// An output: its state, why, and the three buttons. after: what to do when one was pressed; level: of its heading.
export function makeTile(output, seconds, after, level = 'h3') {
  const name = el('span');
  const state = el('span', { class: 'state' });
  const mode = el('p', { class: 'soft mode' });
  const why = el('p', { class: 'why' });
  // t: on auto off
  const button = (key, body) => el('button', { type: 'button', onclick: event => run(event.target, () => command(body())) }, t(key));
  const on = button('on', () => ({ on: true, forSeconds: Number(seconds()) }));
  const auto = button('auto', () => ({ auto: true }));
  const off = button('off', () => ({ on: false, forSeconds: Number(seconds()) }));
  const group = el('div', { class: 'buttons', role: 'group' }, on, auto, off);
  const box = el('article', {}, el(level, { class: 'title row between' }, name, state), mode, why, group);
  group.hidden = session.role === 'viewer';
  return { box, show, explain: text => put(why, text) };

  function show(now) {
    const manual = now.mode === 'm';
    put(name, now.name);
    group.setAttribute('aria-label', now.name);
    put(state, t(now.mode === 'f' ? 'fault' : now.on ? 'on' : 'off'));
    put(mode, t('mode.' + now.mode, { time: duration(now.left) }) + (now.wait > 0 ? ' · ' + t('waiting', { time: duration(now.wait) }) : ''));
    box.className = 'tile' + (now.mode === 'f' ? ' fault' : now.on ? ' on' : '');
    on.setAttribute('aria-pressed', manual && now.on);
    auto.setAttribute('aria-pressed', now.mode === 'a');
    off.setAttribute('aria-pressed', manual && !now.on);
  }

  async function command(body) {
    await api('POST', 'outputs/' + output.id, body);
    await after();
  }
}

// A value with its name, index and age.
export function makeCell(point) {
  const name = el('span');
  const value = el('strong');
  const note = el('span', { class: 'soft' });
  const box = el('div', { class: 'cell' }, el('p', { class: 'soft' }, name, ' [' + point.id + ']'), el('p', {}, value, ' ', note));
  return { box, show };

  function show(now) {
    put(name, now.name || now.id);
    put(value, 'state' in now ? t(now.state === '1' ? 'on' : now.state === '0' ? 'off' : 'unknown') : reading(now));
    put(note, now.quality === 'f' ? t('failed') : now.quality === 's' ? t('stale', { time: duration(now.age) }) : '');
    box.classList.toggle('fault', now.quality === 'f');
  }
}

function reading(point) {
  if (point.id === 'time' && point.value != null) return new Date(point.value * 1000).toISOString().slice(11, 16);
  if (point.id === 'weekday' && point.value != null) return t('weekday').split(' ')[point.value - 1];
  return quantity(point.value, point.unit);
}
