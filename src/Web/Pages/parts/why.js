// Says the reason of an output's state in the reader's language, out of the device's phrases (src/Controller/Phrases.cs).
import { duration, language, loadWords, t } from '/app.js';

export async function learn() {
  await loadWords('why');
}

// A phrase is [key, …arguments]; an argument is a phrase, a name, ['#', number, unit], ['ms', milliseconds] or ['days', bits from Monday on].
export function say(part) {
  if (!Array.isArray(part)) return part ?? '';
  const [key, ...rest] = part;
  if (key === '#') return rest[0].toLocaleString(language, { maximumFractionDigits: 3 }) + (rest[1] ? '\u00a0' + rest[1] : '');
  if (key === 'ms') return duration(rest[0] / 1000);
  if (key === 'days') return t('weekday').split(' ').filter((_, day) => rest[0] >> day & 1).join(', ');
  // t: why.*
  return t('why.' + key, Object.fromEntries(rest.map((argument, i) => [i, say(argument)])));
}
