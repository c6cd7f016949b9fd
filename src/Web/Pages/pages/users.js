// Who may log in, and as what.
import { el, get, session, t } from '/app.js';
import { action, field, form, putSection, valuesOf } from '/form.js';

const MOST = 4;
const ROLES = ['installer', 'user', 'viewer'];

export async function show(view) {
  const { users } = await get('users');
  const rows = el('div');
  const add = action(t('users.add'), () => append({ name: '', role: 'user' }, true));
  const box = form([rows, el('div', { class: 'row' }, add)], read, save);
  users.forEach(user => append(user, false));
  view.append(el('p', { class: 'soft' }, t('users.intro')), el('p', {}, el('a', { class: 'button', href: '#/password' }, t('nav.password'))), el('dl', { class: 'facts' }, ROLES.flatMap(role => [el('dt', {}, t('users.role.' + role)), el('dd', {}, t('users.can.' + role))])), box);

  function append(user, isNew) {
    const row = el('fieldset', {}, el('legend', {}, user.name || t('users.new')),
      el('div', { class: 'fields' },
        field('name', t('users.name'), 'text', user.name, { required: true, maxlength: 16, autocapitalize: 'none', autocomplete: 'off', pattern: '[a-z0-9._\\-]+', hint: t('users.nameHint') }),
        field('role', t('users.role'), 'select', user.role, { choices: ROLES.map(role => [role, t('users.role.' + role)]) }),
        field('password', t('users.password'), 'password', '', { minlength: 8, maxlength: 64, autocomplete: 'new-password', required: isNew, hint: isNew ? t('users.passwordNew') : t('users.passwordHint') }),
        user.name !== session.user && action(t('users.remove'), () => (row.remove(), box.touch(), renumber()))));
    rows.append(row);
    if (isNew) row.querySelector('input').focus();
    renumber();
  }

  function renumber() {
    [...rows.children].forEach((row, i) => row.dataset.path = 'users[' + i + ']');
    add.disabled = rows.children.length >= MOST;
  }

  function read() {
    return { users: [...rows.children].map(row => {
      const { password, ...user } = valuesOf(row);
      return password ? { ...user, password } : user;
    }) };
  }

  async function save(body) {
    await putSection('users', body);
    for (const input of rows.querySelectorAll('[type=password]')) {
      input.value = '';
      input.required = false;
    }
  }
}
