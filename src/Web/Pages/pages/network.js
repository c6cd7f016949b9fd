// Address, name and Wi-Fi of the device. What leads to another network restarts it.
import { api, el, get, put, t } from '/app.js';
import { confirmed, field, form, valuesOf } from '/form.js';
import { sayTrial } from '/parts/trial.js';

const PERIOD_MS = 5000;
const WAITS = ['trial', 'fallback'];

export async function show(view) {
  const state = await get('network');
  const { settings } = state;
  const facts = el('dl', { class: 'facts' });
  const dhcp = field('dhcp', t('network.dhcp'), 'checkbox', settings.dhcp, { hint: t('network.dhcpHint') });
  const address = (key, required) => field(key, t('network.' + key), 'text', settings[key], { required, maxlength: 15, inputmode: 'decimal' });
  // t: network.address network.mask network.gateway network.dns
  const fixed = el('div', { class: 'fields' }, address('address', true), address('mask', true), address('gateway'), address('dns'));
  const wifi = state.wireless && el('fieldset', {}, el('legend', {}, 'Wi-Fi'), el('div', { class: 'fields' },
    field('ssid', t('network.ssid'), 'text', settings.ssid, { maxlength: 32 }),
    field('password', t('network.password'), 'password', '', { maxlength: 63, autocomplete: 'off', hint: t('network.passwordHint') })));
  const box = form([
    el('div', { class: 'fields' }, field('name', t('network.name'), 'text', settings.name, { maxlength: 32, pattern: '[a-z0-9\\-]*', hint: t('network.nameHint') }), dhcp), fixed, wifi].filter(Boolean), read, save);
  fixed.hidden = settings.dhcp;
  dhcp.onchange = event => fixed.hidden = event.target.checked;
  view.append(facts, box);
  tell(state);
  let timer = setTimeout(look, PERIOD_MS);
  return () => clearTimeout(timer);

  function read() {
    const { password, ...body } = valuesOf(box);
    return password ? { ...settings, ...body, password } : { ...settings, ...body };
  }

  async function save(body) {
    if (body.dhcp !== settings.dhcp || !body.dhcp && body.address !== settings.address) {
      if (await confirmed(t('nav.network'), t('network.sure')) !== 'yes') throw new Error(t('network.kept'));
    }
    const answer = await api('PUT', 'network', body);
    Object.assign(settings, body);
    delete settings.password;
    if (!answer?.restarts) return look();
    const next = body.dhcp ? t('network.find') : location.protocol + '//' + body.address + '/';
    view.prepend(el('p', { class: 'card good', role: 'status' }, t('network.restarts'), ' ', body.dhcp ? next : el('a', { href: next }, next), ' ', t('network.trial', { n: body.dhcp ? 1 : 5 })));
  }

  async function look() {
    clearTimeout(timer);
    if (!document.hidden) await get('network').then(tell, () => 0);
    if (box.isConnected) timer = setTimeout(look, PERIOD_MS);
  }

  // t: network.stage.* network.join.*
  function tell(now) {
    const rows = [
      [t('network.state'), t('network.stage.' + now.stage) + (WAITS.includes(now.stage) ? ' – ' + sayTrial(now.state) : '')], [t('network.link'), t(now.link ? 'on' : 'off')], [t('network.address'), now.address + ' / ' + now.mask],
      [t('network.gateway'), now.gateway], [t('network.dns'), now.dns], [t('network.mac'), now.mac], [t('network.name'), now.hostName || '–'],
    ];
    if (now.wireless) rows.push(['Wi-Fi', (now.ssid || '–') + ' · ' + t('network.join.' + now.join.replace(' ', ''))]);
    const text = JSON.stringify(rows);
    if (facts.dataset.text === text) return;
    facts.dataset.text = text;
    facts.replaceChildren(...rows.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]));
  }
}
