// A simulated key behind the interface that a reader's driver sees of a real one: in-process, in virtual time.
import type { Typed, UsbApplet } from '../../firmware-sim/applets/usb-applet.js';
import type { HidLike } from '../../src/readers/hid-like.js';
import type { Pause } from '../../src/readers/pause.js';

export interface AppletHid {
  hid: HidLike;
  /** Lets the key's time pass instead of sleeping. */
  pause: Pause;
  /** Touches at the key's time. */
  touch(durationUs: number): Typed | undefined;
  /** Milliseconds that passed since the key was plugged in. */
  elapsedMs(): number;
  /** Called before each report that the host reads; may damage or replace it. */
  onRead?: (report: Uint8Array) => Uint8Array;
}

export function appletHid(applet: UsbApplet, fobTicksPerUs = 1): AppletHid {
  let trueTimeUs = 0;
  const at = (): { trueTimeUs: number; fobTimeUs: number } => ({
    trueTimeUs,
    fobTimeUs: Math.round(trueTimeUs * fobTicksPerUs),
  });
  applet.plug(at());
  const link: AppletHid = {
    hid: {
      getFeatureReport: async (size) => {
        const report = applet.getFeature(0, at());
        if (report === undefined || report.length !== size) throw new Error('could not read from HID device');
        return link.onRead?.(report) ?? report;
      },
      sendFeatureReport: async (report) => {
        if (!applet.setFeature(0, report, at())) throw new Error('could not write to HID device');
      },
      close: async () => undefined,
    },
    pause: async (milliseconds) => {
      trueTimeUs += milliseconds * 1000;
      const wake = applet.nextWakeUs();
      if (wake !== undefined && wake <= trueTimeUs) applet.wake(at());
    },
    touch: (durationUs) => applet.touch(at(), durationUs),
    elapsedMs: () => trueTimeUs / 1000,
  };
  return link;
}
