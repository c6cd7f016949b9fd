// What the device says of itself: version, memory, flash, tasks.
import { api, duration, el, get, number, t } from '/app.js';
import { action, confirmed, said, table } from '/form.js';

const PERIOD_MS = 5000;

export async function show(view) {
  const facts = el('dl', { class: 'facts' });
  const tasks = el('section');
  const flash = el('section');
  let timer = 0;
  await look();
  view.append(facts, el('div', { class: 'row' }, action(t('system.restart'), restart)), tasks, flash);
  return () => clearTimeout(timer);

  async function restart() {
    if (await confirmed(t('system.restart'), t('system.sure')) === 'yes') await api('POST', 'restart');
  }

  async function look() {
    clearTimeout(timer);
    if (!document.hidden) {
      tell(await get('system'));
      store(await get('storage'));
    }
    if (facts.isConnected || !timer) timer = setTimeout(() => look().catch(() => timer = setTimeout(look, PERIOD_MS)), PERIOD_MS);
  }

  // t: system.said.* system.part.*
  function tell(now) {
    const rows = [
      [t('system.board'), now.board], [t('system.version'), now.version], [t('system.uptime'), duration(now.uptimeS)], [t('system.last'), said('system.said', now.lastRestart)],
      [t('system.heap'), kilo(now.freeHeapBytes) + (now.largestBlockBytes == null ? '' : ' · ' + t('system.block', { n: kilo(now.largestBlockBytes) }))],
      [t('system.settings'), said('system.said', now.settings)], [t('system.files'), said('system.said', now.storage)], [t('system.outputs'), t(now.outputsSafe ? 'system.safe' : 'system.running')],
      [t('system.longest'), now.longestStepMs + ' ms'], [t('system.web'), t('system.requests', { n: number(now.web.requests), cut: now.web.cut, refused: now.web.refused })],
    ];
    facts.replaceChildren(...rows.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]));
    tasks.replaceChildren(el('h2', {}, t('system.tasks')), table(t('system.tasks'), [t('system.task'), t('system.runs'), t('system.late'), t('system.faults'), t('system.max')],
      now.tasks.map(task => [said('system.part', task.name), number(task.runs), number(task.late), faults(task), number(task.maxMs) + ' ms'])));
  }

  // What has failed inside is for programmers, in their words.
  function faults(task) {
    return el('span', {}, number(task.faults), task.lastFault && [' (' + t('system.internal') + ': ', el('span', { lang: 'en' }, task.lastFault), ')']);
  }

  function store(now) {
    const part = Math.round(100 * now.usedBlocks / now.quotaBlocks);
    flash.replaceChildren(el('h2', {}, t('system.flash')),
      el('p', {}, t('system.used', { used: kilo(now.usedBytes), part }), ' · ', t('system.writes', { n: number(now.wear.writesPerDay) }), now.noRoom + now.refused > 0 && el('span', { class: 'error' }, ' · ' + t('system.refused', { n: now.noRoom + now.refused }))),
      table(t('system.totals'), [t('system.total'), t('system.value')], now.totals.values.filter(total => total.value).map(total => [total.id, total.id.endsWith('Seconds') ? duration(total.value) : number(total.value)])));
  }
}

const kilo = bytes => t('system.kilo', { n: number(bytes / 1024, 1) });
