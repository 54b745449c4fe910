// Serial clients that nobody here wrote read a fob over its pseudo-terminal and over TCP: pyserial
// (also its RFC 2217 client) and PyVISA-py.
import * as assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { suite } from 'uvu';
import { consoleOf, openPtyLink, openTcpLink } from '../../src/links/index.js';
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

const network = 'pyserial opens rfc2217:// and socket:// on the TCP link';
if (spawnSync(python, ['-c', 'import serial']).status !== 0)
  skip(serial, network, `${python} has no serial: apt-get install python3-serial`);
else
  serial(network, async () => {
    const told: object[] = [];
    const link = await openTcpLink(consoleOf(new MemoryFob()), {
      onLineSettings: (settings) => void told.push(settings),
    });
    const program = `
import serial, sys
with serial.serial_for_url('rfc2217://' + sys.argv[1], baudrate=19200, timeout=20) as port:
    port.parity = 'E'
    port.dtr = False
    port.rts = False
    port.reset_input_buffer()
    print(port.cts, port.dsr, port.cd)
    for line in (b'*IDN?', b'READ:CODE?'):
        port.write(line + b'\\n')
        print(port.readline().decode('ascii').rstrip('\\n'))
with serial.serial_for_url('socket://' + sys.argv[1], timeout=20) as port:
    port.write(b'READ:CODF\\x7f\\x7fDE?\\n')
    print(port.readline().decode('ascii').rstrip('\\n'))
`;
    try {
      const { stdout } = await promisify(execFile)(python, ['-c', program, link.path], { timeout: 60_000 });
      assert.deepEqual(stdout.trimEnd().split('\n'), ['True True True', idn, ...codes]);
      const set = Object.assign({}, ...told);
      assert.deepEqual([set.baud, set.parity, set.dtr, set.rts], [19200, 'even', false, false]);
    } finally {
      await link.close();
    }
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
