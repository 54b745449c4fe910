// The little that the serial reader needs of an open port.

export interface SerialLike {
  write(text: string): Promise<void>;
  /** Text as it arrives, in any pieces. */
  onText(listener: (text: string) => void): void;
  /** Called once, when the port goes away or is closed. */
  onClose(listener: () => void): void;
  close(): Promise<void>;
}

export type OpenSerial = () => Promise<SerialLike>;

export interface SerialListing {
  path: string;
  manufacturer?: string | undefined;
  serialNumber?: string | undefined;
  vendorId?: string | undefined;
  productId?: string | undefined;
}
