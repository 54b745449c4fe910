// The examples of docs/targets.md, by the name in their first line.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const page = readFileSync(fileURLToPath(new URL('../../docs/targets.md', import.meta.url)), 'utf8');

export function documentedTargets(): Map<string, string> {
  const examples = new Map<string, string>();
  for (const [, name, text] of page.matchAll(/```yaml\n# targets\/([a-z-]+)\.yaml\n(.*?)```/gs))
    examples.set(name!, text!);
  return examples;
}
