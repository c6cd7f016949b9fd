// The day's curves: grid power as an area, what else is kept as lines, the outputs as bars; a slider reads them.
import { el, get, live, quantity, svg, t } from '/app.js';

const WIDTH = 360, HEIGHT = 150, BAR = 7, REFRESH_MS = 150000;

export function show(box) {
  let timer = 0;
  draw();
  return () => clearTimeout(timer);

  async function draw() {
    timer = setTimeout(draw, REFRESH_MS);
    if (document.hidden && box.firstChild) return;
    const day = await get('day').catch(() => null);
    if (day && box.isConnected) box.replaceChildren(...chart(day));
  }
}

function chart(day) {
  if (!day.series.some(line => line.values.some(value => value != null))) return [el('h2', {}, t('day.title')), el('p', { class: 'soft' }, t('day.none'))];
  const count = day.series[0].values.length;
  const whole = Math.max(2, count, Math.round(86400 / day.stepS));
  const x = i => (whole - count + i) / (whole - 1) * WIDTH;
  const bars = day.outputs.filter(output => output.on.some(part => part > 0));
  const picture = svg('svg', { class: 'chart', viewBox: '0 0 ' + WIDTH + ' ' + (HEIGHT + 16 + bars.length * BAR), role: 'img', 'aria-label': t('day.label') });
  const power = day.series.filter(line => line.unit === 'W').flatMap(line => line.values).filter(value => value != null);
  const high = Math.max(100, ...power), low = Math.min(0, ...power);
  const y = (value, top, bottom) => HEIGHT - (value - bottom) / (top - bottom || 1) * HEIGHT;
  const zero = y(0, high, low);
  for (const hour of [6, 12, 18]) {
    picture.append(svg('path', { class: 'tick', d: 'M' + (24 - hour) * 15 + ' 0V' + HEIGHT }), svg('text', { x: (24 - hour) * 15, y: HEIGHT + 12 }, '−' + hour + ' h'));
  }
  picture.append(svg('path', { class: 'tick', d: 'M0 ' + zero + 'H' + WIDTH }));
  day.series.forEach((line, n) => {
    const known = line.values.filter(value => value != null);
    const [top, bottom] = line.unit === 'W' ? [high, low] : [Math.max(...known), Math.min(...known)];
    let path = '', start = 0;
    line.values.forEach((value, i) => {
      if (value == null) return;
      const isFirst = i === 0 || line.values[i - 1] == null;
      const at = x(i).toFixed(1) + ' ' + y(value, top, bottom).toFixed(1);
      if (isFirst) start = x(i).toFixed(1);
      path += isFirst ? (n ? 'M' + at : 'M' + start + ' ' + zero + 'L' + at) : 'L' + at;
      if (!n && line.values[i + 1] == null) path += 'L' + x(i).toFixed(1) + ' ' + zero + 'Z';
    });
    picture.append(svg('path', { class: n ? 'line l' + n : 'area', d: path }));
  });
  bars.forEach((output, n) => output.on.forEach((part, i) => part > 0 && picture.append(
    svg('rect', { class: 'bar', x: x(i), y: HEIGHT + 16 + n * BAR, width: WIDTH / whole + .5, height: BAR - 2, opacity: part / 100 }))));
  const cursor = svg('path', { class: 'cursor', d: 'M0 0V' + HEIGHT });
  picture.append(cursor);
  const text = el('p', { class: 'soft reading' });
  const slider = el('input', { type: 'range', min: 0, max: count - 1, 'aria-label': t('day.time'), oninput: read, value: count - 1 });
  read();
  return [el('h2', {}, t('day.title')), picture, slider, text];

  function read() {
    const i = Number(slider.value);
    const ago = Math.max(0, (count - 1 - i) * day.stepS + day.endedAgoS);
    const lines = day.series.flatMap((line, n) => [mark(n), ' ' + (line.id === 'grid' ? t('flow.grid') : line.name) + ' ' + quantity(line.values[i], line.unit) + ', ']);
    const on = day.outputs.filter(output => output.on[i] > 0).map(output => output.name).join(', ');
    text.replaceChildren(clock(ago) + ': ', ...lines.slice(0, -1), lines.at(-1).slice(0, on ? undefined : -2) + on);
    slider.setAttribute('aria-valuetext', text.textContent);
    cursor.setAttribute('transform', 'translate(' + x(i) + ')');
  }
}

// A piece of a line as it is drawn.
function mark(n) {
  return svg('svg', { class: 'mark', viewBox: '0 0 12 8', width: 12, height: 8, 'aria-hidden': true }, svg('path', { class: n ? 'line l' + n : 'area', d: n ? 'M0 4H12' : 'M0 8V1H12V8' }));
}

// The time on the wall, or how long ago while the device does not know the time.
function clock(ago) {
  if (!live?.clock) return t('day.ago', { n: (ago / 3600).toFixed(1) });
  const [seconds, minutes] = live.clock;
  return new Date((seconds - ago + minutes * 60) * 1000).toISOString().slice(11, 16);
}
