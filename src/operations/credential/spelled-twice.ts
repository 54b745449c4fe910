// Credentials that are two spellings of one serial: only a store from before serials were compared folded has any.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../../stores/open-store.js';
import type { SpelledTwice } from '../../stores/store.js';

/** Of the store that the environment names or, where it names none, of the bench in `directory`. */
export async function credentialsSpelledTwice(
  directory: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<readonly SpelledTwice[]> {
  const own = join(directory, 'credentials.db');
  const address = environment.FOBLAB_STORE || own;
  if (address === own && !existsSync(own)) return [];
  const store = await openStore(address);
  try {
    return await store.spelledTwice();
  } finally {
    await store.close();
  }
}

export type { SpelledTwice };
