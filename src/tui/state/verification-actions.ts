// Actions on the verification panel: a code to submit, a credential to change.
import { knownOperation } from '../known-operations.js';
import type { Action } from './action.js';
import { chooseCredential } from './choose-credential.js';
import { notThere, openForm } from './open-form.js';
import type { LabState } from './state.js';
import type { Step } from './step.js';

/** The name of foblab's own verifier among the targets. */
const ownTarget = 'foblab';

/** Submits what the credential's fob shows; a blank LCD is no code, and says what to do. */
export function submit(state: LabState, asked: Action): Step {
  if (knownOperation('credential.verify') === undefined) return notThere(state, 'credential.verify', asked);
  const { target } = state.verification;
  const asksOther = target !== undefined && target !== ownTarget;
  // Another verifier knows the fob itself; foblab's own knows credentials.
  const credential = asksOther ? state.selected : (state.verification.selected ?? state.selected);
  if (credential === undefined)
    return withMessage(state, 'no credential is selected: E enrols the selected fob');
  const shown = state.summaries.get(credential)?.screen.text ?? '';
  const code = /^\d{6,8}\b/.exec(shown)?.[0];
  if (code === undefined)
    return withMessage(
      state,
      `${credential} shows ${shown === '' ? 'nothing' : `“${shown}”`}: space presses its button`,
    );
  return [
    state,
    [
      {
        effect: 'run',
        operation: 'credential.verify',
        arguments: { serial: credential, otp: code, ...(asksOther ? { target } : {}) },
        origin: 'key',
      },
    ],
  ];
}

export function credentialAction(
  state: LabState,
  action: Extract<Action, { do: 'credential' | 'credential-operation' | 'credential-form' | 'target' }>,
): Step {
  switch (action.do) {
    case 'target':
      return [
        { ...state, overlay: undefined, verification: { ...state.verification, target: action.name } },
        [],
      ];
    case 'credential':
      return chooseCredential(state, action.index);
    case 'credential-form': {
      const credential = state.verification.selected ?? state.selected ?? '';
      const enrolling = action.operation === 'credential.enroll';
      return openForm(
        state,
        action.operation,
        {
          values: enrolling
            ? { fob: state.selected ?? '' }
            : { serial: credential, target: state.verification.target ?? '' },
          focus: enrolling ? 'policy' : action.operation === 'credential.resync' ? 'first' : 'otp',
        },
        action,
      );
    }
    case 'credential-operation': {
      const operation = knownOperation(action.operation);
      if (operation === undefined) return notThere(state, action.operation, action);
      const credential = state.verification.selected;
      if (credential === undefined) return withMessage(state, 'no credential is selected');
      // Only this one takes the codes itself, and so a fob instead of a credential.
      const ofFob = operation.name === 'credential.resync' ? ['--fob'] : [];
      const words = [...operation.command.split(' '), ...ofFob, credential];
      if (action.question !== undefined) {
        const question = `${action.question} ${credential}?`;
        return [{ ...state, overlay: { kind: 'confirm', question, words } }, []];
      }
      return [state, [{ effect: 'words', words, origin: 'key' }]];
    }
  }
}

function withMessage(state: LabState, text: string): Step {
  return [{ ...state, message: { tone: 'bad', text } }, []];
}
