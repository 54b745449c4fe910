// From the fob in the host's process, over USB, through this project's reader, to its verification core.
import { openSerialPort, SerialFob, serialPorts } from '../../../src/readers/index.js';
import { createMemoryStore, createVerifier, developmentKeyring } from '../../../src/verification/index.js';
import { fobFacts } from './fob-facts.js';
import { type Check, detachAll, expect, until } from './lab.js';

export const endToEnd: Check = {
  program: 'USB fob → foblab reader → foblab core',
  async run(lab) {
    const { serial, key, periodSeconds } = await fobFacts(lab);
    const verifier = createVerifier({ store: createMemoryStore(), keyring: developmentKeyring() });
    await verifier.enroll({
      id: serial,
      seed: Buffer.from(key, 'hex'),
      kind: 'totp',
      stepSeconds: periodSeconds,
      atUs: Date.now() * 1000,
      actor: 'kernel proof',
      reason: 'end to end',
    });
    const port = await until('the fob in serialPorts()', async () =>
      (await serialPorts()).find(({ serialNumber }) => serialNumber === serial),
    );
    const fob = await SerialFob.connect(() => openSerialPort(port.path));
    const code = await fob.code();
    await fob.close();
    const request = { credentialId: serial, code, atUs: Date.now() * 1000 };
    const first = await verifier.verify(request);
    const second = await verifier.verify({ ...request, atUs: Date.now() * 1000 });
    expect(first.outcome === 'accepted', `the first verdict is ${first.outcome}`);
    expect(second.outcome === 'replayed', `the second verdict is ${second.outcome}`);
    await detachAll();
    return 'accepted, and replayed when it came again';
  },
};
