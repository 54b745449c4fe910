// The address by which browsers reach this process's HTTP server; links in messages begin with it.
import { serviceKey } from './service-key.js';

export const publicAddressKey = serviceKey<{ url: string }>('public address');
