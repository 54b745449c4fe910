// The state machine behind a token's feature reports: all that a HID needs to know of an applet.
import type { HidHandler } from './hid.js';

export interface FeatureReportHandler {
  /** The report's bytes without its ID; undefined refuses the request (STALL). */
  getFeature(reportId: number): Uint8Array | undefined;
  /** `data` has the length that the report descriptor declares. False refuses the request (STALL). */
  setFeature(reportId: number, data: Uint8Array): boolean;
}

export function handlerOfFeatures(features: FeatureReportHandler): HidHandler {
  return {
    getReport: (type, reportId) => (type === 'feature' ? features.getFeature(reportId) : undefined),
    setReport: (type, reportId, data) => type === 'feature' && features.setFeature(reportId, data),
  };
}
