// `foblab serve`: the operation `link.serve`, on the bench that this process or another one holds, until interrupted.

import { openBenchClient } from '../../host/bench-client.js';
import type { LinkListing } from '../../host/links/link-host.js';
import type { PlugListing } from '../../host/links/usb-bus.js';
import type { Operation } from '../../host/operation.js';
import { findOperation } from '../../operations/index.js';
import { serve as operation } from '../../operations/link/serve.js';
import { benchPath } from '../bench-path.js';
import type { CommandLine } from '../command-line.js';
import { write, writeBeside } from '../output.js';
import { startDefaultBench } from '../run-command.js';
import type { Command } from './command.js';

type Item = LinkListing | PlugListing | { ready: true; fobs: number } | { problem: string };

export const serve: Command = {
  operation: operation as unknown as Operation,
  async run(line) {
    const { path, isDefault } = benchPath(line.options.bench);
    if (isDefault) startDefaultBench(path);
    const interrupted = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => interrupted.abort());
    const client = await openBenchClient(path, findOperation);
    try {
      await client.run('link.serve', line.arguments, {
        item: (value) => show(line, path, value as Item),
        signal: interrupted.signal,
      });
    } finally {
      await client.close();
    }
    return 0;
  },
};

function show({ options }: CommandLine, path: string, item: Item): void {
  if ('problem' in item) writeBeside(`foblab: ${item.problem}`);
  else if ('ready' in item) {
    if (options.json || options.plain) return;
    const empty = item.fobs === 0 ? ' (empty: foblab add <model>)' : '';
    writeBeside(`Serving ${path}${empty}. Other commands work on it meanwhile; ^C ends it.`);
  } else if (options.json) write(JSON.stringify({ schema: 'foblab.link/1', ...item }));
  else if (options.plain) write(item.path);
  else if ('attach' in item) write(`${item.serial}  ${item.attach}`);
  else write(`${item.serial}  ${item.path}${item.device ? `  (${item.device})` : ''}`);
}
