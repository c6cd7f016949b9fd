// The editor of one event. It writes into the event as one types and tells its caller; what does not fit stands at its input when saved.
import { duration, el, put, quantity, t } from '/app.js';
import { action, field } from '/form.js';

const DAYS = 'mon tue wed thu fri sat sun'.split(' ');
const GROUPS = [['m', /^m\d/], ['ds', /^ds/], ['in', /^in/], ['p', /^pw?\d/], ['a', /^a\d/], ['out', /^out/], ['event', /^event/], ['time', /^(time|weekday)$/]];

// tools: sources, targets, others(), changed(), trial(event), valueText(id)
export function makeEditor(item, tools) {
  const settings = item.settings;
  const name = field('name', t('eventeditor.name'), 'text', settings.name, { required: true, maxlength: 40 });
  const a = conditionEditor('a', t('eventeditor.a'));
  const holder = el('div');
  let b = null;
  const logic = select('op', t('eventeditor.op'), [['', t('eventeditor.onlyA')], ...['and', 'or', 'xor', 'nor', 'nand'].map(op => [op, op.toUpperCase()])], settings.op ?? '', op => {
    if (op) {
      settings.op = op;
      settings.b ??= { ...settings.a };
    } else {
      delete settings.op;
      delete settings.b;
    }
    showB();
  }, t('eventeditor.opHint'));
  const c = select('c', t('eventeditor.c'), [], '', place => item.c = place === '' ? undefined : choices[place], t('eventeditor.cHint'));
  const cInput = c.querySelector('select');
  let choices = [];
  const onDelay = delay('onDelay');
  const offDelay = delay('offDelay');
  const target = select('action.target', t('eventeditor.target'), [], '', id => settings.action.target = id);
  target.querySelector('select').append(
    group(t('eventeditor.group.out'), tools.targets.filter(known => known.id.startsWith('out'))), group(t('eventeditor.group.event'), tools.targets.filter(known => known.id.startsWith('event'))));
  target.querySelector('select').value = settings.action.target;
  const state = select('action.on', t('eventeditor.state'), [['1', t('on')], ['0', t('off')]], settings.action.on === false ? '0' : '1', on => settings.action.on = on === '1');
  const verdict = el('div', { role: 'status' });
  name.oninput = event => { settings.name = event.target.value; tools.changed(); };
  const box = el('div', { class: 'editor' },
    el('div', { class: 'fields' }, name), a.box, el('div', { class: 'fields' }, logic), holder, el('div', { class: 'fields' }, c, onDelay, offDelay, target, state),
    el('div', { class: 'row' }, action(t('eventeditor.try'), tryNow)), verdict);
  showB();
  values();
  return { box, values, focus: () => name.querySelector('input').focus() };

  function showB() {
    b = settings.b ? conditionEditor('b', t('eventeditor.b')) : null;
    holder.replaceChildren(...(b ? [b.box] : []));
  }

  // Names and values move on; a list that somebody is choosing from does not.
  function values() {
    a.values();
    b?.values();
    if (document.activeElement === cInput) return;
    choices = tools.others();
    cInput.replaceChildren(el('option', { value: '' }, t('none')), ...choices.map((other, i) => el('option', { value: i, selected: other === item.c }, other.settings.name)));
  }

  async function tryNow() {
    verdict.replaceChildren();
    const trial = await tools.trial(item);
    // t: eventeditor.now.*
    verdict.replaceChildren(
      el('p', { class: trial.result === 'true' ? 'good note' : 'note' }, t('eventeditor.now.' + trial.result)),
      ...[['A', trial.a, settings.a], ['B', trial.b, settings.b]].filter(([, result]) => result).map(([letter, result, condition]) => el('p', {}, letter + ': ' + explain(result, condition))),
      trial.c ? el('p', {}, 'C: ' + t('eventeditor.is.' + trial.c)) : '');
  }

  function explain(result, condition) {
    const unit = tools.sources.find(known => known.id === condition.source)?.unit ?? '';
    const missing = result.missing ? t('eventeditor.missing', { value: quantity(result.missing, unit) }) : '';
    const quality = result.quality === 'good' ? '' : t('eventeditor.quality.' + result.quality);
    // t: eventeditor.is.* eventeditor.quality.*
    return [t('eventeditor.is.' + result.truth), tools.valueText(condition.source), missing, quality].filter(Boolean).join(' · ');
  }

  function select(key, label, options, value, change, hint) {
    const part = field(key, label, 'select', value, { choices: options, hint });
    part.querySelector('select').onchange = event => { change(event.target.value); tools.changed(); };
    return part;
  }

  function delay(key) {
    // t: eventeditor.onDelay eventeditor.offDelay
    const part = field(key, t('eventeditor.' + key), 'number', settings[key] ?? 0, { unit: 's', min: 0, max: 86400, step: .001, required: true });
    part.oninput = event => {
      settings[key] = Number(event.target.value);
      put(event.target.note, settings[key] >= 60 ? duration(settings[key]) : '');
      tools.changed();
    };
    return part;
  }

  function conditionEditor(key, title) {
    const condition = settings[key];
    const source = select(key + '.source', t('eventeditor.source'), [], '', id => {
      condition.source = id;
      const { ops } = known();
      if (!ops.includes(condition.op)) condition.op = ops[0];
      delete condition.hysteresis;
      condition.value = id === 'time' ? '22:00-06:00' : id === 'weekday' ? 'sat,sun' : ops.length === 1 ? 1 : Number(condition.value) || 0;
      rest();
    });
    const input = source.querySelector('select');
    const other = el('div', { class: 'fields' });
    fill();
    rest();
    return { box: el('fieldset', {}, el('legend', {}, title), el('div', { class: 'fields' }, source), other), values: shown };

    function known() {
      return tools.sources.find(known => known.id === condition.source) ?? { id: condition.source, unit: '', ops: ['>=', '<', '='] };
    }

    function fill() {
      const used = tools.sources.filter(known => known.used || known.id === condition.source);
      input.append(...GROUPS.map(([code, pattern]) => group(t('eventeditor.group.' + code), used.filter(known => pattern.test(known.id)))).filter(made => made.children.length),
        group(t('eventeditor.group.unused'), tools.sources.filter(known => !used.includes(known))));
      input.value = condition.source;
      shown();
    }

    function shown() {
      if (document.activeElement === input) return;
      for (const option of input.options) put(option, option.dataset.name + (option.dataset.used === '1' ? ' · ' + tools.valueText(option.value) : ''));
    }

    // Operator, value and hysteresis, as the source has them.
    function rest() {
      const { ops, unit, id } = known();
      if (id === 'time') return other.replaceChildren(...times());
      if (id === 'weekday') return other.replaceChildren(days());
      const value = ops.length === 1
        ? select(key + '.value', t('eventeditor.state'), [['1', t('on')], ['0', t('off')]], String(condition.value), state => condition.value = Number(state))
        : amount('value', { hint: unit === 'W' ? t('eventeditor.signs') : '' });
      const op = select(key + '.op', t('eventeditor.comparison'), [['>=', '≥'], ['<', '<'], ['=', '=']].filter(([code]) => ops.includes(code)), condition.op, code => {
        condition.op = code;
        if (code === '=') delete condition.hysteresis;
        hysteresis.hidden = code === '=';
      });
      const hysteresis = amount('hysteresis', { min: 0, hint: t('eventeditor.hysteresisHint') });
      hysteresis.hidden = condition.op === '=';
      other.replaceChildren(...ops.length === 1 ? [value] : [op, value, hysteresis]);
    }

    function amount(name, more) {
      // t: eventeditor.value eventeditor.hysteresis
      const part = field(key + '.' + name, t('eventeditor.' + name), 'number', condition[name] ?? 0, { unit: known().unit || null, step: .001, required: true, ...more });
      part.oninput = event => { condition[name] = Number(event.target.value); tools.changed(); };
      return part;
    }

    function times() {
      const [from, to] = condition.value.split('-');
      const parts = [['from', from], ['to', to === '24:00' ? '00:00' : to]].map(([name, value]) =>
        field(key + '.value', t('eventeditor.' + name), 'time', value, { required: true, step: 1 }));   // t: eventeditor.from eventeditor.to
      const inputs = parts.map(part => part.querySelector('input'));
      parts.forEach(part => part.oninput = () => {
        const [begin, end] = inputs.map(input => input.value.replace(/:00$/, (tail, at) => at > 3 ? '' : tail));
        condition.value = begin + '-' + (end === '00:00' ? '24:00' : end);
        tools.changed();
      });
      return parts;
    }

    function days() {
      const names = t('weekday').split(' ');
      const boxes = DAYS.map((day, i) => el('label', { class: 'row' }, el('input', { type: 'checkbox', value: day, checked: condition.value.split(',').includes(day), 'data-key': i ? null : key + '.value' }), names[i]));
      return el('div', {
        class: 'row', role: 'group', 'aria-label': t('eventeditor.days'),
        onchange: event => {
          condition.value = DAYS.filter((_, i) => boxes[i].firstChild.checked).join(',');
          event.stopPropagation();
          tools.changed();
        },
      }, boxes);
    }
  }
}

// t: eventeditor.group.*
const group = (label, known) => el('optgroup', { label }, known.map(point => el('option', { value: point.id, 'data-name': naming(point), 'data-used': point.used ? 1 : 0 }, naming(point))));

const naming = point => (point.name && point.name.toLowerCase() !== point.id ? point.name + ' [' + point.id + ']' : point.id.toUpperCase()) + (point.fitted === false ? ' –' : '');
