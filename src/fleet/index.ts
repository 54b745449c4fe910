// Populations of simulated fobs, without a bench.
export { type FleetOrder, type FleetReading, fleetReadings } from './fleet.js';
