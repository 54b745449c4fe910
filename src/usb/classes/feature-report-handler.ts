// The state machine behind a token's feature reports: all that a HID needs to know of an applet.
import type { HidHandler } from './hid.js';

export interface FeatureReportHandler {
  /** The report's bytes without its ID. Throwing refuses the request (STALL). */
  getFeature(reportId: number): Uint8Array;
  /** `data` has the length that the report descriptor declares. Throwing refuses the request (STALL). */
  setFeature(reportId: number, data: Uint8Array): void;
}

export function handlerOfFeatures(features: FeatureReportHandler): HidHandler {
  return {
    getReport: (type, reportId) => {
      if (type !== 'feature') return undefined;
      try {
        return features.getFeature(reportId);
      } catch {
        return undefined;
      }
    },
    setReport: (type, reportId, data) => {
      if (type !== 'feature') return false;
      try {
        features.setFeature(reportId, data);
        return true;
      } catch {
        return false;
      }
    },
  };
}
