// Rows with a seed in every column that a format has, and as people shift, join and split them; and how to find the seed.
import { encodeBase32 } from '../../src/seed-files/text-codecs.js';

export const seeds = [
  Buffer.from('12345678901234567890'),
  Buffer.from('8f3a0c11d2e4b5967788a1b2c3d4e5f60718293a', 'hex'),
  Buffer.from('00ff10e07a5b3c9d8e7f6a5b4c3d2e1f', 'hex'),
  Buffer.from('dec1c9f1f9d8f1a0b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6071829', 'hex'),
];

export const spellings: readonly ((seed: Buffer) => string)[] = [
  (seed) => seed.toString('hex'),
  (seed) => seed.toString('hex').toUpperCase(),
  (seed) => `0x${seed.toString('hex')}`,
  (seed) => seed.toString('hex').replace(/(....)(?=.)/g, '$1 '),
  (seed) => seed.toString('hex').replace(/(..)(?=.)/g, '$1:'),
  (seed) => encodeBase32(seed),
  (seed) => encodeBase32(seed).toLowerCase(),
  (seed) => encodeBase32(seed).replace(/(....)(?=.)/g, '$1-'),
  (seed) => seed.toString('base64'),
  (seed) => seed.toString('base64url'),
];

/** `$` stands for the seed. Rows as formats have them, and as people shift, join and split them. */
export const rows = [
  '80001,$,totp,6,30',
  '"80001,$,totp,6,30"',
  '80001,totp,$,6,30',
  '80001,totp,6,$,30',
  '80001,totp,6,30,$',
  '$,80001,totp,6,30',
  '$,00400001,totp,6,30',
  'bob,tok1,$,hotp,6',
  'bob,ldap,example,tok1,$,totp,6,30',
  '80001,$,$,6,30',
  '80001,6,$',
  '80001 $ 17 6',
  '80001\t$\ttotp\t6\t30',
  'u@example.com,80001,$,30,Contoso,HT1',
  'u@example.com,$,80001,30,Contoso,HT1',
  'u@example.com,80001,x,$,Contoso,HT1',
  '$,80001,x,30,Contoso,HT1',
  'OATH-HOTP,11.12.13 18:55,1,cccccccccccc,,$,,,0,0,0,6',
  'OATH-HOTP $,11.12.13 18:55,1,cccccccccccc,,x,,,0,0,0,6',
  'Static Password $,11.12.13 18:55,1,$,,x,,,0,0,0,6',
  'OATH-HOTP,11.12.13 18:55,1,$,,x,,,0,0,0,$',
  '508327,,0,$,,2013-12-12T08:41:07,',
  '508327,,$,x,,2013-12-12T08:41:07,',
  'otpauth://totp/a?secret=$&digits=$',
  'otpauth://totp/$?secret=x',
  'otpauth://totp/a?secret=x&algorithm=$',
  'otpauth://$/a?secret=x',
  'otpauth://hotp/a:b?counter=$&secret=$',
  '<KeyContainer Version="$"/>',
  '<KeyContainer xmlns="urn:ietf:params:xml:ns:keyprov:pskc" Version="$"/>',
  '<$></$>',
  '<A><$></A>',
  '<KeyContainer xmlns="$"></KeyContainer>',
  '<?xml version="1.0" encoding="$"?><a/>',
  ...pskcWith('$'),
];

export const headers = [
  '',
  'serial,hexkey,type,digits,step\n',
  'upn,serial number,secret key,time interval,manufacturer,model\n',
];

function pskcWith(value: string): string[] {
  const text = (part: Partial<Record<string, string>>): string => {
    const {
      id = 'k',
      algorithm = 'urn:ietf:params:xml:ns:keyprov:pskc:totp',
      length = '6',
      encoding = 'DECIMAL',
    } = part;
    const { secret = 'MTIzNA==', interval = '30', serial = 's', suite = '', more = '' } = part;
    return `<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc"><KeyPackage><DeviceInfo><SerialNo>${serial}</SerialNo></DeviceInfo><Key Id="${id}" Algorithm="${algorithm}"><AlgorithmParameters>${suite}<ResponseFormat Length="${length}" Encoding="${encoding}"/></AlgorithmParameters><Data><Secret><PlainValue>${secret}</PlainValue></Secret><TimeInterval><PlainValue>${interval}</PlainValue></TimeInterval></Data>${more}</Key></KeyPackage></KeyContainer>`;
  };
  return [
    text({ secret: `!${value}` }),
    text({ serial: value, secret: '!' }),
    text({ id: value, serial: '', secret: '!' }),
    text({ algorithm: value }),
    text({ algorithm: `urn:ietf:params:xml:ns:keyprov:pskc:${value}` }),
    text({ length: value }),
    text({ encoding: value }),
    text({ interval: value }),
    text({ suite: `<Suite>${value}</Suite>` }),
    text({ more: `<Policy><ExpiryDate>${value}</ExpiryDate></Policy>` }),
    text({ secret: '', more: `<KeyReference>${value}</KeyReference><KeyProfileId>${value}</KeyProfileId>` }),
  ];
}

/** Eight letters and digits in a row of the seed's spelling are enough to know it by. */
export function holds(output: string, spelled: string): boolean {
  const compact = (text: string): string => text.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
  const [text, seed] = [compact(output), compact(spelled)];
  for (let at = 0; at + 10 <= seed.length; at += 2) if (text.includes(seed.slice(at, at + 10))) return true;
  return false;
}
