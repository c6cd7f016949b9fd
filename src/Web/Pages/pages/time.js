// The wall clock: NTP, time zone, setting by hand.
import { api, duration, el, get, put, t } from '/app.js';
import { action, field, form, putSection, valuesOf } from '/form.js';

const PERIOD_MS = 5000;
const OWN = 'own';

export async function show(view) {
  const [state, { zones }] = [await get('time'), await get('time-zones')];
  const { settings } = state;
  const clock = el('p', { class: 'big' });
  const about = el('p', { class: 'soft' });
  const named = zones.find(zone => zone.zone === settings.zone);
  const source = field('source', t('time.source'), 'select', settings.source, { choices: ['ntp', 'manual', 'meter'].map(key => [key, t('time.source.' + key)]) });
  const zone = field('place', t('time.zone'), 'select', named?.name ?? OWN, { choices: [...zones.map(place => [place.name, place.name]), [OWN, t('time.own')]] });
  const rule = field('zone', t('time.rule'), 'text', settings.zone, { maxlength: 64, required: true, hint: t('time.ruleHint') });
  const servers = el('div', { class: 'fields' },
    field('server', t('time.server'), 'text', settings.server, { maxlength: 63, required: true }),
    field('fallback', t('time.fallback'), 'text', settings.fallback, { maxlength: 63 }));
  const [select, place] = [source.querySelector('select'), zone.querySelector('select')];
  const box = form([el('div', { class: 'fields' }, source, zone, rule), servers], read, save);
  const moment = field('moment', t('time.moment'), 'datetime-local', '', { step: 1 });
  select.onchange = () => servers.hidden = select.value !== 'ntp';
  place.onchange = () => {
    rule.hidden = place.value !== OWN;
    if (place.value !== OWN) rule.querySelector('input').value = zones.find(it => it.name === place.value).zone;
  };
  select.onchange();
  place.onchange();
  view.append(el('section', { class: 'card' }, clock, about), box,
    el('section', { class: 'card' }, el('h2', {}, t('time.byHand')), el('p', { class: 'soft' }, t('time.byHandHint')), moment,
      el('div', { class: 'row' }, action(t('time.set'), setGiven), action(t('time.fromBrowser'), () => set({ utc: new Date().toISOString().slice(0, 19) + 'Z' })))));
  tell(state);
  let timer = setTimeout(look, PERIOD_MS);
  return () => clearTimeout(timer);

  function read() {
    const { place: _, ...body } = valuesOf(box);
    return { ...body, ntp: body.source === 'ntp' };
  }

  async function save(body) {
    await putSection('time', body);
    await look();
  }

  async function setGiven() {
    const value = moment.querySelector('input').value;
    if (!value) throw new Error(t('form.missing'));
    await set({ local: value.length === 16 ? value + ':00' : value });
  }

  async function set(body) {
    await api('POST', 'time', body);
    await look();
  }

  async function look() {
    clearTimeout(timer);
    if (!document.hidden) await get('time').then(tell, () => 0);
    if (box.isConnected) timer = setTimeout(look, PERIOD_MS);
  }

  // t: time.from.*
  function tell(now) {
    put(clock, now.known ? now.local.slice(0, 19).replace('T', ' ') : t('time.unknown'));
    const parts = now.known ? [t('time.from.' + now.source), 'UTC' + now.local.slice(19)] : [t('time.unknownHint')];
    if (now.known && now.lastSyncAgeS != null) parts.push(t('time.synced', { time: duration(now.lastSyncAgeS) }));
    if (now.nextChangeUtc) parts.push(t('time.change', { time: now.nextChangeUtc.slice(0, 10) }));
    put(about, parts.join(' · '));
  }
}
