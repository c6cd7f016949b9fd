// The events: a list in the order that counts, each as a sentence with its truth of now. The editor of one is loaded when it is opened.
import { api, duration, el, get, live, loadModule, onLive, poll, put, quantity, t } from '/app.js';
import { action, confirmed, field, form, putSection } from '/form.js';

const PATH = 'events';
const PERIOD_MS = 2000;
const MOST = 32;
const LONGEST_NAME = 40;

let sources = [];
let targets = [];

export async function show(view) {
  const items = [];
  let timer = 0;
  const list = el('ol', { class: 'cards' });
  const count = el('p', { class: 'soft', role: 'status' });
  const add = action(t('events.add'), () => append(fresh()));
  const box = form([list, count, el('div', { class: 'row' }, add)], read, save);
  ({ sources, targets } = await get('event-sources'));
  adopt(await get(PATH));
  if (!live) await poll();   // a truth is told with the value that it was made of
  await truths().catch(() => 0);
  view.append(
    el('p', { class: 'soft' }, t('events.intro')),
    el('div', { class: 'row' }, action(t('events.learn'), async () => (await loadModule('/parts/eventhelp.js')).open())), box);
  onLive(() => items.forEach(item => item.row.values()));
  timer = setTimeout(look, PERIOD_MS);
  return () => clearTimeout(timer);

  // What the device has: its places are what its truths are about.
  function adopt(settings) {
    items.length = 0;
    items.push(...settings.map(settings => ({ settings })));
    items.forEach(item => { if (item.settings.c) item.c = items[item.settings.c - 1]; });
    items.forEach(item => item.row = makeRow(item));
    mark();
    list.replaceChildren(...items.map(item => item.row.box));
    renumber();
  }

  function mark() {
    items.forEach((item, i) => item.place = i);
    items.forEach(item => item.stored = core(item));
  }

  async function look() {
    clearTimeout(timer);
    if (!document.hidden) await truths().catch(() => 0);   // the shell tells when the device is gone
    if (box.isConnected) timer = setTimeout(look, PERIOD_MS);
  }

  async function truths() {
    const now = (await get('events/live')).events;
    for (const item of items) item.row.truth(isStored(item) ? now[item.place] : null);
  }

  function read() {
    return items.map(item => ({ ...item.settings, c: item.c ? items.indexOf(item.c) + 1 : undefined }));
  }

  async function save(body) {
    try {
      await putSection(PATH, body);
    } catch (fault) {
      const at = Number((fault.field ?? '').match(/^\[(\d+)\]/)?.[1] ?? -1);
      if (items[at]) await items[at].row.edit(true);
      throw fault;
    }
    mark();
    look();
  }

  function append(settings, after, c) {
    if (items.length === MOST) throw new Error(t('events.full', { n: MOST }));
    const item = { settings, c };
    item.row = makeRow(item);
    items.splice(after ? items.indexOf(after) + 1 : items.length, 0, item);
    if (after) after.row.box.after(item.row.box);
    else list.append(item.row.box);
    changed();
    return item.row.edit(true);
  }

  function move(item, step) {
    const at = items.indexOf(item);
    items.splice(at, 1);
    items.splice(at + step, 0, item);
    if (step < 0) item.row.box.after(items[at].row.box);
    else item.row.box.before(items[at].row.box);
    changed();
  }

  async function remove(item) {
    const user = items.find(other => other.c === item);
    if (user) throw new Error(t('events.needed', { name: user.settings.name }));
    if (await confirmed(t('events.remove'), t('events.removeWhat', { name: item.settings.name })) !== 'yes') return;
    const at = items.indexOf(item);
    items.splice(at, 1);
    item.row.box.remove();
    changed();
    (items[at]?.row ?? items[at - 1]?.row)?.focus();
    if (!items.length) add.focus();
  }

  function changed() {
    box.touch();
    renumber();
  }

  function renumber() {
    items.forEach((item, i) => item.row.number(i, items.length));
    put(count, t('events.count', { n: items.length, most: MOST }));
    add.disabled = items.length === MOST;
  }

  // One event of the list.
  function makeRow(item) {
    const title = el('span');
    const state = el('span', { class: 'state' });
    const sentence = el('p', { class: 'sentence' });
    const truthLine = el('p', { class: 'soft truth' });
    const editor = el('div', { hidden: true });
    const flag = key => {
      const part = field(key, t('events.' + key), 'checkbox', item.settings[key]);
      part.onchange = event => { item.settings[key] = event.target.checked; refresh(); };
      return part;
    };
    // t: events.up events.down events.edit events.copy events.remove
    const button = (key, text, work) => {
      const made = action(text, work);
      made.label = key;
      return made;
    };
    // The focus stays on the button, or goes to its neighbour at an end of the list.
    const step = (key, text, by) => Object.assign(el('button', {
      type: 'button',
      onclick: event => {
        move(item, by);
        (event.target.disabled ? buttons[by < 0 ? 1 : 0] : event.target).focus();
      },
    }, text), { label: key });
    const buttons = [
      step('up', '↑', -1), step('down', '↓', 1), button('edit', t('events.edit'), () => edit(editor.hidden)),
      button('copy', t('events.copy'), () => append(copyOf(item.settings), item, item.c)), button('remove', t('events.remove'), () => remove(item)),
    ];
    const box = el('li', { class: 'card' },
      el('h2', { class: 'row between' }, title, state), sentence, truthLine,
      el('div', { class: 'row' }, flag('on'), flag('per'), el('div', { class: 'row' }, buttons)), editor);
    box.addEventListener('invalid', () => edit(true), true);   // what does not fit is to be seen
    let at = 0;
    let last = 0;
    let loaded = null;
    const row = { box, number, values, truth, edit, focus: () => buttons[2].focus() };
    refresh();
    return row;

    function number(i, all) {
      at = i;
      last = all - 1;
      box.dataset.path = '[' + i + ']';
      refresh();
    }

    function refresh() {
      const name = item.settings.name;
      put(title, at + 1 + ' · ' + name);
      put(sentence, sentenceOf(item));
      buttons.forEach(made => made.setAttribute('aria-label', t('events.' + made.label) + ': ' + name));
      buttons[0].disabled = at === 0;
      buttons[1].disabled = at === last;
      if (!isStored(item)) truth(null);
    }

    function truth(now) {
      const word = !isStored(item) ? 'unsaved' : !item.settings.on ? 'off' : now?.state ?? 'unknown';
      // t: events.is.*
      put(state, t('events.is.' + word));
      state.className = 'state ' + word;
      box.classList.toggle('on', word === 'true');
      const part = (letter, truth, condition) => truth && letter + ': ' + t('events.is.' + truth) + (condition ? ' (' + valueText(condition.source) + ')' : '');
      put(truthLine, !now ? '' : [
        part('A', now.a, item.settings.a), part('B', now.b, item.settings.b), part('C', now.c),
        now.dueS != null && t('events.due', { time: duration(now.dueS) }),
        now.sinceS != null && t('events.since', { time: duration(now.sinceS) }),
      ].filter(Boolean).join(' · '));
    }

    function values() {
      loaded?.values();
    }

    async function edit(isOpen) {
      if (isOpen && !loaded) {
        const module = await loadModule('/parts/eventeditor.js');
        loaded = module.makeEditor(item, { sources, targets, others: () => items.filter(other => other !== item), changed: () => { box.closest('form').touch(); refresh(); }, trial, valueText });
        editor.append(loaded.box);
      }
      editor.hidden = !isOpen;
      buttons[2].setAttribute('aria-expanded', isOpen);
      buttons[2].label = isOpen ? 'close' : 'edit';
      put(buttons[2], t('events.' + buttons[2].label));
      refresh();
      if (isOpen) loaded.focus();
    }
  }

  // The dry run takes the list as it stands here, saved or not.
  async function trial(item) {
    const verdict = (await api('POST', 'events/try', read())).events[items.indexOf(item)];
    await poll();   // the values beside the verdict are those that it was made of
    return verdict;
  }

  function fresh() {
    const names = items.map(item => item.settings.name);
    let n = items.length + 1;
    while (names.includes(t('events.new', { n }))) n++;
    const source = sources.find(source => source.used) ?? sources[0];
    return {
      name: t('events.new', { n }), on: true, per: true, a: { source: source.id, op: source.ops[0], value: 0 }, onDelay: 0, offDelay: 0,
      action: { target: targets.find(target => target.fitted && target.id !== 'out0')?.id ?? 'event1', on: true },
    };
  }
}

// Without its place in the list: an event that was only moved is still what the device has.
const core = item => JSON.stringify({ ...item.settings, c: item.c?.place });
const isStored = item => item.place != null && core(item) === item.stored;

function copyOf(settings) {
  const copy = JSON.parse(JSON.stringify(settings));
  copy.name = settings.name.slice(0, LONGEST_NAME - 4) + ' (2)';
  return copy;
}

// ---- the rule in words

function sentenceOf(item) {
  const { a, op, b, per, onDelay, offDelay } = item.settings;
  // t: events.say.*
  let when = op && b ? t('events.say.' + op, { a: conditionText(a), b: conditionText(b) }) : conditionText(a);
  if (item.c) when = t('events.say.c', { when, name: item.c.settings.name });
  const key = (per ? 'per' : 'once') + (item.settings.action.on === false ? 'Off' : 'On');
  return t('events.say.' + key, { when, target: named(targets, item.settings.action.target) })
    + (onDelay > 0 ? ' ' + t('events.say.onDelay', { time: duration(onDelay) }) : '')
    + (offDelay > 0 ? ' ' + t('events.say.offDelay', { time: duration(offDelay) }) : '');
}

function conditionText({ source, op, value, hysteresis }) {
  const unit = sources.find(known => known.id === source)?.unit ?? '';
  const what = named(sources, source);
  if (source === 'time') return t('events.say.time', { from: String(value).split('-')[0], to: String(value).split('-')[1] ?? '' });
  if (source === 'weekday') return t('events.say.days', { days: dayNames(value) });
  if (isState(source)) return t('events.say.' + (Number(value) ? 'on' : 'off'), { what });
  const flow = live?.view?.flow ?? {};
  const isGrid = source === (flow.grid ?? 'm1') && !flow.gridInverted;
  const isExport = isGrid && op === '<' && value < 0;
  const isImport = isGrid && op === '>=' && value > 0;
  const sign = isExport ? -1 : 1;
  const key = isExport ? 'export' : isImport ? 'import' : { '>=': 'ge', '<': 'lt', '=': 'eq' }[op];
  const until = hysteresis > 0 && op !== '=' ? ' ' + t('events.say.until', { value: quantity(sign * (op === '<' ? value + hysteresis : value - hysteresis), unit) }) : '';
  return t('events.say.' + key, { what, value: quantity(sign * value, unit) }) + until;
}

const isState = source => source.startsWith('in') || source.startsWith('out') || source.startsWith('event');

const dayNames = days => String(days).split(',').map(day => t('weekday').split(' ')['mon tue wed thu fri sat sun'.split(' ').indexOf(day)]).join(', ');

function named(list, id) {
  const name = list.find(known => known.id === id)?.name;
  return name && name.toLowerCase() !== id ? name + ' [' + id + ']' : id;
}

// What a source says now.
function valueText(id) {
  const point = live?.values.find(point => point.id === id);
  if (point) {
    if (point.value == null) return t('unknown');
    if (id === 'time') return new Date(point.value * 1000).toISOString().slice(11, 16);
    if (id === 'weekday') return t('weekday').split(' ')[point.value - 1];
    return quantity(point.value, point.unit) + (point.quality === 'g' ? '' : ', ' + t(point.quality === 's' ? 'events.old' : 'failed'));
  }
  const output = live?.outputs.find(output => output.id === id);
  const state = output ? output.on : live?.states.find(state => state.id === id)?.state;
  return t(state === true || state === '1' ? 'on' : state === false || state === '0' ? 'off' : 'unknown');
}
