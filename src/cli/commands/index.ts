import type { Command } from './command.js';
import { serve } from './serve.js';

export const commands: readonly Command[] = [serve];
