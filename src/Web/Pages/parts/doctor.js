// The bus doctor: what each slave answered, and what seems to be wrong.
import { el, get, put, t } from '/app.js';
import { table } from '/form.js';
import { endText, modules, subPage } from '/parts/bus.js';

const PERIOD_MS = 3000;
const COLUMNS = ['requests', 'ok', 'timeouts', 'crcErrors', 'badFrames', 'exceptions'];

export async function show(view) {
  const known = await modules();
  const advice = el('div', { role: 'status' });
  const counters = el('div');
  let cells = [];
  let slaves = '';
  let timer = 0;
  await look();
  view.append(...subPage(t('doctor.title'), el('p', { class: 'soft' }, t('doctor.intro')), advice, counters));
  return () => clearTimeout(timer);

  async function look() {
    clearTimeout(timer);
    timer = setTimeout(() => look().catch(() => 0), PERIOD_MS);
    if (document.hidden) return;
    const bus = await get('bus');
    if (slaves !== bus.slaves.map(slave => slave.slave).join()) build(bus.slaves);
    bus.slaves.forEach((slave, i) => texts(slave).forEach((text, column) => put(cells[i][column], text)));
    const hints = [bus.hint && hintText(bus.hint), ...bus.slaves.filter(slave => slave.hint).map(slave => t('doctor.slave', { n: slave.slave }) + ': ' + hintText(slave.hint))].filter(Boolean);
    const lines = hints.length ? hints : [t(bus.slaves.length ? 'doctor.well' : 'doctor.nobody')];
    if (advice.textContent !== lines.join('')) advice.replaceChildren(...lines.map(line => el('p', { class: hints.length ? 'bad note' : 'good note' }, line)));
  }

  function build(list) {
    slaves = list.map(slave => slave.slave).join();
    cells = list.map(slave => texts(slave).map((_, column) => el('span', { class: column > COLUMNS.length ? 'wide' : '' })));
    // t: doctor.head.*
    counters.replaceChildren(...list.length ? [table(t('doctor.title'), ['slave', ...COLUMNS, 'latency', 'last'].map(key => t('doctor.head.' + key)), cells)] : []);
  }

  function texts(slave) {
    const module = known.findIndex(module => module?.on && module.slave === slave.slave);
    return [
      slave.slave + (module < 0 ? '' : ' – ' + (known[module].name ?? t('doctor.module', { n: module + 1 }))),
      ...COLUMNS.map(key => String(slave[key]) + (key !== 'requests' && slave.requests ? ' (' + Math.round(slave[key] / slave.requests * 100) + ' %)' : '')),
      slave.lastLatencyMs + ' ms', endText(slave.lastStatus),
    ];
  }
}

// The device's hints in the reader's language; its own words where they are not known.
const HINTS = {
  'no answer': 'silent', 'wires A and B look swapped': 'swapped', 'wrong bit rate or parity': 'rate', 'the line is disturbed': 'disturbed',
  'somebody else talks on the line': 'master', 'it refuses what it is asked': 'refuses',
};

// t: doctor.hint.*
const hintText = hint => HINTS[hint] ? t('doctor.hint.' + HINTS[hint]) : hint;
