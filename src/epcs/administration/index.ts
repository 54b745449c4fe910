// The operations of administrators: rights, tokens, incidents.
export * from './access-right.js';
export * from './administer-token.js';
export * from './dea-registration.js';
export { type Incident, type IncidentKind, incidentKinds } from './incident.js';
export * from './prescriber-list.js';
export * from './replace-token.js';
