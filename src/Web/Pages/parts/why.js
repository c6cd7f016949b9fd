// Says why an output is as it is, in the reader's language, out of the phrases that the device gives: ["key", arguments …].
import { duration, language, loadWords, t } from '/app.js';

await loadWords();

export function say(part) {
  if (!Array.isArray(part)) return part;
  const [key, ...values] = part;
  if (key === '#') return values[0].toLocaleString(language, { maximumFractionDigits: 3 }) + (values[1] ? ' ' + values[1] : '');
  if (key === 'ms') return duration(values[0] / 1000);
  if (key === 'days') return t('weekday').split(' ').filter((day, i) => values[0] >> i & 1).join(', ');
  return t('why.' + key, values.map(say));
}
