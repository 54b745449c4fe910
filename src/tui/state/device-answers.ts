// What the devices panel shows.

export interface DeviceSight {
  /** What a person calls it: a product, or the path where nothing is known. */
  name: string;
  path: string;
  detail: string;
}

export interface LinkSight {
  serial: string;
  kind: string;
  path: string;
}
