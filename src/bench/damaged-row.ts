// A row of the bench's file that is not what foblab wrote. What it belongs to is set aside; everything else goes on.

export class DamagedRow extends Error {
  constructor(what: string) {
    super(
      `${what} is damaged: its check does not hold. foblab doctor --bench names what is damaged, and foblab repair does what can be done`,
    );
    this.name = 'DamagedRow';
  }
}
