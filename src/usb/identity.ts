// Vendor and product IDs. A generic fob goes by pid.codes' test IDs (1209:0001 to 1209:0010), which are for
// private testing; a vendor's own IDs stand only in keys/, whose devices imitate that vendor's key on loopback.

export const pidCodesVendor = 0x1209;
export const compositeFobProduct = 0x0001;

/** "1209:0001" */
export function formatUsbId(vendorId: number, productId: number): string {
  return [vendorId, productId].map((id) => id.toString(16).padStart(4, '0')).join(':');
}
