// "Learn more – events": what every field does, in a dialog over the page.
import { el, t } from '/app.js';
import { ask } from '/form.js';

const PARTS = ['what', 'source', 'hysteresis', 'logic', 'c', 'delays', 'per', 'unknown', 'time', 'virtual', 'order', 'example'];

export async function open() {
  // t: eventhelp.*
  await ask(t('eventhelp.title'), el('div', { class: 'prose' }, PARTS.flatMap(part => [el('h3', {}, t('eventhelp.' + part)), el('p', {}, t('eventhelp.text.' + part))])), [['', t('eventhelp.close'), 'primary']]);
}
