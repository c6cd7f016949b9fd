// How the trial of the network's settings stands, or how it ended, in the reader's language; the device says it in English pieces with semicolons between them.
import { t } from '/app.js';
import { find } from '/parts/texts.js';

const TEXTS = {
  works: ['the settings work'],
  none: ['this board has no network'],
  waitsDhcp: ['on trial: waiting for an address from a DHCP server'],
  waitsGateway: ['on trial: waiting for an answer of the gateway {}, or for somebody to open the page'],
  waitsPage: ['on trial: waiting for somebody to open the page'],
  stands: ['no link, the time stands still'],
  left: ['{} s are left'],
  noDhcp: ['no DHCP server has given an address'],
  noGateway: ['with the address {} neither the gateway answered nor did anybody open the page'],
  usesDhcp: ['DHCP is in use instead'],
  usesStatic: ['the static address {} is in use instead'],
};

// t: network.said.*
export function sayTrial(state) {
  const pieces = state.split('; ').map(piece => [piece, find(TEXTS, piece)]);
  return pieces.map(([piece, found]) => found ? t('network.said.' + found.key, found.values) : piece).join('; ');
}
