// What administrators do: rights, tokens, incidents.
export * from './access-right.js';
export * from './administer-token.js';
export { type Incident, type IncidentKind, incidentKinds } from './incident.js';
export * from './prescriber-list.js';
