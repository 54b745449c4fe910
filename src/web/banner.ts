// What every page says above all else; it cannot be switched off.
export const banner =
  'Simulation for testing and training. Not EPCS Gold, not ID.me. Never enter real credentials.';
