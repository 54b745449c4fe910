// Checks endpoints at plug time: the limits of full speed, and one owner for each endpoint.
import type { ConfigurationDescription, EndpointDescription, InterfaceDescription } from './descriptors.js';

/** The limits of full speed (USB 2.0 §5.7.3 and §5.8.3). */
export function checkPacketSize(owner: InterfaceDescription, endpoint: EndpointDescription): string[] {
  const name = `endpoint ${hex(endpoint.address)} of interface ${owner.number}`;
  if (endpoint.number === 0) return [`${name} is the control endpoint: number it from 1 to 15`];
  if (endpoint.transferType === 'bulk')
    return [8, 16, 32, 64].includes(endpoint.maxPacketSize)
      ? []
      : [`${name} is bulk with packets of ${endpoint.maxPacketSize}: full speed allows 8, 16, 32 or 64`];
  if (endpoint.transferType !== 'interrupt')
    return [`${name} is ${endpoint.transferType}: a fob has bulk and interrupt endpoints only`];
  const findings: string[] = [];
  if (endpoint.maxPacketSize < 1 || endpoint.maxPacketSize > 64)
    findings.push(
      `${name} is interrupt with packets of ${endpoint.maxPacketSize}: full speed allows 1 to 64`,
    );
  if (endpoint.interval === 0) findings.push(`bInterval of ${name} is 0: write the milliseconds, 1 to 255`);
  return findings;
}

export function checkEndpointClashes(configuration: ConfigurationDescription): string[] {
  const owners = new Map<number, number>();
  const findings: string[] = [];
  for (const each of configuration.interfaces)
    for (const { address } of each.endpoints) {
      const owner = owners.get(address);
      if (owner !== undefined)
        findings.push(
          `endpoint ${hex(address)} is used by interface ${owner} and by interface ${each.number}: give one of them another number`,
        );
      owners.set(address, each.number);
    }
  return findings;
}

function hex(address: number): string {
  return address.toString(16).padStart(2, '0');
}
