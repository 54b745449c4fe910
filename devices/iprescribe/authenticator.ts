// iPrescribe Authenticator: an app that gives codes once it has scanned its activation image.

import type { SoftDatasheet } from '../datasheet.js';
import { assumed, published } from '../fact.js';
import { phoneScreen } from '../parts/phone.js';
import { nickname } from '../serial/nickname.js';

export const iprescribeAuthenticator: SoftDatasheet = {
  kind: 'soft',
  id: 'iprescribe/authenticator',
  summary: 'app: codes after an activation image is scanned',
  manufacturer: published('iPrescribe', 'help.iprescribe.com'),
  product: published('iPrescribe Authenticator', 'help.iprescribe.com'),
  firmwareVersion: assumed(
    '0',
    'apps change every month; 0 stands for an unknown version (IEEE 488.2 §10.14)',
  ),
  serial: nickname('iprescribe'),
  otp: {
    types: assumed(['totp'], 'one-time codes; how they are made is not public'),
    algorithms: assumed(['sha1', 'sha256', 'sha512'], 'how its codes are made is not public: OATH here'),
    digits: assumed([6, 8, 7], 'the other tokens of the service have six digits'),
    periodSeconds: assumed(30, 'the other tokens of the service change every 30 s'),
    t0Seconds: assumed(0, 'RFC 6238 §4.1: T0 is 0 unless agreed otherwise'),
  },
  screen: phoneScreen,
  enrolment: published(
    'activation-image',
    'iPrescribe Authenticator document: scan the activation ("Cronto") image',
  ),
  notes: [
    'Inactive, without codes, until its image is scanned (foblab activation scan); with --secret-file at foblab add it is active at once.',
    'The activation image is foblab’s own, not Cronto’s (foblab activation image).',
    'Runs in OATH mode: the app’s own codes are proprietary and are not made here.',
    'Follows the phone’s clock.',
  ],
};
