// Backup, restore and factory reset.
import { api, el, t, toast } from '/app.js';
import { action, ask, confirmed, download, field, upload } from '/form.js';

export async function show(view) {
  const phrase = field('passphrase', t('backup.passphrase'), 'password', '', { minlength: 12, maxlength: 64, autocomplete: 'off', hint: t('backup.passphraseHint') });
  const secret = phrase.querySelector('input');
  const keep = field('keep', t('backup.keepTotals'), 'checkbox', true);
  const result = el('p', { role: 'status' });
  view.append(
    el('section', { class: 'card' }, el('h2', {}, t('backup.save')), el('p', { class: 'soft' }, t('backup.saveText')), phrase,
      el('div', { class: 'row' }, action(t('backup.plain'), () => store('GET')), action(t('backup.secret'), withSecrets))),
    el('section', { class: 'card' }, el('h2', {}, t('backup.restore')), el('p', { class: 'soft' }, t('backup.restoreText')), el('div', { class: 'row' }, action(t('backup.choose'), restore)), result),
    el('section', { class: 'card' }, el('h2', {}, t('backup.reset')), el('p', { class: 'soft' }, t('backup.resetText')), keep, el('div', { class: 'row' }, action(t('backup.resetDo'), reset, 'bad'))));

  async function store(method, body) {
    const backup = await api(method, 'backup', body);
    download('wattwarden-' + new Date().toISOString().slice(0, 10) + '.json', JSON.stringify(backup));
  }

  async function withSecrets() {
    if (!secret.reportValidity() || secret.value.length < 12) throw new Error(t('backup.passphraseHint'));
    await store('POST', { passphrase: secret.value });
  }

  async function restore() {
    const text = await upload('.json,application/json');
    let backup;
    try {
      backup = JSON.parse(text);
    } catch {
      throw new Error(t('backup.noJson'));
    }
    const headers = {};
    let path = 'backup';
    if (backup.secrets) {
      const word = field('word', t('backup.passphrase'), 'password', '', { maxlength: 64, autocomplete: 'off' });
      const answer = await ask(t('backup.encrypted'), word, [['', t('form.cancel')], ['skip', t('backup.skip')], ['use', t('backup.use'), 'primary']]);
      if (!answer) return;
      if (answer === 'use') headers['X-Backup-Passphrase'] = word.querySelector('input').value;
      else path += '?secrets=skip';
    } else if (await confirmed(t('backup.restore'), t('backup.sure')) !== 'yes') {
      return;
    }
    const answer = await api('PUT', path, text, headers);
    result.textContent = t(answer.restarts ? 'backup.restarts' : 'backup.restored');
  }

  async function reset() {
    if (await confirmed(t('backup.reset'), t('backup.resetSure')) !== 'yes') return;
    await api('POST', 'factory-reset', { confirm: 'factory-reset', keepTotals: keep.querySelector('input').checked });
    toast(t('backup.resetting'), 'good');
  }
}
