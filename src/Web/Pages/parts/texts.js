// Finds what the device says in English in a table of its texts: key → templates, with {} for what differs and is told, * for what differs and is not.
// The first that fits counts. undefined: none does.
export function find(table, text) {
  for (const key in table) {
    for (const template of table[key]) {
      const match = text.match(new RegExp('^' + template.replace(/[.+?^$()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/{}/g, '(.+?)') + '$', 's'));
      if (match) return { key, values: match.slice(1) };
    }
  }
}
