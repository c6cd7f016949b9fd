// The MQTT client: broker, login, topics, and which data go there.
import { duration, el, get, live, put, t } from '/app.js';
import { field, form, help, putSection, said, valuesOf } from '/form.js';

const PERIOD_MS = 3000;

export async function show(view) {
  const [{ status, settings }, { values, states }] = [await get('mqtt'), await get('names')];
  const state = el('p', { class: 'big', role: 'status' });
  const advice = el('p', { class: 'soft' });
  const on = field('on', t('mqtt.on'), 'checkbox', settings.on);
  const tls = field('tls', t('mqtt.tls'), 'checkbox', settings.tls);
  const ca = el('div', { class: 'field' }, el('label', { for: 'ca' }, t('mqtt.ca')), el('textarea', { id: 'ca', name: 'ca', 'data-key': 'ca', rows: 4, maxlength: 2400, spellcheck: false }));
  const login = field('auth', t('mqtt.auth'), 'checkbox', Boolean(settings.user));
  const user = el('div', { class: 'fields' },
    field('user', t('mqtt.user'), 'text', settings.user, { maxlength: 64, autocomplete: 'off' }),
    field('password', t('mqtt.password'), 'password', '', { maxlength: 64, autocomplete: 'new-password', hint: t('mqtt.passwordHint') }));
  ca.querySelector('textarea').value = settings.ca ?? '';
  const chosen = new Map((settings.points ?? []).map(row => [row.point, row]));
  const all = field('all', t('mqtt.all'), 'checkbox', !settings.points);
  const used = new Set(live && [...live.values, ...live.states, ...live.outputs].map(point => point.id));
  const [near, far] = [true, false].map(isNear => [...values, ...states]
    .filter(point => !['time', 'weekday'].includes(point.id) && isNear === (!live || used.has(point.id) || chosen.has(point.id))).map(point => row(point, chosen.get(point.id))));
  const points = el('div', { class: 'choices' }, near, far.length > 0 && el('details', {}, el('summary', {}, t('mqtt.unused')), far));
  const box = form([
    el('div', { class: 'fields' }, on,
      field('host', t('mqtt.host'), 'text', settings.host, { maxlength: 63 }), field('port', t('mqtt.port'), 'number', settings.port, { min: 1, max: 65535, step: 1 }), tls), ca,
    el('fieldset', {}, el('legend', {}, t('mqtt.login')), login, user),
    el('fieldset', {}, el('legend', {}, t('mqtt.topics')), el('div', { class: 'fields' },
      field('prefix', t('mqtt.prefix'), 'text', settings.prefix, { maxlength: 48 }), field('clientId', t('mqtt.clientId'), 'text', settings.clientId, { maxlength: 23 }),
      field('intervalS', t('mqtt.interval'), 'number', settings.intervalS, { unit: 's', min: 1, max: 86400, step: 1, required: true }),
      field('keepAliveS', t('mqtt.keepAlive'), 'number', settings.keepAliveS, { unit: 's', min: 10, max: 3600, step: 1, required: true }),
      field('qos', t('mqtt.qos'), 'select', settings.qos, { choices: [[0, '0'], [1, '1']], 'data-number': true }),
      field('onChange', t('mqtt.onChange'), 'checkbox', settings.onChange), field('retain', t('mqtt.retain'), 'checkbox', settings.retain),
      field('store', t('mqtt.store'), 'checkbox', settings.store),
      field('discovery', t('mqtt.discovery'), 'checkbox', settings.discovery), field('discoveryPrefix', t('mqtt.discoveryPrefix'), 'text', settings.discoveryPrefix, { maxlength: 48 }))),
    el('fieldset', {}, el('legend', {}, t('mqtt.data')), all, points),
    help(t('mqtt.help'), el('p', {}, t('mqtt.helpCmd')), el('p', {}, t('mqtt.helpHa')))], read, save);
  tls.onchange = () => ca.hidden = !tls.querySelector('input').checked;
  login.onchange = () => user.hidden = !login.querySelector('input').checked;
  all.onchange = () => points.hidden = all.querySelector('input').checked;
  tls.onchange();
  login.onchange();
  all.onchange();
  view.append(el('section', { class: 'card' }, state, advice), box);
  tell(status);
  let timer = setTimeout(look, PERIOD_MS);
  return () => clearTimeout(timer);

  function row(point, old) {
    return el('div', { class: 'row between', 'data-point': point.id }, field('send', (point.name || point.id) + ' [' + point.id + ']', 'checkbox', Boolean(old)),
      field('band', t('mqtt.band'), 'number', old?.band ?? '', { min: 0, max: 1000000, unit: point.unit || undefined }));
  }

  function read() {
    const { auth, all: everything, send, band, password, ...body } = valuesOf(box);
    if (!auth) body.user = '';
    if (auth && password) body.password = password;
    if (!auth) body.password = '';
    if (!body.tls) delete body.ca;
    for (const key of ['host', 'prefix', 'clientId']) if (body[key] === '') delete body[key];
    if (!everything) {
      body.points = [...points.querySelectorAll('[data-point]')].map(place => ({ point: place.dataset.point, ...valuesOf(place) })).filter(it => it.send).map(({ send: _, ...it }) => it);
    }
    return body;
  }

  async function save(body) {
    await putSection('mqtt', body);
    await look();
  }

  async function look() {
    clearTimeout(timer);
    if (!document.hidden) await get('mqtt').then(answer => tell(answer.status), () => 0);
    if (box.isConnected) timer = setTimeout(look, PERIOD_MS);
  }

  // t: mqtt.state.* mqtt.problem.*
  function tell(now) {
    put(state, t('mqtt.state.' + now.state) + (now.nextAttemptS > 0 ? ' (' + duration(now.nextAttemptS) + ')' : ''));
    if (advice.dataset.text === now.problem) return;
    advice.dataset.text = now.problem;
    advice.replaceChildren(now.problem ? said('mqtt.problem', now.problem) : '');
  }
}
