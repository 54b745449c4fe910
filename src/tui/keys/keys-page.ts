// docs/terminal-ui.md, made from the key table.
import { shownKey } from './bindings.js';
import { type KeySection, keyTable } from './key-table.js';

export function keysPage(): string {
  return [
    '# The terminal UI',
    '',
    '<!-- Made from src/tui/keys/key-table.ts: node --import tsx scripts/write-keys-page.ts -->',
    '',
    'Run `foblab` without a command in a terminal, or `foblab lab`. The terminal UI uses the same operations as the command',
    'line. Other shells, programs on serial ports and a second terminal UI can work on the same bench at once, and you see',
    'their changes. All state is in the bench, so you lose nothing when you quit. The line below the panel shows the command',
    'line of your last action.',
    '',
    '![A fob: its LCD, its crystal against the verifier’s window, its battery, its events](terminal-ui.svg)',
    '',
    '![Verification: the window, where the fob stands in it, the verdict and its reason](terminal-ui-verification.svg)',
    '',
    '- **Mouse**: click an LCD to press the button; keep the mouse button down to hold it. You can click panels, rates, menus',
    '  and the key bar. The wheel moves through fobs and scrolls the log.',
    '- **Holding**: a terminal reports when a key goes down but not when it comes up. So press `H` to hold the button, and `H`',
    '  again to let go. A button that you hold with `H` stays held when you quit; one that you hold with the mouse does not.',
    '- **Colours**: 256 colours, or none with `NO_COLOR=1` or `--mono`. `--ascii` uses only ASCII characters.',
    '- **Size**: 80×24 is enough, and 200×60 shows more at once. Below 60×15 there is only a message.',
    '- **Time**: an advance runs in the background, and `esc` stops it. The bench’s time is always at the top. Codes of physical',
    '  fobs are judged at wall time, which the devices panel shows.',
    '- **Clipboard**: `y` and `Y` copy by OSC 52, also through ssh. Inside tmux you need `set -g allow-passthrough on` and',
    '  `set -g set-clipboard on`.',
    '',
    '## Keys',
    '',
    'Press `?` for the keys of the current panel.',
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
