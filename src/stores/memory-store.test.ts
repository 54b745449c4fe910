import { storeContract } from '../../test/contract/store-contract.js';
import { createMemoryStore } from './memory-store.js';

storeContract('the memory store', async () => createMemoryStore());
