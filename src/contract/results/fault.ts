// A fault that a fob, its link or its USB port can have.
import { type Shaped, shared } from '../schema.js';

export const faultSchema = shared('Fault', (t) =>
  t.Object({
    name: t.String({ description: 'layer and fault: lcd.segment' }),
    layer: t.String({ description: 'the part that it disturbs: crystal, lcd, link, usb, …' }),
    summary: t.String(),
    active: t.Boolean(),
  }),
);

export type Fault = Shaped<typeof faultSchema>;
