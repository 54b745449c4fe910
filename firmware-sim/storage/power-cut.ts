// The supply failed in the middle of a write: the firmware stops where it is and starts again from its reset vector.

export class PowerCut extends Error {
  constructor(write: number) {
    super(`The power was cut at storage write ${write}: call recover(), as the firmware does after a reset`);
    this.name = 'PowerCut';
  }
}
