// ID.me Authenticator, push: approve or deny on the phone.

import type { PushDatasheet } from '../datasheet.js';
import { assumed, published } from '../fact.js';
import { nickname } from '../serial/nickname.js';

export const idmePush: PushDatasheet = {
  kind: 'push',
  id: 'idme/push',
  summary: 'app: approve or deny a request',
  manufacturer: published('ID.me', 'ID.me help'),
  product: published('ID.me Authenticator', 'ID.me help: Push Notification'),
  serial: nickname('push'),
  expirySeconds: assumed(300, 'no source gives it; other push apps allow a few minutes'),
  notes: [
    'Shows no code: a verifier asks (foblab push ask), the user approves or denies (foblab push approve), or the request expires.',
    'Follows the phone’s clock.',
  ],
};
