import { optional, text } from '../../contract/parameter.js';
import { listedFobSchema } from '../../contract/results/fob.js';
import { defineOperation } from '../../host/operation.js';
import { offsetCell } from './clock-reading.js';
import { listedFob } from './fob-answer.js';

export const list = defineOperation({
  name: 'fob.list',
  command: 'list',
  summary: 'the fobs on the bench',
  examples: ['foblab list', 'foblab list --label "drawer 2"'],
  parameters: { label: optional(text('only fobs with this label', 'label')) },
  positionals: [],
  effect: 'read',
  timing: 'immediate',
  answer: (t) => t.Object({ fobs: t.Array(t.shared(listedFobSchema)) }),
  run({ bench }, { label }) {
    const fobs = bench
      .fobs()
      .filter((fob) => label === undefined || fob.label === label)
      .map((entry) => listedFob(bench, entry));
    return { fobs };
  },
  plain: ({ fobs }) => fobs.map((fob) => fob.serial).join('\n'),
  text({ fobs }) {
    if (fobs.length === 0) return 'The bench is empty: foblab add onespan/digipass-go7';
    const rows = fobs.map((fob) => [
      fob.serial,
      fob.model,
      fob.screen.text || '(blank)',
      `${fob.screen.state}${fob.held ? ', finger on' : ''}${fob.screen.lowBattery ? ', battery low' : ''}`,
      offsetCell(fob.offsetSeconds),
      fob.label,
    ]);
    const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
    return rows
      .map((row) =>
        row
          .map((cell, i) => cell.padEnd(widths[i]!))
          .join('  ')
          .trimEnd(),
      )
      .join('\n');
  },
});
