// Help: what is where, the words used, the keyboard. #/help/<page> goes to what is said about that page.
import { MENU, el, pagesOf, t } from '/app.js';

const TERMS = ['export', 'variable', 'out', 'per', 'safe', 'quality', 'slave'];

export function show(view) {
  const asked = location.hash.split('/')[2];
  // t: help.page.* help.term.*
  const entries = Object.keys(MENU).flatMap(pagesOf).map(page => [page, 'help.page.' + page]).filter(([, key]) => t(key) !== key);
  const where = entries.map(([page, key]) => el('li', { class: 'card', 'data-page': page }, el('h3', {}, el('a', { href: '#/' + page }, t('nav.' + page))), el('p', {}, t(key))));
  view.append(
    el('h2', {}, t('help.where')), el('ul', { class: 'grid' }, where),
    el('h2', {}, t('help.glossary')), el('dl', {}, TERMS.flatMap(term => [el('dt', {}, el('strong', {}, t('help.term.' + term))), el('dd', {}, t('help.text.' + term))])),
    el('p', {}, el('a', { class: 'button', href: '#/password' }, t('nav.password'))),
    el('h2', {}, t('help.keys')), el('p', {}, t('help.keys.text')));
  const entry = where.find(item => item.dataset.page === asked);
  if (!entry) return;
  entry.classList.add('good');
  setTimeout(() => entry.querySelector('a').focus());
}
