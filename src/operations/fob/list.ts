import { optional, text } from '../../contract/parameter.js';
import { defineOperation } from '../../host/operation.js';
import { offsetCell } from './clock-reading.js';

export const list = defineOperation({
  name: 'fob.list',
  command: 'list',
  summary: 'the fobs on the bench',
  examples: ['foblab list', 'foblab list --label "drawer 2"'],
  parameters: { label: optional(text('only fobs with this label', 'label')) },
  positionals: [],
  effect: 'read',
  timing: 'immediate',
  run({ bench }, { label }) {
    const fobs = bench
      .fobs()
      .filter((fob) => label === undefined || fob.label === label)
      .map((fob) => {
        const { state, text: shown, lowBattery } = bench.view(fob.serial);
        const { offsetUs, held } = bench.look(fob.serial, (simulated, now) => ({
          offsetUs: simulated.clock(now)?.offsetUs,
          held: simulated.fingerDown(),
        }));
        return {
          serial: fob.serial,
          model: fob.modelId,
          label: fob.label,
          state,
          text: shown,
          lowBattery,
          held,
          offsetSeconds: offsetUs === undefined ? null : offsetUs / 1e6,
        };
      });
    return { fobs };
  },
  plain: ({ fobs }) => fobs.map((fob) => fob.serial).join('\n'),
  text({ fobs }) {
    if (fobs.length === 0) return 'The bench is empty: foblab add onespan/digipass-go7';
    const rows = fobs.map((fob) => [
      fob.serial,
      fob.model,
      fob.text || '(blank)',
      `${fob.state}${fob.held ? ', finger on' : ''}${fob.lowBattery ? ', battery low' : ''}`,
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
