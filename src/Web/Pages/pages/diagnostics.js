// What came and went: filter, and a file to keep.
import { duration, el, get, t } from '/app.js';
import { action, download, said, table } from '/form.js';
import { endText } from '/parts/bus.js';
import { sayTrial } from '/parts/trial.js';

const PERIOD_MS = 5000;
const KINDS = ['E', 'W', 'I'];

export async function show(view) {
  const chosen = new Set(KINDS);
  const list = el('div');
  let entries = [];
  let timer = 0;
  const boxes = KINDS.map(kind => {
    const box = el('input', { type: 'checkbox', id: 'kind' + kind, checked: true, onchange: () => (box.checked ? chosen.add(kind) : chosen.delete(kind), draw()) });
    return el('label', { class: 'row', for: 'kind' + kind }, box, t('diagnostics.kind.' + kind));
  });
  const search = el('input', { type: 'search', 'aria-label': t('diagnostics.search'), placeholder: t('diagnostics.search'), oninput: draw });
  await look();
  view.append(el('div', { class: 'row' }, boxes, search, action(t('diagnostics.csv'), save)), list);
  return () => clearTimeout(timer);

  async function save() {
    const kinds = KINDS.filter(kind => chosen.has(kind)).join('');
    const answer = await fetch('/api/v1/diagnostics/csv' + (kinds.length && kinds.length < 3 ? '?kinds=' + kinds : ''));
    if (!answer.ok) throw new Error(t('device.refused', { status: answer.status }));
    download('diagnostics.csv', await answer.text(), 'text/csv');
  }

  async function look() {
    clearTimeout(timer);
    if (!document.hidden) {
      entries = (await get('diagnostics')).entries;
      draw();
    }
    if (list.isConnected || !timer) timer = setTimeout(() => look().catch(() => timer = setTimeout(look, PERIOD_MS)), PERIOD_MS);
  }

  function draw() {
    const word = search.value.toLowerCase();
    const rows = entries.filter(entry => chosen.has(entry.kind)).map(cells).filter(row => !word || row.some(cell => (cell.textContent ?? cell).toLowerCase().includes(word)));
    list.replaceChildren(rows.length
      ? table(t('nav.diagnostics'), [t('diagnostics.kind'), t('diagnostics.source'), t('diagnostics.message'), t('diagnostics.came'), t('diagnostics.went')], rows)
      : el('p', { class: 'soft' }, t('diagnostics.none')));
  }

  // t: diagnostics.said.*
  function cells(entry) {
    return [el('span', { class: 'kind ' + entry.kind, title: t('diagnostics.kind.' + entry.kind) }, entry.kind), entry.source,
      el('span', {}, said('diagnostics.said', entry.message), entry.detail && [' (', detail(entry), ')']), moment(entry.came, entry.cameAgoS), entry.present ? t('diagnostics.present') : moment(entry.went, entry.wentAgoS)];
  }
}

// t: system.part.* system.said.* mqtt.problem.*
function detail({ source, detail }) {
  if (source === 'network') return sayTrial(detail);
  if (/^module/.test(source)) return endText(detail);
  return said(source === 'mqtt' ? 'mqtt.problem' : source === 'loop' ? 'system.part' : 'system.said', detail);
}

function moment(utc, agoS) {
  if (utc) return new Date(utc).toLocaleString();
  return agoS == null ? '–' : t('diagnostics.ago', { time: duration(agoS) });
}
