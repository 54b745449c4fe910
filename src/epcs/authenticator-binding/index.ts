// The iPrescribe Authenticator app and where its binding stops.
export * from './bind-authenticator.js';
