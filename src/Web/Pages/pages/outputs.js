// Names, minimum times, safe and restart states of the outputs.
import { api, duration, el, get, live, t, toast } from '/app.js';
import { action, field, form, putSection, valuesOf } from '/form.js';

const PATH = 'outputs-settings';
const TEST_S = 10;

export async function show(view) {
  const settings = await get(PATH);
  const fitted = new Set((live?.outputs ?? []).map(output => output.id));
  const rows = settings.map((output, i) => row(output, i, fitted.size === 0 || fitted.has('out' + i)));
  view.append(el('p', { class: 'soft' }, t('outputs.intro')), form(rows, () => rows.map(valuesOf), body => putSection(PATH, body)));
}

function row(output, i, isFitted) {
  // t: on off
  const states = ['off', 'on'].map(state => [state, t(state)]);
  return el('fieldset', { 'data-path': '[' + i + ']' }, el('legend', {}, 'OUT' + i + (isFitted ? '' : ' – ' + t('outputs.unfitted'))),
    el('div', { class: 'fields' },
      field('name', t('outputs.name'), 'text', output.name, { required: true, maxlength: 40 }),
      field('restart', t('outputs.restart'), 'select', output.restart, { choices: [...states, ['last', t('outputs.last')]], hint: t('outputs.restartHint') }),
      field('safe', t('outputs.safe'), 'select', output.safe, { choices: states, hint: t('outputs.safeHint') }),
      field('minOnS', t('outputs.minOn'), 'number', output.minOnS, { unit: 's', min: 0, max: 86400, step: 1, required: true }),
      field('minOffS', t('outputs.minOff'), 'number', output.minOffS, { unit: 's', min: 0, max: 86400, step: 1, required: true }),
      field('holdS', t('outputs.hold'), 'number', output.holdS, { unit: 's', min: 0, max: 3600, step: 1, required: true, hint: t('outputs.holdHint') }),
      isFitted && test('out' + i)));
}

// Switches the output over by hand for a moment, after which it is as events or hands have it.
function test(id) {
  // t: on off
  const button = action(t('outputs.test', { time: duration(TEST_S) }), async () => {
    const on = !live.outputs.find(output => output.id === id).on;
    const { result } = await api('POST', 'outputs/' + id, { on, forSeconds: TEST_S });
    toast(t('outputs.result.' + result, { state: t(on ? 'on' : 'off') }), result === 'done' ? 'good' : 'bad');   // t: outputs.result.*
  });
  return el('div', { class: 'field' }, button);
}
