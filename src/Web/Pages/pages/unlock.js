// The password opens a locked session again.
import { api, el, locked, session, t } from '/app.js';

export function show(view) {
  const error = el('p', { class: 'error', role: 'alert' });
  const password = el('input', { name: 'password', type: 'password', autocomplete: 'current-password', required: true });
  const button = el('button', { type: 'submit', class: 'primary' }, t('lock.open'));
  view.append(el('form', { class: 'card narrow', onsubmit: unlock },
    el('p', { class: 'note' }, t('unlock.why')),
    el('label', {}, t('unlock.password', { user: session.user }), password),
    button, error));

  async function unlock(event) {
    event.preventDefault();
    button.disabled = true;
    try {
      await api('POST', 'unlock', { password: password.value });
      locked(false);
      location.hash = '#/';
    } catch (fault) {
      error.textContent = fault.message;
      password.select();
    }
    button.disabled = false;
  }
}
