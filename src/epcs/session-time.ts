// The lifetime of a session: thirty minutes without use, twelve hours in all (SP 800-63B §4.2.3).
export const idleUs = 30 * 60 * 1_000_000;
export const longestUs = 12 * 3600 * 1_000_000;
