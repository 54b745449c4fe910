// What administrators do: rights, incidents.
export * from './access-right.js';
export * from './incident.js';
