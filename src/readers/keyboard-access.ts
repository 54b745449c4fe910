// How far each operating system lets a program read a key that types. Data for the documentation and `doctor`.

export interface KeyboardAccess {
  platform: 'linux' | 'darwin' | 'win32';
  /** Feature reports: status, serial, challenge-response. */
  featureReports: string;
  /** Keystrokes read from the device itself, not from a focused field. */
  keystrokes: string;
}

export const keyboardAccess: readonly KeyboardAccess[] = [
  {
    platform: 'linux',
    featureReports: 'over hidraw, with the udev rules of `foblab doctor --udev`',
    keystrokes:
      'hidraw gives a copy, but the keystrokes still reach the focused window; type into the terminal that asks for them',
  },
  {
    platform: 'darwin',
    featureReports: 'with Input Monitoring allowed for the terminal (System Settings, Privacy and Security)',
    keystrokes: 'type into the terminal that asks for them',
  },
  {
    platform: 'win32',
    featureReports: 'yes: the system keeps the keyboard for itself but lets feature reports through',
    keystrokes: 'not from the device; type into the terminal that asks for them',
  },
];
