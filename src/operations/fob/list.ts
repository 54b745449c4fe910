import { optional, text } from '../../contract/parameter.js';
import {
  type DamagedFob,
  damagedFobSchema,
  type ListedFob,
  listedFobSchema,
} from '../../contract/results/fob.js';
import { defineOperation } from '../../host/operation.js';
import { offsetCell } from './clock-reading.js';
import { fobAnswer } from './fob-answer.js';

export const list = defineOperation({
  name: 'fob.list',
  command: 'list',
  summary: 'the fobs on the bench',
  examples: ['foblab list', 'foblab list --label "drawer 2"'],
  parameters: { label: optional(text('only fobs with this label', 'label')) },
  positionals: [],
  effect: 'read',
  timing: 'immediate',
  answer: (t) =>
    t.Object({
      fobs: t.Array(t.shared(listedFobSchema)),
      damaged: t.Array(t.shared(damagedFobSchema), { description: 'those that cannot be read' }),
    }),
  run({ bench }, { label }) {
    const fobs: ListedFob[] = [];
    const damaged: DamagedFob[] = [];
    for (const summary of bench.summaries()) {
      const { entry } = summary;
      if (label !== undefined && entry.label !== label) continue;
      if ('damage' in summary) {
        damaged.push({ serial: entry.serial, damage: summary.damage.message });
        continue;
      }
      const { state, text, lowBattery, held, offsetUs } = summary;
      fobs.push({
        ...fobAnswer(entry),
        screen: { state, text, lowBattery },
        held,
        offsetSeconds: offsetUs === undefined ? null : offsetUs / 1e6,
      });
    }
    return { fobs, damaged };
  },
  plain: ({ fobs }) => fobs.map((fob) => fob.serial).join('\n'),
  text({ fobs, damaged }) {
    const unread = damaged.map(({ damage }) => `not listed: ${damage} (foblab repair)`);
    if (fobs.length === 0 && unread.length > 0) return unread.join('\n');
    if (fobs.length === 0) return 'The bench is empty: foblab add onespan/digipass-go7';
    const rows = fobs.map((fob) => [
      fob.serial,
      fob.model,
      fob.screen.text || '(blank)',
      `${fob.screen.state}${fob.held ? ', finger on' : ''}${fob.screen.lowBattery ? ', battery low' : ''}`,
      offsetCell(fob.offsetSeconds),
      fob.label,
    ]);
    const widths = rows[0]!.map((_, column) =>
      rows.reduce((widest, row) => Math.max(widest, row[column]!.length), 0),
    );
    const lines = rows.map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    );
    return [...lines, ...unread].join('\n');
  },
});
