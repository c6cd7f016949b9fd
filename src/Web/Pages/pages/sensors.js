// Temperature sensors: the two steps that give a sensor its position, and what is known of the eight positions.
import { api, el, get, onLive, put, quantity, t } from '/app.js';
import { action, field, form, putSection, said, valuesOf } from '/form.js';

const PATH = 'sensors';
const BITS = [9, 10, 11, 12];
const PLACES = 8;

export async function show(view) {
  let found = null;
  const answer = el('p', { role: 'status', class: 'result' }, t('sensors.nothing'));
  const place = field('place', t('sensors.position'), 'number', 1, { min: 1, max: PLACES, step: 1, required: true });
  const input = place.querySelector('input');
  const save = action(t('sensors.save'), keep);
  save.disabled = true;
  const list = el('div');
  const cells = new Map();
  view.append(
    el('section', { class: 'card' }, el('p', { class: 'soft' }, t('sensors.intro')),
      el('div', { class: 'row' }, action(t('sensors.read'), read, 'primary')), answer, el('div', { class: 'row' }, place, save)), list);
  onLive(state => state.values.forEach(point => cells.has(point.id) && put(cells.get(point.id), quantity(point.value, point.unit))));
  await fill();

  // t: sensors.reason.*
  async function read() {
    do found = await api('POST', 'sensors/next'); while (found.state === 'searching');
    save.disabled = !found.id || !found.thermometer;
    // A sensor that has a position keeps it; else the first free one is offered.
    if (found.id) input.value = found.position ?? input.value;
    answer.replaceChildren(found.id ? describe(found) : said('sensors.reason', found.state));
  }

  function describe(sensor) {
    const parts = [sensor.part + ' ' + sensor.id, sensor.temperature == null ? t('sensors.noValue') : quantity(sensor.temperature, '°C')];
    if (sensor.position) parts.push(t('sensors.at', { n: sensor.position }));
    if (!sensor.thermometer) parts.push(t('sensors.other'));
    if (sensor.wrapped) parts.push(t('sensors.wrapped'));
    return parts.join(' · ');
  }

  async function keep() {
    await api('POST', 'sensors/' + input.value, { id: found.id });
    save.disabled = true;
    put(answer, t('sensors.saved', { n: input.value }));
    input.value = Math.min(PLACES, Number(input.value) + 1);
    await fill();
  }

  async function fill() {
    const placed = (await get(PATH)).filter(sensor => sensor.id);
    cells.clear();
    list.replaceChildren(placed.length ? form(await Promise.all(placed.map(row)), () => [...list.querySelectorAll('fieldset')].map(read1), body => putSection(PATH, body)) : '');
  }

  const read1 = box => ({ position: Number(box.dataset.place), id: box.dataset.id, ...valuesOf(box) });

  async function row(sensor, i) {
    const state = await get('sensors/' + sensor.position);
    const value = el('strong');
    cells.set('ds' + sensor.position, value);
    return el('fieldset', { 'data-path': '[' + i + ']', 'data-place': sensor.position, 'data-id': sensor.id }, el('legend', {}, 'DS' + sensor.position + ' · ' + sensor.id),
      el('p', { class: 'row between' }, value, state.reason && el('span', { class: 'error' }, said('sensors.reason', state.reason)),
        action(t('sensors.free'), async () => (await api('POST', 'sensors/' + sensor.position, { id: null }), await fill()))),
      el('div', { class: 'fields' },
        field('name', t('sensors.name'), 'text', sensor.name, { required: true, maxlength: 40 }),
        field('offset', t('sensors.offset'), 'number', sensor.offset, { unit: '°C', min: -10, max: 10, required: true }),
        field('resolution', t('sensors.resolution'), 'select', sensor.resolution, { choices: BITS.map(bits => [bits, bits + ' bit']), 'data-number': true }),
        field('periodS', t('sensors.period'), 'number', sensor.periodS, { unit: 's', min: 1, max: 60, step: 1, required: true })));
  }
}
