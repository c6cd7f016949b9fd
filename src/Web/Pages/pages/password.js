// The own password; forced after the first login with the one on the label.
import { api, el, enter, get, session, t, toast } from '/app.js';

export function show(view) {
  const error = el('p', { class: 'error', role: 'alert' });
  const field = (name, autocomplete) => el('input', { name, type: 'password', autocomplete, required: true, minlength: name === 'old' ? 1 : 8, maxlength: 64 });
  const old = field('old', 'current-password');
  const fresh = field('new', 'new-password');
  const again = field('again', 'new-password');
  const button = el('button', { type: 'submit', class: 'primary' }, t('save'));
  view.append(el('form', { class: 'card narrow', onsubmit: save },
    session.mustSetPassword && el('p', { class: 'note' }, t('password.must')),
    el('label', {}, t('password.old'), old),
    el('label', {}, t('password.new'), fresh),
    el('label', {}, t('password.again'), again),
    el('p', { class: 'soft' }, t('password.rule')),
    button, error));

  async function save(event) {
    event.preventDefault();
    if (fresh.value !== again.value) return tell(t('password.differ'), again);
    button.disabled = true;
    try {
      await api('POST', 'password', { old: old.value, new: fresh.value });
      toast(t('saved'), 'good');
      location.hash = '#/';
      await enter(await get('session'));
    } catch (fault) {
      tell(fault.field === 'old' ? t('password.wrong') : fault.message, fault.field === 'old' ? old : fresh);
    }
    button.disabled = false;
  }

  function tell(text, input) {
    error.textContent = text;
    input.focus();
  }
}
