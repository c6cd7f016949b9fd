// The status page: asks the device every two seconds, one request at a time, and shows the answer.
// Whatever the device says goes into the page as text, never as markup.
'use strict';

const PERIOD_MS = 2000;
const TIMEOUT_MS = 6000;
const SLOW_EVERY = 5;
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

const byId = id => document.getElementById(id);
const tiles = new Map();
const rows = new Map();
let tail = Promise.resolve();
let timer = 0;
let round = 0;
let lostAt = 0;
let safeMode = false;
let note = '';

// Requests wait for each other: the device serves few at once.
function ask(method, path, body) {
  const run = () => send(method, path, body);
  tail = tail.then(run, run);
  return tail;
}

async function send(method, path, body) {
  const stop = new AbortController();
  const limit = setTimeout(() => stop.abort(), TIMEOUT_MS);
  try {
    const options = { method: method, signal: stop.signal, cache: 'no-store' };
    if (method !== 'GET') {
      options.headers = { 'Content-Type': 'application/json' };
      if (body) options.body = JSON.stringify(body);
    }
    const answer = await fetch('/api/v1/' + path, options);
    const text = await answer.text();
    return { status: answer.status, body: text ? JSON.parse(text) : {} };
  } finally {
    clearTimeout(limit);
  }
}

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function duration(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return s + ' s';
  if (s < 3600) return Math.floor(s / 60) + ' min';
  if (s < 86400) return Math.floor(s / 3600) + ' h ' + Math.floor(s / 60) % 60 + ' min';
  return Math.floor(s / 86400) + ' d ' + Math.floor(s / 3600) % 24 + ' h';
}

function number(value, unit) {
  const size = Math.abs(value);
  // As in the device's sentences: from 100 W on whole watts, rounded down.
  if (size >= 100 && /^(W|VA|var)$/.test(unit)) value = Math.floor(value);
  const digits = size >= 1000 ? 1 : size >= 100 ? 2 : 3;
  return value.toLocaleString(undefined, { maximumFractionDigits: digits });
}

// States, the clock and the day in words; everything else is a number with its unit.
function reading(point) {
  if (point.quality === 'never' || typeof point.value !== 'number') return '\u2013';
  if (/^(event|in)\d/.test(point.id)) return point.value ? 'On' : 'Off';
  if (point.id === 'time') return two(Math.floor(point.value / 3600)) + ':' + two(Math.floor(point.value / 60) % 60);
  if (point.id === 'weekday') return DAYS[point.value - 1];
  return number(point.value, point.unit) + (point.unit ? '\u00a0' + point.unit : '');
}

function two(value) {
  return String(value).padStart(2, '0');
}

function banner() {
  let text = note;
  if (lostAt) text = 'The device does not answer since ' + new Date(lostAt).toLocaleTimeString() + '. What you see below is old.';
  else if (safeMode) text = 'Safe mode: the device restarted several times in a row. Outputs stay in their safe state.';
  put(byId('banner'), text);
  byId('banner').hidden = !text;
}

function showPoints(points) {
  const seen = new Set();
  for (const point of points) {
    seen.add(point.id);
    let row = rows.get(point.id);
    if (!row) {
      row = { line: make('tr'), name: make('th'), id: make('small'), value: make('td', 'number'), state: make('td') };
      row.name.scope = 'row';
      row.title = make('span');
      row.name.append(row.title, ' ', row.id);
      row.line.append(row.name, row.value, row.state);
      byId('points').append(row.line);
      rows.set(point.id, row);
    }
    put(row.title, point.name || point.id);
    put(row.id, '[' + point.id + ']');
    put(row.value, reading(point));
    put(row.state, quality(point));
    row.line.className = point.quality === 'good' ? '' : 'old';
  }
  prune(rows, seen, row => row.line);
  byId('no-points').hidden = points.length > 0;
}

function quality(point) {
  const age = duration(point.ageMs / 1000) + ' ago';
  switch (point.quality) {
    case 'good': return point.ageMs < 10000 || point.id.startsWith('event') ? 'good' : 'good, ' + age;
    case 'stale': return 'stale, read ' + age;
    case 'failed': return point.ageMs < 0 ? 'failed' : 'failed, read ' + age;
    default: return 'not read yet';
  }
}

function showOutputs(outputs) {
  const seen = new Set();
  for (const output of outputs) {
    seen.add(output.id);
    let tile = tiles.get(output.id);
    if (!tile) {
      tile = makeTile(output.id);
      tiles.set(output.id, tile);
      byId('outputs').append(tile.box);
    }
    const manual = output.mode === 'manual';
    put(tile.name, output.name || output.id);
    tile.group.setAttribute('aria-label', output.name || output.id);
    put(tile.state, output.fault ? 'Fault' : output.on ? 'On' : 'Off');
    put(tile.mode, modeText(output));
    put(tile.why, output.why || '');
    tile.box.className = 'tile' + (output.fault ? ' fault' : output.on ? ' on' : '');
    press(tile.on, manual && output.on);
    press(tile.auto, output.mode === 'auto');
    press(tile.off, manual && !output.on);
  }
  prune(tiles, seen, tile => tile.box);
}

function modeText(output) {
  if (output.mode === 'manual') return 'By hand' + (output.manualLeftS > 0 ? ', ' + duration(output.manualLeftS) + ' left' : '');
  return output.mode === 'safe' ? 'Safe state' : 'Automatic';
}

function makeTile(id) {
  const tile = { box: make('div', 'tile'), name: make('span'), state: make('span', 'state'), mode: make('p', 'mode'), why: make('p', 'why') };
  const title = make('h3');
  const buttons = tile.group = make('div', 'buttons');
  title.append(tile.name, tile.state);
  tile.on = make('button', '', 'On');
  tile.auto = make('button', '', 'Auto');
  tile.off = make('button', '', 'Off');
  tile.on.onclick = () => command(tile, id, { on: true, forSeconds: Number(byId('hold').value) });
  tile.off.onclick = () => command(tile, id, { on: false, forSeconds: Number(byId('hold').value) });
  tile.auto.onclick = () => command(tile, id, { auto: true });
  for (const button of [tile.on, tile.auto, tile.off]) {
    button.type = 'button';
    buttons.append(button);
  }
  buttons.setAttribute('role', 'group');
  tile.box.append(title, tile.mode, tile.why, buttons);
  return tile;
}

function press(button, pressed) {
  button.setAttribute('aria-pressed', String(pressed));
}

function prune(map, seen, element) {
  for (const [id, item] of map) {
    if (seen.has(id)) continue;
    element(item).remove();
    map.delete(id);
  }
}

async function command(tile, id, body) {
  const buttons = [tile.on, tile.auto, tile.off];
  for (const button of buttons) button.disabled = true;
  try {
    const answer = await ask('POST', 'outputs/' + id, body);
    note = answer.status < 300 ? '' : answer.body.error || 'The device refused (' + answer.status + ').';
    if (answer.status === 401) return showLogin();
    const outputs = await ask('GET', 'outputs');
    if (outputs.status === 200) showOutputs(outputs.body.outputs);
  } catch (error) {
    note = 'The command did not reach the device.';
  } finally {
    for (const button of buttons) button.disabled = false;
    banner();
  }
}

function showSystem(system) {
  safeMode = system.safeMode;
  const parts = [system.board, 'version ' + system.version, 'up ' + duration(system.uptimeS), Math.round(system.freeHeapBytes / 1024) + ' kB free', 'settings: ' + system.settings];
  for (const task of system.tasks || []) {
    if (task.late || task.faults) parts.push(task.name + ': ' + task.late + ' late, ' + task.faults + ' faults');
  }
  put(byId('system'), parts.join(' \u00b7 '));
}

function showBus(slaves) {
  const lines = slaves.map(slave => make('li', '', 'Slave ' + slave.slave + ': ' + slave.ok + ' of ' + slave.requests + ' answered, ' + slave.timeouts + ' time-outs, ' +
    slave.crcErrors + ' checksum errors, ' + slave.exceptions + ' exceptions, last ' + slave.lastLatencyMs + ' ms (' + slave.lastStatus + ')'));
  byId('bus').replaceChildren(...lines);
}

// Shows the answer; false when the session has ended.
async function load(path, show) {
  const answer = await ask('GET', path);
  if (answer.status === 401) return false;
  if (answer.status === 200) show(answer.body);
  return true;
}

async function poll() {
  timer = 0;
  try {
    let open = await load('points', body => showPoints(body.points.filter(point => !point.id.startsWith('out'))));
    open = open && await load('outputs', body => showOutputs(body.outputs));
    if (open && round++ % SLOW_EVERY === 0) {
      open = await load('system', showSystem) && await load('bus', body => showBus(body.slaves));
    }
    lostAt = 0;
    if (!open) return showLogin();
  } catch (error) {
    lostAt = lostAt || Date.now();
  }
  banner();
  schedule();
}

// A hidden page asks nothing.
function schedule() {
  if (!timer && !document.hidden && !byId('live').hidden) timer = setTimeout(poll, PERIOD_MS);
}

function showLogin() {
  clearTimeout(timer);
  timer = 0;
  note = '';
  lostAt = 0;
  byId('live').hidden = true;
  byId('logout').hidden = true;
  byId('login').hidden = false;
  put(byId('who'), '');
  banner();
}

function showLive(session) {
  byId('login').hidden = true;
  byId('live').hidden = false;
  byId('logout').hidden = false;
  put(byId('who'), session.user);
  round = 0;
  poll();
}

async function start() {
  try {
    const answer = await ask('GET', 'session');
    lostAt = 0;
    if (answer.body.loggedIn) showLive(answer.body);
    else showLogin();
  } catch (error) {
    lostAt = lostAt || Date.now();
    setTimeout(start, PERIOD_MS);
  }
  banner();
}

byId('login').onsubmit = async event => {
  event.preventDefault();
  const form = event.target;
  const button = form.querySelector('button');
  button.disabled = true;
  put(byId('login-error'), '');
  try {
    const answer = await ask('POST', 'login', { user: form.elements.user.value.trim(), password: form.elements.password.value });
    if (answer.status === 200) {
      form.elements.password.value = '';
      showLive(answer.body);
    } else {
      put(byId('login-error'), answer.body.error || 'The device refused (' + answer.status + ').');
    }
  } catch (error) {
    put(byId('login-error'), 'The device does not answer.');
  }
  button.disabled = false;
};

byId('logout').onclick = async () => {
  await ask('POST', 'logout').catch(() => 0);
  showLogin();
};

document.addEventListener('visibilitychange', schedule);
start();
