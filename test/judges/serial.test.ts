// Serial clients that nobody here wrote read a fob over its pseudo-terminal: pyserial and PyVISA-py.
import * as assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { suite } from 'uvu';
import { consoleOf, openPtyLink } from '../../src/links/index.js';
import { MemoryFob } from '../contract/memory-fob.js';
import { skip } from '../skip.js';

// Debian's own interpreter: another python3 on the PATH does not see Debian's packages.
const python = '/usr/bin/python3';
const idn = 'OneSpan,Digipass GO7,3315511111,1.0.0';
// RFC 4226 appendix D, counters 0 and 1.
const codes = ['755224', '287082'] as const;

const serial = suite('serial clients from outside');

judge({
  name: 'pyserial',
  modules: 'serial',
  packages: 'python3-serial',
  program: `
import serial, sys
with serial.Serial(sys.argv[1], 9600, timeout=20, exclusive=True) as port:
    def ask(line):
        port.write(line + b'\\n')
        return port.readline().decode('ascii').rstrip('\\n')
    print(ask(b'*IDN?'))
    print(ask(b'READ:CODE?'))
    port.write(b'NOPE\\r\\n')
    print(ask(b'SYST:ERR?'))
with serial.Serial(sys.argv[1], 115200, timeout=20, parity='E', stopbits=2, rtscts=True) as port:
    port.write(b'READ:CODE?\\r')
    print(port.readline().decode('ascii').rstrip('\\n'))
`,
  expected: [idn, codes[0], /^-113,"Undefined header;NOPE/, codes[1]],
});

judge({
  name: 'PyVISA-py',
  modules: 'serial, pyvisa, pyvisa_py',
  packages: 'python3-serial python3-pyvisa python3-pyvisa-py',
  program: `
import pyvisa, sys
manager = pyvisa.ResourceManager('@py')
fob = manager.open_resource('ASRL' + sys.argv[1] + '::INSTR', read_termination='\\n', write_termination='\\n')
fob.timeout = 20000
print(fob.query('*IDN?'))
print(fob.query('READ:CODE?'))
print(fob.query('BATT:LEV 50;LEV?;*OPC?'))
print(fob.query('SYST:ERR?'))
fob.close()
`,
  expected: [idn, codes[0], '50;1', '0,"No error"'],
});

serial.run();

interface Judge {
  name: string;
  modules: string;
  packages: string;
  program: string;
  expected: readonly (string | RegExp)[];
}

function judge({ name, modules, packages, program, expected }: Judge): void {
  const title = `${name} reads *IDN? and codes over the pseudo-terminal`;
  if (spawnSync(python, ['-c', `import ${modules}`]).status !== 0) {
    skip(serial, title, `${python} has no ${modules}: apt-get install ${packages}`);
    return;
  }
  serial(title, async () => {
    const directory = mkdtempSync(join(tmpdir(), 'foblab-'));
    const link = await openPtyLink(consoleOf(new MemoryFob()), { name: '3315511111', directory });
    try {
      const { stdout } = await promisify(execFile)(python, ['-c', program, link.path], { timeout: 60_000 });
      const heard = stdout.trimEnd().split('\n');
      assert.equal(heard.length, expected.length, stdout);
      for (const [index, line] of expected.entries()) {
        if (typeof line === 'string') assert.equal(heard[index], line);
        else assert.match(heard[index]!, line);
      }
      assert.equal(link.droppedBytes, 0);
    } finally {
      await link.close();
      rmSync(directory, { recursive: true });
    }
  });
}
