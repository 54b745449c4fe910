import { createMemoryStore } from '../../src/verification/index.js';
import { verifierModel } from '../contract/verifier-model.js';

verifierModel('the verifier over the memory store', async () => createMemoryStore(), { runs: 10_000 });
