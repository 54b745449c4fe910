// Where browsers reach the HTTP server of this process; links in messages begin with it.
import { serviceKey } from './service-key.js';

export const publicAddressKey = serviceKey<{ url: string }>('public address');
