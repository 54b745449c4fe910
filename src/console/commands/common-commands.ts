// The common commands that IEEE 488.2 §4.9 makes mandatory.
import { action, type Command, query, setNumber } from '../command.js';
import { enableMask } from '../quantities.js';
import { ScpiError } from '../scpi-errors.js';
import { eventBits } from '../status-registers.js';

export const commonCommands: readonly Command[] = [
  query('*IDN?', 'Manufacturer, product, serial number and firmware version of the fob.', ({ port }) => {
    const { manufacturer, product, serial, firmwareVersion } = port.identity;
    return `${manufacturer},${product},${serial},${firmwareVersion}`;
  }),
  action(
    '*RST',
    'Removes the faults and overrides set over this port and switches the display off; seed, counter and clock stay.',
    ({ port }) => port.reset(),
  ),
  query(
    '*TST?',
    'Self-test of memory, cell and crystal: 0, or the number of failing parts.',
    async ({ port, errors, status }) => {
      const failing = await port.selfTest();
      if (failing !== 0) {
        errors.add(new ScpiError(-330, `${failing} of memory, cell and crystal`));
        status.raiseForError(-330);
      }
      return String(failing);
    },
  ),
  action('*CLS', 'Clears the error queue and the event register.', ({ errors, status }) => {
    errors.clear();
    status.clear();
  }),
  setNumber('*ESE', 'Sets the mask of events that reach the status byte.', enableMask, ({ status }, mask) => {
    status.eventEnable = mask;
  }),
  query('*ESE?', 'The mask of events that reach the status byte.', ({ status }) =>
    String(status.eventEnable),
  ),
  query('*ESR?', 'The event register; reading clears it.', ({ status }) => String(status.takeEvents())),
  setNumber(
    '*SRE',
    'Sets the mask of status-byte bits that the summary bit covers.',
    enableMask,
    ({ status }, mask) => {
      // Bit 6 is the summary bit and cannot be enabled (IEEE 488.2 §10.34.2).
      status.serviceEnable = mask & ~0x40;
    },
  ),
  query('*SRE?', 'The mask of status-byte bits that the summary bit covers.', ({ status }) =>
    String(status.serviceEnable),
  ),
  query('*STB?', 'The status byte.', ({ status, errors }) => String(status.statusByte(errors.count))),
  // Commands run strictly in order, so all earlier commands have finished when one of these runs.
  action('*OPC', 'Sets the operation-complete event once all earlier commands are done.', ({ status }) =>
    status.raise(eventBits.operationComplete),
  ),
  query('*OPC?', 'Answers 1 once all earlier commands are done.', () => '1'),
  action('*WAI', 'Waits for all earlier commands; they are always done when it runs.', () => undefined),
];
