// The <Policy> of a PSKC key (RFC 6030 §5): what it allows is kept, or the key is refused, or the report says so.
import { isQuotable, quoted } from '../../serials/index.js';
import { RecordFault } from '../seed-file-error.js';
import { attributeOf, childNamed, childrenNamed, type Element, textOf } from '../strict-xml.js';

/** RFC 6030 §5: a key whose policy is not understood must not be used. @throws RecordFault `unsupported` */
export function readPolicy(key: Element, notes: string[]): void {
  const policy = childNamed(key, 'Policy');
  if (policy === undefined) return;
  const usages = childrenNamed(policy, 'KeyUsage').map((usage) => textOf(usage) ?? '');
  if (usages.length > 0 && !usages.some((usage) => usage.toUpperCase() === 'OTP'))
    throw new RecordFault(
      `its policy allows ${usages.map(quoted).join(', ')} and no one-time passwords (KeyUsage, RFC 6030 §5)`,
      'unsupported',
    );
  const transactions = textOf(childNamed(policy, 'NumberOfTransactions'));
  if (transactions !== undefined)
    notes.push(
      `its policy allows ${quoted(transactions)} transactions (NumberOfTransactions), which is not kept`,
    );
  const pin = childNamed(policy, 'PINPolicy');
  if (pin !== undefined) {
    const mode = attributeOf(pin, 'PINUsageMode');
    if (mode !== undefined && /^(?:append|prepend|algorithmic)$/i.test(mode))
      throw new RecordFault(
        `its codes hold a PIN (PINUsageMode ${quoted(mode)}), which is not supported: ask for keys without one`,
        'unsupported',
      );
    notes.push('its PIN policy is not kept: the PIN is between the fob and its user');
  }
  const known = ['StartDate', 'ExpiryDate', 'KeyUsage', 'NumberOfTransactions', 'PINPolicy'];
  for (let node = policy.firstChild; node !== null; node = node.nextSibling) {
    if (node.nodeType !== 1) continue;
    const name = (node as Element).localName ?? '';
    if (!known.includes(name))
      throw new RecordFault(
        `its policy has ${isQuotable(name) ? `<${name}>` : 'an element'}, which is not known here: RFC 6030 §5 says that the key must not be used then`,
        'unsupported',
      );
  }
}
