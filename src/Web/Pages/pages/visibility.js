// What users see, which values the energy flow shows, which curves are kept.
import { api, el, get, t } from '/app.js';
import { field, form, valuesOf } from '/form.js';

const MAX_CURVES = 4;

export async function show(view) {
  const settings = await get('view');
  const names = await get('names');
  const hidden = new Set(settings.hidden);
  const states = names.states.filter(point => !point.id.startsWith('out'));
  const points = names.values.filter(point => point.id !== 'time' && point.id !== 'weekday');
  const elements = [{ id: 'flow', name: t('visibility.flow') }, { id: 'day', name: t('visibility.day') }, ...names.outputs, ...names.values, ...states];
  const label = point => (point.name || point.id) + (point.id === 'flow' || point.id === 'day' ? '' : ' [' + point.id + ']');
  const seen = el('div', { class: 'fields' }, elements.map(item => field(item.id, label(item), 'checkbox', !hidden.has(item.id))));
  const curves = el('div', { class: 'fields' }, points.map(point => field(point.id, label(point), 'checkbox', (settings.day ?? []).includes(point.id))));
  const choices = [['', t('none')], ...names.values.filter(point => point.unit === 'W').map(point => [point.id, label(point)])];
  const flow = settings.flow ?? {};
  const parts = el('div', { class: 'fields', 'data-path': 'flow' },
    field('grid', t('flow.grid'), 'select', flow.grid ?? '', { choices }), field('gridInverted', t('visibility.gridInverted'), 'checkbox', flow.gridInverted),
    field('solar', t('flow.sun'), 'select', flow.solar ?? '', { choices }), field('solarInverted', t('visibility.solarInverted'), 'checkbox', flow.solarInverted),
    field('house', t('flow.house'), 'select', flow.house ?? '', { choices, hint: t('visibility.houseHint') }));
  const users = el('div', {}, field('arrange', t('visibility.arrange'), 'checkbox', settings.locked === false));
  view.append(form([
    box('visibility.seen', seen), users, box('visibility.flow', parts), box('visibility.curves', curves, t('visibility.curvesHint', { n: MAX_CURVES }))], read, body => api('PUT', 'view', body)));

  function read() {
    const chosen = valuesOf(seen);
    const values = valuesOf(parts);
    return {
      ...settings,
      hidden: Object.keys(chosen).filter(id => !chosen[id]),
      locked: !valuesOf(users).arrange,
      flow: { ...values, grid: values.grid || null, solar: values.solar || null, house: values.house || null },
      day: Object.entries(valuesOf(curves)).filter(entry => entry[1]).map(entry => entry[0]),
    };
  }
}

// t: visibility.*
const box = (key, content, hint) => el('fieldset', {}, el('legend', {}, t(key)), hint && el('p', { class: 'soft' }, hint), content);
