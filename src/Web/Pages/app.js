// The page's shell: who is logged in, which page is open, what the device says, and the words for it.
// Whatever the device says goes into the page as text, never as markup.

// Section of the menu → its pages. A page is pages/<name>.js; its words are <name>.… and its title is nav.<name> in lang/.
export const MENU = {
  home: ['status', 'user', 'help'],
  inputs: ['sensors', 'modbus', 'pulses'],
  automation: ['events', 'outputs'],
  links: ['mqtt'],
  settings: ['network', 'time', 'users', 'backup', 'system', 'diagnostics'],
};
const LANGUAGES = {};   // written by the build from the files in lang/: {"en":"English", …}
const KEYS = '';   // written by the build: keys of the words that come with the first load
// Pages that these words are enough for.
const CORE = ['status', 'user', 'login', 'password', 'unlock'];
const PERIOD_MS = 2000;
const TIMEOUT_MS = 10000;
const TRIES = 4;

// ---- words and numbers

let words = {};
export let language = 'en';

export function t(key, values) {
  const text = words[key] ?? key;
  return values ? text.replace(/\{(\w+)\}/g, (blank, name) => values[name] ?? blank) : text;
}

let more = null;

// A language is texts alone, in the order of keys that all languages share. The first key is a mark of them all: where the text's is another, the
// device has been given other firmware, and another page.
function takeWords(keys, texts) {
  const key = keys.split('|');
  const text = texts.split('|');
  if (key[0] !== text[0]) location.reload();
  key.forEach((name, i) => words[name] = text[i]);
}

// The words of all pages that are loaded later; a change of the language brings them anew.
export function loadWords() {
  more ??= Promise.all([load('/lang/keys.json'), load('/lang/' + language + '-more.json')]).then(files => takeWords(...files)).catch(error => {
    more = null;
    throw error;
  });
  return more;
}

export function number(value, digits = 0) {
  return value.toLocaleString(language, { maximumFractionDigits: digits, minimumFractionDigits: digits });
}

// As many digits as help: 2.31 kW, 231 W, 21.4 °C.
export function quantity(value, unit) {
  if (value == null) return '–';
  const size = Math.abs(value);
  if (/^(W|VA|var)$/.test(unit)) return size >= 1000 ? number(value / 1000, 2) + ' k' + unit : number(value) + ' ' + unit;
  return number(value, size >= 1000 || Number.isInteger(value) && !unit ? 0 : size >= 100 ? 1 : 2) + (unit ? ' ' + unit : '');
}

export function duration(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return s + ' s';
  const [size, unit, small, name] = s < 3600 ? [60, 'min'] : s < 86400 ? [3600, 'h', 60, 'min'] : [86400, t('day.short'), 3600, 'h'];
  const rest = small && Math.floor(s % size / small);
  return Math.floor(s / size) + ' ' + unit + (rest ? ' ' + rest + ' ' + name : '');
}

// ---- elements: properties and attributes by name; children are elements or text

export function el(tag, props, ...children) {
  return build(document.createElement(tag), props, children);
}

export function svg(tag, props, ...children) {
  return build(document.createElementNS('http://www.w3.org/2000/svg', tag), props, children);
}

function build(node, props, children) {
  for (const name in props) {
    const value = props[name];
    if (value == null || value === false) continue;
    if (typeof value === 'function' || name === 'value' || name === 'textContent') node[name] = value;
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat().filter(child => child != null && child !== false));
  return node;
}

// Writes only what differs, so that nothing flickers and readers of the screen are not told twice.
export function put(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

const byId = id => document.getElementById(id);

// ---- the device

// status: of HTTP, 0 when the device did not answer. field: the key at fault. The message is what the device refused, in the reader's language.
export class DeviceError extends Error {
  constructor(status, message, field) {
    super(message);
    this.status = status;
    this.field = field;
  }
}

async function send(method, path, body, headers) {
  const stop = new AbortController();
  const limit = setTimeout(() => stop.abort(), TIMEOUT_MS);
  try {
    const options = { method, signal: stop.signal, cache: 'no-store', headers: { ...headers } };
    if (method !== 'GET') {
      options.headers['Content-Type'] = 'application/json';
      if (body !== undefined) options.body = typeof body === 'string' ? body : JSON.stringify(body);
    }
    const answer = await fetch('/api/v1/' + path, options);
    const text = await answer.text();
    return { status: answer.status, retry: answer.headers.get('Retry-After'), body: text ? JSON.parse(text) : null };
  } catch {
    throw new DeviceError(0, t('device.silent'));
  } finally {
    clearTimeout(limit);
  }
}

// Requests of the pages wait for each other: the device serves few at once. Busy is asked again.
let tail = Promise.resolve();

export function api(method, path, body, headers) {
  const answer = tail.then(() => ask(method, path, body, headers));
  tail = answer.catch(() => 0);
  return answer;
}

export const get = path => api('GET', path);

async function ask(method, path, body, headers) {
  for (let tries = TRIES; ; tries--) {
    const answer = await send(method, path, body, headers);
    if (answer.status < 300) {
      isRestarting ||= path === 'restart' || path === 'factory-reset' || answer.body?.restarts;
      return answer.body;
    }
    if ((answer.status === 503 || answer.status === 409 && answer.retry) && tries > 1) {
      await pause(1000);
      continue;
    }
    if (answer.status === 401 && session.loggedIn) ended();
    if (answer.body?.field === 'session') locked(true);
    throw new DeviceError(answer.status, await refusal(answer), answer.body?.field);
  }
}

// What the device refuses, in the reader's language.
async function refusal({ status, body }) {
  const say = body?.error && await loadModule('/parts/errors.js').then(part => part.say, () => 0);
  return say && say(body.error) || t('device.refused', { status });
}

const pause = ms => new Promise(done => setTimeout(done, ms));

// A file of the page itself. A module that did not come is asked for under another name: browsers remember the failure of the first.
async function load(path, asModule) {
  for (let tries = 1; ; tries++) {
    try {
      if (asModule) return await import(tries > 1 ? path + '?' + tries : path);
      const answer = await fetch(path);
      if (answer.ok) return await answer.json();
      throw new DeviceError(answer.status, path);
    } catch (error) {
      if (tries === TRIES) throw error;
      await pause(700 * tries);
    }
  }
}

// Waits, so that nothing is seen without it.
export function loadStyle(path) {
  return new Promise(done => document.head.append(el('link', { rel: 'stylesheet', href: path, onload: done, onerror: done })));
}

export const loadModule = path => load(path, true);

// ---- messages

export function toast(text, kind) {
  const note = el('p', { class: kind }, text);
  byId('toasts').append(note);
  setTimeout(() => note.remove(), kind === 'bad' ? 12000 : 5000);
}

// Runs what a button does: the button waits, a refusal is told.
export async function run(button, work) {
  button.setAttribute('aria-busy', true);
  button.disabled = true;
  try {
    await work();
  } catch (error) {
    toast(error.message, 'bad');
  }
  button.disabled = false;
  button.removeAttribute('aria-busy');
}

// ---- what the device says all the time

export let live = null;
let names = null;
let listeners = [];
let timer = 0;
let lostAt = 0;
let isRestarting = false;   // it has said so; it may be back before anybody misses it

// Calls show with each new state, and at once when there is one; until the page is left.
export function onLive(show) {
  listeners.push(show);
  if (live) show(live);
}

export async function poll() {
  clearTimeout(timer);
  timer = 0;
  try {
    const answer = await send('GET', 'live');
    if (answer.status === 401) return ended();
    if (answer.status === 200) await take(answer.body);
    if (answer.status < 500) lostAt = 0;
  } catch {
    lostAt ||= Date.now();
  }
  banner();
  if (!timer && !document.hidden && session.loggedIn) timer = setTimeout(poll, PERIOD_MS);
}

// The polled document holds numbers and letters in the order of the names, which are asked for when they have changed. What has never been
// read is shown only where a meter or a sensor has been assigned to it.
async function take(doc) {
  if (names?.version !== doc.version) names = await get('names');
  const value = (point, i) => ({ ...point, value: doc.values[i] == null ? null : doc.values[i] / 1000, quality: doc.quality[i], age: doc.ages[i] });
  const output = (point, i) => ({ ...point, on: doc.outputs.on[i] === '1', mode: doc.outputs.mode[i], left: doc.outputs.left[i], wait: doc.outputs.wait[i] });
  live = {
    ...doc,
    view: names.view,
    values: names.values.map(value).filter(point => point.quality !== 'n' || /^(m|ds)/.test(point.id)),
    states: names.states.map((point, i) => ({ ...point, state: doc.states[i] })).filter(point => point.state !== '?' && !point.id.startsWith('out')),
    outputs: names.outputs.map(output),
  };
  for (const show of listeners) show(live);
}

// One line for what is wrong now; the worst first.
function banner() {
  // t: warning.*
  const wrong = live ? [...new Set(live.warnings.map(place => names.conditions[place]).filter(Boolean).map(({ source, message }) => (words['warning.' + message] ?? source + ': ' + message).replace('{n}', source.slice(-1))))] : [];
  put(byId('banner'), lostAt ? t('lost', { time: new Date(lostAt).toLocaleTimeString(language) }) : wrong.join(' · '));
  byId('banner').className = lostAt ? 'bad' : '';
  byId('main').classList.toggle('old', lostAt > 0);
}

// ---- who is there

export let session = { loggedIn: false };

export const isInstaller = () => session.role === 'installer';

const ended = () => lose(lostAt || isRestarting ? 'restarted' : 'ended');

// The session has ended; the login page says why.
function lose(reason) {
  session = { loggedIn: false };
  live = names = null;
  lostAt = 0;
  banner();
  open(reason);
}

// A locked session may only look.
export function locked(isLocked) {
  session.locked = isLocked;
  if (isLocked) location.hash = '#/unlock';
  shell(opened);
}

export async function enter(answer) {
  session = answer;
  isRestarting = false;
  await open();
  if (session.loggedIn && !session.mustSetPassword) poll();
}

// ---- pages

let leave = null;
let hasChanges = () => false;
let opened = '';

// A page with unsaved changes gives a function that tells so.
export function guard(question) {
  hasChanges = question;
}

export const pagesOf = section => MENU[section].filter(page => isInstaller() || page === 'user' || page === 'help');

// Which page the address asks for, if one may see it.
function wanted() {
  if (!session.loggedIn) return 'login';
  if (session.mustSetPassword) return 'password';
  const name = location.hash.slice(2).split('/')[0];
  if (name === 'password' || name === 'unlock' || name === 'visibility' && isInstaller()) return name;
  return Object.keys(MENU).flatMap(pagesOf).includes(name) ? name : isInstaller() ? 'status' : 'user';
}

export async function open(note) {
  const name = wanted();
  opened = name;
  listeners = [];
  leave?.();
  leave = null;
  hasChanges = () => false;
  shell(name);
  const main = byId('main');
  try {
    const [page] = await Promise.all([loadModule('/pages/' + name + '.js'), CORE.includes(name) ? 0 : loadWords()]);
    if (opened !== name) return;
    const title = el('h1', { tabindex: -1 }, t('nav.' + name));
    const view = el('div', { id: 'view', class: name });
    main.replaceChildren(title, view);
    document.title = t('nav.' + name) + ' – Wattwarden';
    leave = await page.show(view, note);
    byId('foot').hidden = false;
  } catch (error) {
    main.replaceChildren(el('p', { class: 'bad' }, error.message || t('device.silent')), el('button', { type: 'button', onclick: () => open() }, t('again')));
  }
}

// Header, menu and foot, as far as the person may see them.
function shell(name) {
  const menu = byId('menu');
  const inside = session.loggedIn && !session.mustSetPassword;
  const hasMenu = inside && isInstaller();
  put(byId('skip'), t('skip'));
  byId('top').replaceChildren(...[
    hasMenu && icon('burger', 'menu', 'M4 7h16M4 12h16M4 17h16', () => fold(menu.className === '')),
    el('strong', {}, 'Wattwarden'),
    inside && icon('help', 'nav.help', 'M8 9a4 4 0 1 1 5 4q-1 .4-1 2M12 19v.2', () => location.hash = '#/help/' + name),
    inside && icon('lock', session.locked ? 'lock.open' : 'lock', 'M6 11h12v9H6zM8 11V7a4 4 0 0 1 8 ' + (session.locked ? '0v4' : '-1'), lock),
    session.loggedIn && icon('logout', 'logout', 'M10 4H5v16h5M10 12h10M16 8l4 4-4 4', logOut)].filter(Boolean));
  menu.hidden = !hasMenu;
  menu.setAttribute('aria-label', t('menu'));
  menu.replaceChildren(...Object.keys(MENU).flatMap(section => [
    section !== 'home' && el('h2', {}, t('nav.' + section)),
    el('ul', {}, pagesOf(section).map(page => el('li', {}, el('a', { href: '#/' + page, 'aria-current': page === name && 'page' }, t('nav.' + page))))),
  ]).filter(Boolean));
  if (hasMenu) fold(false);
  const choice = el('select', { onchange: () => speak(choice.value) },
    Object.keys(LANGUAGES).map(code => el('option', { value: code, selected: code === language, lang: code }, LANGUAGES[code])));
  byId('foot').replaceChildren(el('label', { class: 'row' }, t('language.choose'), choice));
}

// t: menu nav.help lock lock.open logout
function icon(id, key, path, onclick) {
  return el('button', { type: 'button', id, 'aria-label': t(key), title: t(key), onclick }, svg('svg', { viewBox: '0 0 24 24', class: 'icon' }, svg('path', { d: path })));
}

function fold(isOpen) {
  byId('burger').setAttribute('aria-expanded', isOpen);
  byId('burger').setAttribute('aria-controls', 'menu');
  byId('menu').className = isOpen ? 'open' : '';
}

async function lock() {
  if (!session.locked) await api('POST', 'lock').catch(error => toast(error.message, 'bad'));
  locked(true);
}

async function logOut() {
  await api('POST', 'logout').catch(() => 0);
  lose();
}

// Another language: the whole page is built anew.
async function speak(code) {
  localStorage.setItem('language', code);
  await learn(code);
  await open();
}

async function learn(code) {
  language = code;
  document.documentElement.lang = code;
  words = {};
  const hadMore = more;
  more = null;
  await Promise.all([load('/lang/' + code + '.json').then(texts => takeWords(KEYS, texts)), hadMore && loadWords()]);
}

function moved() {
  if (hasChanges() && !confirm(t('leave'))) {
    history.replaceState(null, '', '#/' + opened);
    return;
  }
  open().then(() => byId('main').firstChild?.focus());
}

async function start() {
  const wishes = [localStorage.getItem('language'), ...navigator.languages.map(code => code.slice(0, 2)), 'en'];
  try {
    await learn(wishes.find(code => LANGUAGES[code]));
    await enter(await get('session'));
  } catch (error) {
    // The device is not there, perhaps just restarting.
    put(byId('banner'), error.message);
    setTimeout(start, PERIOD_MS);
  }
}

byId('skip').onclick = event => {
  event.preventDefault();
  byId('main').focus();
};
addEventListener('hashchange', moved);
addEventListener('beforeunload', event => hasChanges() && event.preventDefault());
document.addEventListener('visibilitychange', () => !document.hidden && session.loggedIn && !timer && poll());
start();
