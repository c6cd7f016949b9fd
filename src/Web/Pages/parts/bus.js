// What the Modbus pages share: fields of a line, names of quantities, and words for how a request ended.
import { el, get, quantity, t } from '/app.js';
import { field } from '/form.js';

export const MODULES = 3;
export const CUSTOM = 'custom';
const BIT_RATES = [1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200];

export const bitRates = () => BIT_RATES.map(rate => [rate, rate]);
export const parities = () => ['none', 'even', 'odd'].map(parity => [parity, t('bus.parity.' + parity)]);

export function lineFields(line) {
  return [
    field('slave', t('bus.slave'), 'number', line.slave, { min: 1, max: 247, step: 1, required: true }),
    field('bitRate', t('bus.bitRate'), 'select', line.bitRate, { choices: bitRates(), 'data-number': true }),
    field('parity', t('bus.parity'), 'select', line.parity, { choices: parities() }),
    field('stopBits', t('bus.stopBits'), 'select', line.stopBits, { choices: [[1, 1], [2, 2]], 'data-number': true }),
  ];
}

export const lineText = line => line.bitRate + ' 8' + line.parity[0].toUpperCase() + line.stopBits;

// Module 1 to 3 as they are set, places that are not set up as null.
export async function modules() {
  const settings = await get('modules');
  return Array.from({ length: MODULES }, (_, i) => settings[i] ?? null);
}

// A sub-page: its title and the way back.
export function subPage(title, ...content) {
  return [el('p', {}, el('a', { href: '#/modbus' }, '← ' + t('nav.modbus'))), el('h2', {}, title), ...content];
}

export function reading(row) {
  return row.value == null || row.refused ? '–' : quantity(row.value, row.unit);
}

// t: bus.quality.*
export const qualityText = row => row.quality === 'good' ? '' : t(row.refused ? 'bus.quality.refused' : 'bus.quality.' + row.quality);

// powerFactorL1 → "Power factor, L1" in the reader's language; rows of a custom module have the title that their owner gave.
export function quantityName(id, title) {
  if (/^r\d+$/.test(id)) return title;
  const base = BASES.find(base => id.startsWith(base));
  if (!base) return title;
  const parts = id.slice(base.length).match(/[A-Z][a-z]*\d*/g) ?? [];
  const known = parts.map(part => part.match(/^(.*?)(\d*)$/)).map(([part, word, number]) => PLAIN.includes(word) ? part : t('bus.part.' + word) + (number ? ' ' + number : ''));
  return [t('bus.base.' + base), ...known].join(', ');
}

// The longest first: reactiveEnergy before reactive.
const BASES = [
  'voltageLine', 'voltage', 'current', 'powerFactor', 'power', 'apparentEnergy', 'apparent', 'reactiveEnergy', 'reactive', 'phaseAngle', 'phaseSequence', 'frequency',
  'energy', 'charge', 'demandCurrent', 'demand', 'thdVoltage', 'thdCurrent', 'inverter', 'dc',
];
const PLAIN = ['L', 'Q'];

// The device's words for how a request ended, in the reader's language; its own where they are not known.
const ENDS = [
  [/^ok$/, 'ok'], [/^answered, but/, 'type'], [/^no answer/, 'silent'], [/broke off$/, 'broken'], [/^damaged/, 'damaged'], [/^another slave/, 'other'],
  [/^unexpected/, 'unexpected'], [/^line busy/, 'busy'], [/^exception 1:/, 'function'], [/^exception 2:/, 'address'], [/^exception 3:/, 'value'], [/^exception/, 'exception'],
];

export function endText(status) {
  const end = ENDS.find(([pattern]) => pattern.test(status));
  // t: bus.end.*
  return end ? t('bus.end.' + end[1], { n: status.match(/\d+/)?.[0] ?? '' }) : status;
}
