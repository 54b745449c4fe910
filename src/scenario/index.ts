export { keepEvidence } from './keep-evidence.js';
export { readScenario } from './read-scenario.js';
export { type LoggedEvent, type Recording, recordedScenario } from './record-scenario.js';
export type { RecordedPiece } from './recorded-traffic.js';
export { asJson, asJunit, asTap, stepLine, summary, transcript } from './reports.js';
export { runScenario, type ScenarioResult, type StepResult } from './run-scenario.js';
export { scenarioSchema } from './scenario-schema.js';
