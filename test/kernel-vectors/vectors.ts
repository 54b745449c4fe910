// Published test vectors, as data: RFC 2202 §3, RFC 4231 §4, RFC 4226 appendix D, RFC 6238 appendix B.
import type { Algorithm } from '../../src/verification/kernel/index.js';

/** RFC 4226 appendix D: the secret "12345678901234567890", counters 0 to 9, 6 digits. */
export const rfc4226Codes: readonly string[] = [
  '755224',
  '287082',
  '359152',
  '969429',
  '338314',
  '254676',
  '287922',
  '162583',
  '399871',
  '520489',
];

/** RFC 4226 appendix D: the truncated values before they are cut to digits. */
export const rfc4226Truncated: readonly number[] = [
  1284755224, 1094287082, 137359152, 1726969429, 1640338314, 868254676, 1918287922, 82162583, 673399871,
  645520489,
];

/** RFC 6238 appendix B with the seeds of its errata: 20, 32 and 64 bytes of "1234567890…", 8 digits, step 30. */
export const rfc6238Codes: readonly { seconds: number; algorithm: Algorithm; code: string }[] = [
  { seconds: 59, algorithm: 'SHA1', code: '94287082' },
  { seconds: 59, algorithm: 'SHA256', code: '46119246' },
  { seconds: 59, algorithm: 'SHA512', code: '90693936' },
  { seconds: 1111111109, algorithm: 'SHA1', code: '07081804' },
  { seconds: 1111111109, algorithm: 'SHA256', code: '68084774' },
  { seconds: 1111111109, algorithm: 'SHA512', code: '25091201' },
  { seconds: 1111111111, algorithm: 'SHA1', code: '14050471' },
  { seconds: 1111111111, algorithm: 'SHA256', code: '67062674' },
  { seconds: 1111111111, algorithm: 'SHA512', code: '99943326' },
  { seconds: 1234567890, algorithm: 'SHA1', code: '89005924' },
  { seconds: 1234567890, algorithm: 'SHA256', code: '91819424' },
  { seconds: 1234567890, algorithm: 'SHA512', code: '93441116' },
  { seconds: 2000000000, algorithm: 'SHA1', code: '69279037' },
  { seconds: 2000000000, algorithm: 'SHA256', code: '90698825' },
  { seconds: 2000000000, algorithm: 'SHA512', code: '38618901' },
  { seconds: 20000000000, algorithm: 'SHA1', code: '65353130' },
  { seconds: 20000000000, algorithm: 'SHA256', code: '77737706' },
  { seconds: 20000000000, algorithm: 'SHA512', code: '47863826' },
];

/** RFC 6238's seed for an algorithm. */
export function rfc6238Seed(algorithm: Algorithm): Uint8Array {
  const length = { SHA1: 20, SHA256: 32, SHA512: 64 }[algorithm];
  return Uint8Array.from({ length }, (_, i) => '1234567890'.charCodeAt(i % 10));
}

/**
 * The keys and digests of RFC 2202 §3 and RFC 4231 §4. The kernel hashes 8-byte counters only, so a test
 * continues the midstate of each key over the RFC's own data through the compression functions.
 */
export const hmacVectors: readonly {
  key: string;
  data: string;
  digests: Partial<Record<Algorithm, string>>;
}[] = [
  {
    key: '0b'.repeat(20),
    data: '4869205468657265',
    digests: {
      SHA1: 'b617318655057264e28bc0b6fb378c8ef146be00',
      SHA256: 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
      SHA512:
        '87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854',
    },
  },
  {
    key: '4a656665',
    data: '7768617420646f2079612077616e7420666f72206e6f7468696e673f',
    digests: {
      SHA1: 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79',
      SHA256: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
      SHA512:
        '164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737',
    },
  },
  {
    key: 'aa'.repeat(20),
    data: 'dd'.repeat(50),
    digests: {
      SHA1: '125d7342b9ac11cd91a39af48aa17b4f63f175d3',
      SHA256: '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe',
      SHA512:
        'fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39bf3e848279a722c806b485a47e67c807b946a337bee8942674278859e13292fb',
    },
  },
  {
    key: '0102030405060708090a0b0c0d0e0f10111213141516171819',
    data: 'cd'.repeat(50),
    digests: {
      SHA1: '4c9007f4026250c6bc8414f9bf50c86c2d7235da',
      SHA256: '82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b',
      SHA512:
        'b0ba465637458c6990e5a8c5f61d4af7e576d97ff94b872de76f8050361ee3dba91ca5c11aa25eb4d679275cc5788063a5f19741120c4f2de2adebeb10a298dd',
    },
  },
  {
    key: 'aa'.repeat(80),
    data: '54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a65204b6579202d2048617368204b6579204669727374',
    digests: { SHA1: 'aa4ae5e15272d00e95705637ce8a3b55ed402112' },
  },
  {
    key: 'aa'.repeat(131),
    data: '54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a65204b6579202d2048617368204b6579204669727374',
    digests: {
      SHA256: '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
      SHA512:
        '80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f3526b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598',
    },
  },
];
