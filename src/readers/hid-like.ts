// The little that a driver needs of an open HID device: feature reports without identifiers.

export interface HidLike {
  /** Reads the feature report: exactly `size` bytes. */
  getFeatureReport(size: number): Promise<Uint8Array>;
  sendFeatureReport(report: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** What enumeration tells of one HID collection, with the names node-hid uses. */
export interface HidListing {
  vendorId: number;
  productId: number;
  path?: string | undefined;
  serialNumber?: string | undefined;
  manufacturer?: string | undefined;
  product?: string | undefined;
  interface: number;
  usagePage?: number | undefined;
  usage?: number | undefined;
}
