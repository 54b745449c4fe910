// Turns what the firmware shows into an LCD frame: the segments of the text, the annunciators, and the faults of segments.
import type { ActiveFault } from './faults.js';
import type { FirmwareState } from './firmware.js';
import {
  applySegmentFaults,
  blankFrame,
  type LcdFrame,
  NO_SEGMENT_FAULTS,
  SEGMENT_NAMES,
  textFrame,
  withSegmentFault,
} from './lcd/index.js';
import type { FobModel } from './model.js';

export function lcdFrame(
  model: FobModel,
  state: FirmwareState,
  faults: readonly ActiveFault[],
  fobTimeUs: number,
): LcdFrame {
  const { positions, annunciators } = model.lcd;
  // A fob whose memory is lost shows `wipedText` once it has a new cell.
  const off = state.mode === 'asleep' || (state.mode === 'dead' && state.text === '');
  if (off || faults.some((fault) => fault.name === 'lcd.blank')) return blankFrame(positions);
  const frame: LcdFrame =
    state.garbled !== undefined
      ? { ...blankFrame(positions), segments: Uint8Array.from(state.garbled.segments) }
      : textFrame(state.text, positions, {
          batteryLow: state.lowBattery && annunciators.includes('battery-low'),
          countdown: annunciators.includes('countdown') ? countdownBars(model, fobTimeUs) : 0,
        });
  let segmentFaults = NO_SEGMENT_FAULTS;
  for (const fault of faults) {
    if (fault.name !== 'lcd.segment') continue;
    const { position, segment, stuck } = fault.parameters;
    segmentFaults = withSegmentFault(
      segmentFaults,
      stuck === 1 ? 'stuckOn' : 'missing',
      position!,
      SEGMENT_NAMES[segment!]!,
    );
  }
  return applySegmentFaults(frame, segmentFaults);
}

/** Six bars at the start of a time step, one fewer after each sixth of it. */
function countdownBars(model: FobModel, fobTimeUs: number): number {
  if (model.otp.type !== 'totp') return 0;
  const periodUs = model.otp.periodSeconds * 1e6;
  const into = fobTimeUs - Math.floor(fobTimeUs / periodUs) * periodUs;
  return 6 - Math.floor((6 * into) / periodUs);
}
