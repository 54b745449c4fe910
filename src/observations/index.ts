// What was read off physical fobs at wall time, and what follows from it.
export * from './advice.js';
export * from './clock-estimate.js';
export * from './clock-line.js';
export type { Interval } from './clock-region.js';
export * from './clock-suspicion.js';
export * from './code-source.js';
export { drawerRates, fewestFobs, isTelling } from './drawer-rates.js';
export * from './locate-counter.js';
export * from './locate-step.js';
export * from './observation.js';
export * from './observation-changes.js';
export * from './observation-json.js';
export * from './observation-lines.js';
export * from './passport.js';
export { escapedMarkdown, passportMarkdown } from './passport-markdown.js';
export { findingsWithoutSeed, isoSeconds, type SeedlessFindings } from './without-seed.js';
