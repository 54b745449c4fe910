// One small list of each layout that people have, of our own making, with the source that describes the layout.
// Every list holds the same two keys: RFC 4226's text key in hexadecimal or base32, and its bytes in reverse.
import type { SeedDefaults, SeedRecord } from '../../src/seed-files/index.js';

const secret = new Uint8Array(Buffer.from('12345678901234567890'));
const other = secret.slice().reverse();
const hex = ['3132333435363738393031323334353637383930', '3039383736353433323130393837363534333231'];
const base32 = ['GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', 'GA4TQNZWGU2DGMRRGA4TQNZWGU2DGMRR'];

export type Wanted = Omit<SeedRecord, 'position' | 'secret'>;

export interface TableLayout {
  readonly who: string;
  /** Where the layout is described. */
  readonly source: string;
  readonly text: string;
  readonly defaults?: SeedDefaults;
  readonly format: string;
  readonly wanted: readonly Wanted[];
  /** Notes about the file as a whole. */
  readonly notes?: readonly string[];
}

export const secrets = [secret, other];

const totp = (serial: string, more: Partial<Wanted> = {}): Wanted =>
  ({ serial, type: 'totp', algorithm: 'sha1', digits: 6, periodSeconds: 30, ...more }) as Wanted;
const hotp = (serial: string, counter: number, more: Partial<Wanted> = {}): Wanted =>
  ({ serial, type: 'hotp', algorithm: 'sha1', digits: 6, counter, ...more }) as Wanted;
const contoso = { manufacturer: 'Contoso', model: 'HardwareKey' };

export const tableLayouts: readonly TableLayout[] = [
  {
    who: 'OATH, with a header',
    source: 'privacyIDEA documentation, "Import tokens", OATH CSV',
    text: `serial,hexkey,type,digits,step|counter\n10001,${hex[0]},totp,6,60\n10002,${hex[1]},hotp,8,41\n`,
    format: 'oath-csv',
    wanted: [totp('10001', { periodSeconds: 60 }), hotp('10002', 41, { digits: 8 })],
  },
  {
    who: 'OATH with semicolons, quotes and a hash',
    source: 'privacyIDEA documentation, "Import tokens", OATH CSV',
    text: `"10001";"${hex[0]}";"TOTP";"8";"30";"sha256"\n"10002";"${hex[1]}";"HOTP";"6";"0";"sha1"\n`,
    format: 'oath-csv',
    wanted: [totp('10001', { digits: 8, algorithm: 'sha256' }), hotp('10002', 0)],
  },
  {
    who: 'privacyIDEA version 2',
    source: 'privacyIDEA documentation, "Import tokens", OATH CSV version 2',
    text: `# version: 2\nalice,ldap,example,10001,${hex[0]},totp,6,30\n,,,10002,${hex[1]},hotp,6,7\n`,
    format: 'oath-csv',
    wanted: [totp('10001', { label: 'alice' }), hotp('10002', 7)],
    notes: ['the columns of resolver and realm are not read'],
  },
  {
    who: 'NetIQ, a row of two columns first',
    source: 'NetIQ Advanced Authentication, "CSV File Format to Import the OATH Compliant Tokens"',
    text: `Token001, ${hex[0]}\nToken002, ${hex[1]}, totp, 8\n`,
    format: 'oath-csv',
    wanted: [hotp('Token001', 0), totp('Token002', { digits: 8 })],
  },
  {
    who: 'Entra, as Microsoft publishes the header',
    source: 'Microsoft Learn, "OATH tokens in Microsoft Entra ID"',
    text: `upn,serial number,secret key,timeinterval,manufacturer,model\nalice@example.com,10001,${base32[0]},60,Contoso,HardwareKey\nbob@example.com,10002,${base32[1]},30,Contoso,HardwareKey\n`,
    format: 'entra-csv',
    wanted: [
      totp('10001', { periodSeconds: 60, label: 'alice@example.com', ...contoso }),
      totp('10002', { label: 'bob@example.com', ...contoso }),
    ],
  },
  {
    who: 'Entra, with spaces, semicolons and capitals',
    source: 'HelloID documentation, "Import OATH tokens"',
    text: `UPN;Serial Number;Secret Key;Time Interval;Manufacturer;Model\n;10001;${base32[0]!.toLowerCase()};60;Contoso;HardwareKey\n;10002;${base32[1]};30;Contoso;HardwareKey\n`,
    format: 'entra-csv',
    wanted: [totp('10001', { periodSeconds: 60, ...contoso }), totp('10002', contoso)],
  },
  {
    who: 'Entra, by the names of Microsoft Graph',
    source: 'Microsoft Graph, hardwareOathTokenAuthenticationMethodDevice',
    text: `serialNumber,manufacturer,model,secretKey,timeIntervalInSeconds,hashFunction\n10001,Contoso,HardwareKey,${base32[0]},60,hmacsha1\n10002,Contoso,HardwareKey,${base32[1]},30,hmacsha256\n`,
    format: 'entra-csv',
    wanted: [
      totp('10001', { periodSeconds: 60, ...contoso }),
      totp('10002', { algorithm: 'sha256', ...contoso }),
    ],
  },
  {
    who: 'Entra with underscores and a unit',
    source: 'a spreadsheet of the same columns',
    text: `Serial_Number\tSecret_Key (base32)\tTime_Interval [s]\tManufacturer\tModel\n10001\t${base32[0]}\t60\tContoso\tHardwareKey\n10002\t${base32[1]}\t30\tContoso\tHardwareKey\n`,
    format: 'oath-csv',
    wanted: [totp('10001', { periodSeconds: 60, ...contoso }), totp('10002', contoso)],
  },
  {
    who: 'Duo, event-based',
    source: 'Duo documentation, "Import hardware tokens": serial, secret key, counter',
    text: `10001,${hex[0]},0\n10002,${hex[1]},13\n`,
    format: 'hex-list',
    wanted: [hotp('10001', 0), hotp('10002', 13)],
  },
  {
    who: 'Duo, time-based',
    source: 'Duo documentation, "Import hardware tokens": serial, secret key, time step',
    text: `10001,${hex[0]},60\n10002,${hex[1]},30\n`,
    defaults: { type: 'totp' },
    format: 'hex-list',
    wanted: [totp('10001', { periodSeconds: 60 }), totp('10002')],
  },
  {
    who: 'Okta',
    source: 'Okta documentation, "Custom TOTP authenticator": shared secret and its encoding per token',
    text: `username,serial number,shared secret (base32)\nalice@example.com,10001,${base32[0]}\nbob@example.com,10002,${base32[1]}\n`,
    defaults: { type: 'totp' },
    format: 'oath-csv',
    wanted: [totp('10001', { label: 'alice@example.com' }), totp('10002', { label: 'bob@example.com' })],
  },
  {
    who: 'PingID',
    source: 'PingID Administration Guide, "Configuring OATH token authentication"',
    text: `10001,${hex[0]!.toUpperCase()}\n10002,${hex[1]!.toUpperCase()}\n`,
    defaults: { type: 'totp', periodSeconds: 30 },
    format: 'hex-list',
    wanted: [totp('10001'), totp('10002')],
  },
  {
    who: 'Deepnet SafeID',
    source: 'Deepnet Security wiki, "Token Secret File"',
    text: `serial number,secret key,time interval,manufacturer,model\n10001,${base32[0]},60,Deepnet Security,SafeID/Classic\n10002,${base32[1]},60,Deepnet Security,SafeID/Classic\n`,
    format: 'entra-csv',
    wanted: ['10001', '10002'].map((serial) =>
      totp(serial, { periodSeconds: 60, manufacturer: 'Deepnet Security', model: 'SafeID/Classic' }),
    ),
  },
  {
    who: 'Deepnet SafeID, hexadecimal keys under the same header',
    source: 'Deepnet Security wiki, "How to Import SafeID Token into Azure MFA Server"',
    text: `serial number,secret key,time interval,manufacturer,model\n10001,${hex[0]},60,Deepnet Security,SafeID\n10002,${hex[1]},60,Deepnet Security,SafeID\n`,
    format: 'entra-csv',
    wanted: ['10001', '10002'].map((serial) =>
      totp(serial, { periodSeconds: 60, manufacturer: 'Deepnet Security', model: 'SafeID' }),
    ),
  },
  {
    who: 'Swivel',
    source: 'Swivel Knowledgebase, "OATH Seed Conversion": a text file, fields separated by a space',
    text: `10001 ${hex[0]}\n10002 ${hex[1]}\n`,
    defaults: { type: 'totp', periodSeconds: 60 },
    format: 'hex-list',
    wanted: [totp('10001', { periodSeconds: 60 }), totp('10002', { periodSeconds: 60 })],
  },
  {
    who: 'PhenixID',
    source: 'PhenixID documentation, "Import hardware tokens", CSV',
    text: `TOTP;10001;SHA256;${hex[0]};0;60;8\nHOTP;10002;${hex[1]};5\n`,
    format: 'oath-csv',
    wanted: [totp('10001', { algorithm: 'sha256', periodSeconds: 60, digits: 8 }), hotp('10002', 5)],
  },
  {
    who: 'multiOTP',
    source: 'multiOTP README, import of tokens from CSV',
    text: `serial_number;manufacturer;algorithm;seed;digits;interval_or_event\n10001;Contoso;TOTP;${hex[0]};6;60\n10002;Contoso;HOTP;${hex[1]};8;3\n`,
    format: 'oath-csv',
    wanted: [
      totp('10001', { periodSeconds: 60, manufacturer: 'Contoso' }),
      hotp('10002', 3, { digits: 8, manufacturer: 'Contoso' }),
    ],
  },
  {
    who: 'Yubico, traditional log',
    source: 'YubiKey Personalization Tool, "Logging settings", traditional format',
    text: `LOGGING START,11.12.13 18:54\nStatic Password,11.12.13 18:54,1,,,,,,0,0,0,0\nSlot Swap,11.12.13 18:54\nOATH-HOTP,11.12.13 18:55,1,ubhe10000001,,${hex[0]},,,0,0,0,6,4096,0,0,0,0,0\nOATH-HOTP,11.12.13 18:56,2,ubhe10000002,,${hex[1]},,,0,0,0,8,0,0,0,0,0,0\n`,
    format: 'yubico-csv',
    wanted: [
      hotp('ubhe10000001', 4096, { manufacturer: 'Yubico' }),
      hotp('ubhe10000002', 0, { digits: 8, manufacturer: 'Yubico' }),
    ],
  },
  {
    who: "Yubico, Yubico's own log",
    source:
      'YubiKey Personalization Tool, "Logging settings", Yubico format; YubiKey Manager, --config-output',
    text: `508327,,4096,${hex[0]},,2013-12-12T08:41:07,\n508328,,0,${hex[1]},,2013-12-12T08:41:17,\n508329,cccccchvjdse,8792ebfe26cc,0123456789abcdef0123456789abcdef,,2013-12-12T08:41:27,\n`,
    format: 'yubico-csv',
    wanted: [hotp('508327', 4096, { manufacturer: 'Yubico' }), hotp('508328', 0, { manufacturer: 'Yubico' })],
  },
  {
    who: 'Feitian',
    source: 'Feitian seed files: serial and key, separated by a tab',
    text: `10001\t${hex[0]}\r\n10002\t${hex[1]}\r\n`,
    defaults: { type: 'totp', periodSeconds: 60 },
    format: 'hex-list',
    wanted: [totp('10001', { periodSeconds: 60 }), totp('10002', { periodSeconds: 60 })],
  },
  {
    who: 'Token2',
    source: 'Token2 documentation, "Azure MFA CSV": Entra columns with the step named',
    text: `upn,serial number,secret key,time interval,manufacturer,model\nalice@example.com,10001,${base32[0]},30,Token2,c202\nbob@example.com,10002,${base32[1]},30,Token2,c202\n`,
    format: 'entra-csv',
    wanted: [
      totp('10001', { label: 'alice@example.com', manufacturer: 'Token2', model: 'c202' }),
      totp('10002', { label: 'bob@example.com', manufacturer: 'Token2', model: 'c202' }),
    ],
  },
  {
    who: 'keys in both encodings side by side, a column that is not read',
    source: 'a spreadsheet',
    text: `Serial No.|Seed (HEX)|Seed (Base32)|Batch|Type\n10001|${hex[0]}|${base32[0]}|7|TOTP\n10002|${hex[1]}|${base32[1]}|7|TOTP\n`,
    format: 'oath-csv',
    wanted: [totp('10001'), totp('10002')],
    notes: ['column 4, "Batch", is not read'],
  },
  {
    who: 'a title above the header',
    source: 'a delivery note with its list in one sheet',
    text: `Contoso Token Delivery 4711\nOrder;;;\nSerial;Hex Key;Type;Digits\n10001;${hex[0]};totp;6\n10002;${hex[1]};totp;8\n`,
    format: 'oath-csv',
    wanted: [totp('10001'), totp('10002', { digits: 8 })],
    notes: ['the 2 lines above the header are not read'],
  },
  {
    who: "a spreadsheet's marks for text",
    source: 'CSV files that keep a spreadsheet from dropping zeros',
    text: `serial,key,type,digits,step\n="00010001",${hex[0]},"=""totp""",6,60\n'00010002,${hex[1]},totp,6,30\n`,
    format: 'oath-csv',
    wanted: [totp('00010001', { periodSeconds: 60 }), totp('00010002')],
  },
  {
    who: 'line ends of several systems in one file',
    source: 'a list that was edited on two systems',
    text: `serial,key,type,digits,step\r\n10001,${hex[0]},totp,6,60\n10002,${hex[1]},totp,6,30\r\n`,
    format: 'oath-csv',
    wanted: [totp('10001', { periodSeconds: 60 }), totp('10002')],
  },
];
