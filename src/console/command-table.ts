// Finds a command by its header: short or long form, relative to the header path of the unit before.
import type { Command, CommandDirectory } from './command.js';
import type { ProgramUnit } from './program-message.js';
import { ScpiError } from './scpi-errors.js';

/** The path from which the next header of a line continues: `CLOC:` after `CLOC:OFFS 5` (SCPI-99 volume 1, 6.2.4). */
export type HeaderPath = string;

export class CommandTable implements CommandDirectory {
  readonly commands: readonly Command[];
  readonly #byHeader = new Map<string, Command>();

  /** Throws if one header could mean two commands. */
  constructor(commands: readonly Command[]) {
    this.commands = commands;
    for (const command of commands) {
      for (const form of headerForms(command.header)) {
        if (this.#byHeader.has(form)) throw new Error(`The command table has two entries for ${form}`);
        this.#byHeader.set(form, command);
      }
    }
  }

  /**
   * The command, and the path for the next unit. A header that is unknown below the path is tried from the root: SCPI-99
   * calls that an error, but `BUTT:PRES;READ:CODE?` has only one meaning. Throws −113.
   */
  find(unit: ProgramUnit, path: HeaderPath): { command: Command; path: HeaderPath } {
    if (unit.header.startsWith('*')) {
      const command = this.#byHeader.get(unit.header);
      if (command !== undefined) return { command, path };
    } else {
      const candidates = unit.absolute || path === '' ? [unit.header] : [path + unit.header, unit.header];
      for (const header of candidates) {
        const command = this.#byHeader.get(header);
        if (command !== undefined) return { command, path: header.slice(0, header.lastIndexOf(':') + 1) };
      }
    }
    throw new ScpiError(-113, `${unit.header.slice(0, 60)}; SYST:HELP? lists the commands`);
  }

  describe(header: string): Command | undefined {
    const form = header.trim().replace(/^:/, '').toUpperCase();
    return this.#byHeader.get(form) ?? this.#byHeader.get(`${form}?`);
  }
}

/** Every upper-case spelling of `SYSTem:ERRor[:NEXT]?`: short and long forms, with and without optional parts. */
export function headerForms(header: string): string[] {
  const mark = header.endsWith('?') ? '?' : '';
  const nodes = header.slice(0, header.length - mark.length).match(/\[:[A-Za-z]+\]|[*A-Za-z]+/g) ?? [];
  let forms = [''];
  for (const node of nodes) {
    const optional = node.startsWith('[');
    const mnemonic = node.replace(/[[\]:]/g, '');
    const spellings = [...new Set([mnemonic.replace(/[a-z]+/g, ''), mnemonic.toUpperCase()])];
    const longer = forms.flatMap((form) => spellings.map((s) => (form === '' ? s : `${form}:${s}`)));
    forms = optional ? [...forms, ...longer] : longer;
  }
  return forms.map((form) => form + mark);
}
