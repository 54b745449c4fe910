// The power has failed during a write: the firmware stops, and starts again from its reset vector.

export class PowerCut extends Error {
  constructor(write: number) {
    super(`The power was cut at storage write ${write}: call recover(), as the firmware does after a reset`);
    this.name = 'PowerCut';
  }
}
