// Writes the evidence of a failed scenario: transcript, events, a snapshot without seeds, and the traffic of the links.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { linkTraffic } from '../host/links/link-traffic.js';
import { asJson, transcript } from './reports.js';
import type { ScenarioResult } from './run-scenario.js';
import type { ScenarioBench } from './scenario-bench.js';

/** @returns the folder: a sub-folder of `root` that is named after the scenario */
export async function keepEvidence(
  root: string,
  bench: ScenarioBench,
  result: ScenarioResult,
): Promise<string> {
  const name =
    result.scenario.name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'scenario';
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const keep = (file: string, text: string): void => writeFileSync(join(folder, file), text, { mode: 0o600 });
  keep('transcript.txt', transcript(result));
  keep('run.json', `${JSON.stringify(asJson([result]), null, 2)}\n`);
  keep('events.ndjson', bench.events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  const snapshot = await bench.run(await bench.find('bench.snapshot'), {});
  keep('snapshot.json', `${JSON.stringify(snapshot)}\n`);
  const traffic = linkTraffic(bench.host).since(0);
  if (traffic.length > 0)
    keep('traffic.ndjson', traffic.map((piece) => `${JSON.stringify(piece)}\n`).join(''));
  return folder;
}
