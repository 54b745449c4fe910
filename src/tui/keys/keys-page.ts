// docs/terminal-ui.md, made from the key table.
import { shownKey } from './bindings.js';
import { type KeySection, keyTable } from './key-table.js';

export function keysPage(): string {
  return [
    '# The terminal UI',
    '',
    '<!-- Made from src/tui/keys/key-table.ts: node --import tsx scripts/write-keys-page.ts -->',
    '',
    '`foblab` alone in a terminal, or `foblab lab`. It is one more face of the same operations: other shells, programs on',
    'serial ports and a second terminal UI work on the same bench at once, and what they do shows. State lives in the',
    'bench, so quitting loses nothing. Below the panel stands the command line that does what was done last.',
    '',
    '![A fob: its LCD, its crystal against the verifier’s window, its battery, its events](terminal-ui.svg)',
    '',
    '![Verification: the window, where the fob stands in it, the verdict and its reason](terminal-ui-verification.svg)',
    '',
    '- **Mouse**: a click on an LCD presses the button, a mouse button that stays down is a finger that stays; panels, rates,',
    '  menus and the bar of keys can be clicked; the wheel moves through fobs and scrolls the log.',
    '- **Holding**: terminals tell when a key goes down and never when it comes up, so `H` puts a finger on the button and',
    '  takes it off again. It stays over quitting; what the mouse holds is let go of then.',
    '- **Looks**: 256 colours, or none with `NO_COLOR=1` or `--mono`; `--ascii` where a terminal has no more.',
    '- **Size**: 80×24 is enough, 200×60 shows more at once, below 60×15 there is a message.',
    '- **Time**: stretches of time pass in the background and `esc` stops them. The bench’s time is always at the top;',
    '  what is read off physical fobs is judged at wall time, which the devices panel shows.',
    '- **Clipboard**: `y` and `Y` copy by OSC 52, through ssh too; inside tmux it needs `set -g allow-passthrough on` and',
    '  `set -g set-clipboard on`.',
    '',
    '## Keys',
    '',
    'The same list, for the panel that you are on, is behind `?`.',
    '',
    ...keyTable.flatMap((section) => [
      `### ${section.title}${whereText(section)}`,
      '',
      '| key | does |',
      '|---|---|',
      ...section.entries.map((entry) => `| ${allKeys(entry.keys, shownKey(entry))} | ${entry.help} |`),
      '',
    ]),
  ].join('\n');
}

function whereText({ panel }: KeySection): string {
  return Array.isArray(panel) ? ` (on ${panel.join(', ')})` : '';
}

function allKeys(keys: readonly string[], shown: string): string {
  const first = shown === keys[0] ? keys.map(readable) : [shown];
  return first.map((key) => `\`${key}\``).join(' ');
}

function readable(key: string): string {
  return key.startsWith('C-') ? `ctrl-${key.slice(2)}` : key;
}
