// The binding of the iPrescribe Authenticator app, and where it stops.
export * from './bind-authenticator.js';
