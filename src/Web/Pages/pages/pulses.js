// Pulse inputs, contacts and analog channels with their values.
import { api, el, get, number, put, quantity, t } from '/app.js';
import { action, ask, field, form, help, putSection, said, valuesOf } from '/form.js';

const PERIOD_MS = 3000;
const PULSES = 4, CONTACTS = 8, CHANNELS = 4;
const UNITS = ['kWh', 'Wh', 'MWh', 'kvarh', 'm³', 'l', 'hl', 'GJ'];

export async function show(view) {
  const [inputs, analog, now] = [await get('inputs-settings'), await get('analog-settings'), await get('inputs')];
  const values = new Map();
  const pulses = rows(PULSES, 'p', inputs.pulses, 'input', now.pulses, pulseFields);
  const contacts = rows(CONTACTS, 'in', inputs.contacts, 'input', now.contacts, contactFields);
  const channels = rows(CHANNELS, 'a', analog, 'channel', now.analog, analogFields);
  const group = (title, content, ...more) => el('section', {}, el('h2', {}, title), ...more, content);
  const box = form([
    group(t('pulses.pulses'), pulses.boxes, help(t('pulses.help'), el('p', {}, t('pulses.helpText')), el('p', {}, t('pulses.helpExample')))),
    group(t('pulses.contacts'), contacts.boxes), group(t('pulses.analog'), channels.boxes)], () => 0, save);
  view.append(el('p', { class: 'soft' }, t('pulses.intro')), box);
  let timer = setTimeout(look, PERIOD_MS);
  tell(now);
  return () => clearTimeout(timer);

  // Two sections of the settings; paths of rows are counted among those that are used, as the device sees them.
  async function save() {
    const body = { pulses: pulses.read('pulses'), contacts: contacts.read('contacts') };
    const list = channels.read('');
    await putSection('inputs-settings', body);
    await putSection('analog-settings', list);
    await look();
  }

  async function look() {
    clearTimeout(timer);
    if (!document.hidden) await get('inputs').then(tell, () => 0);
    if (box.isConnected) timer = setTimeout(look, PERIOD_MS);
  }

  function tell(state) {
    for (const pulse of state.pulses) note(pulse.id, pulse, number2(pulse.value, pulse.unit) + ' · ' + quantity(pulse.rate, pulse.rateUnit) + (pulse.lost + pulse.rejected ? ' · ' + t('pulses.lost', { n: pulse.lost + pulse.rejected }) : ''));
    for (const contact of state.contacts) note(contact.id, contact, contact.state == null ? t('unknown') : t(contact.state ? 'on' : 'off'));
    for (const channel of state.analog) note(channel.id, channel, quantity(channel.value, channel.unit) + ' · ' + t('pulses.raw', { n: channel.raw ?? '–' }) + (channel.state === 'good' ? '' : ' · ' + words(channel.state)));
  }

  // t: pulses.said.*
  function words(state) {
    const own = said('pulses.said', state);
    return own.textContent ?? own;
  }

  function note(id, item, text) {
    const place = values.get(id);
    if (place) put(place, item.on ? item.fitted ? text : t('pulses.unfitted') : '');
  }

  function rows(count, prefix, list, key, states, fields) {
    const boxes = [];
    for (let n = 1; n <= count; n++) {
      const item = list.find(row => row[key] === n);
      const used = field('on', t('pulses.used'), 'checkbox', item ? item.on : false);
      const inside = el('div', {}, fields(item ?? {}, prefix + n));
      const value = el('output', { class: 'soft' });
      values.set(prefix + n, value);
      inside.hidden = !item;
      used.onchange = event => inside.hidden = !event.target.checked;
      boxes.push(el('fieldset', { 'data-n': n, 'data-stored': item && 1 }, el('legend', {}, '[' + prefix + n + ']'), el('div', { class: 'row between' }, used, value), inside));
    }
    return { boxes, read: name => boxes.filter(isUsed).map((place, i) => {
      place.dataset.path = name + '[' + i + ']';
      const n = Number(place.dataset.n);
      const { preset, presetAt } = list.find(row => row[key] === n) ?? {};
      const { name: own, ...item } = valuesOf(place);
      return { [key]: n, preset, presetAt, ...item, ...own && { name: own } };
    }) };
  }

  // What was never used stands in no list; what is switched off keeps its settings.
  function isUsed(place) {
    return place.querySelector('[name=on]').checked || place.dataset.stored;
  }

  function pulseFields(pulse, id) {
    const units = UNITS.includes(pulse.unit ?? 'kWh') ? UNITS : [...UNITS, pulse.unit];
    return el('div', { class: 'fields' }, named(pulse),
      field('unit', t('pulses.unit'), 'select', pulse.unit ?? 'kWh', { choices: units.map(unit => [unit, unit]) }),
      field('pulsesPerUnit', t('pulses.perUnit'), 'number', pulse.pulsesPerUnit ?? 1000, { min: .001, max: 1000000, required: true, hint: t('pulses.perUnitHint') }),
      field('divisor', t('pulses.divisor'), 'number', pulse.divisor ?? 1, { min: .001, max: 1000000, required: true }),
      field('maxHz', t('pulses.maxHz'), 'number', pulse.maxHz ?? 20, { unit: 'Hz', min: .1, max: 1000, required: true }),
      field('log', t('pulses.log'), 'checkbox', pulse.log ?? false),
      action(t('pulses.preset'), () => preset(id)));
  }

  async function preset(id) {
    const reading = field('reading', t('pulses.meterShows'), 'number', '', { min: 0, required: true });
    if (await ask(t('pulses.preset'), reading, [['', t('form.cancel')], ['yes', t('form.yes'), 'primary']]) !== 'yes') return;
    await api('POST', 'inputs/' + id, { preset: Number(reading.querySelector('input').value) });
    await look();
  }
}

const number2 = (value, unit) => value == null ? '–' : number(value, 3) + ' ' + unit;

const named = item => field('name', t('pulses.name'), 'text', item.name, { maxlength: 40 });

function contactFields(contact) {
  return el('div', { class: 'fields' }, named(contact),
    field('invert', t('pulses.invert'), 'checkbox', contact.invert ?? false),
    field('debounceMs', t('pulses.debounce'), 'number', contact.debounceMs ?? 50, { unit: 'ms', min: 0, max: 60000, step: 1, required: true }));
}

function analogFields(channel) {
  const kind = field('kind', t('pulses.kind'), 'select', channel.kind ?? 'linear', { choices: [['linear', t('pulses.linear')], ['pt1000-divider', t('pulses.divider')], ['max31865', 'MAX31865']] });
  const more = el('div', { class: 'fields' });
  const select = kind.querySelector('select');
  const range = (key, value, least, most, unit) => field(key, t('pulses.' + key), 'number', channel[key] ?? value, { min: least, max: most, required: true, unit });
  select.onchange = fill;
  fill();
  return el('div', { class: 'fields' }, named(channel), kind, more, range('offset', 0, -100000, 100000));

  // t: pulses.raw1 pulses.raw2 pulses.value1 pulses.value2 pulses.resistorOhm pulses.supplyV pulses.fullScaleV pulses.leadOhm pulses.offset
  function fill() {
    more.replaceChildren(...select.value === 'linear'
      ? [field('unit', t('pulses.unit'), 'text', channel.unit ?? '', { maxlength: 8 }), range('raw1', 0, 0, 65535), range('value1', 0, -1e9, 1e9), range('raw2', 4095, 0, 65535), range('value2', 4095, -1e9, 1e9)]
      : [range('resistorOhm', select.value === 'max31865' ? 4300 : 1000, 100, 100000, 'Ω'), range('leadOhm', 0, 0, 100, 'Ω'),
        ...select.value === 'max31865' ? [] : [range('supplyV', 3.3, 1, 30, 'V'), range('fullScaleV', 3.3, 1, 30, 'V')]]);
  }
}
