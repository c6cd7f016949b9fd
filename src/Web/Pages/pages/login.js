// Logging in.
import { api, el, enter, t } from '/app.js';

export function show(view, reason) {
  const error = el('p', { class: 'error', role: 'alert' });
  const user = el('input', { name: 'user', autocomplete: 'username', autocapitalize: 'none', required: true, value: 'admin' });
  const password = el('input', { name: 'password', type: 'password', autocomplete: 'current-password', required: true });
  const button = el('button', { type: 'submit', class: 'primary' }, t('login.do'));
  view.append(el('form', { class: 'card narrow', onsubmit: logIn },
    reason && el('p', { class: 'note' }, t('login.' + reason)),
    el('label', {}, t('login.user'), user),
    el('label', {}, t('login.password'), password),
    button, error,
    el('p', { class: 'soft' }, t('login.first'))));

  async function logIn(event) {
    event.preventDefault();
    button.disabled = true;
    error.textContent = '';
    try {
      await enter(await api('POST', 'login', { user: user.value.trim(), password: password.value }));
    } catch (fault) {
      error.textContent = fault.status === 401 ? t('login.wrong') : fault.message;
      button.disabled = false;
      password.select();
    }
  }
}
