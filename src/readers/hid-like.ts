// The part of an open HID device that a driver needs: feature reports without report IDs.

export interface HidLike {
  /** Reads the feature report: exactly `size` bytes. */
  getFeatureReport(size: number): Promise<Uint8Array>;
  sendFeatureReport(report: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** One HID collection from enumeration, with the field names of node-hid. */
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
