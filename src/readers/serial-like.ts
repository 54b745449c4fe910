// The part of an open serial port that the reader needs.

export interface SerialLike {
  write(text: string): Promise<void>;
  /** Calls back with the received text, in pieces of any length. */
  onText(listener: (text: string) => void): void;
  /** Calls back once, when the port goes away or is closed. */
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
