// IEEE 488.2 §11: the standard event status register, the status byte and their enables.

/** Standard event status register, IEEE 488.2 §11.5.1. */
export const eventBits = {
  operationComplete: 0x01,
  queryError: 0x04,
  deviceError: 0x08,
  executionError: 0x10,
  commandError: 0x20,
  powerOn: 0x80,
} as const;

/** Status byte: bit 2 is SCPI's error queue, the rest IEEE 488.2 §11.2. */
const statusBits = {
  errorQueue: 0x04,
  questionable: 0x08,
  standardEvent: 0x20,
  masterSummary: 0x40,
  operation: 0x80,
} as const;

/** A condition register with its transition filters, event register and enable (SCPI-99 volume 1, 5.6). */
export class StatusRegister {
  #condition = 0;
  #events = 0;
  enable = 0;
  positive = 0x7fff;
  negative = 0;

  /** The condition as it is now; what has changed since it was last seen may raise events. */
  see(condition: number): void {
    const came = condition & ~this.#condition;
    const went = this.#condition & ~condition;
    this.#events |= (came & this.positive) | (went & this.negative);
    this.#condition = condition;
  }

  takeEvents(): number {
    const events = this.#events;
    this.#events = 0;
    return events;
  }

  /** The transition filters as they are after power-on. */
  preset(): void {
    this.enable = 0;
    this.positive = 0x7fff;
    this.negative = 0;
  }

  clear(): void {
    this.#events = 0;
  }

  get isSummarised(): boolean {
    return (this.#events & this.enable) !== 0;
  }
}

export class StatusRegisters {
  readonly operation = new StatusRegister();
  readonly questionable = new StatusRegister();
  #events: number = eventBits.powerOn;
  eventEnable = 0;
  serviceEnable = 0;

  raise(bits: number): void {
    this.#events |= bits;
  }

  /** Sets the event bit of an error's class (SCPI-99 volume 2, 21.8.2). */
  raiseForError(number: number): void {
    if (number <= -100 && number > -200) this.raise(eventBits.commandError);
    else if (number <= -200 && number > -300) this.raise(eventBits.executionError);
    else if (number <= -300 && number > -400) this.raise(eventBits.deviceError);
    else if (number <= -400 && number > -500) this.raise(eventBits.queryError);
  }

  /** Reading clears (IEEE 488.2 §10.12). */
  takeEvents(): number {
    const events = this.#events;
    this.#events = 0;
    return events;
  }

  /** Reading leaves it as it is (IEEE 488.2 §10.36). MAV stays 0: on a serial line an answer is sent at once. */
  statusByte(errorCount: number): number {
    let status = errorCount > 0 ? statusBits.errorQueue : 0;
    if ((this.#events & this.eventEnable) !== 0) status |= statusBits.standardEvent;
    if (this.questionable.isSummarised) status |= statusBits.questionable;
    if (this.operation.isSummarised) status |= statusBits.operation;
    if ((status & this.serviceEnable & ~statusBits.masterSummary) !== 0) status |= statusBits.masterSummary;
    return status;
  }

  /** STATus:PRESet: the standard event register keeps its enable (SCPI-99 volume 2, 20.2). */
  preset(): void {
    this.operation.preset();
    this.questionable.preset();
  }

  /** *CLS: the events go, the enables stay (IEEE 488.2 §10.3). */
  clear(): void {
    this.operation.clear();
    this.questionable.clear();
    this.#events = 0;
  }
}
