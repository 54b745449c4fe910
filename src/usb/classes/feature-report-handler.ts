// The interface between a HID and the applet behind its feature reports.
import type { HidHandler } from './hid.js';

export interface FeatureReportHandler {
  /** Returns the report without its ID, or undefined to refuse the request (STALL). */
  getFeature(reportId: number): Uint8Array | undefined;
  /** `data` has the length in the report descriptor. Returns false to refuse the request (STALL). */
  setFeature(reportId: number, data: Uint8Array): boolean;
}

export function handlerOfFeatures(features: FeatureReportHandler): HidHandler {
  return {
    getReport: (type, reportId) => (type === 'feature' ? features.getFeature(reportId) : undefined),
    setReport: (type, reportId, data) => type === 'feature' && features.setFeature(reportId, data),
  };
}
