// The generated part of the client, of every operation that a server offers.
import { allOperations } from '../operations/index.js';
import { clientSource } from './client-source.js';
import { labOperations } from './lab-operations.js';
import { Labs } from './labs.js';
import { servedOperations } from './served-operation.js';

export async function clientText(): Promise<string> {
  const own = labOperations(new Labs(), () => '');
  return clientSource(servedOperations([...(await allOperations()), ...own]));
}
