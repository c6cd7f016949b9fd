// What the house owner sees: the elements that the installer has not hidden, on tiles that lie where they were put.
import { api, el, guard, isInstaller, live, loadModule, loadStyle, onLive, run, session, t, toast } from '/app.js';
import { explain, makeCell, makeTile } from './status.js';
import { makeFlow } from '/parts/flow.js';

await loadStyle('/user.css');

const COLUMNS = 12;
const ROWS = 112;
const SLOW_MS = 6000;
// Width and height of an element that nobody has placed yet.
const size = id => id === 'flow' || id === 'day' ? [6, 6] : id.startsWith('out') ? [4, 5] : [3, 2];

export function show(view) {
  const board = el('div', { class: 'board' });
  const tools = el('div', { class: 'row' });
  let parts = new Map();
  let tiles = [];
  let shown = '';
  let isOpen = false;
  let changed = false;
  let timer = 0;
  view.append(tools, el('div', { class: 'frame' }, board));
  guard(() => changed);
  onLive(update);
  return () => {
    clearTimeout(timer);
    leaveParts();
  };

  function update(state) {
    const elements = visible(state);
    const known = elements.map(item => item.id).join() + JSON.stringify(state.view.tiles) + state.view.locked;
    if (known !== shown && !isOpen) {
      shown = known;
      build(elements, state.view.tiles ?? []);
      showTools(state);
    }
    for (const item of elements) parts.get(item.id)?.show?.(item.id === 'flow' ? state : item);
    if (!timer) why();
  }

  function visible(state) {
    const hidden = new Set(isInstaller() ? state.view.hidden : []);   // others do not get what is hidden
    return [state.power && { id: 'flow' }, { id: 'day' }, ...state.outputs, ...state.values, ...state.states].filter(item => item && !hidden.has(item.id));
  }

  function build(elements, places) {
    leaveParts();
    parts = new Map(elements.map(item => [item.id, make(item)]));
    tiles = places.filter(tile => parts.has(tile.id)).map(tile => ({ ...tile }));
    for (const { id } of elements) {
      if (tiles.some(tile => tile.id === id)) continue;
      const [w, h] = size(id);
      tiles.push(firstRoom(tiles, { id, w, h }));
    }
    tiles.sort((a, b) => a.y - b.y || a.x - b.x);
    board.replaceChildren(...tiles.map(tile => {
      const frame = el('div', { class: 'place', 'data-id': tile.id }, parts.get(tile.id).box);
      tile.frame = frame;
      place(tile);
      return frame;
    }));
  }

  function make(item) {
    if (item.id === 'flow') {
      const flow = makeFlow();
      return { box: el('section', { class: 'card' }, flow.picture), show: flow.show };
    }
    if (item.id === 'day') {
      const box = el('section', { class: 'card' });
      const part = { box };
      loadModule('/parts/day.js').then(day => part.leave = day.show(box)).catch(() => 0);
      return part;
    }
    return 'on' in item ? makeTile(item, () => 3600, why, 'h2') : makeCell(item);
  }

  function leaveParts() {
    for (const part of parts.values()) part.leave?.();
  }

  async function why() {
    clearTimeout(timer);
    timer = setTimeout(why, SLOW_MS);
    await explain(parts);
  }

  // ---- arranging

  function showTools(state) {
    const may = isInstaller() || session.role === 'user' && state.view.locked === false;
    tools.replaceChildren(...may ? [
      el('button', { type: 'button', id: 'layout', 'aria-pressed': isOpen, onclick: toggle }, t(isOpen ? 'user.lock' : 'user.unlock')),
      isOpen && el('button', { type: 'button', class: 'primary', onclick: event => run(event.target, save) }, t('save')),
      isOpen && el('p', { class: 'soft' }, t('user.help'))].filter(Boolean) : []);
  }

  function toggle() {
    isOpen = !isOpen;
    board.classList.toggle('open', isOpen);
    for (const tile of tiles) {
      tile.frame.tabIndex = isOpen ? 0 : -1;
      tile.frame.toggleAttribute('data-open', isOpen);
      if (isOpen) tile.frame.setAttribute('role', 'group');
      tile.frame.firstChild.inert = isOpen;
      tile.frame.setAttribute('aria-label', nameOf(tile.id));
      tile.frame.onkeydown = isOpen ? event => key(event, tile) : null;
      tile.frame.onpointerdown = isOpen ? event => drag(event, tile) : null;
    }
    if (!isOpen) {
      for (const tile of tiles) tile.frame.removeAttribute('tabindex'), tile.frame.removeAttribute('role'), tile.frame.removeAttribute('aria-label');
      shown = changed ? shown : '';
    }
    showTools(live);
    document.getElementById('layout')?.focus();
  }

  function nameOf(id) {
    return [...live.outputs, ...live.values, ...live.states].find(item => item.id === id)?.name ?? t(id === 'flow' ? 'user.flow' : 'user.day');
  }

  async function save() {
    await api('PUT', 'layout', { tiles: tiles.map(({ id, x, y, w, h }) => ({ id, x, y, w, h })) });
    changed = false;
    toast(t('saved'), 'good');
  }

  function key(event, tile) {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step) return;
    event.preventDefault();
    if (event.shiftKey) change(tile, tile.x, tile.y, tile.w + step[0], tile.h + step[1]);
    else change(tile, tile.x + step[0], tile.y + step[1], tile.w, tile.h);
  }

  // The right lower corner changes the size, the rest moves.
  function drag(event, tile) {
    const area = tile.frame.getBoundingClientRect();
    const sizes = event.clientX > area.right - 30 && event.clientY > area.bottom - 30;
    const start = { ...tile }, cell = board.clientWidth / COLUMNS, rowHeight = area.height / tile.h;
    tile.frame.setPointerCapture(event.pointerId);
    tile.frame.onpointermove = move => {
      const dx = Math.round((move.clientX - event.clientX) / cell), dy = Math.round((move.clientY - event.clientY) / rowHeight);
      if (sizes) change(tile, start.x, start.y, start.w + dx, start.h + dy);
      else change(tile, start.x + dx, start.y + dy, start.w, start.h);
    };
    tile.frame.onpointerup = tile.frame.onpointercancel = () => tile.frame.onpointermove = null;
  }

  // The tile goes where it is wanted; others make room downwards.
  function change(tile, x, y, w, h) {
    tile.w = clamp(w, 1, COLUMNS);
    tile.h = clamp(h, 1, COLUMNS);
    tile.x = clamp(x, 0, COLUMNS - tile.w);
    tile.y = clamp(y, 0, 99);
    changed = true;
    const placed = [tile];
    for (const other of tiles.filter(other => other !== tile).sort((a, b) => a.y - b.y)) {
      while (placed.some(one => overlap(one, other)) && other.y < ROWS) other.y++;
      placed.push(other);
    }
    tiles.forEach(place);
  }
}

function place(tile) {
  tile.frame.style.gridArea = (tile.y + 1) + ' / ' + (tile.x + 1) + ' / span ' + tile.h + ' / span ' + tile.w;
  tile.frame.classList.toggle('wide', tile.w > 4);
}

function firstRoom(tiles, tile) {
  for (let y = 0; ; y++) {
    for (let x = 0; x + tile.w <= COLUMNS; x++) {
      const there = { ...tile, x, y };
      if (!tiles.some(other => overlap(other, there))) return there;
    }
  }
}

const overlap = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
const clamp = (value, min, max) => Math.min(max, Math.max(min, value));
