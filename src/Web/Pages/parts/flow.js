// The energy flow: sun, grid, house and loads as a picture that moves with the power. Drawn once, then only changed.
import { put, quantity, svg, t } from '/app.js';

const SUN = [56, 54], GRID = [304, 54], HOUSE = [180, 128], LOAD_Y = 220;
const ICONS = {
  sun: 'M0-6a6 6 0 1 0 .1 0M0-12v3M0 9v3M-12 0h3M9 0h3M-8.500-8.500l2 2M6.500 6.500l2 2M-8.500 8.500l2-2M6.500-6.500l2-2',
  grid: 'M-7 12L-2-12H2L7 12M-9-5H9M-10 1H10M-5 5L4-2M5 5L-4-2',
  house: 'M-12 0L0-11 12 0M-9-2V11H9V-2M-3 11V3H3V11',
};

export function makeFlow() {
  const picture = svg('svg', { class: 'flow', viewBox: '0 0 360 260', role: 'img' });
  const lines = { sun: wire(SUN, HOUSE), grid: wire(GRID, HOUSE) };
  const nodes = { sun: node('sun', SUN), grid: node('grid', GRID), house: node('house', HOUSE) };
  picture.append(lines.sun, lines.grid, ...Object.values(nodes).map(part => part.box));
  let loads = [];
  return { picture, show };

  function show(state) {
    const [grid, sun, house] = state.power;
    // Nobody measures the sun: what goes to the grid comes from it all the same.
    const shining = sun ?? Math.max(0, -grid);
    if (loads.length !== state.outputs.length) draw(state.outputs.length);
    put(nodes.sun.value, sun == null ? '' : quantity(sun, 'W'));
    put(nodes.grid.value, grid == null ? '–' : quantity(Math.abs(grid), 'W'));
    put(nodes.house.value, house == null ? '' : quantity(house, 'W'));
    put(nodes.grid.label, t(grid == null ? 'flow.grid' : grid < 0 ? 'flow.export' : 'flow.import'));
    nodes.sun.box.classList.toggle('idle', !shining);
    nodes.grid.box.classList.toggle('idle', !grid);
    move(lines.sun, Math.max(0, shining), 'sun');
    move(lines.grid, Math.abs(grid ?? 0), grid < 0 ? 'export' : 'import');
    state.outputs.forEach((output, i) => {
      const load = loads[i];
      load.box.setAttribute('class', output.mode === 'f' ? 'load fault' : output.on ? 'load on' : 'load');
      put(load.label, shorten(output.name));
      move(load.wire, output.on ? 800 : 0, 'load');
    });
    const on = state.outputs.filter(output => output.on).map(output => output.name).join(', ');
    picture.setAttribute('aria-label', [
      t('flow.sun') + ' ' + nodes.sun.value.textContent, nodes.grid.label.textContent + ' ' + nodes.grid.value.textContent,
      t('flow.house') + ' ' + nodes.house.value.textContent, t('flow.loads') + ' ' + (on || t('none'))].join(', '));
  }

  function draw(count) {
    for (const load of loads) load.box.remove(), load.wire.remove();
    loads = Array.from({ length: count }, (_, i) => {
      const x = 180 + (i - (count - 1) / 2) * Math.min(58, 340 / count);
      const label = svg('text', { y: 32 });
      const box = svg('g', { transform: 'translate(' + x + ' ' + LOAD_Y + ')' }, svg('circle', { r: 14 }), svg('path', { d: 'M2-8L-5 2H0L-2 8 5-2H0z' }), label);
      const load = { box, label, wire: wire([x, LOAD_Y - 14], HOUSE) };
      picture.prepend(load.wire);
      picture.append(box);
      return load;
    });
  }

  function node(name, [x, y]) {
    const value = svg('text', { class: 'value', y: name === 'house' ? 18 : 44, x: name === 'house' ? 34 : 0 });
    const label = svg('text', { y: name === 'house' ? 2 : -30, x: name === 'house' ? 34 : 0 }, t('flow.' + name));
    return { value, label, box: svg('g', { class: name, transform: 'translate(' + x + ' ' + y + ')' }, svg('circle', { r: 25 }), svg('path', { d: ICONS[name] }), value, label) };
  }
}

const wire = (from, to) => svg('path', { d: 'M' + from + 'C' + from[0] + ' ' + (from[1] + to[1]) / 2 + ' ' + to[0] + ' ' + (from[1] + to[1]) / 2 + ' ' + to });

// More power runs faster.
function move(line, watts, kind) {
  line.setAttribute('class', watts ? 'run ' + kind : '');
  if (watts) line.style.animationDuration = Math.max(.5, 3 - watts / 2000).toFixed(1) + 's';
}

const shorten = text => text.length > 9 ? text.slice(0, 8) + '…' : text;
